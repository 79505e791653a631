// Cities like mine: practices ranked by how alike their cities are to the reader's.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { answered } from "../helper/searching.mjs";
import { useStage } from "../helper/stage.mjs";

const HITS = "[data-search-hit]";

describe("cities like mine", () => {
  const stage = useStage();
  const ids = (page) => page.locator(HITS).evaluateAll((all) => all.map((hit) => hit.dataset.searchHit));

  test("a city chosen on a list ranks its cards, with reasons, and is kept on the device", async () => {
    const { page, leaveClean } = await stage.visit("/topics/housing/");
    const titles = () => page.locator(".list__main .card__title").allInnerTexts();
    const before = await titles();
    await page.locator("[data-like] summary").click();
    await page.getByLabel("Your city").fill("Denver");
    await page.getByRole("button", { name: "Put cities like mine first" }).click();
    await page.getByText("Cities like Denver come first.").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("mine"), "denver");
    const after = await titles();
    assert.notDeepEqual(after, before);
    assert.deepEqual([...after].sort(), [...before].sort());
    const first = page.locator(".list__main .cards").last().locator(".card").first();
    assert.match(await first.locator(".like__why").innerText(), /^Like your city: Similar size \(within \d+%\) · Same country/);
    await page.goto(new URL("/topics/education/", page.url()).href);
    await page.getByText("Cities like mine: Denver").waitFor();
    await page.locator("[data-like] summary").click();
    await page.getByRole("button", { name: "Stop" }).click();
    assert.equal(await page.locator(".like__why").count(), 0);
    assert.equal(new URL(page.url()).search, "");
    await leaveClean();
  });

  test("the search ranks all hits, keeps them all, and has the city in its address", async () => {
    const { page, leaveClean } = await stage.visit("/search/?kind=practice&topic=housing");
    await answered(page);
    const plain = await ids(page);
    const total = await page.locator("[data-search-total]").innerText();
    await page.locator("[data-like] summary").click();
    await page.getByLabel("Or its population").fill("700,000");
    await page.locator(".like [name=country]").selectOption("US");
    await page.getByRole("button", { name: "Put cities like mine first" }).click();
    await page.locator(`${HITS} .card__note`).first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get("mine"), "700000,US");
    assert.equal(await page.locator("[data-search-total]").innerText(), total);
    const ranked = await ids(page);
    assert.equal(ranked.length, plain.length);
    assert.notDeepEqual(ranked, plain);
    const notes = await page.locator(`${HITS} .card__note`).allInnerTexts();
    assert.match(notes[0], /^Like your city: Similar size \(within 20%\) · Same country$/);
    await page.reload();
    await page.locator(`${HITS} .card__note`).first().waitFor();
    assert.deepEqual(await ids(page), ranked);
    await page.locator("[data-like] summary").click();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator(`${HITS} .card__note`).first().waitFor({ state: "detached" });
    await answered(page);
    assert.deepEqual(await ids(page), plain);
    await leaveClean();
  });

  test("without scripts, a city's page has the cities like it, why, and what they did", async () => {
    const { page, leaveClean } = await stage.visit("/cities/denver/", { javaScriptEnabled: false });
    const peers = page.getByRole("region", { name: "Table: Cities like Denver" });
    const rows = await peers.locator("tbody tr").allInnerTexts();
    assert.equal(rows.length, 6);
    for (const row of rows) {
      assert.doesNotMatch(row, /^Denver,/);
      assert.match(row, /Similar size|Same country|Within|Both in/);
    }
    assert.ok((await peers.locator("a[href^='/practices/']").count()) >= 6);
    await leaveClean();
  });

  test("the browser counts as the build does: points and reasons are those on the pages of cities", async () => {
    const { page, leaveClean } = await stage.visit("/topics/housing/");
    const wrong = await page.evaluate(async () => {
      const { likeness } = await import("/assets/lists/like.js");
      const data = await (await fetch("/cities/likeness.json")).json();
      const words = document.querySelector("[data-like]").dataset;
      const wrong = [];
      for (const mine of data.cities.filter((_, at) => at % 8 === 0)) {
        const html = await (await fetch(`/cities/${mine[0]}/`)).text();
        const section = new DOMParser().parseFromString(html, "text/html").querySelector("[aria-labelledby=section-peers]");
        const rows = [...(section?.querySelectorAll("tbody tr") ?? [])];
        const found = rows.map((row) => {
          const slug = row.querySelector("a").getAttribute("href").split("/")[2];
          const alike = likeness(mine, data.cities.find(([one]) => one === slug), data, words);
          const said = row.querySelector("td + td").textContent;
          if (said !== alike.reasons.join(" · ")) wrong.push(`${mine[0]}, ${slug}: ${said} | ${alike.reasons.join(" · ")}`);
          return alike.points;
        });
        const places = new Set(Object.values(data.practices).flat());
        const others = data.cities.filter((_, at) => places.has(at));
        const points = others.map((other) => likeness(mine, other, data, words).points).sort((a, b) => b - a);
        if (String(found) !== String(points.slice(0, found.length))) wrong.push(`${mine[0]}: ${found} | ${points.slice(0, 6)}`);
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
    await leaveClean();
  });
});
