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

  // WCAG 2.2, 2.5.8: a target has 24 CSS pixels each way, or room for as many, or a like target
  // elsewhere on the page that has them.
  for (const viewport of [{ width: 1280, height: 900 }, PHONE]) {
    test(`every circle can be hit, or its row in the table, ${viewport.width} px wide`, async () => {
      const { page, leaveClean } = await stage.visit("/map/", { viewport });
      const { own, rows, missed } = await page.evaluate(() => {
        const box = (one) => one.getBoundingClientRect();
        const isLarge = ({ width, height }) => width >= 24 && height >= 24;
        const rows = new Map([...document.querySelectorAll(".map-table a")].map((one) => [one.getAttribute("href"), one]));
        const missed = [];
        let own = 0;
        for (const chart of document.querySelectorAll(".map__chart")) {
          const dots = [...chart.querySelectorAll(".map__dots a")];
          const middles = dots.map((dot) => ((one) => [one.x + one.width / 2, one.y + one.height / 2])(box(dot)));
          dots.forEach((dot, at) => {
            const [x, y] = middles[at];
            const hasRoom = middles.every(([left, top], other) => other === at || Math.hypot(left - x, top - y) >= 24);
            if (isLarge(box(dot)) || hasRoom) own += 1;
            else if (!(box(rows.get(dot.getAttribute("href"))).height >= 24)) missed.push(dot.textContent);
          });
        }
        return { own, rows: rows.size, missed };
      });
      assert.ok(rows > 200 && own > 80, `${own} circles are large enough by themselves`);
      assert.deepEqual(missed, []);
      await leaveClean();
    });
  }
});
