import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

const SRC = new URL("../src/", import.meta.url);
const read = (name) => readFile(new URL(name, SRC), "utf8");
const imports = (text) => [...text.matchAll(/(?:from|import) "\.\/([^"]+)"/g)].map((found) => found[1]);

test("the entry names every module, so that all are fetched at once", async () => {
  const modules = (await readdir(SRC)).filter((name) => name !== "newsapi-comments.js");
  assert.deepEqual(imports(await read("newsapi-comments.js")).sort(), modules.sort());
});

test("modules import only neighbours that are there", async () => {
  const modules = await readdir(SRC);
  for (const name of modules) {
    const text = await read(name);
    assert.doesNotMatch(text, /from "[^.]/, name);
    for (const other of imports(text)) assert.ok(modules.includes(other), `${name}: ${other}`);
  }
});

test("markup is set in one place only, and nothing a strict CSP refuses is used", async () => {
  const uses = [];
  for (const name of await readdir(SRC)) {
    const text = await read(name);
    if (/innerHTML|insertAdjacentHTML|outerHTML/.test(text)) uses.push(name);
    assert.doesNotMatch(text, /\beval\(|new Function|document\.write|\.style\b|setHTMLUnsafe/, name);
  }
  assert.deepEqual(uses, ["thread-view.js"]);
});
