// What the widget remembers in the browser: the guest's token and name for as
// long as the browser keeps them, drafts for the tab's life. A browser that
// refuses storage (private mode, blocked cookies) gets memory instead.

/** A key part that cannot run into its neighbours, whatever the id contains. */
const part = (value) => encodeURIComponent(String(value));

export function storageKey(...parts) {
  return ["newsapi", ...parts.map(part)].join(":");
}

/** An id for an element: unique per comment, and safe in a selector and an ARIA list. */
export function domId(prefix, id) {
  const safe = String(id).replace(/[^A-Za-z0-9-]/g, (char) => `_${char.codePointAt(0).toString(16)}`);
  return `${prefix}-${safe}`;
}

/** The comment id in "#comment-<id>", or null. */
export function idFromFragment(fragment) {
  const found = /^#comment-([A-Za-z0-9-]{1,64})$/.exec(fragment ?? "");
  return found ? found[1] : null;
}

/** A key for one attempt; randomUUID is missing on pages served without TLS. */
export function newKey(crypto = globalThis.crypto) {
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON values under string keys, over `localStorage`, `sessionStorage` or nothing. */
export class Store {
  #area;
  #memory = new Map();

  constructor(open) {
    try {
      this.#area = open();
    } catch {
      this.#area = null; // merely naming localStorage throws where it is blocked
    }
  }

  get(key) {
    try {
      const text = this.#memory.get(key) ?? this.#area?.getItem(key);
      return text ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  }

  set(key, value) {
    const text = JSON.stringify(value);
    try {
      if (!this.#area) throw new Error("no storage");
      this.#area.setItem(key, text);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, text);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area?.removeItem(key);
    } catch {
      // what cannot be written cannot have been kept either
    }
  }
}

/** Who the reader is towards one API: guest token, person and last used name. */
export class Session {
  #store;
  #guestKey;
  #nameKey;

  constructor(store, base) {
    this.#store = store;
    this.#guestKey = storageKey("guest", base);
    this.#nameKey = storageKey("name", base);
  }

  get token() {
    return this.#store.get(this.#guestKey)?.token ?? null;
  }

  get user() {
    return this.#store.get(this.#guestKey)?.user ?? null;
  }

  get name() {
    return this.user?.name ?? this.#store.get(this.#nameKey) ?? "";
  }

  keep({ token, user }) {
    this.#store.set(this.#guestKey, { token, user });
    this.#store.set(this.#nameKey, user?.name ?? this.name);
  }

  forget() {
    const { name } = this;
    this.#store.remove(this.#guestKey);
    if (name) this.#store.set(this.#nameKey, name); // offered again, not held
  }
}

/** A text being written, and the idempotency key of the attempt to send exactly it. */
export class Draft {
  #store;
  #key;

  constructor(store, key) {
    this.#store = store;
    this.#key = key;
  }

  get text() {
    return this.#store.get(this.#key)?.text ?? "";
  }

  save(text) {
    const kept = this.#store.get(this.#key);
    if (!text) this.clear();
    else this.#store.set(this.#key, { ...kept, text });
  }

  /** The same key while the same text is tried again, so that no retry posts twice. */
  attemptKey(text) {
    const kept = this.#store.get(this.#key);
    if (kept?.attempt?.text === text) return kept.attempt.key;
    const attempt = { text, key: newKey() };
    this.#store.set(this.#key, { text, attempt });
    return attempt.key;
  }

  /** The server said a clear no: the next try is another act and needs another key. */
  endAttempt() {
    const { text } = this;
    if (text) this.#store.set(this.#key, { text });
  }

  clear() {
    this.#store.remove(this.#key);
  }
}

// Longer than a cache between the server and the reader keeps a page.
const RECENT = 60_000;

/** The reader's latest comments, so that a reload shows them before every cache has caught up. */
export class RecentComments {
  #store;
  #key;

  constructor(store, key) {
    this.#store = store;
    this.#key = key;
  }

  all(now) {
    return this.#entries(now).map(({ comment }) => comment);
  }

  keep(comment, now) {
    this.#store.set(this.#key, [...this.#without(comment.id, now), { comment, at: now }]);
  }

  drop(id, now) {
    this.#store.set(this.#key, this.#without(id, now));
  }

  #without(id, now) {
    return this.#entries(now).filter(({ comment }) => comment.id !== id);
  }

  #entries(now) {
    const kept = this.#store.get(this.#key) ?? [];
    return kept.filter(({ at }) => at <= now && now - at < RECENT);
  }
}
