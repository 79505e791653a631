// The search box on every page: its suggestions, by keyboard and by mouse.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, ask, hits, INPUT, state } from "../helper/searching.mjs";

const PAGE = "/practices/providence-talks/";
const LIST = ".search-suggest";
const ITEMS = ".search-suggest__item";
const RECORDS = `${ITEMS} a:not([data-search-query])`;
/** The maximum number of suggestions, besides the search itself. */
const MOST = 8;

/** Words that only the engine can find, because no name contains them. */
const IN_TEXTS = "toddlers";

describe("search box", () => {
  const stage = useStage();

  /** A practice's page with words in the search box and all suggestions for them. */
  async function suggesting(text, path = PAGE) {
    const opened = await stage.visit(path);
    const { page } = opened;
    const input = page.locator(INPUT).first();
    await input.click();
    await input.pressSequentially(text);
    await page.locator(LIST).first().waitFor({ state: "visible" });
    // The last item contains the words; the engine's hits are there once it has been asked.
    await page.locator(ITEMS).last().filter({ hasText: `“${text}”` }).waitFor();
    await state(page, "ready");
    const { hits } = await ask(page, text, { limit: 6 });
    const ids = () => page.locator(`${ITEMS} a`).evaluateAll((all) => all.map((one) => new URL(one.href).pathname.slice(1, -1)));
    for (let round = 0; ; round++) {
      const shown = await ids();
      if (hits.every(({ id }) => shown.includes(id)) || (await page.locator(ITEMS).count()) === MOST + 1) break;
      assert.ok(round < 100, `the engine's hits are not among ${shown}`);
      await page.waitForTimeout(50);
    }
    return { ...opened, input };
  }

  const active = (page) =>
    page.locator(`${ITEMS} [aria-selected=true]`).evaluateAll((found) => found.map(({ id }) => id));

  test("it suggests records while one types", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    const records = await page.locator(RECORDS).count();
    assert.ok(records > 0 && records <= MOST);
    // Only the hits of the search page bear the attribute.
    assert.equal(await page.locator("[data-search-hit]").count(), 0);
    await leaveClean();
  });

  test("names are suggested before the engine has come, topics and cities among them", async () => {
    stage.server.reset();
    // The engine is never delivered.
    const prepare = (page) => page.route(/\.wasm/, () => {});
    for (const path of [PAGE, "/"]) {
      const { page, context } = await stage.visit(path, { prepare });
      await page.locator(INPUT).first().pressSequentially("hous");
      const links = page.locator(`${ITEMS} a`);
      await links.filter({ hasText: "Houston" }).waitFor();
      const all = await links.evaluateAll((found) => found.map((link) => [new URL(link.href).pathname, link.textContent]));
      assert.deepEqual(all[0], ["/topics/housing/", "Housing Topic"]);
      assert.ok(all.some(([path, text]) => path === "/cities/houston/" && /City · United States/.test(text)));
      assert.ok(all.some(([path, text]) => /^\/practices\//.test(path) && /Practice · .* · /.test(text)));
      assert.equal(await page.evaluate(() => document.documentElement.dataset.searchState), "loading");
      await context.close();
    }
  });

  test("the file of names is small, and fetched only when a box is entered", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit(PAGE);
    await page.waitForLoadState("networkidle");
    const fetched = () => stage.server.log.filter(({ path }) => path.includes("suggest"));
    assert.deepEqual(fetched(), []);
    await page.locator(INPUT).first().focus();
    await state(page, "ready");
    const [names] = fetched().filter(({ path }) => path.endsWith("suggestions.json.gz"));
    assert.ok(names.bytes > 5_000 && names.bytes < 30_000, `${names.bytes} bytes`);
    await leaveClean();
  });

  test("a host that unpacks the names on the way is as welcome", async () => {
    stage.server.reset();
    stage.server.gzipAsEncoding = true;
    const { page, leaveClean } = await stage.visit(PAGE);
    await page.locator(INPUT).first().pressSequentially("hous");
    await page.locator(`${ITEMS} a`, { hasText: "Houston" }).waitFor();
    await leaveClean();
    stage.server.reset();
  });

  test("without the names the engine alone suggests", async () => {
    stage.server.reset();
    stage.server.instead = (path) => (path.includes("suggestions.json") ? { status: 404 } : undefined);
    const { page, close } = await stage.visit(PAGE);
    await page.locator(INPUT).first().pressSequentially("providence talks");
    await page.locator(`${ITEMS} a[href$="/practices/providence-talks/"]`).waitFor();
    await close();
    stage.server.reset();
  });

  test("what stands only in texts is found by the engine", async () => {
    const { page, leaveClean } = await suggesting(IN_TEXTS);
    assert.ok((await page.locator(RECORDS).count()) > 0);
    await leaveClean();
  });

  test("it is a combobox with a list, from the start", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    const list = page.locator(`#${await input.getAttribute("aria-controls")}`);
    assert.equal(await input.getAttribute("role"), "combobox");
    assert.equal(await list.getAttribute("role"), "listbox");
    assert.ok(await list.getAttribute("aria-label"));
    const other = await stage.visit("/");
    await other.page.locator(`${INPUT}[role=combobox][aria-expanded=false]`).waitFor();
    await other.leaveClean();
    await leaveClean();
  });

  test("home and end go to the first and the last suggestion, or through the text", async () => {
    const { page, input, leaveClean } = await suggesting("recidivism");
    const all = await page.locator(`${ITEMS} [role=option]`).evaluateAll((found) => found.map(({ id }) => id));
    await input.press("Home");
    assert.deepEqual(await active(page), []);
    assert.equal(await input.evaluate((box) => box.selectionStart), 0);
    await input.press("ArrowDown");
    await input.press("End");
    assert.deepEqual(await active(page), [all.at(-1)]);
    await input.press("Home");
    assert.deepEqual(await active(page), [all[0]]);
    await input.press("ArrowRight");
    assert.deepEqual(await active(page), []);
    await leaveClean();
  });

  test("the number of suggestions is read out once, when the typing rests", async () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        globalThis.heard = [];
        document.addEventListener("DOMContentLoaded", () => {
          const watch = new MutationObserver(() => globalThis.heard.push(document.querySelector(".search-announcer").textContent));
          watch.observe(document.querySelector(".search-announcer"), { childList: true });
        });
      });
    const { page, leaveClean } = await stage.visit(PAGE, { prepare });
    await page.locator(INPUT).first().pressSequentially("recidivism", { delay: 60 });
    await page.waitForFunction(() => globalThis.heard.length > 0);
    await page.waitForTimeout(1500);
    const heard = await page.evaluate(() => globalThis.heard);
    assert.equal(heard.length, 1, heard.join());
    assert.match(heard[0], /^\d+ suggestions?$/);
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
    const paths = await page.locator(RECORDS).evaluateAll((all) => all.map((one) => one.pathname));
    await input.press("ArrowDown");
    await input.press("Enter");
    await page.waitForURL(stage.server.url(paths[0]));
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
    await page.locator(`${ITEMS} a[href$="/practices/providence-talks/"]`).click();
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
