// Filters that take a range of numbers: years, the population of the city, and the cost.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { PHONE, useStage } from "../helper/stage.mjs";
import { answered, ask, total } from "../helper/searching.mjs";

const CHIPS = "[data-search-chips] button";

describe("ranges", () => {
  const stage = useStage();
  const open = async (path, options) => {
    const opened = await stage.visit(path, options);
    await answered(opened.page);
    return opened;
  };
  const asks = (page, search) => page.waitForFunction((search) => location.search === search, search);

  test("years can be chosen beside the results", async () => {
    const { page, leaveClean } = await open("/search/?q=city");
    await page.locator("[name=year-from]").fill("2013");
    await page.locator("[name=year-from]").press("Enter");
    await asks(page, "?q=city&year=2013..");
    await answered(page);
    await page.locator("[name=year-to]").fill("2015");
    await page.locator("[name=year-to]").press("Enter");
    await asks(page, "?q=city&year=2013..2015");
    await answered(page);
    const { hits, total: found } = await ask(page, "city", { filters: { year: { from: 2013, to: 2015 } }, limit: 500 });
    assert.ok(found > 0 && hits.every(({ year }) => year >= 2013 && year <= 2015));
    assert.equal(await total(page), found);
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), ["Year: 2013 to 2015×"]);
    assert.equal(await page.evaluate(() => document.activeElement.name), "year-to");
    await leaveClean();
  });

  test("the size of the city is chosen by keyboard, and is in the address", async () => {
    const { page, leaveClean } = await open("/search/?q=city");
    await page.locator("[name=population-to]").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await asks(page, "?q=city&population=..100000");
    await answered(page);
    const filters = { population: { to: 100_000 } };
    assert.equal(await total(page), (await ask(page, "city", { filters })).total);
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), ["City population: up to 100,000×"]);
    assert.equal(await page.evaluate(() => document.activeElement.name), "population-to");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "population-from");
    await page.locator(CHIPS).click();
    await asks(page, "?q=city");
    await leaveClean();
  });

  test("costs are sums of dollars, and those left out are mentioned", async () => {
    const { page, leaveClean } = await open("/search/?cost=1000000..");
    const { hits, facets, total: found } = await ask(page, "", { filters: { cost: { from: 1_000_000 } }, limit: 500 });
    assert.ok(found > 5 && hits.every(({ kind }) => kind === "practice"));
    assert.equal(await total(page), found);
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), ["One-off cost: from $1,000,000×"]);
    const group = page.getByRole("group", { name: "One-off cost" });
    const hint = `Stated in US dollars by ${facets.cost.count} records; a range leaves out the others.`;
    assert.equal(await group.locator(".search-facet__hint").textContent(), hint);
    assert.equal(await group.getByLabel("From").inputValue(), "1000000");
    await leaveClean();
  });

  test("an address may have any number, and ends in the wrong order are swapped", async () => {
    const { page, leaveClean } = await open("/search/?population=123456..&cost=2000000..5");
    assert.equal(await page.locator("[name=population-from]").inputValue(), "123456");
    const said = ["City population: from 123,456×", "One-off cost: $5 to $2,000,000×"];
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), said);
    await page.locator("[name=population-to]").selectOption("100000");
    await asks(page, "?population=100000..123456&cost=5..2000000");
    await leaveClean();
  });

  test("a query may have the same ranges", async () => {
    const query = "population:..100,000 cost:<$1.5m";
    const { page, leaveClean } = await open(`/search/?q=${encodeURIComponent(query)}`);
    const said = ["City population: up to 100,000×", "One-off cost: up to $1,499,999×"];
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), said);
    const filters = { population: { to: 100_000 }, cost: { to: 1_499_999 } };
    assert.equal(await total(page), (await ask(page, "", { filters })).total);
    await leaveClean();
  });

  test("a phone and another language have them, too", async () => {
    const { page, leaveClean } = await open("/es/search/?q=vivienda", { viewport: PHONE });
    const select = page.getByRole("group", { name: "Costo único" }).getByLabel("Hasta");
    await select.selectOption("25000000");
    await asks(page, "?q=vivienda&cost=..25000000");
    await answered(page);
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), ["Costo único: hasta US$\u00a025\u202f000\u202f000×"]);
    const { scroll, width } = await page.evaluate(() => ({ scroll: document.body.scrollWidth, width: innerWidth }));
    assert.ok(scroll <= width);
    await leaveClean();
  });
});
