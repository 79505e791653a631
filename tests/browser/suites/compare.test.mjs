// The shortlist and the page that compares practices, on the real content.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { recordOf, templates } from "../helper/site.mjs";
import { answered } from "../helper/searching.mjs";
import { downloaded, useStage } from "../helper/stage.mjs";

const PAIR = ["providence-talks", "denver-supportive-housing-social-impact-bond"];
const table = "[data-compare-table]";

/** The texts of the cells of a row, after its label. */
async function row(page, label) {
  const cells = page.locator(`${table} tr`, { has: page.getByRole("rowheader", { name: label, exact: true }) });
  return cells.locator("td").allInnerTexts();
}

describe("comparing practices", () => {
  const stage = useStage();
  const compared = templates().compare.split("p=")[1].split(",");

  test("dates without months make no more of a time than they tell", async () => {
    const slugs = ["freetown-the-treetown", "providence-talks"];
    const [{ started, launched }] = slugs.map((slug) => recordOf(`/practices/${slug}/`));
    assert.ok(started === launched && /^\d{4}$/.test(started), "the example has the same year twice");
    const { page, leaveClean } = await stage.visit(`/compare/?p=${slugs.join(",")}`);
    await page.locator(`${table} thead a`).first().waitFor();
    const [time] = await row(page, "From start to opening");
    assert.equal(time, `within a year (${started} – ${launched})`);
    await leaveClean();
  });

  test("a link compares what it names: rating, money, time, needs and size of city", async () => {
    const { page, leaveClean } = await stage.visit(`/compare/?p=${compared.join(",")}`);
    await page.locator(`${table} thead a`).first().waitFor();
    const records = compared.map((slug) => recordOf(`/practices/${slug}/`));
    assert.deepEqual(await page.locator(`${table} thead a`).allInnerTexts(), records.map(({ title }) => title));
    const levels = await row(page, "Evidence");
    records.forEach(({ evidence }, at) => assert.ok(levels[at].startsWith(`${evidence.level} of 5`), levels[at]));
    const reasons = await row(page, "Reasons for the rating");
    records.forEach(({ evidence }, at) => assert.ok(reasons[at].includes(evidence.reasons[0])));
    const sizes = await row(page, "Size of city");
    records.forEach(({ cities }, at) => {
      const city = recordOf(`/cities/${cities[0]}/`);
      assert.ok(sizes[at].includes(city.population.value.toLocaleString("en")), sizes[at]);
    });
    const each = await row(page, "Cost per person reached");
    records.forEach(({ cost, reached }, at) => {
      const sum = cost?.one_off ?? cost?.annual;
      const known = cost?.currency && sum && reached?.people;
      assert.equal(each[at].includes("÷"), Boolean(known), each[at]);
    });
    assert.ok(each.some((text) => text.includes("÷")), "one of them shows the arithmetic");
    await leaveClean();
  });

  test("results in the same unit stand in one row", async () => {
    const { page, leaveClean } = await stage.visit(`/compare/?p=${compared.join(",")}`);
    await page.locator(`${table} td`).first().waitFor();
    const shared = page.locator(`${table} th[scope=row]`, { hasText: /^Results in / });
    const cells = await row(page, await shared.first().innerText());
    assert.equal(cells.filter((text) => !/^Not known$/.test(text)).length >= 2, true, cells.join(" | "));
    await leaveClean();
  });

  test("ticks stay on the device, and nothing but records of this site is requested", async () => {
    const { page, leaveClean } = await stage.visit(`/compare/?p=${compared.join("&p=")}`);
    const box = page.locator(`${table} input[type=checkbox]`).first();
    await box.check();
    stage.server.reset();
    await page.reload();
    await page.locator(`${table} input[type=checkbox]`).first().waitFor();
    assert.ok(await box.isChecked());
    assert.ok(stage.server.log.every(({ path, status }) => status === 200 && !path.includes("?")));
    await leaveClean();
  });

  test("the CSV has a column for each practice, the ticks, and no formula", async () => {
    const { page, leaveClean } = await stage.visit(`/compare/?p=${compared.join(",")}`);
    await page.locator(`${table} input[type=checkbox]`).first().check();
    const file = await downloaded(page, () => page.getByRole("button", { name: "Download as CSV" }).click());
    assert.equal(file.name, "compare.csv");
    const text = file.text.replace(/^\uFEFF/, "");
    const cells = [...text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)];
    assert.equal(cells.map(([whole]) => whole).join(""), text, "nothing but quoted cells");
    const width = compared.length + 1;
    assert.equal(cells.length % width, 0);
    cells.forEach(([, , end], at) => assert.equal(end, (at + 1) % width === 0 ? "\r\n" : ","));
    for (const [, cell] of cells) assert.doesNotMatch(cell, /^\s*[=+\-@\t]/);
    assert.ok(text.includes("(We have this)"));
    await leaveClean();
  });

  test("cells that look like formulas are texts", async () => {
    const prepare = (page) =>
      page.route("**/practices/formula/index.json", (route) =>
        route.fulfill({ json: { title: "=HYPERLINK(1)", url: "+1", record_lang: "en", cities: [], links: {}, stage: "pilot", preconditions: [{ kind: "legal", text: "x" }] } }),
      );
    const { page, leaveClean } = await stage.visit("/compare/?p=formula", { prepare });
    await page.locator(`${table} thead a`).waitFor();
    const { text } = await downloaded(page, () => page.getByRole("button", { name: "Download as CSV" }).click());
    assert.ok(text.includes(`"'=HYPERLINK(1)"`) && text.includes(`"'+1"`), text);
    await leaveClean();
  });

  test("the shortlist fills from cards, a practice's page and hits, and leads to the comparison", async () => {
    const { page, leaveClean } = await stage.visit("/practices/");
    await page.locator(".card .shortlist-button").first().click();
    await page.goto(stage.server.url(`/practices/${PAIR[0]}/`));
    const own = page.locator(".record__shortlist button");
    await own.focus();
    await page.keyboard.press("Enter");
    assert.equal(await own.getAttribute("aria-pressed"), "true");
    await page.goto(stage.server.url("/search/?q=housing&kind=practice"));
    await answered(page);
    await page.locator("[data-search-hit] .shortlist-button[aria-pressed=false]").first().click();
    const link = page.locator("[data-shortlist] a");
    assert.equal(await link.innerText(), "Compare shortlist (3)");
    await link.click();
    await page.locator(`${table} thead a`).nth(2).waitFor();
    assert.equal(await page.locator(`${table} thead a`).count(), 3);
    assert.equal(new URL(page.url()).searchParams.get("p").split(",").length, 3);
    await page.getByRole("button", { name: /^Remove/ }).first().click();
    await page.waitForFunction(() => document.querySelectorAll("[data-compare-table] thead a").length === 2);
    await page.goto(stage.server.url("/compare/"));
    await page.locator(`${table} thead a`).nth(1).waitFor();
    assert.equal(await page.locator(`${table} thead a`).count(), 2, "it was taken off the shortlist, too");
    await leaveClean();
  });

  test("a fifth practice is refused with a reason", async () => {
    const { page, leaveClean } = await stage.visit("/practices/");
    const buttons = page.locator(".card .shortlist-button");
    for (let at = 0; at < 5; at++) await buttons.nth(at).click();
    assert.equal(await page.locator(".shortlist-button[aria-pressed=true]").count(), 4);
    assert.match(await page.locator("[data-shortlist] [role=status]").innerText(), /holds four/);
    await leaveClean();
  });

  test("addresses that name nothing, too much or markup are answered in words", async () => {
    const { page, close } = await stage.visit("/compare/?p=no-such-practice,%3Cimg%20src=x%3E,../../etc");
    const status = page.locator("[data-compare] [role=status]");
    await status.filter({ hasText: "no-such-practice" }).waitFor();
    assert.ok((await status.innerText()).includes("<img src=x>"));
    assert.equal(await page.locator(`${table} img`).count(), 0);
    await page.goto(stage.server.url(`/compare/?p=${[...compared, "a", "b", "c"].join(",")}`));
    await status.filter({ hasText: "first four" }).waitFor();
    await page.evaluate(() => localStorage.setItem("crosstown.shortlist:/", "{broken"));
    await page.goto(stage.server.url("/compare/"));
    await status.filter({ hasText: "Nothing to compare yet" }).waitFor();
    await close();
  });

  test("in Spanish the words are Spanish and the texts say that they are English", async () => {
    const { page, leaveClean } = await stage.visit(`/es/compare/?p=${compared.join(",")}`);
    await page.locator(`${table} thead a[lang=en]`).first().waitFor();
    assert.ok((await row(page, "Coste por persona alcanzada")).length === compared.length);
    const missing = await page.locator(table).innerText();
    assert.doesNotMatch(missing, /\b(?:compare|label|stage|evidence|cost)\.[a-z-]+/, "every key has words");
    await leaveClean();
  });

  test("without scripts the page says what to do, and no button is dead", async () => {
    const { page, leaveClean } = await stage.visit("/compare/", { javaScriptEnabled: false });
    assert.match(await page.content(), /<noscript>[^]*Comparing needs JavaScript[^]*href="\/practices\/"[^]*<\/noscript>/);
    await page.goto(stage.server.url("/practices/"));
    assert.equal(await page.locator(".shortlist-button").count(), 0);
    await leaveClean();
  });

  test("targets are 24 pixels, on a phone too", async () => {
    for (const viewport of [undefined, { width: 390, height: 844 }]) {
      const { page, leaveClean } = await stage.visit(`/compare/?p=${compared.join(",")}`, viewport && { viewport });
      await page.locator(`${table} input`).first().waitFor();
      const small = await page.locator("main button:visible, main input:visible").evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length,
      );
      assert.equal(small, 0);
      await leaveClean();
    }
  });
});
