import assert from "node:assert/strict";
import { test } from "node:test";

import { RequestError, countCharacters, explain, isFinal, limitFrom } from "../src/problems.js";
import { translator } from "../src/words.js";

const english = { t: translator("en"), language: "en", shown: ["name", "body"] };
const problem = (status, more = {}, retryAfter = null) =>
  new RequestError({ status, problem: { status, ...more }, retryAfter });

test("the server's detail is the message", () => {
  const { message, again } = explain(problem(403, { detail: "You are suspended." }), english);
  assert.equal(message, "You are suspended.");
  assert.equal(again, false);
});

test("field errors go to their fields, the others into the message", () => {
  const errors = [
    { field: "body", code: "too_long", detail: "Too long." },
    { field: "body", code: "links", detail: "Too many links." },
    { field: "parent", code: "gone", detail: "That comment was deleted." },
  ];
  const { message, fields } = explain(problem(400, { detail: "Invalid.", errors }), english);
  assert.deepEqual(fields, { body: "Too long. Too many links." });
  assert.equal(message, "Invalid. That comment was deleted.");
});

test("an error of a field that isn't shown is still said", () => {
  const errors = [{ field: "name", detail: "A name needs a letter." }];
  const { message, fields } = explain(problem(400, { detail: "Invalid.", errors }), { ...english, shown: ["body"] });
  assert.deepEqual(fields, {});
  assert.equal(message, "Invalid. A name needs a letter.");
});

test("Retry-After becomes words", () => {
  const { message, again } = explain(problem(429, { detail: "Slow down." }, 90), english);
  assert.equal(message, "Slow down. Please try again in 2 minutes.");
  assert.equal(again, true);
});

test("no answer, and answers without a problem document", () => {
  assert.match(explain(new RequestError(), english).message, /could not be reached/);
  assert.equal(explain(new RequestError(), english).again, true);
  assert.match(explain(new RequestError({ status: 502 }), english).message, /\(502\)/);
  assert.match(explain(new RequestError({ status: 418 }), english).message, /refused this \(418\)/);
  assert.match(explain(new TypeError("ours"), english).message, /could not be reached/);
});

test("errors that is not a list is no trouble", () => {
  assert.deepEqual(explain(problem(400, { detail: "No.", errors: "odd" }), english).fields, {});
});

test("only a clear no ends an attempt", () => {
  for (const status of [400, 403, 404, 413, 422]) assert.equal(isFinal(problem(status)), true, status);
  for (const status of [401, 408, 429, 500, 503]) assert.equal(isFinal(problem(status)), false, status);
  assert.equal(isFinal(new RequestError()), false);
  assert.equal(isFinal(problem(409, { code: "request_in_progress" })), false);
  assert.equal(isFinal(problem(409, { code: "thread_locked" })), true);
});

test("the limit is read from the refusal of the body", () => {
  assert.equal(limitFrom({ errors: [{ field: "body", max_length: 300 }] }), 300);
  assert.equal(limitFrom({ errors: [{ field: "name", max_length: 50 }] }), null);
  assert.equal(limitFrom({ errors: [{ field: "body" }] }), null);
  assert.equal(limitFrom(null), null);
});

test("characters are counted as the server counts them", () => {
  assert.equal(countCharacters("a👍🏽"), 3);
  assert.equal(countCharacters(""), 0);
});
