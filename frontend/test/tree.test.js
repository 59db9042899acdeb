import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bury, conversation, emptyList, find, hiddenReplies, isPublic, mergePage, placeOwn, release,
  replace, viewerIds, walk,
} from "../src/tree.js";

const comment = (id, replies = [], more = {}) => ({
  id, parent: null, state: "visible", reply_count: replies.length, body: id,
  replies: { results: replies, next: null }, ...more,
});
const page = (ids, next = null) => ({ results: ids.map((id) => comment(id)), next });
const ids = (list) => [...walk(list)].map(({ id }) => id);
const own = { sort: "newest", orphans: true };

test("a page is appended and its cursor taken", () => {
  const list = emptyList();
  assert.deepEqual(mergePage(list, page(["a", "b"], "more")), ["a", "b"]);
  assert.deepEqual(ids(list), ["a", "b"]);
  assert.equal(list.next, "more");
});

test("an overlapping page shows nothing twice and refreshes what it repeats", () => {
  const list = emptyList();
  mergePage(list, page(["a", "b"], "more"));
  const second = { results: [comment("b", [], { body: "edited" }), comment("c"), comment("c")], next: null };
  assert.deepEqual(mergePage(list, second), ["c"]);
  assert.deepEqual(ids(list), ["a", "b", "c"]);
  assert.equal(find(list, "b").body, "edited");
});

test("replies merge too, and a reader's progress below is kept", () => {
  const list = emptyList();
  mergePage(list, { results: [comment("a", [comment("a1")])], next: null });
  mergePage(find(list, "a").replies, page(["a2"], "third"));
  mergePage(list, { results: [comment("a", [comment("a1"), comment("a3")])], next: null });
  assert.deepEqual(ids(list), ["a", "a1", "a2", "a3"]);
  assert.equal(find(list, "a").replies.next, "third");
});

test("the server's objects are not changed", () => {
  const incoming = page(["a"]);
  const list = emptyList();
  mergePage(list, incoming);
  find(list, "a").body = "other";
  assert.equal(incoming.results[0].body, "a");
});

test("a comment without replies gets an empty list", () => {
  const list = emptyList();
  mergePage(list, { results: [{ id: "a" }] });
  assert.deepEqual(find(list, "a").replies, emptyList());
  assert.equal(find(list, "a").state, "visible");
});

test("an own comment goes first under newest, last under oldest, and pages go before it", () => {
  const newest = emptyList();
  mergePage(newest, page(["b", "a"], "more"));
  placeOwn(newest, [comment("mine")], own);
  assert.deepEqual(ids(newest), ["mine", "b", "a"]);

  const oldest = emptyList();
  mergePage(oldest, page(["a", "b"], "more"));
  placeOwn(oldest, [comment("mine")], { ...own, sort: "oldest" });
  mergePage(oldest, page(["c"], "more"));
  assert.deepEqual(ids(oldest), ["a", "b", "c", "mine"]);
  mergePage(oldest, page(["mine", "d"]));
  assert.deepEqual(ids(oldest), ["a", "b", "c", "mine", "d"]);
});

test("placing twice changes nothing", () => {
  const list = emptyList();
  mergePage(list, page(["a"]));
  const mine = [comment("r", [], { parent: "a", status: "pending" })];
  placeOwn(list, mine, own);
  placeOwn(list, mine, own);
  assert.deepEqual(ids(list), ["a", "r"]);
});

test("an unpublished reply waits at the top until its parent is loaded", () => {
  const list = emptyList();
  mergePage(list, page(["a"], "more"));
  const reply = comment("r", [], { parent: "b", status: "pending" });
  placeOwn(list, [reply], own);
  assert.deepEqual(ids(list), ["r", "a"]);
  mergePage(list, page(["b"]));
  placeOwn(list, [reply], own);
  assert.deepEqual(ids(list), ["a", "b", "r"]);
});

test("a published reply without its parent is not shown out of place", () => {
  const list = emptyList();
  mergePage(list, page(["a"], "more"));
  placeOwn(list, [comment("r", [], { parent: "b", status: "published" })], own);
  assert.deepEqual(ids(list), ["a"]);
});

test("the linked conversation takes only replies to what it shows", () => {
  const list = conversation({ ancestors: [], comment: comment("a") });
  placeOwn(list, [comment("x"), comment("r", [], { parent: "a" })], { sort: "newest", orphans: false });
  assert.deepEqual(ids(list), ["a", "r"]);
});

