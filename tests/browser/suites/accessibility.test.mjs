// WCAG 2.2 AA, as far as a program can check it: every template, light and dark, wide and narrow.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { StaticServer } from "../helper/server.mjs";
import { templates } from "../helper/site.mjs";
import { build, layOut } from "../helper/small.mjs";
import { DESKTOP, PHONE, useStage, visit } from "../helper/stage.mjs";
import { answered, INPUT, state } from "../helper/searching.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What may differ between light and dark, which have the same elements in the same places. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** The findings of axe-core, one line each. */
async function violations(page, runOnly = TAGS) {
  await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 4).map(({ target, failureSummary }) => `${id} (${help}) at ${target}: ${failureSummary}`),
    );
  }, runOnly);
}

describe("accessibility", () => {
  const stage = useStage();

  /** Checks an open page, light and dark, wide and narrow. */
  async function look(page, adjust = async () => {}) {
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await adjust();
        const found = await violations(page, colorScheme === "light" ? TAGS : COLOURS);
        assert.deepEqual(found, [], `${colorScheme}, ${viewport.width} wide`);
      }
    }
  }

  for (const [name, path] of Object.entries(templates())) {
    test(name, async () => {
      const { page, close } = await stage.visit(path);
      if (name.startsWith("results")) await answered(page);
      await look(page);
      await close();
    });
  }

  test("all that a body may hold", async () => {
    const folder = mkdtempSync(join(tmpdir(), "crosstown-bodies-"));
    const site = build(layOut("rich-bodies", join(folder, "root")), join(folder, "site"));
    const server = await new StaticServer(site).listen();
    try {
      const { page, leaveClean } = await visit(stage.browser, server, "/pages/rich/");
      assert.equal(await page.locator("input[type=checkbox]").count(), 2);
      await look(page);
      await leaveClean();
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  test("suggestions", async () => {
    const { page, close } = await stage.visit("/practices/providence-talks/");
    const box = page.locator(INPUT).first();
    await look(page, async () => {
      await box.fill("");
      await box.pressSequentially("recidivism");
      await page.locator(".search-suggest").waitFor({ state: "visible" });
      await box.press("ArrowDown");
    });
    await close();
  });

  test("a search page with suggestions, and without hits", async () => {
    const { page, close } = await stage.visit('/search/?q=housing+"xqzzyvkw+qvvkx"&evidence=1');
    await answered(page);
    await page.locator(".search-ways a").first().waitFor();
    await look(page);
    await page.locator(INPUT).fill("");
    await page.locator(INPUT).pressSequentially("hous");
    await page.locator(".search-suggest").waitFor({ state: "visible" });
    await page.locator(INPUT).press("ArrowDown");
    await answered(page);
    await look(page);
    await close();
  });

  test("recent searches", async () => {
    const { page, close } = await stage.visit("/practices/providence-talks/");
    const box = page.locator(INPUT).first();
    await page.evaluate(() => localStorage.setItem("crosstown.recent:/", JSON.stringify(["vacant houses", "x".repeat(120)])));
    await box.focus();
    await page.locator(".search-panel--recent").waitFor();
    await look(page);
    await close();
  });

  test("the tips of the search", async () => {
    const { page, close } = await stage.visit("/search/");
    await page.locator('[popovertarget="search-help"]').first().click();
    await look(page);
    await close();
  });

  test("the page of a hit, its words marked", async () => {
    const { page, close } = await stage.visit("/search/?q=word+pedometer");
    await answered(page);
    await page.locator("[data-search-hit] h2 a").first().click();
    await page.locator(".search-marks").waitFor();
    await page.locator(".search-marks__next").click();
    await look(page);
    await close();
  });

  test("a failed search", async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const { page, close } = await stage.visit("/search/?q=housing", { prepare });
    await state(page, "failed");
    await look(page);
    await close();
  });

  test("the open menu of a phone", async () => {
    const { page, close } = await stage.visit("/", { viewport: PHONE });
    await page.locator("summary", { hasText: "Menu" }).click();
    assert.deepEqual(await violations(page), []);
    await close();
  });

  test("the keyboard reaches the content past the navigation", async () => {
    const { page, close } = await stage.visit("/practices/providence-talks/");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await close();
  });
});
