// What depends on the reader's browser: the content security policy, dark mode, and pages without
// scripts. Few and quick, to be run in each browser.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { answered, hits } from "../helper/searching.mjs";
import { templates } from "../helper/site.mjs";
import { useStage, visit, withDarkMode } from "../helper/stage.mjs";

describe("in a reader's browser", () => {
  const stage = useStage();
  const { home, practice, session, compare, map, results } = templates();

  test("pages of all sorts keep to their policy, and nothing fails on them", async () => {
    for (const path of [home, practice, session, compare, map, results, "/contribute/practice/"]) {
      const { page, leaveClean } = await stage.visit(path);
      await page.waitForLoadState("load");
      assert.ok(await page.locator("h1").first().isVisible(), path);
      await leaveClean();
    }
  });

  test("the policy is in force", async () => {
    const { page, problems, close } = await stage.visit(home);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hasRun = true";
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => "hasRun" in window), false);
    await close();
    assert.ok(problems.some((problem) => problem.includes("script-src")), problems.join());
  });

  test("a misspelt word finds what was meant", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=recidivsm");
    await answered(page);
    assert.ok((await hits(page)).length > 3);
    assert.match(await page.locator("main").innerText(), /recidivism/i);
    await leaveClean();
  });

  test("dark mode is dark, and light is light", async () => {
    const lightness = (page) =>
      page.evaluate(() => {
        const { backgroundColor } = getComputedStyle(document.documentElement);
        const own = backgroundColor === "rgba(0, 0, 0, 0)" ? getComputedStyle(document.body).backgroundColor : backgroundColor;
        const [red, green, blue] = own.match(/[\d.]+/g).map(Number);
        return (red + green + blue) / (3 * 255);
      });
    const light = await stage.visit(practice);
    assert.ok((await lightness(light.page)) > 0.8);
    await light.leaveClean();
    await withDarkMode(stage.browser, async (browser, options) => {
      const dark = await visit(browser, stage.server, practice, options);
      assert.ok((await lightness(dark.page)) < 0.3);
      await dark.leaveClean();
    });
  });

  test("without scripts a practice can be read, and a list leads to it", async () => {
    const { page, leaveClean } = await stage.visit("/practices/", { javaScriptEnabled: false });
    const link = page.locator('main a[href^="/practices/"]:not([href="/practices/"])').first();
    // Opened by address, because in Firefox the driver needs scripts to see whether a link has
    // stopped moving.
    await page.goto(stage.server.origin + (await link.getAttribute("href")));
    assert.ok((await page.locator("main").innerText()).length > 500);
    await leaveClean();
  });
});
