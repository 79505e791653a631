// Every template in a browser: nothing from other hosts, no console messages, nothing too wide,
// nothing too large.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { siteMap, templates } from "../helper/site.mjs";
import { NOT_FOUND, PHONE, siteFolder, useStage } from "../helper/stage.mjs";
import { answered } from "../helper/searching.mjs";

const KILOBYTE = 1000;

/** Waits until a page has settled. */
async function settled(name, page) {
  if (name.startsWith("results")) await answered(page);
  await page.waitForLoadState("networkidle");
}

/** Fails if a page is wider than the narrowest screen. */
async function fits(page, path) {
  const { width, wide } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    wide: [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > 321)
      .map((element) => `${element.localName}.${element.className}`)
      .slice(0, 5),
  }));
  assert.ok(width <= 320, `${path} is ${width} pixels wide: ${wide}`);
}

/** Fails if a button lies on a text of its list item. */
async function showsTexts(page, path) {
  const covered = await page.evaluate(() => {
    const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [...document.querySelectorAll("li > button")].flatMap((button) => {
      const own = button.getBoundingClientRect();
      const texts = document.createTreeWalker(button.parentElement, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const found = [];
      for (let text; (text = texts.nextNode()); ) {
        if (button.contains(text)) continue;
        range.selectNodeContents(text);
        if ([...range.getClientRects()].some((rect) => rect.width > 1 && overlap(rect, own))) found.push(text.data);
      }
      return found;
    });
  });
  assert.deepEqual(covered, [], `${path}: texts under a button`);
}

/** Spaces the text as readers may need it (WCAG 2.2, 1.4.12). Runs in the page. */
function spaceText() {
  const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [style];
}

describe("pages", () => {
  const stage = useStage();

  for (const [name, path] of Object.entries(templates())) {
    test(`${name}: nothing from elsewhere, no complaint, and fits 320 pixels`, async () => {
      const { page, leaveClean } = await stage.visit(path);
      await settled(name, page);
      assert.equal(await page.locator("h1").count(), 1);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 320, height: 640 });
      await settled(name, page);
      await fits(page, path);
      await showsTexts(page, path);
      await page.evaluate(spaceText);
      await fits(page, `${path} with wider text`);
      await showsTexts(page, `${path} with wider text`);
      await leaveClean();
    });
  }

  test("the home page opened on a phone in the dark is clean, too", async () => {
    const { page, leaveClean } = await stage.visit("/", { viewport: PHONE, colorScheme: "dark", isMobile: true });
    await settled("home", page);
    await leaveClean();
  });

  test("dark pages are dark", async () => {
    const shade = async (colorScheme) => {
      const { page, leaveClean } = await stage.visit("/", { colorScheme });
      const color = await page.evaluate(() => {
        const own = getComputedStyle(document.body).backgroundColor;
        const root = getComputedStyle(document.documentElement).backgroundColor;
        return own === "rgba(0, 0, 0, 0)" ? root : own;
      });
      await leaveClean();
      const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
      return (red + green + blue) / 3;
    };
    const [light, dark] = [await shade("light"), await shade("dark")];
    assert.ok(light > 200 && dark < 60, `${light} and ${dark}`);
  });

  test("a screen shows six practices of a list, and a practice begins with its title", async () => {
    const list = await stage.visit("/practices/", { viewport: { width: 1280, height: 900 } });
    const tops = await list.page.locator(".card").evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
    assert.ok(tops.filter((top) => top < 850).length >= 6, `cards begin at ${tops.slice(0, 7).map(Math.round)}`);
    assert.equal(await list.page.locator(".card .kind--practice").count(), 0, "what most records are is not said on each");
    await list.leaveClean();
    const country = await stage.visit("/countries/us/");
    assert.ok(await country.page.locator(".card__country").first().isHidden(), "the country is said once");
    await country.leaveClean();
    const practice = await stage.visit("/practices/providence-talks/", { viewport: PHONE });
    const { y } = await practice.page.getByRole("heading", { level: 1 }).boundingBox();
    assert.ok(y < 250, `the title is at ${y}`);
    const terms = await practice.page.locator(".status dt").allTextContents();
    assert.deepEqual(terms.slice(0, 4), ["Kind", "Stage", "Evidence", "City"]);
    assert.equal(await practice.page.locator(".in-short .blank").count(), 0, "what is unknown is not listed");
    await practice.leaveClean();
  });

  test("an unknown address answers 404 with a way on", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit(NOT_FOUND);
    assert.equal(stage.server.log[0].status, 404);
    await page.locator("main a[href='/']").first().click();
    await page.waitForURL(stage.server.url("/"));
    await leaveClean();
  });

  test("every practice's page is light: HTML, styles and scripts under 100 kB", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit("/practices/providence-talks/");
    await page.waitForLoadState("networkidle");
    const shared = stage.server.log.filter(({ type }) => /css|javascript/.test(type));
    assert.ok(shared.some(({ type }) => /css/.test(type)));
    await leaveClean();
    const common = [...new Set(shared.map(({ path }) => path))]
      .reduce((sum, path) => sum + statSync(join(siteFolder, path)).size, 0);
    const heavy = siteMap()
      .filter((path) => /^\/practices\/[^/]+\/$/.test(path))
      .map((path) => [path, readFileSync(join(siteFolder, path, "index.html")).length + common])
      .filter(([, bytes]) => bytes >= 100 * KILOBYTE);
    assert.deepEqual(heavy, [], `${common} bytes of it are styles and scripts`);
  });

  test("a page prints without its navigation and with its text", async () => {
    const { page, leaveClean } = await stage.visit("/practices/providence-talks/");
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("h1").isVisible());
    assert.equal(await page.locator("[data-search-input]:visible").count(), 0);
    assert.equal(await page.locator("nav[aria-label='Main']:visible").count(), 0);
    await leaveClean();
  });
});
