// A search page that stays open while the site is published again.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { ask, state } from "../helper/searching.mjs";
import { StaticServer } from "../helper/server.mjs";
import { build } from "../helper/small.mjs";
import { useStage, visit } from "../helper/stage.mjs";

const page = (title, text) => `---\ntitle: ${title}\nsummary: A page about trams.\n---\n\n${text}\n`;

describe("a site that is published again", () => {
  const stage = useStage();
  const root = mkdtempSync(join(tmpdir(), "crosstown-republished-"));
  let server;

  const publish = (name, title) => {
    writeFileSync(join(root, `content/pages/${name}.md`), page(title, "A tram stops here."));
    build(root, join(root, "public"));
  };

  before(async () => {
    mkdirSync(join(root, "content/pages"), { recursive: true });
    writeFileSync(join(root, "content/site.yaml"), "title: A small site\nbase_url: https://example.org/\n");
    publish("first", "First tram");
    server = await new StaticServer(join(root, "public")).listen();
  });

  after(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  const titles = async (tab) => (await ask(tab, "tram")).hits.map(({ title }) => title).sort();
  const manifests = () => server.log.filter(({ path }) => path.endsWith("manifest.json")).length;
  /** Lets a minute and a half pass for the search. */
  const wait = (tab) => tab.workers()[0].evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 90_000;
  });

  test("is searched as it is now, without a reload", async () => {
    const opened = await visit(stage.browser, server, "/search/?q=tram");
    await state(opened.page, "ready");
    assert.deepEqual(await titles(opened.page), ["First tram"]);
    publish("second", "Second tram");
    // For a minute no search asks again.
    assert.equal((await titles(opened.page)).length, 1);
    assert.equal(manifests(), 1);
    await wait(opened.page);
    assert.deepEqual(await titles(opened.page), ["First tram", "Second tram"]);
    assert.equal(manifests(), 2);
    await opened.leaveClean();
  });

  test("a reader who is offline searches on in what there was", async () => {
    const opened = await visit(stage.browser, server, "/search/?q=tram");
    await state(opened.page, "ready");
    const before = await titles(opened.page);
    await wait(opened.page);
    server.instead = () => ({ status: 503 });
    assert.deepEqual(await titles(opened.page), before);
    server.reset();
    await opened.close();
  });
});
