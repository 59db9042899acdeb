import assert from "node:assert/strict";
import { test } from "node:test";

import { durationWords, fullTime, parseRetryAfter, relativeTime } from "../src/time.js";
import { translator } from "../src/words.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const before = (seconds) => new Date(NOW - seconds * 1000).toISOString();
const said = (seconds, language = "en") =>
  relativeTime(before(seconds), NOW, language, translator(language));

test("a time is said in its largest unit", () => {
  assert.equal(said(0), "just now");
  assert.equal(said(44), "just now");
  assert.equal(said(45), "1 minute ago");
  assert.equal(said(5 * 60), "5 minutes ago");
  assert.equal(said(44 * 60), "44 minutes ago");
  assert.equal(said(46 * 60), "1 hour ago");
  assert.equal(said(21 * 3600), "21 hours ago");
  assert.equal(said(23 * 3600), "yesterday");
  assert.equal(said(3 * 86400), "3 days ago");
});

test("Turkish", () => {
  assert.equal(said(0, "tr"), "az önce");
  assert.equal(said(5 * 60, "tr"), "5 dakika önce");
  assert.equal(said(23 * 3600, "tr"), "dün");
});

test("after a month the date says more", () => {
  assert.equal(said(40 * 86400), "October 13, 2026");
});

test("a comment is never from the future, and nonsense is no time", () => {
  assert.equal(said(-600), "just now");
  assert.equal(relativeTime("soon", NOW, "en", translator("en")), "");
  assert.equal(fullTime(null, "en"), "");
});

test("the full time has date and hour", () => {
  assert.match(fullTime("2016-01-22T09:42:00Z", "tr"), /^22 Ocak 2016 \d\d:\d\d$/);
});

test("waiting times are rounded up", () => {
  assert.equal(durationWords(0, "en"), "1 second");
  assert.equal(durationWords(59, "en"), "59 seconds");
  assert.equal(durationWords(60, "en"), "1 minute");
  assert.equal(durationWords(61, "en"), "2 minutes");
  assert.equal(durationWords(3600, "en"), "1 hour");
  assert.equal(durationWords(86401, "en"), "2 days");
  assert.equal(durationWords(90, "tr"), "2 dakika");
});

test("Retry-After is seconds or a date", () => {
  assert.equal(parseRetryAfter("120", NOW), 120);
  assert.equal(parseRetryAfter("Sun, 22 Nov 2026 12:01:30 GMT", NOW), 90);
  assert.equal(parseRetryAfter("Sun, 22 Nov 2026 11:00:00 GMT", NOW), 0);
  assert.equal(parseRetryAfter("later", NOW), null);
  assert.equal(parseRetryAfter(null, NOW), null);
});
