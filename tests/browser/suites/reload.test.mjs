// `crosstown serve`: the page follows the file as it is edited, through errors and back.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { serve } from "../helper/local.mjs";
import { ask } from "../helper/searching.mjs";
import { useStage, visit } from "../helper/stage.mjs";

const hello = (title, more = "") => `---\ntitle: ${title}\nsummary: A page to write on.\n${more}---\n\nSome text.\n`;

describe("live reload", () => {
  const stage = useStage();
  const root = mkdtempSync(join(tmpdir(), "crosstown-serve-"));
  const file = join(root, "content/pages/hello.md");
  let local;

  before(async () => {
    mkdirSync(join(root, "content/pages"), { recursive: true });
    writeFileSync(join(root, "content/site.yaml"), "title: A small site\nbase_url: https://example.org/\n");
    writeFileSync(file, hello("First title"));
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

    writeFileSync(file, hello("Second title"));
    await heading("Second title");

    writeFileSync(file, hello("Third title", "tittle: wrong\n"));
    await heading("1 error");
    const report = await opened.page.locator("pre").first().textContent();
    assert.match(report, /tittle/);
    assert.match(report, /hello\.md:4/);

    writeFileSync(file, hello("Fourth title"));
    await heading("Fourth title");
    await opened.close();
    // The error page is rightly answered with an error status; nothing else may be.
    const wrong = opened.problems.filter((text) => !text.includes("Failed to load resource"));
    assert.deepEqual(wrong, []);
  });

  test("the search page says that the index is being updated, and then finds the edit", async () => {
    const { origin } = local;
    const host = { origin, url: (path) => origin + path };
    const { page, close } = await visit(stage.browser, host, "/search/?q=zeppelin");
    const notice = page.getByRole("status").filter({ hasText: "The search index is being updated" });
    await page.locator("html[data-search-state=ready]").waitFor();
    await notice.waitFor({ state: "detached" });
    assert.equal(await page.locator("[data-search-hit]").count(), 0);

    writeFileSync(file, hello("Zeppelin mast"));
    await notice.waitFor();
    assert.equal(await page.locator("[data-search-hit]").count(), 0, "nothing out of date is shown");
    await page.locator("[data-search-hit='pages/hello']").waitFor();
    await notice.waitFor({ state: "hidden" });

    writeFileSync(file, hello("Ferry quay"));
    await page.locator("html[data-search-empty]").waitFor();
    assert.deepEqual((await ask(page, "ferry")).hits.map(({ id }) => id), ["pages/hello"]);
    await close();
  });
});
