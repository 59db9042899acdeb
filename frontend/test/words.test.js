import assert from "node:assert/strict";
import { test } from "node:test";

import { STRINGS, pickLanguage, translator } from "../src/words.js";
import { SORTS } from "../src/sorts.js";

const holes = (entry) => {
  const texts = typeof entry === "string" ? [entry] : Object.values(entry);
  return [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
};

test("every language has every string, with the same holes", () => {
  for (const [language, table] of Object.entries(STRINGS)) {
    assert.deepEqual(Object.keys(table).sort(), Object.keys(STRINGS.en).sort(), language);
    for (const key of Object.keys(table)) {
      assert.deepEqual(holes(table[key]), holes(STRINGS.en[key]), `${language} ${key}`);
    }
  }
});

test("every sort has a name", () => {
  for (const sort of SORTS) assert.ok(STRINGS.en[`sort.${sort}`], sort);
});

test("the language is the primary subtag, English where there is none of it", () => {
  assert.equal(pickLanguage("tr-TR"), "tr");
  assert.equal(pickLanguage("TR_tr"), "tr");
  assert.equal(pickLanguage("de"), "en");
  assert.equal(pickLanguage(""), "en");
  assert.equal(pickLanguage(undefined), "en");
  assert.equal(pickLanguage("constructor"), "en");
});

test("the number decides the form and is grouped", () => {
  const t = translator("en");
  assert.equal(t("loaded.comments", { n: 1 }), "1 more comment loaded");
  assert.equal(t("loaded.comments", { n: 1200 }), "1,200 more comments loaded");
  assert.equal(translator("tr")("loaded.comments", { n: 1200 }), "1.200 yorum daha yüklendi");
});

test("what is filled in is never read as a pattern", () => {
  const t = translator("en");
  assert.equal(t("reply.to", { name: "$& {n} {name}" }), "Reply to $& {n} {name}");
  assert.equal(t("error.server", { status: 1503 }).includes("(1503)"), true);
  assert.equal(t("no.such.key"), "no.such.key");
});
