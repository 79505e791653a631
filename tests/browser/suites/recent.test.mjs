// Recent searches: offered in the empty box, stored on this device, and removed on request.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, INPUT, type } from "../helper/searching.mjs";

const PAGE = "/practices/providence-talks/";
const OPTIONS = ".search-panel--recent [role=option]";
const REMOVALS = ".search-panel--recent [data-search-forget]";

describe("recent searches", () => {
  const stage = useStage();

  /** A page whose reader has searched for these words, most recent last. */
  async function after(queries, path = PAGE) {
    const opened = await stage.visit("/search/");
    const { page } = opened;
    for (const query of queries) {
      await type(page, query);
      await page.locator(INPUT).press("Enter");
    }
    await page.goto(stage.server.url(path));
    await page.locator(INPUT).first().focus();
    return opened;
  }

  test("the last is first, and leads to its results", async () => {
    for (const path of [PAGE, "/", "/search/"]) {
      const { page, leaveClean } = await after(["housing", "pay for success"], path);
      await page.locator(OPTIONS).first().waitFor();
      assert.deepEqual(await page.locator(OPTIONS).allTextContents(), ["pay for success", "housing"]);
      const input = page.locator(INPUT).first();
      assert.equal(await input.getAttribute("aria-expanded"), "true");
      await input.press("ArrowDown");
      await input.press("ArrowDown");
      await input.press("Enter");
      await page.waitForURL((url) => url.pathname === "/search/" && url.searchParams.get("q") === "housing");
      await answered(page);
      await leaveClean();
    }
  });

  test("a search that was only typed through is not kept", async () => {
    const { page, leaveClean } = await stage.visit("/search/");
    await type(page, "housing");
    await type(page, "");
    assert.equal(await page.locator(OPTIONS).count(), 0);
    await leaveClean();
  });

  test("following a hit keeps its search", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=word+pedometer");
    await answered(page);
    await page.locator("[data-search-hit] h2 a").first().click();
    await page.waitForURL((url) => url.pathname !== "/search/");
    await page.locator(INPUT).first().focus();
    await page.locator(OPTIONS).first().waitFor();
    assert.deepEqual(await page.locator(OPTIONS).allTextContents(), ["word pedometer"]);
    await leaveClean();
  });

  test("each can be removed, by pointer, by Tab and by Delete, and all at once", async () => {
    const { page, leaveClean } = await after(["one", "two", "three", "four", "five"]);
    const shown = () => page.locator(OPTIONS).allTextContents();
    const input = page.locator(INPUT).first();
    await page.locator(OPTIONS).first().waitFor();
    assert.deepEqual(await shown(), ["five", "four", "three", "two", "one"]);
    assert.equal(await page.locator(REMOVALS).nth(1).getAttribute("aria-label"), "Remove “four” from recent searches");
    await page.locator(REMOVALS).nth(1).click();
    assert.deepEqual(await shown(), ["five", "three", "two", "one"]);
    await input.press("ArrowDown");
    await input.press("ArrowDown");
    await input.press("Delete");
    assert.deepEqual(await shown(), ["five", "two", "one"]);
    await page.keyboard.press("Tab");
    while (!(await page.evaluate(() => document.activeElement.matches("[data-search-forget]")))) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.deepEqual(await shown(), ["two", "one"]);
    assert.ok(await page.evaluate(() => document.activeElement.matches("[data-search-forget]")), "the focus stays in the list");
    await page.locator("[data-search-forget-all]").click();
    await page.locator(".search-panel").first().waitFor({ state: "hidden" });
    await page.reload();
    await input.focus();
    await page.waitForTimeout(300);
    assert.equal(await page.locator(OPTIONS).count(), 0);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
    await leaveClean();
  });

  test("they are sent nowhere", async () => {
    stage.server.reset();
    const { page, leaveClean } = await after(["zanzibar"]);
    await page.locator(OPTIONS).first().waitFor();
    const asked = stage.server.log.map(({ path }) => path).filter((path) => /zanzibar/i.test(path));
    assert.deepEqual(asked, []);
    await leaveClean();
  });

  test("escape closes them, typing replaces them with suggestions", async () => {
    const { page, leaveClean } = await after(["housing"]);
    const input = page.locator(INPUT).first();
    await page.locator(OPTIONS).first().waitFor();
    await input.press("Escape");
    await page.locator(".search-panel").first().waitFor({ state: "hidden" });
    await input.press("ArrowDown");
    await page.locator(OPTIONS).first().waitFor();
    await input.pressSequentially("denv");
    await page.locator(".search-suggest__item a", { hasText: "Denver" }).first().waitFor();
    assert.equal(await page.locator(OPTIONS).count(), 0);
    await leaveClean();
  });

  test("a browser that keeps nothing searches all the same", async () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
      });
    const { page, leaveClean } = await stage.visit("/search/", { prepare });
    await type(page, "housing");
    await page.locator(INPUT).press("Enter");
    await answered(page);
    await page.goto(stage.server.url(PAGE));
    await page.locator(INPUT).first().focus();
    await page.locator(INPUT).first().pressSequentially("hous");
    await page.locator(".search-suggest__item").first().waitFor();
    await leaveClean();
  });
});
