// On the page of a hit, the words of the search are highlighted until the reader clears them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { PHONE, useStage } from "../helper/stage.mjs";
import { answered, INPUT } from "../helper/searching.mjs";

const MARKS = "main mark.search-mark";
const BAR = ".search-marks";

describe("marks", () => {
  const stage = useStage();

  /** Follows the first hit of a search, through its title or its section. */
  async function follow(query, link = "h2 a", options = {}) {
    const opened = await stage.visit(`/search/?q=${encodeURIComponent(query)}`, options);
    const { page } = opened;
    await answered(page);
    const href = await page.locator(`[data-search-hit] ${link}`).first().evaluate((one) => one.href);
    await page.locator(`[data-search-hit] ${link}`).first().click();
    await page.waitForURL(href);
    return { ...opened, href };
  }

  const texts = (page) => page.locator(MARKS).allTextContents();

  test("the words of the search are marked, as the excerpts mark them", async () => {
    const { page, href, leaveClean } = await follow("word pedometer");
    await page.locator(BAR).waitFor();
    const marked = await texts(page);
    assert.ok(marked.length > 3);
    assert.deepEqual(marked.filter((text) => !/^(words?|pedometers?)$/i.test(text)), []);
    assert.match(await page.locator(BAR).textContent(), new RegExp(`^${marked.length} match(es)? highlighted`));
    assert.equal(page.url(), href, "the address is that of the page");
    assert.doesNotMatch(href, /marks/);
    await leaveClean();
  });

  test("clearing leaves the page as it was", async () => {
    for (const how of ["button", "touch", "escape"]) {
      const options = how === "touch" ? { hasTouch: true, viewport: PHONE } : {};
      const { page, href, leaveClean } = await follow("word pedometer", "h2 a", options);
      const fresh = await stage.visit(new URL(href).pathname, options);
      const main = (one) => one.locator("main").evaluate((element) => element.innerHTML);
      const clean = await main(fresh.page);
      await fresh.leaveClean();
      await page.locator(BAR).waitFor();
      assert.notEqual(await main(page), clean);
      const clear = page.locator(".search-marks__clear");
      if (how === "button") await clear.press("Enter");
      else if (how === "touch") await clear.tap();
      else await page.keyboard.press("Escape");
      await page.locator(BAR).waitFor({ state: "detached" });
      assert.equal(await main(page), clean);
      assert.equal(page.url(), href);
      // They do not come back when the page is reloaded.
      await page.reload();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(MARKS).count(), 0);
      await leaveClean();
    }
  });

  test("they stay when the page is loaded again, until they are cleared", async () => {
    const { page, leaveClean } = await follow("word pedometer");
    await page.locator(BAR).waitFor();
    const marked = await texts(page);
    await page.reload();
    await page.locator(BAR).waitFor();
    assert.deepEqual(await texts(page), marked);
    await leaveClean();
  });

  test("the section that matched is where the page opens", async () => {
    const { page, href, leaveClean } = await follow("housing first shelters", ".search-hit__section");
    await page.locator(BAR).waitFor();
    const { hash } = new URL(href);
    assert.ok(hash.length > 1);
    assert.equal(new URL(page.url()).hash, hash);
    const heading = page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`);
    await page.waitForFunction((id) => {
      const { top } = document.getElementById(id).getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    }, await heading.getAttribute("id"));
    assert.equal(await page.evaluate((id) => document.querySelector(":target")?.id === id, await heading.getAttribute("id")), true);
    await leaveClean();
  });

  test("a hit opened beside the search is marked, too", async () => {
    const { page, context, leaveClean } = await stage.visit("/search/?q=word+pedometer");
    await answered(page);
    const [beside] = await Promise.all([
      context.waitForEvent("page"),
      page.locator("[data-search-hit] h2 a").first().click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await beside.locator(BAR).waitFor();
    assert.doesNotMatch(beside.url(), /marks/);
    await leaveClean();
  });

  test("it works in a browser that keeps nothing", async () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, { get: () => { throw new DOMException("blocked", "SecurityError"); } });
        }
      });
    const { page, leaveClean } = await follow("word pedometer", "h2 a", { prepare });
    await page.locator(BAR).waitFor();
    await leaveClean();
  });

  test("going from mark to mark shows each", async () => {
    const { page, leaveClean } = await follow("word pedometer", "h2 a", { reducedMotion: "reduce" });
    await page.locator(BAR).waitFor();
    const next = page.locator(".search-marks__next");
    const seen = new Set();
    const count = await page.locator(MARKS).count();
    for (let step = 0; step < count; step++) {
      await next.click();
      const current = page.locator("main mark.search-mark--current");
      assert.equal(await current.count(), 1);
      const box = await current.boundingBox();
      assert.ok(box.y >= 0 && box.y < 800, `mark ${step} is in sight`);
      seen.add(await current.evaluate((one) => [...document.querySelectorAll("main mark.search-mark")].indexOf(one)));
    }
    assert.equal(seen.size, count);
    await leaveClean();
  });

  test("marks move nothing", async () => {
    for (const viewport of [undefined, PHONE, { width: 320, height: 700 }]) {
      const { page, href, leaveClean } = await follow("housing health data city program", "h2 a", viewport ? { viewport } : {});
      await page.locator(BAR).waitFor();
      const places = (one) =>
        one.locator("main :is(h1, h2, h3, p, li, dt, dd, td)").evaluateAll((all) =>
          all.map((element) => Math.round(element.getBoundingClientRect().top + scrollY)));
      const fresh = await stage.visit(new URL(href).pathname, viewport ? { viewport } : {});
      await page.evaluate(() => document.fonts.ready);
      await fresh.page.evaluate(() => document.fonts.ready);
      const [marked, plain] = [await places(page), await places(fresh.page)];
      // A highlight is slightly wider than its word, so lines may break elsewhere; nothing else may change.
      assert.equal(marked.length, plain.length);
      assert.ok(Math.abs(marked.at(-1) - plain.at(-1)) < 120, `${marked.at(-1)} for ${plain.at(-1)}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      await fresh.leaveClean();
      await leaveClean();
    }
  });

  test("no page but that of a hit loads the script", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit("/practices/providence-talks/");
    await page.waitForLoadState("networkidle");
    assert.deepEqual(stage.server.log.filter(({ path }) => /\/marks\./.test(path)), []);
    await page.goto(stage.server.url("/practices/providence-talks/#marks="));
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(BAR).count(), 0);
    assert.equal(await page.locator(INPUT).first().isVisible(), true);
    await leaveClean();
  });
});
