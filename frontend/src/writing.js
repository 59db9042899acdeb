// The reader's own acts: posting, replying, editing, deleting, changing the name.
// One form at most is open under a comment.

import { Composer } from "./composer.js";
import { button, focusOn, h, setText } from "./dom.js";
import { explain } from "./problems.js";
import { Draft, storageKey } from "./store.js";
import { bury, isPublic, replace } from "./tree.js";

export class Writer {
  #app;
  #open = null; // {view, composer}; no composer while a deletion is being asked about

  constructor(app) {
    this.#app = app;
  }

  /** Options for the form above the list. */
  commentForm() {
    return {
      kind: "comment",
      label: this.#app.t("form.body"),
      draft: this.#draft("new"),
      send: (text, name, key) => this.#post({ text, name, key, parent: null }),
    };
  }

  openReply(view) {
    const { id } = view.comment;
    this.#openForm(view, {
      kind: "reply",
      label: this.#app.t("form.reply", { name: view.authorName }),
      draft: this.#draft("reply", id),
      send: (text, name, key) => this.#post({ text, name, key, parent: id }),
    });
  }

  openEdit(view) {
    this.#openForm(view, {
      kind: "edit",
      label: this.#app.t("form.edit"),
      initial: view.comment.body ?? "",
      draft: this.#draft("edit", view.comment.id),
      send: (text) => this.#edit(view, text),
    });
  }

  /** Asks on the spot; the question takes the place of any open form. */
  askDelete(view) {
    const { t } = this.#app;
    const wrong = h("p", { class: "wrong", role: "alert" });
    const yes = button(t("delete.yes"), () => this.#delete(view, yes, wrong), { class: "danger" });
    const no = button(t("delete.no"), () => this.#cancel());
    const ask = h("div", {
      class: "ask", role: "group", "aria-label": t("delete.ask"),
      onkeydown: (event) => { if (event.key === "Escape") this.#cancel(); },
    }, h("p", {}, t("delete.ask")), yes, no, wrong);
    this.close();
    this.#open = { view, composer: null };
    view.fillSlot(ask);
    focusOn(no);
  }

  /** Gives up the guest's name, and with it what only that guest may see. */
  forgetGuest() {
    const app = this.#app;
    app.session.forget();
    app.viewer.clear();
    for (const comment of [...app.own.values()].filter((own) => !isPublic(own))) {
      app.own.delete(comment.id);
      for (const root of app.roots) bury(root, comment.id);
    }
    this.refresh();
    app.sync();
    app.announce(app.t("name.forgotten"));
  }

  /** Brings the forms in line with who is signed in. */
  refresh() {
    this.#app.shell.composer.refresh();
    this.#open?.composer?.refresh();
  }

  close() {
    this.#open?.view.fillSlot(null);
    this.#open = null;
  }

  #openForm(view, options) {
    this.close();
    const composer = new Composer(this.#app, { ...options, cancel: () => this.#cancel() });
    this.#open = { view, composer };
    view.fillSlot(composer.element);
    composer.focus();
  }

  /** Closed by the reader: a reply's draft waits for the next time, an edit is dropped. */
  #cancel() {
    const { view, composer } = this.#open;
    const back = { reply: view.replyButton, edit: view.editButton }[composer?.kind] ?? view.deleteButton;
    if (composer?.kind === "edit") composer.discardDraft();
    this.close();
    focusOn(back.hidden ? view.article : back);
  }

  async #post({ text, name, key, parent }) {
    const { api, articlePath, session } = this.#app;
    const body = parent ? { body: text, parent } : { body: text };
    const send = () => api.act("POST", `${articlePath}comments/`, { body, key });
    const comment = await api.asGuest((session.token && session.name) || name, send);
    this.refresh();
    if (parent) this.close();
    this.#app.keepOwn(comment);
    this.#app.recount(comment, isPublic(comment) ? 1 : 0);
    this.#tell("comment-posted", { comment }, postedKey(comment));
    focusOn(this.#app.shell.find(comment.id)?.article);
    this.#app.loadViewer([comment]);
  }

  async #edit(view, text) {
    const { comment } = view;
    const wasPublic = isPublic(comment);
    const edited = { status: "published", reason: null, ...(await this.#actOn(comment, "PATCH", { body: text })) };
    const nowPublic = isPublic(edited);
    for (const root of this.#app.roots) replace(root, edited);
    this.#app.keepOwn(edited);
    this.close();
    this.#app.recount(comment, Number(nowPublic) - Number(wasPublic));
    this.#tell("comment-edited", { comment: edited }, nowPublic ? "saved" : postedKey(edited));
    focusOn(view.article);
    this.#app.loadViewer([edited]);
  }

  async #delete(view, yes, wrong) {
    if (yes.getAttribute("aria-disabled") === "true") return;
    yes.setAttribute("aria-disabled", "true");
    setText(wrong, "");
    try {
      await this.#actOn(view.comment, "DELETE");
      this.#deleted(view.comment);
    } catch (error) {
      setText(wrong, explain(error, this.#app).message);
    } finally {
      yes.setAttribute("aria-disabled", "false");
    }
  }

  #deleted(comment) {
    const { id, parent } = comment;
    const app = this.#app;
    const change = isPublic(comment) ? -1 : 0;
    this.#draft("edit", id).clear();
    this.close();
    app.dropOwn(id);
    for (const root of app.roots) bury(root, id);
    app.recount(comment, change);
    this.#tell("comment-deleted", { id }, "deleted");
    focusOn((app.shell.find(id) ?? app.shell.find(parent))?.article ?? app.shell.heading);
  }

  #tell(event, detail, key) {
    this.#app.sync();
    this.#app.announce(this.#app.t(key));
    this.#app.emit(event, detail);
  }

  /** An act on one's own comment. Another guest could not do it, so a refused token ends here. */
  async #actOn(comment, method, body) {
    const { api, session, t } = this.#app;
    try {
      return await api.act(method, `comments/${encodeURIComponent(comment.id)}/`, { body });
    } catch (error) {
      if (error.status !== 401) throw error;
      session.forget();
      this.refresh();
      error.problem = { ...error.problem, detail: t("error.session") };
      throw error;
    }
  }

  #draft(...parts) {
    const { drafts, base, articleId } = this.#app;
    return new Draft(drafts, storageKey("draft", base, articleId, ...parts));
  }
}

function postedKey(comment) {
  if (isPublic(comment)) return "posted";
  return comment.status === "rejected" ? "posted.rejected" : "posted.pending";
}
