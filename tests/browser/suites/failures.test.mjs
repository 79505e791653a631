// When the search cannot work, it says so; it works again when it can.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, hits, INPUT, state } from "../helper/searching.mjs";

const PAGE = "/practices/providence-talks/";
const RESULTS = "/search/?q=housing";

describe("failing search", () => {
  const stage = useStage();

  /** The message shown after the search has failed. */
  async function message(page) {
    await state(page, "failed");
    const status = page.locator("[data-search-status]").first();
    await status.waitFor({ state: "visible" });
    return status.textContent();
  }

  const retry = (page) => page.locator(".search-status__retry").first().click();

  test("a browser without WebAssembly is told", async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const results = await stage.visit(RESULTS, { prepare });
    assert.match(await message(results.page), /too old/);
    await results.close();
    const box = await stage.visit(PAGE, { prepare });
    assert.equal(await box.page.locator("[data-search-status]:visible").count(), 0);
    await box.page.locator(INPUT).focus();
    assert.match(await message(box.page), /too old/);
    await box.close();
  });

  test("a missing engine is told, and trying again finds it", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (path.includes(".wasm") ? { status: 404 } : undefined);
    const { page, close } = await stage.visit(RESULTS);
    assert.match(await message(page), /missing/);
    stage.server.reset();
    await retry(page);
    await answered(page);
    assert.ok((await hits(page)).length > 0);
    await close();
  });

  test("a missing part of the engine is told, too", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (/\/engine\..*\.js$/.test(path) ? { status: 404 } : undefined);
    const { page, close } = await stage.visit(RESULTS);
    assert.match(await message(page), /missing/);
    stage.server.reset();
    await close();
  });

  test("so it is in the box of another page", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (path.includes("worker.") ? { status: 404 } : undefined);
    const { page, close } = await stage.visit(PAGE);
    // Typed words would start another search a moment later and remove the message.
    await page.locator(INPUT).focus();
    assert.match(await message(page), /missing/);
    stage.server.reset();
    await retry(page);
    await state(page, "ready");
    await page.locator(INPUT).pressSequentially("housing");
    await page.locator(".search-suggest").waitFor({ state: "visible" });
    await close();
  });

  const damage = (file) => {
    const content = readFileSync(file);
    content[Math.floor(content.length / 2)] ^= 0xff;
    return content;
  };

  test("a damaged part of the index is never searched", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (path.includes("/search-index/p/") ? { body: damage } : undefined);
    const { page, close } = await stage.visit(RESULTS);
    assert.match(await message(page), /did not load correctly/);
    assert.deepEqual(await hits(page), []);
    stage.server.reset();
    await retry(page);
    await answered(page);
    await close();
  });

  test("damage on the way once is mended unseen", async () => {
    stage.server.reset();
    const seen = new Set();
    stage.server.instead = (path) => {
      if (!/\/search-index\/[pf]\//.test(path) || seen.has(path)) return undefined;
      seen.add(path);
      return { body: damage };
    };
    const { page, leaveClean } = await stage.visit(RESULTS);
    await answered(page);
    assert.ok(seen.size > 0 && (await hits(page)).length > 0);
    await leaveClean();
    stage.server.reset();
  });

  test("a server that stumbles once is asked again", async () => {
    stage.server.reset();
    const seen = new Set();
    stage.server.instead = (path) => {
      if (!/\/search-index\/[pf]\//.test(path) || seen.has(path)) return undefined;
      seen.add(path);
      return { status: 503 };
    };
    const { page, close } = await stage.visit(RESULTS);
    await answered(page);
    assert.ok(seen.size > 0 && (await hits(page)).length > 0);
    await close();
    stage.server.reset();
  });

  test("a reader who is offline is told, and searches when back", async () => {
    stage.server.reset();
    const { page, context, close } = await stage.visit(PAGE);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await page.locator(INPUT).focus();
    assert.match(await message(page), /offline/);
    await context.setOffline(false);
    await retry(page);
    await state(page, "ready");
    await close();
  });

  test("a manifest of another format is told apart", async () => {
    stage.server.reset();
    stage.server.instead = (path) => {
      if (!path.endsWith("manifest.json")) return undefined;
      return { body: (file) => readFileSync(file, "utf8").replace("crosstown-search/", "crosstown-search/9") };
    };
    const { page, close } = await stage.visit(RESULTS);
    assert.match(await message(page), /updated/);
    stage.server.reset();
    await close();
  });

  test("the form leads to the search page even if no script of ours arrives", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (/search-index\/search\./.test(path) ? { status: 404 } : undefined);
    const { page, close } = await stage.visit(PAGE);
    await page.locator(INPUT).fill("housing");
    await page.locator(INPUT).press("Enter");
    await page.waitForURL((url) => url.pathname === "/search/" && url.searchParams.get("q") === "housing");
    await close();
    stage.server.reset();
  });
});