test("an approved comment loses its private note when a page shows it", () => {
  const list = emptyList();
  placeOwn(list, [comment("a", [], { status: "pending", reason: { detail: "links" } })], own);
  mergePage(list, page(["a"]));
  assert.equal(isPublic(find(list, "a")), true);
  assert.equal(find(list, "a").reason, undefined);
});

test("for its author a comment that isn't public is there, though it counts as removed", () => {
  const mine = comment("a", [], { state: "removed", status: "pending", author: { id: "me" } });
  const list = emptyList();
  placeOwn(list, [mine], own);
  assert.equal(find(list, "a").state, "visible");

  const answered = emptyList();
  mergePage(answered, { results: [comment("a", [comment("a1")], { state: "removed", author: null })], next: null });
  placeOwn(answered, [mine], own);
  assert.deepEqual(ids(answered), ["a", "a1"]);
  assert.equal(find(answered, "a").state, "visible");
  assert.equal(find(answered, "a").status, "pending");

  release(answered, "a");
  assert.equal(isPublic(find(answered, "a")), true);
});

test("a page from a cache does not take an author's newer words back", () => {
  const list = emptyList();
  mergePage(list, { results: [comment("a", [], { body: "old", reply_count: 3 })], next: null });
  placeOwn(list, [comment("a", [], { body: "new", edited_at: "2026-11-22T12:00:00Z" })], own);
  assert.equal(find(list, "a").body, "new");
  assert.equal(find(list, "a").reply_count, 3);
  mergePage(list, { results: [comment("a", [], { body: "newest", edited_at: "2026-11-22T13:00:00Z" })], next: null });
  placeOwn(list, [comment("a", [], { body: "new", edited_at: "2026-11-22T12:00:00Z" })], own);
  assert.equal(find(list, "a").body, "newest");
});

test("a tombstone of someone else stays one", () => {
  const list = emptyList();
  mergePage(list, { results: [comment("a", [comment("a1")], { state: "removed", author: null })], next: null });
  assert.equal(find(list, "a").state, "removed");
});

test("replacing keeps the loaded replies", () => {
  const list = emptyList();
  mergePage(list, { results: [comment("a", [comment("a1")])], next: null });
  replace(list, comment("a", [], { body: "new" }));
  assert.deepEqual(ids(list), ["a", "a1"]);
  assert.equal(find(list, "a").body, "new");
  assert.equal(replace(list, comment("z")), null);
});

test("a deleted comment leaves a tombstone only where others answered", () => {
  const list = emptyList();
  mergePage(list, { results: [comment("a", [comment("a1")]), comment("b")], next: null });
  bury(list, "a");
  bury(list, "b");
  bury(list, "nobody");
  assert.deepEqual(ids(list), ["a", "a1"]);
  assert.equal(find(list, "a").state, "deleted");
  assert.equal(find(list, "a").body_html, null);
});

test("hidden replies are the visible ones not loaded; own pending ones do not count", () => {
  const parent = comment("a", [comment("r1"), comment("r2", [], { state: "removed" })], { reply_count: 4 });
  parent.replies.results.push(comment("r3", [], { status: "pending" }));
  assert.equal(hiddenReplies(parent), 3);
});

test("the viewer is asked about own comments first, each once, at most a hundred", () => {
  const many = Array.from({ length: 150 }, (_, n) => comment(`c${n}`, [], { author: { id: "x" } }));
  many[149].author = { id: "me" };
  many.push(comment("dead", [], { state: "deleted", author: null }), many[149]);
  const asked = viewerIds(many, "me");
  assert.equal(asked.length, 100);
  assert.equal(asked[0], "c149");
  assert.equal(new Set(asked).size, 100);
  assert.equal(asked.includes("dead"), false);
});

test("a permalink's ancestors become one line down to the comment", () => {
  const list = conversation({
    ancestors: [comment("a", [comment("other")]), comment("b")],
    comment: comment("c", [comment("c1")]),
  });
  assert.deepEqual(ids(list), ["a", "b", "c", "c1"]);
  assert.equal(find(list, "a").replies.next, null);
});

test("a chain of 2,000 replies neither overflows nor loses one", () => {
  let chain = comment("c2000");
  for (let n = 1999; n > 0; n -= 1) chain = comment(`c${n}`, [chain]);
  const list = emptyList();
  mergePage(list, { results: [chain], next: null });
  assert.equal(ids(list).length, 2000);
});
