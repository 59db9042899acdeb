// The frame that stands before the first answer comes: heading, sort menu, form,
// and room for the list. What arrives later fills it without moving it.

import { Composer } from "./composer.js";
import { bone, button, focusOn, h, setText } from "./dom.js";
import { ListView } from "./thread-view.js";

export class Shell {
  #app;
  #announcing = null;

  constructor(app, { sorts, pager, onSort }) {
    this.#app = app;
    const { t } = app;
    this.list = new ListView(app, { prefix: "comment" });
    this.linkedList = new ListView(app, { prefix: "linked-comment" });
    this.count = h("span", { class: "count", part: "count" });
    this.heading = h("h2", { id: "heading", tabindex: "-1", part: "heading" }, t("heading"), " ", this.count);
    this.linked = h("section", { class: "linked", part: "linked", hidden: true, "aria-labelledby": "linked" });
    this.status = h("p", { class: "sr", role: "status" });
    this.bones = h("div", { "aria-hidden": "true" }, bone(), bone(), bone());
    this.empty = h("p", { hidden: true }, t("empty"));
    this.area = h("div", { class: "list" }, this.bones, this.empty, this.list.element, pager.element);
    this.element = h("section", { lang: app.language, "aria-labelledby": "heading", part: "section" },
      h("div", { class: "top" }, this.heading, this.#buildSort(sorts, onSort)),
      this.#buildEntry(), this.linked, this.area, this.status);
  }

  setBusy(busy) {
    this.area.setAttribute("aria-busy", String(busy));
    if (!busy) this.bones.hidden = true;
  }

  /** Ready for a first picture: put in anew, the list appears in its place instead of moving there. */
  renew() {
    this.list.clear();
    this.status.before(this.area);
  }

  /** Count, form or refusal, and the word for an empty thread. */
  show({ count, language, refusal, hint, empty }) {
    setText(this.count, count === null ? "" : new Intl.NumberFormat(language).format(count));
    this.composer.element.hidden = Boolean(refusal);
    this.refusal.hidden = !refusal;
    setText(this.refusal, refusal?.detail ?? "");
    this.hint.classList.toggle("notice", Boolean(hint));
    setText(this.hint, hint || this.#app.t("form.hint"));
    this.empty.hidden = !empty;
  }

  /** Said to screen readers, politely. */
  announce(words) {
    clearTimeout(this.#announcing);
    setText(this.status, "");
    // The same words twice are news only when the region was empty in between.
    this.#announcing = setTimeout(() => setText(this.status, words), 50);
  }

  tick() {
    this.list.tick();
    this.linkedList.tick();
  }

  /** The linked conversation, or a note on why it can't be shown. */
  showLinked(note, onHide) {
    const { t } = this.#app;
    const title = h("h3", { id: "linked", tabindex: "-1" }, t("linked.title"));
    const hide = button(t("linked.hide"), onHide, { class: "plain" });
    this.linked.replaceChildren(h("div", { class: "linked-top" }, title, hide),
      note ? h("p", {}, note) : this.linkedList.element);
    this.linked.hidden = false;
  }

  hideLinked() {
    this.linked.hidden = true;
    focusOn(this.heading);
  }

  /** Marks the linked comment and goes there; without it, to the note in its place. */
  target(id) {
    for (const old of this.element.querySelectorAll(".target")) old.classList.remove("target");
    const view = this.find(id);
    view?.article.classList.add("target");
    focusOn(view?.article ?? this.linked.querySelector("h3"), { block: "start" });
  }

  find(id) {
    return this.list.find(id) ?? this.linkedList.find(id);
  }

  #buildSort(sorts, onSort) {
    const { t } = this.#app;
    const options = sorts.map((sort) => h("option", { value: sort }, t(`sort.${sort}`)));
    this.sort = h("select", { id: "sort", part: "sort", onchange: () => onSort(this.sort.value) }, ...options);
    this.sort.value = this.#app.sort;
    return h("div", { class: "sort" }, h("label", { for: "sort" }, t("sort.label")), this.sort);
  }

  #buildEntry() {
    const { t, writer } = this.#app;
    this.composer = new Composer(this.#app, writer.commentForm());
    this.hint = h("p", { class: "hint" }, t("form.hint"));
    this.composer.element.prepend(h("h3", { id: "form-title" }, t("form.title")), this.hint);
    this.composer.element.setAttribute("aria-labelledby", "form-title");
    this.refusal = h("p", { class: "notice", part: "notice", hidden: true });
    return h("div", { class: "entry" }, this.composer.element, this.refusal);
  }
}
