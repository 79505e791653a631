// The map: its filter works without a script, its names do not cover each other, and on a phone its
// table comes first.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { recordOf } from "../helper/site.mjs";
import { PHONE, siteFolder, useStage } from "../helper/stage.mjs";

const records = (folder) =>
  readdirSync(join(siteFolder, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "page")
    .map((entry) => recordOf(`/${folder}/${entry.name}/`));

describe("map", () => {
  const stage = useStage();

  test("a topic shows the cities that have a practice on it, without a script", async () => {
    const practices = records("practices").filter(({ topics }) => topics.includes("homelessness"));
    const cities = new Set(practices.flatMap(({ cities }) => cities));
    assert.ok(cities.size > 5);
    const { page, leaveClean } = await stage.visit("/map/", { javaScriptEnabled: false });
    const rows = page.locator(".map-table tr[data-t]").filter({ visible: true });
    const all = await rows.count();
    assert.ok(all > 200, `${all} cities`);
    await page.getByLabel("Topic").selectOption("Homelessness");
    assert.equal(await rows.count(), cities.size);
    assert.equal(await page.locator(".map-table tbody").filter({ visible: true }).count() < 20, true);
    const dots = page.locator(".map__dots a").filter({ visible: true });
    assert.ok((await dots.count()) > 0 && (await dots.count()) <= cities.size);
    await page.getByLabel("Topic").selectOption("All topics");
    assert.equal(await rows.count(), all);
    await leaveClean();
  });

  test("names do not cover each other", async () => {
    const { page, leaveClean } = await stage.visit("/map/");
    const charts = page.locator(".map__chart");
    assert.ok((await charts.count()) >= 2);
    for (const chart of await charts.all()) {
      const names = await chart.locator(".map__names text").evaluateAll((all) =>
        all.map((text) => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() })),
      );
      assert.ok(names.length > 20, `${names.length} names`);
      names.forEach((one, at) => {
        for (const other of names.slice(at + 1)) {
          const apart = one.right <= other.left + 1 || other.right <= one.left + 1 || one.bottom <= other.top + 8 || other.bottom <= one.top + 8;
          assert.ok(apart, `${one.text} and ${other.text}`);
        }
      });
    }
    await leaveClean();
  });

  test("on a phone the table comes first, and nothing is wider than the screen", async () => {
    const { page, leaveClean } = await stage.visit("/map/", { viewport: PHONE });
    const top = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().top);
    assert.ok((await top("#map-table")) < (await top(".map__chart")));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width);
    await leaveClean();
  });

  test("in forced colours circles, land and names stay apart", async () => {
    const { page, leaveClean } = await stage.visit("/map/", { forcedColors: "active" });
    const fill = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).fill);
    const [dot, land, name] = [await fill(".map__dots a:not(.o) circle:last-child"), await fill(".map__land"), await fill(".map__names text")];
    assert.notEqual(dot, land);
    assert.notEqual(name, land);
    await leaveClean();
  });
});
