// A "load more" button that says so when loading fails, and then offers a retry.

import { bone, button, h, setText } from "./dom.js";
import { explain } from "./problems.js";

const MOST_BONES = 5; // as many replies as a page usually brings

export class Pager {
  #app;
  #act;
  #label = null;
  #busy = false;
  #run = 0;

  #expected;

  /** `expected()` says for how many comments to hold room while they are fetched. */
  constructor(app, act, { wide = false, expected = () => 1 } = {}) {
    this.#expected = expected;
    this.#app = app;
    this.#act = act;
    this.button = button("", () => this.run(), { class: wide ? "wide" : "plain", part: "button more" });
    this.message = h("p", { class: "wrong", role: "alert" });
    this.element = h("div", { class: "pager", hidden: true }, this.message, this.button);
    this.room = h("div", { class: wide ? "room tall" : "room", "aria-hidden": "true" });
    this.element.append(this.room);
  }

  /** Shows the button with this label, or nothing for null. */
  offer(label) {
    this.#label = label;
    this.element.hidden = label === null;
    if (!this.#busy && label !== null && !this.message.textContent) setText(this.button, label);
  }

  /** Shows an error that came from elsewhere, with a retry of our act. */
  fail(error) {
    const { t, language } = this.#app;
    setText(this.message, explain(error, { t, language }).message);
    setText(this.button, t("retry"));
    this.element.hidden = false;
  }

  /** Lets a run that is under way end unheard. */
  reset() {
    this.#run += 1;
    this.#setBusy(false);
  }

  async run() {
    if (this.#busy) return;
    const run = (this.#run += 1);
    this.#setBusy(true);
    setText(this.message, "");
    const error = await this.#act().then(() => null, (reason) => reason);
    if (run !== this.#run) return;
    this.#setBusy(false);
    if (error) this.fail(error);
    else this.#standAnew();
  }

  /** Put in again after what it brought: so it has not been pushed away, it is elsewhere. */
  #standAnew() {
    this.offer(this.#label);
    this.element.parentNode?.insertBefore(this.element, this.element.nextSibling);
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.button.setAttribute("aria-disabled", String(busy));
    // What lies below moves at the press of the button, where a reader expects
    // it, and not again when the answer comes.
    const bones = busy && !this.element.hidden ? Math.min(this.#expected(), MOST_BONES) : 0;
    this.room.replaceChildren(...Array.from({ length: bones }, bone));
    if (busy) setText(this.button, this.#app.t("loading.short"));
  }
}
