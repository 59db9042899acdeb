// The thread on the page. Views follow the data: `sync` brings a list's elements
// in line with it and touches only what changed, so that focus, selections and
// half-written replies survive every update.

import { Pager } from "./pager.js";
import { button, h, setText } from "./dom.js";
import { domId } from "./store.js";
import { hiddenReplies, isPublic } from "./tree.js";
import { fullTime, relativeTime } from "./time.js";

// From here on replies are no longer indented: ten levels must fit a phone.
const FLAT_FROM = 5;

/** An ordered list of comments. `prefix` keeps ids apart where a comment is shown twice. */
export class ListView {
  #app;
  #prefix;
  #level;
  #parent;
  #views = new Map();

  constructor(app, { prefix, level = 0, parent = null }) {
    this.#app = app;
    this.#prefix = prefix;
    this.#level = level;
    this.#parent = parent;
    const shape = level === 0 ? "root" : level >= FLAT_FROM ? "replies flat" : "replies";
    this.element = h("ol", { class: shape, part: level === 0 ? "thread" : "replies" });
  }

  sync(list) {
    this.#dropAllBut(new Set(list.results.map((comment) => comment.id)));
    let previous = null;
    for (const comment of list.results) {
      const view = this.#viewOf(comment);
      // Moving an element blurs what is in it: only when it is out of place.
      if (view.element.previousElementSibling !== previous || !view.element.parentNode) {
        if (previous) previous.after(view.element);
        else this.element.prepend(view.element);
      }
      view.update(comment);
      previous = view.element;
    }
    this.element.hidden = list.results.length === 0;
  }

  /** Forgets all views. New elements appear where moved ones would jump. */
  clear() {
    this.#dropAllBut(new Set());
  }

  /** The view of a comment at any depth below. */
  find(id) {
    const own = this.#views.get(id);
    if (own) return own;
    for (const view of this.#views.values()) {
      const found = view.replies.find(id);
      if (found) return found;
    }
    return null;
  }

  tick() {
    for (const view of this.#views.values()) view.tick();
  }

  #viewOf(comment) {
    let view = this.#views.get(comment.id);
    if (!view) {
      view = new CommentView(this.#app, comment, {
        prefix: this.#prefix, level: this.#level, parent: this.#parent,
      });
      this.#views.set(comment.id, view);
    }
    return view;
  }

  #dropAllBut(ids) {
    for (const [id, view] of this.#views) {
      if (ids.has(id)) continue;
      view.element.remove();
      this.#views.delete(id);
    }
  }
}

/** One comment, with its actions and the list of its replies. */
export class CommentView {
  #app;
  #level;
  #parent;
  #written = new Map();

  constructor(app, comment, { prefix, level, parent }) {
    this.#app = app;
    this.#level = level;
    this.#parent = parent;
    this.comment = comment;
    this.#build(domId(prefix, comment.id));
    this.replies = new ListView(app, { prefix, level: level + 1, parent: this });
    this.pager = new Pager(app, () => app.loadReplies(this), { expected: () => hiddenReplies(this.comment) });
    this.element = h("li", { class: "item" }, this.article, this.replies.element, this.pager.element);
  }

  update(comment) {
    this.comment = comment;
    const shown = comment.state === "visible";
    this.element.classList.toggle("tomb", !shown);
    this.#write(this.byline, this.#bylineFacts(), () => this.#byline());
    this.#write(this.context, this.#contextFacts(), (name) => this.#context(name));
    this.#write(this.note, this.#noteFacts(), () => this.#note());
    this.#writeBody();
    this.#tickOwn();
    this.replies.sync(comment.replies);
    this.pager.offer(this.#moreLabel());
  }

  /** What changes with time alone: "5 minutes ago", and the end of the edit window. */
  tick() {
    this.#tickOwn();
    this.replies.tick();
  }

  #tickOwn() {
    const { language, t } = this.#app;
    if (this.time) setText(this.time, relativeTime(this.comment.created_at, Date.now(), language, t));
    this.#offerActions();
  }

  /** Puts a form or a question under the comment; null empties the place. */
  fillSlot(content) {
    this.slot.replaceChildren(...(content ? [content] : []));
  }

  get authorName() {
    return this.comment.author?.name || this.#app.t("anonymous");
  }

