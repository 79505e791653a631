// Valid HTML, styles and pictures: the Nu checker, which the W3C uses, finds nothing on any page of
// the real site, on small sites with everything that a text may contain, and on the pages that
// `crosstown serve` generates.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { check, filesIn, summary } from "../helper/checker.mjs";
import { serve } from "../helper/local.mjs";
import { build, layOut } from "../helper/small.mjs";
import { siteFolder } from "../helper/stage.mjs";

/** All files that the checker reads. */
const checkable = (folder) => [".html", ".css", ".svg"].flatMap((end) => filesIn(folder, end));

const EDITIONS = {
  "every kind of record": ["every-kind", "--theme", "civic", "--drafts"],
  "an edition for cities, under a path": ["every-kind", "--theme", "civic", "--base-url", "https://example.org/below/", "--audience", "cities"],
  "every kind of record, plain": ["every-kind", "--theme", "plain"],
  "all that a body may hold": ["rich-bodies"],
  "all that a body may hold, plain": ["rich-bodies", "--theme", "plain"],
};

describe("html", () => {
  const folder = mkdtempSync(join(tmpdir(), "crosstown-html-"));
  const place = (name) => join(folder, name.replace(/\W+/g, "-"));
  const save = (name, file, text) => {
    mkdirSync(place(name), { recursive: true });
    writeFileSync(join(place(name), file), text);
  };
  let messages;

  /** Pages as the local server sends them: with its script, for a missing page, and for errors. */
  async function saveServed(name) {
    const root = layOut("rich-bodies", join(folder, "served"));
    const local = await serve(root);
    try {
      save(name, "page.html", await local.answer("/pages/rich/", 200));
      save(name, "none.html", await local.answer("/none/", 404));
      const source = join(root, "content/pages/rich/index.md");
      writeFileSync(source, readFileSync(source, "utf8").replace("title:", "tittle: \"<b> & 'more'\"\ntitle:"));
      save(name, "errors.html", await local.answer("/pages/rich/", 500));
    } finally {
      await local.end();
    }
  }

  before(async () => {
    save("bad", "bad.html", "<!doctype html>\n<html lang=en><title>Bad</title>\n<p><div>x</div></p>\n<img src=x>\n<section>no heading</section>\n");
    save("bad", "bad.css", "a { colour: red }");
    save("bad", "bad.svg", '<svg xmlns="http://www.w3.org/2000/svg"><pith/></svg>');
    await saveServed("server");
    const files = [...checkable(place("bad")), ...checkable(place("server")), ...checkable(siteFolder)];
    for (const [name, [site, ...more]] of Object.entries(EDITIONS)) {
      files.push(...checkable(build(layOut(site, join(folder, "roots", name)), place(name), ...more)));
    }
    messages = await check(files);
  });

  after(() => rmSync(folder, { recursive: true }));

  function assertClean(from) {
    const found = summary(messages, from);
    assert.equal(found.length, 0, `\n${found.join("\n")}`);
  }

  test("the checker finds faults", () => {
    const found = summary(messages, place("bad")).join("\n");
    for (const part of [/“p” end tag/, /bad\.html:3/, /“alt” attribute/, /“colour”/, /lacks heading/, /“pith”/]) {
      assert.match(found, part);
    }
  });

  test("every page, style and picture of the real site", () => {
    const files = checkable(siteFolder);
    const pages = files.filter((file) => file.endsWith(".html"));
    assert.ok(pages.length > 600, `${pages.length} pages`);
    assert.ok(files.some((file) => /^style\.\w+\.css$/.test(basename(file))));
    assertClean(siteFolder);
  });

  for (const name of Object.keys(EDITIONS)) {
    test(name, () => {
      assert.ok(checkable(place(name)).length > 20);
      assertClean(place(name));
    });
  }

  test("pages of the local server, that of errors among them", () => {
    assert.match(readFileSync(join(place("server"), "errors.html"), "utf8"), /tittle/);
    assertClean(place("server"));
  });
});
