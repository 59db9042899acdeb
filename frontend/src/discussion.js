// One article's discussion while it is on the page: what is loaded, what the
// reader may do, and how one leads to the other. It lives until an attribute of
// the element changes what it is about.

import { Api, absoluteBase } from "./api.js";
import { focusOn } from "./dom.js";
import { Pager } from "./pager.js";
import { RequestError, explain, limitFrom } from "./problems.js";
import { Shell } from "./shell.js";
import { SORTS } from "./sorts.js";
import { RecentComments, Session, Store, idFromFragment, storageKey } from "./store.js";
import {
  conversation, emptyList, find, isPublic, mergePage, placeOwn, release, viewerIds, walk,
} from "./tree.js";
import { pickLanguage, translator } from "./words.js";
import { Writer } from "./writing.js";

const DEFAULT_LIMIT = 5000;
const TICK = 30_000;
const MAX_HEIGHT = 100_000;
// The reader's own unpublished comments belong at the top, so the first picture
// waits a moment for them instead of pushing the list down when they come.
const VIEWER_PATIENCE = 1500;

export class Discussion {
  #life = new AbortController();
  #loading = new AbortController(); // of the list in its present order
  #ids = 0;
  #loaded = false;
  #closed = null;
  #refusal = null;
  #hint = "";
  #count = null;
  #pager;
  #recent;

  thread = emptyList();
  linked = emptyList();
  viewer = new Map(); // comment id -> what the reader may do with it
  own = new Map(); // the reader's comments that pages may not contain
  limit = DEFAULT_LIMIT;