  #build(id) {
    this.id = id;
    this.byline = h("header", { class: "byline", part: "byline" });
    this.context = h("p", { class: "context" });
    this.body = h("div", { class: "body", part: "body", dir: "auto", lang: this.#app.bodyLanguage });
    this.note = h("p", { class: "notice", part: "notice" });
    this.slot = h("div", { class: "slot" });
    this.#buildActions();
    this.article = h("article", { id, part: "comment", tabindex: "-1" },
      this.byline, this.context, this.body, this.note, this.actions, this.slot);
  }

  #buildActions() {
    const { t } = this.#app;
    const plain = { class: "plain" };
    this.replyButton = button(t("reply"), () => this.#app.writer.openReply(this), plain);
    this.editButton = button(t("edit"), () => this.#app.writer.openEdit(this), { ...plain, "aria-label": t("edit.own") });
    this.deleteButton = button(t("delete"), () => this.#app.writer.askDelete(this), { class: "plain danger", "aria-label": t("delete.own") });
    this.actions = h("div", { class: "actions" }, this.replyButton, this.editButton, this.deleteButton);
  }

  #offerActions() {
    const { comment } = this;
    const shown = comment.state === "visible";
    const side = this.#app.viewerOf(comment.id);
    const editable = Date.parse(side?.may_edit_until ?? "") > Date.now();
    this.replyButton.hidden = !shown || !isPublic(comment) || !this.#app.mayComment;
    this.editButton.hidden = !shown || !editable;
    this.deleteButton.hidden = !shown || !side?.may_delete;
  }

  /** Rewrites a part only when the facts it shows are others than before. */
  #write(element, facts, make) {
    const signature = JSON.stringify(facts);
    if (this.#written.get(element) === signature) return;
    this.#written.set(element, signature);
    element.replaceChildren(...(facts ? make(facts) : []));
    element.hidden = !facts;
  }

  #bylineFacts() {
    const { state, author, created_at, edited_at, pinned, featured } = this.comment;
    if (state !== "visible") return null;
    const own = this.#app.isOwn(this.comment);
    return { author, created_at, edited_at, pinned, featured, own };
  }

  #byline() {
    const name = h("h3", { id: `${this.id}-author`, part: "author" }, h("bdi", {}, this.authorName));
    this.replyButton.setAttribute("aria-label", this.#app.t("reply.to", { name: this.authorName }));
    this.article.setAttribute("aria-labelledby", `${this.id}-author ${this.id}-time`);
    return [name, h("span", { class: "badges" }, ...this.#badges()), this.#permalink(), this.#edited()]
      .filter(Boolean);
  }

  #badges() {
    const { t } = this.#app;
    const { author, pinned, featured } = this.comment;
    const badge = (text, kind = "") => h("span", { class: `badge ${kind}`, part: "badge" }, text);
    const badges = (author?.badges ?? []).map((text) => badge(String(text)));
    if (this.#app.isOwn(this.comment)) badges.unshift(badge(t("own"), "own"));
    if (pinned) badges.push(badge(t("pinned")));
    if (featured) badges.push(badge(t("featured")));
    return badges;
  }

  /** The link stays on the reader's page: its address is the one worth sharing from here. */
  #permalink() {
    const { language } = this.#app;
    const { id, created_at } = this.comment;
    const title = fullTime(created_at, language);
    this.time = h("time", { datetime: created_at, title, id: `${this.id}-time` });
    const here = new URL(`#comment-${encodeURIComponent(id)}`, location.href).href;
    return h("a", { class: "permalink", part: "permalink", href: here }, this.time);
  }

  #edited() {
    const { t, language } = this.#app;
    const { edited_at } = this.comment;
    if (!edited_at) return null;
    const title = t("edited.at", { time: fullTime(edited_at, language) });
    return h("span", { class: "edited", title }, `(${t("edited")})`);
  }

  /** Whom it answers, said where the indentation no longer shows it. */
  #contextFacts() {
    return this.#level >= FLAT_FROM ? this.#parent?.comment.author?.name ?? null : null;
  }

  #context(name) {
    return [document.createTextNode(this.#app.t("in.reply.to", { name }))];
  }

  #noteFacts() {
    const { comment } = this;
    if (isPublic(comment) || comment.state !== "visible") return null;
    return [comment.status, comment.reason?.detail ?? ""];
  }

  #note() {
    const { status, reason } = this.comment;
    const title = this.#app.t(status === "rejected" ? "status.rejected" : "status.pending");
    return [h("strong", {}, title), reason?.detail ?? ""];
  }

  #writeBody() {
    const { state, body_html: html, body } = this.comment;
    const gone = state === "visible" ? null : this.#app.t(`state.${state === "deleted" ? "deleted" : "removed"}`);
    const content = gone ?? html ?? body ?? "";
    if (this.#written.get(this.body) === content) return;
    this.#written.set(this.body, content);
    this.body.classList.toggle("gone", Boolean(gone));
    if (gone) this.#bury(gone);
    else if (html) this.body.innerHTML = html; // sanitised by the server: the only markup we take
    else this.body.textContent = body ?? "";
  }

  #bury(words) {
    this.body.textContent = words;
    this.time = null;
    this.article.removeAttribute("aria-labelledby");
    this.article.setAttribute("aria-label", words);
    this.fillSlot(null);
  }

  #moreLabel() {
    const { t } = this.#app;
    const { replies, reply_count: count } = this.comment;
    const n = hiddenReplies(this.comment);
    const none = replies.results.length === 0;
    if (!replies.next && !(none && count > 0)) return null;
    const key = none ? "show.replies" : "more.replies";
    return n > 0 ? t(`${key}.count`, { n }) : t(key);
  }
}
