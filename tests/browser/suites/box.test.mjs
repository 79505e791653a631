// The search box that every page has: suggestions under it, by keyboard and by mouse.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, hits, INPUT } from "../helper/searching.mjs";

const PAGE = "/practices/providence-talks/";
const LIST = ".search-suggest";
const ITEMS = ".search-suggest__item";

describe("search box", () => {
  const stage = useStage();

  /** A practice's page with words in its box and the suggestions open. */
  async function suggesting(text, path = PAGE) {
    const opened = await stage.visit(path);
    const input = opened.page.locator(INPUT).first();
    await input.click();
    await input.pressSequentially(text);
    await opened.page.locator(LIST).first().waitFor({ state: "visible" });
    // The last item names the words, so these are the suggestions for all of them.
    await opened.page.locator(ITEMS).last().filter({ hasText: `“${text}”` }).waitFor();
    return { ...opened, input };
  }

  const active = (page) =>
    page.locator(`${ITEMS} [aria-selected=true]`).evaluateAll((found) => found.map(({ id }) => id));

  test("it suggests records while one types", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    const ids = await page.locator(`${ITEMS}[data-search-hit]`).count();
    assert.ok(ids > 0 && ids <= 6);
    await leaveClean();
  });

  test("arrow keys go through the suggestions and back to the box", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    const all = await page.locator(`${ITEMS} [role=option]`).evaluateAll((found) => found.map(({ id }) => id));
    for (const id of all) {
      await input.press("ArrowDown");
      assert.deepEqual(await active(page), [id]);
      assert.equal(await input.getAttribute("aria-activedescendant"), id);
    }
    await input.press("ArrowDown");
    assert.deepEqual(await active(page), []);
    assert.equal(await input.getAttribute("aria-activedescendant"), null);
    await input.press("ArrowUp");
    assert.deepEqual(await active(page), [all.at(-1)]);
    assert.equal(await input.inputValue(), "recidivism");
    await leaveClean();
  });

  test("enter on a suggestion opens its record", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    const second = page.locator(ITEMS).nth(1);
    const id = await second.getAttribute("data-search-hit");
    await input.press("ArrowDown");
    await input.press("ArrowDown");
    await input.press("Enter");
    await page.waitForURL(stage.server.url(`/${id}/`));
    await leaveClean();
  });

  test("enter in the box goes to the search page", async () => {
    const { page, input, leaveClean } = await suggesting("pay for success");
    await input.press("Enter");
    await page.waitForURL((url) => url.pathname === "/search/" && url.searchParams.get("q") === "pay for success");
    await answered(page);
    assert.ok((await hits(page)).length > 0);
    await leaveClean();
  });

  test("the last suggestion is the whole search", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    await input.press("ArrowUp");
    await input.press("Enter");
    await page.waitForURL((url) => url.pathname === "/search/" && url.searchParams.get("q") === "recidivism");
    await answered(page);
    await leaveClean();
  });

  test("escape closes the suggestions and keeps the words", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    await input.press("ArrowDown");
    await input.press("Escape");
    assert.ok(await page.locator(LIST).first().isHidden());
    assert.equal(await input.getAttribute("aria-expanded"), "false");
    assert.equal(await input.inputValue(), "recidivism");
    await input.press("ArrowDown");
    assert.ok(await page.locator(LIST).first().isVisible());
    await leaveClean();
  });

  test("a suggestion can be clicked", async () => {
    const { page, leaveClean } = await suggesting("providence talks", "/");
    await page.locator(`${ITEMS}[data-search-hit="practices/providence-talks"] a`).click();
    await page.waitForURL(stage.server.url(PAGE));
    await leaveClean();
  });

  test("leaving the box closes the suggestions", async () => {
    const { page, leaveClean } = await suggesting("recidivism");
    await page.locator("h1").click();
    await page.locator(LIST).first().waitFor({ state: "hidden" });
    await leaveClean();
  });

  test("words that nothing has suggest nothing", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    await input.fill("xqzzyvkw");
    await page.locator(LIST).first().waitFor({ state: "hidden" });
    await leaveClean();
  });

  test("a stroke goes to the box", async () => {
    const { page, leaveClean } = await stage.visit(PAGE);
    await page.keyboard.press("/");
    assert.ok(await page.locator(INPUT).first().evaluate((box) => box === document.activeElement));
    assert.equal(await page.locator(INPUT).first().inputValue(), "");
    await page.keyboard.type("a/b");
    assert.equal(await page.locator(INPUT).first().inputValue(), "a/b");
    await leaveClean();
  });
});
