// `crosstown serve`: the page follows the file as it is written, through mistakes and back.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { serve } from "../helper/local.mjs";
import { ask } from "../helper/searching.mjs";
import { useStage, visit } from "../helper/stage.mjs";

const page = (title, more = "") => `---\ntitle: ${title}\nsummary: A page to write on.\n${more}---\n\nSome text.\n`;

describe("live reload", () => {
  const stage = useStage();
  const root = mkdtempSync(join(tmpdir(), "crosstown-serve-"));
  const file = join(root, "content/pages/hello.md");
  let local;

  before(async () => {
    mkdirSync(join(root, "content/pages"), { recursive: true });
    writeFileSync(join(root, "content/site.yaml"), "title: A small site\nbase_url: https://example.org/\n");
    writeFileSync(file, page("First title"));
    local = await serve(root);
  });

  after(async () => {
    await local.end();
    rmSync(root, { recursive: true });
  });

  test("a change shows, a mistake explains itself, a correction shows", async () => {
    const { origin } = local;
    const host = { origin, url: (path) => origin + path };
    const opened = await visit(stage.browser, host, "/pages/hello/");
    const heading = (text) => opened.page.locator("h1", { hasText: text }).waitFor();
    await heading("First title");

    writeFileSync(file, page("Second title"));
    await heading("Second title");

    writeFileSync(file, page("Third title", "tittle: wrong\n"));
    await heading("1 error");
    const report = await opened.page.locator("pre").first().textContent();
    assert.match(report, /tittle/);
    assert.match(report, /hello\.md:4/);

    writeFileSync(file, page("Fourth title"));
    await heading("Fourth title");
    await opened.close();
    // That the page of errors is answered as an error is right; all else is not.
    const wrong = opened.problems.filter((text) => !text.includes("Failed to load resource"));
    assert.deepEqual(wrong, []);
  });

  test("an edit is found as soon as it shows, and still once the index is written again", async () => {
    const { origin } = local;
    const host = { origin, url: (path) => origin + path };
    const amended = async () => Boolean((await (await fetch(`${origin}/search-index/manifest.json`)).json()).amendment);
    writeFileSync(file, page("Ferry quay"));
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const found = async (text) => {
      const { page, close } = await visit(stage.browser, host, "/search/");
      const { hits } = await ask(page, text);
      await close();
      return hits.map(({ id, title }) => [id, title]);
    };
    const shows = async (title) => {
      while (!(await (await fetch(`${origin}/pages/hello/`)).text()).includes(title)) {
        await pause(20);
      }
    };
    await shows("Ferry quay");
    // Until nothing has changed for a while, what is new stands beside the index as it was.
    while (await amended()) await pause(100);
    assert.deepEqual(await found("ferry"), [["pages/hello", "Ferry quay"]]);

    writeFileSync(file, page("Zeppelin mast"));
    await shows("Zeppelin mast");
    assert.ok(await amended(), "the index is not written again at once");
    assert.deepEqual(await found("zeppelin"), [["pages/hello", "Zeppelin mast"]]);
    assert.deepEqual(await found("ferry"), [], "what it was is not found any more");

    while (await amended()) await pause(100);
    assert.deepEqual(await found("zeppelin"), [["pages/hello", "Zeppelin mast"]]);
  });
});
