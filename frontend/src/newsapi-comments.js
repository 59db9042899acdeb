// <newsapi-comments article="<uuid>" api="/api/v1" sort="newest">
//
// The reader's side of newsapi: shows the thread of an article and takes
// comments. The element itself only turns attributes into a Discussion; what can
// be computed without a page is in the pure modules (tree, time, words,
// problems, store). Attributes, events and theming: frontend/README.md.

import { Discussion } from "./discussion.js";
import { SORTS } from "./sorts.js";
import { roomSheet, sharedSheet } from "./styles.js";

// Named here so that a browser fetches all modules at once instead of finding
// one behind the other; a test holds that none is missing.
import "./api.js";
import "./composer.js";
import "./dom.js";
import "./pager.js";
import "./problems.js";
import "./shell.js";
import "./store.js";
import "./thread-view.js";
import "./time.js";
import "./tree.js";
import "./words.js";
import "./writing.js";

export class NewsapiComments extends HTMLElement {
  static observedAttributes = ["article", "api", "sort", "lang"];

  #root = this.attachShadow({ mode: "open" });
  #discussion = null;

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    this.#discussion?.stop();
    this.#discussion = null;
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#discussion || before === after) return;
    if (name === "sort") this.#discussion.resort(this.sort);
    else this.#start();
  }

  get sort() {
    const wanted = this.getAttribute("sort");
    return SORTS.includes(wanted) ? wanted : SORTS[0];
  }

  set sort(value) {
    this.setAttribute("sort", value);
  }

  /** Loads the thread anew. */
  async reload() {
    await this.#discussion?.reload();
  }

  #start() {
    this.#discussion?.stop();
    this.#discussion = new Discussion({
      article: this.getAttribute("article") ?? "",
      base: this.getAttribute("api"),
      language: this.closest("[lang]")?.lang || document.documentElement.lang,
      sort: this.sort,
      emit: (name, detail) => this.#emit(name, detail),
      onSort: (sort) => { this.sort = sort; },
    });
    this.#root.adoptedStyleSheets = [sharedSheet(), roomSheet(this.#discussion.rememberedHeight)];
    this.#root.replaceChildren(this.#discussion.shell.element);
    this.#discussion.start();
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`newsapi:${name}`, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("newsapi-comments")) customElements.define("newsapi-comments", NewsapiComments);
