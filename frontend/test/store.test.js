import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft, RecentComments, Session, Store, domId, idFromFragment, newKey, storageKey } from "../src/store.js";

const area = () => {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
};
const blocked = () => { throw new Error("SecurityError"); };
const full = () => ({ ...area(), setItem: () => { throw new Error("QuotaExceededError"); } });

test("keys of different parts never meet", () => {
  assert.notEqual(storageKey("draft", "a:b", "c"), storageKey("draft", "a", "b:c"));
  assert.equal(storageKey("guest", "https://x.org/api"), "newsapi:guest:https%3A%2F%2Fx.org%2Fapi");
});

test("element ids are safe and distinct whatever the comment id is", () => {
  assert.equal(domId("comment", "0190-aB"), "comment-0190-aB");
  const odd = ["a b", "a_20b", "a\"b", "a#b", "ab"];
  const made = odd.map((id) => domId("comment", id));
  assert.equal(new Set(made).size, odd.length);
  for (const id of made) assert.match(id, /^[A-Za-z0-9_-]+$/);
});

test("only a well-formed fragment names a comment", () => {
  assert.equal(idFromFragment("#comment-0190a1-bc"), "0190a1-bc");
  for (const other of ["", "#", "#comment-", "#comment-../x", "#top", "#comment-a/b", undefined]) {
    assert.equal(idFromFragment(other), null, other);
  }
});

test("a key is made even without randomUUID", () => {
  const old = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };
  assert.match(newKey(old), /^[0-9a-f]{32}$/);
  assert.notEqual(newKey(old), newKey(old));
  assert.match(newKey(), /^[0-9a-f-]{36}$/);
});

for (const [name, open] of Object.entries({ area, blocked, full })) {
  test(`a store keeps, gives and forgets (${name})`, () => {
    const shared = name === "area" ? area() : null;
    const store = new Store(shared ? () => shared : open);
    assert.equal(store.get("k"), null);
    store.set("k", { a: 1 });
    assert.deepEqual(store.get("k"), { a: 1 });
    store.remove("k");
    assert.equal(store.get("k"), null);
  });
}

test("what someone else wrote into storage is not trusted to be JSON", () => {
  const shared = area();
  shared.setItem("k", "{oops");
  assert.equal(new Store(() => shared).get("k"), null);
});

test("a session per API; forgetting keeps the name for next time", () => {
  const shared = new Store(blocked);
  const session = new Session(shared, "https://a/api");
  session.keep({ token: "t", user: { id: "1", name: "Ada" } });
  assert.equal(session.token, "t");
  assert.equal(new Session(shared, "https://b/api").token, null);
  session.forget();
  assert.equal(session.token, null);
  assert.equal(session.user, null);
  assert.equal(session.name, "Ada");
});

test("one key for one text, another for another, none after a clear no", () => {
  const draft = new Draft(new Store(blocked), "d");
  draft.save("hello");
  const first = draft.attemptKey("hello");
  assert.equal(draft.attemptKey("hello"), first);
  draft.save("hello!");
  assert.notEqual(draft.attemptKey("hello!"), first);
  const second = draft.attemptKey("hello!");
  draft.endAttempt();
  assert.equal(draft.text, "hello!");
  assert.notEqual(draft.attemptKey("hello!"), second);
});

test("an emptied draft is gone", () => {
  const draft = new Draft(new Store(blocked), "d");
  draft.save("x");
  draft.save("");
  assert.equal(draft.text, "");
});

test("recent comments are kept for a minute, the newest words of each", () => {
  const recent = new RecentComments(new Store(blocked), "r");
  recent.keep({ id: "a", body: "1" }, 0);
  recent.keep({ id: "b" }, 30_000);
  recent.keep({ id: "a", body: "2" }, 40_000);
  assert.deepEqual(recent.all(50_000), [{ id: "b" }, { id: "a", body: "2" }]);
  assert.deepEqual(recent.all(95_000).map(({ id }) => id), ["a"]);
  recent.drop("a", 50_000);
  assert.deepEqual(recent.all(50_000), [{ id: "b" }]);
  assert.deepEqual(recent.all(200_000), []);
});