  constructor({ article, base, language, sort, emit, onSort }) {
    this.articleId = article;
    this.base = absoluteBase(base, document.baseURI);
    this.language = pickLanguage(language);
    this.bodyLanguage = language || null;
    this.t = translator(this.language);
    this.sort = sort;
    this.emit = emit;
    this.drafts = new Store(() => sessionStorage);
    this.session = new Session(new Store(() => localStorage), this.base);
    this.#recent = new RecentComments(this.drafts, storageKey("recent", this.base, article));
    for (const comment of this.#recent.all(Date.now())) this.own.set(comment.id, comment);
    this.api = new Api(this.base, this.session, this.language);
    this.writer = new Writer(this);
    this.#pager = new Pager(this, () => this.#advance(), { wide: true, expected: () => Infinity });
    this.shell = new Shell(this, { sorts: SORTS, pager: this.#pager, onSort });
  }

  start() {
    const { signal } = this.#life;
    addEventListener("hashchange", () => this.#followFragment(), { signal });
    const timer = setInterval(() => this.shell.tick(), TICK);
    signal.addEventListener("abort", () => clearInterval(timer));
    return this.reload();
  }

  /** How tall the list was when this tab last showed it, so that a reload keeps its place. */
  get rememberedHeight() {
    const height = Number(this.drafts.get(this.#heightKey));
    return height > 0 && height < MAX_HEIGHT ? height : 0;
  }

  get #heightKey() {
    return storageKey("height", this.base, this.articleId);
  }

  stop() {
    this.#life.abort();
    this.#loading.abort();
  }

  /** Loads the first page anew; what was under way is dropped. */
  reload() {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#loaded = false;
    this.writer.close();
    this.#pager.reset();
    return this.#pager.run();
  }

  async resort(sort) {
    this.sort = sort;
    this.shell.sort.value = sort;
    await this.reload();
    if (this.#loaded) this.announce(this.t("sort.done", { sort: this.t(`sort.${sort}`) }));
  }

  // --- What the parts ask of the whole -----------------------------------------

  newId() {
    this.#ids += 1;
    return `f${this.#ids}`;
  }

  get articlePath() {
    return `articles/${encodeURIComponent(this.articleId)}/`;
  }

  /** The list, and the linked conversation above it: a comment may stand in both. */
  get roots() {
    return [this.thread, this.linked];
  }

  get refusal() {
    return this.#closed ?? this.#refusal;
  }

  get mayComment() {
    return !this.refusal;
  }

  isOwn(comment) {
    const id = this.session.user?.id;
    return Boolean(id && comment.author?.id === id);
  }

  viewerOf(id) {
    return this.viewer.get(id) ?? null;
  }

  announce(words) {
    this.shell.announce(words);
  }

  learnLimit(problem) {
    this.limit = limitFrom(problem) ?? this.limit;
  }

  /** The reader wrote this, or wrote it anew. */
  keepOwn(comment) {
    this.own.set(comment.id, comment);
    if (isPublic(comment)) this.#recent.keep(comment, Date.now());
    else this.#recent.drop(comment.id, Date.now());
  }

  dropOwn(id) {
    this.own.delete(id);
    this.viewer.delete(id);
    this.#recent.drop(id, Date.now());
  }

  /** A comment came into public view (1) or left it (-1). */
  recount({ parent }, change) {
    if (this.#count !== null) this.#count = Math.max(0, this.#count + change);
    for (const root of this.roots) {
      const above = parent && find(root, parent);
      if (above) above.reply_count = Math.max(0, (above.reply_count ?? 0) + change);
    }
  }

  /** Brings the page in line with the data. */
  sync() {
    const { thread, linked, sort, shell } = this;
    const own = [...this.own.values()].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
    if (this.#loaded) placeOwn(thread, own, { sort, orphans: true });
    placeOwn(linked, own, { sort, orphans: false });
    shell.list.sync(thread);
    shell.linkedList.sync(linked);
    const empty = this.#loaded && thread.results.length === 0;
    shell.show({
      count: this.#count, language: this.language, refusal: this.refusal, hint: this.#hint, empty,
    });
    if (this.#loaded) this.#pager.offer(thread.next ? this.t("more.comments") : null);
  }

  // --- Reading -----------------------------------------------------------------

  /** The pager's act: the first page, then the one after what is shown. */
  async #advance() {
    if (!this.#loaded) return this.#loadFirst(this.#loading.signal);
    const added = await this.#loadPage(this.thread, this.thread.next);
    return this.#arrived(this.shell.list, added, "loaded.comments");
  }

  async #loadFirst(signal) {
    this.shell.setBusy(true);
    try {
      const page = await this.#firstPage(signal);
      const thread = emptyList();
      mergePage(thread, page);
      const linked = await this.#completePicture(thread, signal);
      this.#takeFirst(thread, page.article, linked);
    } catch (error) {
      if (!signal.aborted) this.#noPicture(error);
      throw error;
    }
    this.emit("loaded", { count: this.#count, sort: this.sort });
    this.#goToFragment();
  }

  #firstPage(signal) {
    if (!this.articleId) throw new RequestError({ status: 400, problem: { detail: this.t("error.article") } });
    return this.api.read(`${this.articlePath}comments/?sort=${this.sort}`, { signal });
  }

  /** Waits for all that would otherwise be inserted above what is being read. */
  async #completePicture(thread, signal) {
    const patience = new Promise((done) => setTimeout(done, VIEWER_PATIENCE));
    await Promise.race([this.loadViewer([...walk(thread)]), patience]);
    const linked = await this.#loadLinked(thread);
    signal.throwIfAborted();
    return linked;
  }

  #takeFirst(thread, article, linked) {
    this.thread = thread;
    this.#loaded = true;
    this.#learnArticle(article);
    this.shell.renew();
    this.shell.setBusy(false);
    if (linked) this.#showLinked(linked);
    this.sync();
    this.drafts.set(this.#heightKey, this.shell.area.offsetHeight);
  }

  #noPicture(error) {
    this.shell.setBusy(false);
    this.emit("error", { status: error.status ?? 0, detail: explain(error, this).message });
  }

  #learnArticle(article) {
    const { status, reason } = article?.commenting ?? {};
    const words = reasonText(reason);
    this.#count = article?.comment_count ?? null;
    this.#closed = status === "closed" ? { detail: `${this.t("form.closed")} ${words}`.trim() } : null;
    this.#hint = status === "premoderated" ? words || this.t("form.premoderated") : "";
  }

  async #loadPage(list, address) {
    const { signal } = this.#loading;
    const page = await this.api.read(address, { signal });
    signal.throwIfAborted();
    const added = mergePage(list, page);
    this.sync();
    const fresh = added.map((id) => find(list, id));
    this.loadViewer(fresh.flatMap((comment) => [comment, ...walk(comment.replies)]));
    return added;
  }

  /** The act of the pager under a comment. */
  async loadReplies(view) {
    const { comment } = view;
    const first = `comments/${encodeURIComponent(comment.id)}/replies/?sort=${this.sort}`;
    const added = await this.#loadPage(comment.replies, comment.replies.next ?? first);
    // Where the server counts replies that it does not list, ask no second time.
    if (!added.length && !comment.replies.next) comment.reply_count = comment.replies.results.length;
    this.sync();
    this.#arrived(view.replies, added, "loaded.replies", view.article);
  }

  #arrived(list, added, key, otherwise = this.shell.heading) {
    this.announce(added.length ? this.t(key, { n: added.length }) : this.t("loaded.none"));
    focusOn(list.find(added[0])?.article ?? otherwise);
  }

  /** What concerns the reader alone. The thread is complete without it, so it may fail quietly. */
  async loadViewer(comments) {
    const { token, user } = this.session;
    if (!token) return;
    const ids = viewerIds(comments, user?.id).map((id) => encodeURIComponent(id)).join(",");
    try {
      const side = await this.api.act("GET", `${this.articlePath}viewer/${ids ? `?comments=${ids}` : ""}`);
      // Meanwhile the reader may have become someone else.
      if (this.#life.signal.aborted || this.session.token !== token) return;
      this.#takeViewer(side);
      this.#askAboutOwn(ids);
    } catch (error) {
      if (error.status !== 401 || this.session.token !== token) return;
      this.session.forget();
      this.writer.refresh();
    }
  }

  /** Own comments that only the answer told of: what may be done with them? */
  #askAboutOwn(asked) {
    const unknown = [...this.own.values()].filter(({ id }) => !this.viewer.has(id) && !asked.includes(id));
    if (unknown.length) this.loadViewer(unknown);
  }

  #takeViewer(side) {
    for (const [id, rights] of Object.entries(side.comments ?? {})) this.viewer.set(id, rights);
    this.#takeUnpublished(side.own_unpublished ?? []);
    this.#refusal = side.may_comment === false ? side.refusal : null;
    if (this.#loaded) this.sync();
  }

  /** The list is complete: what was waiting and isn't in it any more has become public. */
  #takeUnpublished(comments) {
    const waiting = new Set(comments.map(({ id }) => id));
    for (const [id, comment] of this.own) {
      if (isPublic(comment) || waiting.has(id)) continue;
      this.own.delete(id);
      for (const root of this.roots) release(root, id);
    }
    for (const comment of comments) this.own.set(comment.id, comment);
  }

  // --- Permalinks --------------------------------------------------------------

  async #followFragment() {
    if (!this.#loaded) return;
    const linked = await this.#loadLinked(this.thread);
    if (linked) this.#showLinked(linked);
    this.sync();
    this.#goToFragment();
  }

  /** Fetches the conversation around a linked comment, or null where the list holds it. */
  async #loadLinked(thread) {
    const id = idFromFragment(location.hash);
    if (!id || find(thread, id) || find(this.linked, id) || this.own.has(id)) return null;
    try {
      const context = await this.api.read(`comments/${id}/context/`, { signal: this.#life.signal });
      return { list: conversation(context), note: null };
    } catch (error) {
      const note = error.status === 404 ? this.t("linked.gone") : explain(error, this).message;
      return { list: emptyList(), note };
    }
  }

  #showLinked({ list, note }) {
    this.linked = list;
    this.shell.showLinked(note, () => this.#hideLinked());
    this.loadViewer([...walk(list)]);
  }

  #hideLinked() {
    this.linked = emptyList();
    this.shell.hideLinked();
    this.sync();
  }

  #goToFragment() {
    const id = idFromFragment(location.hash);
    if (id) this.shell.target(id);
  }
}

/** A reason is a text or {code, detail}. */
function reasonText(reason) {
  return typeof reason === "string" ? reason : reason?.detail ?? "";
}
