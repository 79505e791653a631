// The kit of a practice restates its cost for any population, with every step, and keeps ticks.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { siteFolder, useStage } from "../helper/stage.mjs";

/** The kits with a form and with a checklist, in the order of their names. */
const kits = readdirSync(join(siteFolder, "practices"))
  .map((name) => `/practices/${name}/kit/`)
  .filter((path) => existsSync(join(siteFolder, path)))
  .filter((path) => {
    const html = readFileSync(join(siteFolder, path, "index.html"), "utf8");
    return html.includes("kit__form") && html.includes("data-have");
  });

describe("kit", () => {
  const stage = useStage();
  const said = (page) => page.locator("#kit-sums");

  test("the sums for a population are those of the table, and every step is shown", async () => {
    assert.ok(kits.length > 10, `only ${kits.length} kits restate a cost`);
    const { page, close } = await stage.visit(kits[0]);
    const row = page.locator("#main table").filter({ has: page.locator("tbody th", { hasText: "500,000" }) });
    const cells = await row.locator("tr", { hasText: "500,000" }).locator("td").allTextContents();
    assert.ok(cells.length > 0);
    for (const written of ["500000", "500 000"]) {
      await page.locator("#kit-population").fill(written);
      await said(page).locator("li").first().waitFor();
      const lines = await said(page).locator("li").allTextContents();
      assert.equal(lines.length, cells.length);
      lines.forEach((line, at) => {
        assert.match(line, /÷ [\d,]+ residents = .* per resident.*× 500,000 residents = about/);
        assert.ok(line.endsWith(cells[at]), `${written}: ${line} does not end with ${cells[at]}`);
      });
      await page.locator("#kit-population").fill("");
      await said(page).locator("li").first().waitFor({ state: "detached" });
    }
    for (const wrong of ["1.5 million", "12,5"]) {
      await page.locator("#kit-population").fill(wrong);
      await said(page).filter({ hasText: "in digits" }).waitFor();
      assert.equal(await page.locator("#kit-population").getAttribute("aria-invalid"), "true");
      await page.locator("#kit-population").fill("");
      await page.waitForFunction(() => document.querySelector("#kit-sums")?.textContent === "");
    }
    await close();
  });

  test("ticks are kept, for the page that compares practices, too", async () => {
    const { page, close } = await stage.visit(kits[0]);
    const box = page.locator("[data-have]").first();
    await box.check();
    await page.reload();
    assert.ok(await box.isChecked());
    await page.goto(new URL(`../../../compare/?p=${kits[0].split("/")[2]}`, page.url()).href);
    const same = page.locator(".compare input").first();
    await same.waitFor();
    assert.ok(await same.isChecked());
    await close();
  });
});
