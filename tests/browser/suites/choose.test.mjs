// Lists for those who have to choose, and the form on lists that combines filters.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { recordOf } from "../helper/site.mjs";
import { answered, ask, total } from "../helper/searching.mjs";
import { PHONE, useStage } from "../helper/stage.mjs";

describe("choosing practices", () => {
  const stage = useStage();

  test("the form on a list searches in the list, with all filters together", async () => {
    const { page, leaveClean } = await stage.visit("/topics/housing/");
    const form = page.locator("form.filters");
    assert.equal(await form.locator("[name=topic]:is(select)").count(), 0, "the topic is given");
    await form.locator("[name=population]").selectOption({ label: "1 million or more" });
    await form.locator("[name=result]").selectOption({ label: "Positive" });
    await form.locator("button").click();
    await page.waitForURL("**/search/?kind=practice&topic=housing&result=positive&population=1000000..");
    await answered(page);
    const filters = { kind: ["practice"], topic: ["housing"], result: ["positive"], population: { from: 1_000_000 } };
    const { hits, total: found } = await ask(page, "", { filters, limit: 100 });
    assert.ok(found > 0 && (await total(page)) === found);
    for (const { id } of hits) {
      const { topics, evidence } = recordOf(`/${id}/`);
      assert.ok(topics.includes("housing") && evidence.direction === "positive", id);
    }
    await leaveClean();
  });

  test("time and method combine with the other filters, from their own lists, too", async () => {
    const { page, leaveClean } = await stage.visit("/times/under-12/");
    const links = await page.locator(".list__main .card__title a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const [method] = links.flatMap((link) => recordOf(link).mechanisms);
    const wanted = links.filter((link) => recordOf(link).mechanisms.includes(method)).map((link) => link.slice(1, -1));
    const form = page.locator("form.filters");
    await form.locator("[name=method]").selectOption(method);
    await form.locator("button").click();
    await page.waitForURL(`**/search/?kind=practice&method=${method}&months=..11`);
    await answered(page);
    const typed = await ask(page, `kind:practice method:${method} months:<12`, { limit: 100 });
    assert.deepEqual(typed.hits.map(({ id }) => id).sort(), wanted.sort());
    assert.equal(await total(page), wanted.length);
    await leaveClean();
  });

  test("without scripts, lists by size and cost are reached by links", async () => {
    const { page, leaveClean } = await stage.visit("/", { javaScriptEnabled: false, ...PHONE });
    await page.getByRole("link", { name: "Choose by size, cost, time and result" }).click();
    const [size, cost] = ["Size of city", "One-off cost"].map((name) => page.getByRole("region", { name }));
    assert.equal(await size.getByRole("link").count(), 4);
    await cost.getByRole("link", { name: "$10 million or more" }).click();
    const links = await page.locator(".card__title a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(links.length > 5);
    for (const link of links) {
      const { cost } = recordOf(link);
      assert.ok(cost.currency === "USD" && cost.one_off >= 10_000_000, link);
    }
    await leaveClean();
  });

  test("all cities are on one page, by letter and by country", async () => {
    const { page, leaveClean } = await stage.visit("/cities/");
    const shown = await page.locator(".item").count();
    assert.match(await page.locator(".list-head__facts").innerText(), new RegExp(`^${shown} in total`));
    await page.locator(".letters").getByRole("link", { name: "P", exact: true }).click();
    assert.equal(await page.locator(":target").innerText(), "P");
    const names = await page.locator(":target + .items .item__title").allInnerTexts();
    assert.ok(names.includes("Providence") && names.every((name) => /^P/.test(name)), names.join());
    await page.locator("#narrow").getByRole("link", { name: "Colombia" }).click();
    assert.equal(await page.locator("h1").innerText(), "Colombia");
    await leaveClean();
  });
});
