// A form to write in: the comment form, a reply form, or the form that edits.

import { button, h, setText } from "./dom.js";
import { countCharacters, explain, isFinal } from "./problems.js";

// Below this many characters left, screen readers are told as well.
const NEARLY_FULL = [100, 20, 0];

export class Composer {
  #app;
  #busy = false;
  #draft;
  #send;
  #cancel;
  #told = Infinity;

  /**
   * `send(text, name, key)` does the act; `cancel` closes the form (the page's own
   * form has none); `initial` is the text to start from where no draft is kept.
   */
  constructor(app, { kind, label, draft, send, cancel = null, initial = "" }) {
    this.#app = app;
    this.kind = kind;
    this.#draft = draft;
    this.#send = send;
    this.#cancel = cancel;
    this.#build(label);
    this.area.value = draft.text || initial;
    this.refresh();
  }

  /** Follows what may change from outside: who is signed in, and the limit. */
  refresh() {
    const { session, t } = this.#app;
    const known = Boolean(session.token) || this.kind === "edit";
    this.nameField.element.hidden = known;
    this.who.hidden = !known || this.kind === "edit";
    setText(this.whoName, session.name || t("anonymous"));
    if (!this.name.value) this.name.value = session.name;
    this.#count();
  }

  get needsName() {
    return !this.nameField.element.hidden;
  }

  focus() {
    this.area.focus();
  }

  discardDraft() {
    this.#draft.clear();
  }

  #build(label) {
    const { t } = this.#app;
    const id = this.#app.newId();
    this.name = h("input", { type: "text", autocomplete: "nickname", part: "input", dir: "auto", oninput: () => this.#unmark(this.nameField) });
    this.nameField = this.#field(t("form.name"), this.name, `${id}-name`);
    this.area = h("textarea", { rows: 4, part: "textarea", dir: "auto", oninput: () => this.#typed() });
    this.counter = h("p", { class: "counter", id: `${id}-count` });
    this.bodyField = this.#field(label, this.area, `${id}-body`, this.counter);
    this.#buildWho();
    this.#buildButtons();
    this.element = h("form", {
      part: "form", novalidate: true,
      onsubmit: (event) => { event.preventDefault(); this.submit(); },
      onkeydown: (event) => this.#keyed(event),
    }, this.nameField.element, this.who, this.bodyField.element, this.buttons, this.trouble);
  }

  #field(label, control, id, extra = null) {
    control.id = id;
    const wrong = h("p", { class: "wrong", id: `${id}-wrong`, role: "alert" });
    const described = [wrong.id, extra?.id].filter(Boolean).join(" ");
    control.setAttribute("aria-describedby", described);
    control.setAttribute("aria-required", "true");
    const below = h("div", { class: "below" }, wrong, extra);
    const element = h("div", { class: "field" }, h("label", { for: id }, label), control, below);
    return { element, control, wrong };
  }

  #buildWho() {
    const { t } = this.#app;
    this.whoName = h("bdi");
    const change = button(t("form.change"), () => this.#changeName(), { class: "plain" });
    this.who = h("div", { class: "who" }, h("span", {}, t("form.as")), this.whoName, change);
  }

  #buildButtons() {
    const { t } = this.#app;
    this.submitButton = h("button", { type: "submit", class: "main", part: "button submit" }, t(`submit.${this.kind}`));
    const cancel = this.#cancel && button(t("cancel"), () => this.#cancel());
    this.buttons = h("div", { class: "buttons" }, this.submitButton, cancel);
    this.message = h("p", { class: "wrong", role: "alert" });
    this.retry = button(t("retry"), () => this.submit(), { hidden: true });
    this.trouble = h("div", { class: "trouble" }, this.message, this.retry);
  }

  #changeName() {
    this.#app.writer.forgetGuest();
    this.name.focus();
    this.name.select();
  }

  #keyed(event) {
    if (event.key !== "Escape" || event.isComposing || !this.#cancel) return;
    event.stopPropagation();
    this.#cancel();
  }

  #typed() {
    this.#draft.save(this.area.value);
    this.#unmark(this.bodyField);
    this.#count();
  }

  /** What is being put right is no longer held against the reader. */
  #unmark(field) {
    this.#mark(field, "");
    if (this.retry.hidden) this.#say("");
  }

  #count() {
    const { t, limit } = this.#app;
    const left = limit - countCharacters(this.area.value);
    const words = left < 0 ? t("form.over", { n: -left }) : t("form.left", { n: left });
    setText(this.counter, words);
    this.counter.classList.toggle("over", left < 0);
    const step = NEARLY_FULL.filter((mark) => left <= mark).pop() ?? Infinity;
    if (step < this.#told) this.#app.announce(words);
    this.#told = step;
  }

  async submit() {
    if (this.#busy || !this.#complete()) return;
    const text = this.area.value;
    this.#setBusy(true);
    setText(this.message, ""); // an alert that comes back unchanged would not be read out
    try {
      await this.#send(text, this.name.value.trim(), this.#draft.attemptKey(text));
      this.#say("");
      this.#sent(text);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#setBusy(false);
    }
  }

  /** What was typed while the answer was under way is a new draft, not ours to drop. */
  #sent(text) {
    if (this.area.value !== text) return;
    this.#draft.clear();
    this.area.value = "";
    this.#told = Infinity;
    this.#count();
  }

  #complete() {
    const { t, limit } = this.#app;
    const over = countCharacters(this.area.value) - limit;
    const noName = this.needsName && !this.name.value.trim();
    const body = !this.area.value.trim() ? t("need.body") : over > 0 ? t("too.long", { n: over }) : "";
    this.#mark(this.nameField, noName ? t("need.name") : "");
    this.#mark(this.bodyField, body);
    return this.#focusWrong();
  }

  #failed(error) {
    if (!error.expected) reportError(error); // our own mistake: say it to developers too
    if (isFinal(error)) this.#draft.endAttempt();
    this.#app.learnLimit(error.problem);
    this.refresh(); // a refused token may have made the name field needed again
    const { t, language } = this.#app;
    const shown = this.needsName ? ["name", "body"] : ["body"];
    const { message, fields, again } = explain(error, { t, language, shown });
    this.#mark(this.nameField, fields.name ?? "");
    this.#mark(this.bodyField, fields.body ?? "");
    this.#say(message, again);
    this.#focusWrong();
  }

  #say(message, again = false) {
    setText(this.message, message);
    this.retry.hidden = !again;
  }

  #mark(field, words) {
    setText(field.wrong, words);
    if (words) field.control.setAttribute("aria-invalid", "true");
    else field.control.removeAttribute("aria-invalid");
  }

  /** Focus goes to the first field that is wrong; answers whether there is none. */
  #focusWrong() {
    const first = [this.nameField, this.bodyField].find(({ wrong }) => wrong.textContent);
    first?.control.focus();
    return !first;
  }

  #setBusy(busy) {
    const { t } = this.#app;
    this.#busy = busy;
    this.submitButton.setAttribute("aria-disabled", String(busy));
    setText(this.submitButton, t(busy ? "submit.busy" : `submit.${this.kind}`));
    // It stays while its own act is under way, or the focus on it would be lost.
    this.retry.setAttribute("aria-disabled", String(busy));
  }
}
