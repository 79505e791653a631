// What surrounds the hits: chosen filters, suggestions when nothing is found, permanent links, help,
// and the position to return to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { DESKTOP, PHONE, useStage } from "../helper/stage.mjs";
import { answered, ask, choose, hits, INPUT, state, total, type } from "../helper/searching.mjs";

const CHIPS = "[data-search-chips] button";

describe("results page", () => {
  const stage = useStage();
  const open = async (path, options) => {
    const opened = await stage.visit(path, options);
    await answered(opened.page);
    return opened;
  };

  test("a hit shows its summary, then the sentence that matches best, with its section", async () => {
    const { page, leaveClean } = await open("/search/?q=chronic+homelessness");
    const { hits: found } = await ask(page, "chronic homelessness");
    const first = found.findIndex(({ section }) => section?.anchor);
    assert.ok(first >= 0);
    const hit = page.locator("[data-search-hit]").nth(first);
    const plain = (html) => html.replace(/<\/?mark>/g, "").replaceAll("&#39;", "'").replaceAll("&amp;", "&");
    assert.equal(await hit.locator(".search-hit__summary").textContent(), plain(found[first].summary));
    const { heading, anchor } = found[first].section;
    assert.equal(await hit.locator(".search-hit__snippet").textContent(), `Section: ${heading} ${plain(found[first].snippet)}`);
    await hit.locator(".search-hit__section").click();
    await page.waitForURL(/\/practices\//);
    assert.equal(await page.locator(`[id="${anchor}"]`).count(), 1);
    await leaveClean();
  });

  test("what is chosen stands above the results and can be taken away", async () => {
    const { page, leaveClean } = await open("/search/?q=housing&sphere=capital&topic=homelessness&evidence=1");
    const chips = page.locator(CHIPS);
    assert.deepEqual(await chips.evaluateAll((all) => all.map((chip) => chip.getAttribute("aria-label"))), [
      "Remove Topic: Homelessness",
      "Remove Sphere: Capital",
      "Remove Evidence: 1 or higher",
    ]);
    const narrow = await total(page);
    await chips.nth(1).click();
    await page.waitForFunction(() => !location.search.includes("sphere"));
    await answered(page);
    assert.ok((await total(page)) > narrow);
    assert.equal(await page.locator('[data-search-facet="sphere:capital"] input').isChecked(), false);
    // The focus stays in place, on the chip that took the place of the removed one.
    assert.equal(await chips.nth(1).evaluate((chip) => chip === document.activeElement), true);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !location.search.includes("evidence"));
    await answered(page);
    await page.goBack();
    await answered(page);
    assert.equal(await chips.count(), 2);
    await leaveClean();
  });

  test("kinds of records are tabs with counts, of which one is chosen", async () => {
    const { page, leaveClean } = await open("/search/?q=housing");
    const tabs = page.locator("[data-search-kinds] label");
    const shown = await tabs.evaluateAll((all) =>
      all.map((tab) => [tab.querySelector("input").value, Number(tab.querySelector(".search-facet__count").textContent)]),
    );
    const [[first, all], ...kinds] = shown;
    assert.equal(first, "");
    assert.equal(all, await total(page));
    assert.deepEqual(kinds[0][0], "practice");
    assert.equal(kinds.reduce((sum, [, count]) => sum + count, 0), all);
    const [kind, count] = kinds.at(-1);
    assert.notEqual(kind, "practice");
    await choose(page, `kind:${kind}`);
    assert.equal(await total(page), count);
    const filters = { kind: [kind] };
    assert.ok((await ask(page, "housing", { filters })).hits.every((hit) => hit.kind === kind));
    // The counts of the other tabs stay, and the arrow keys go through them.
    assert.equal(await tabs.first().locator(".search-facet__count").textContent(), String(all));
    await page.locator(`[data-search-facet="kind:${kind}"] input`).focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((kind) => !location.search.endsWith(kind), kind);
    await answered(page);
    assert.equal(await page.evaluate(() => document.activeElement.value), kinds.at(-2)[0]);
    await tabs.first().click();
    await page.waitForFunction(() => location.search === "?q=housing");
    await answered(page);
    assert.equal(await total(page), all);
    await leaveClean();
  });

  test("a link at the top skips to the results", async () => {
    const { page, leaveClean } = await open("/search/?q=housing");
    await page.locator(".skip-link", { hasText: "Skip to results" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "search-results");
    await leaveClean();
  });

  test("any evidence is a choice, too, and takes the least level back", async () => {
    const { page, leaveClean } = await open("/search/?q=housing&evidence=2");
    const few = await total(page);
    await page.locator('[data-search-facets] input[name=evidence][value=""]').click();
    await page.waitForFunction(() => !location.search.includes("evidence"));
    await answered(page);
    assert.ok((await total(page)) > few);
    await leaveClean();
  });

  test("choosing a value makes its chip, clearing takes all", async () => {
    const { page, leaveClean } = await open("/search/?q=city");
    assert.ok(await page.locator("[data-search-chips]").isHidden());
    await choose(page, "sphere:capital");
    assert.equal(await page.locator(CHIPS).count(), 1);
    await page.locator("[data-search-clear]").click();
    await page.waitForFunction(() => location.search === "");
    await answered(page);
    assert.equal(await page.locator(CHIPS).count(), 0);
    assert.ok(await page.locator(INPUT).evaluate((box) => box === document.activeElement));
    await leaveClean();
  });

  test("going back leads to the same place, with the hit in focus", async () => {
    for (const viewport of [DESKTOP, PHONE]) {
      // Without the browser's back-forward cache, which would hide that our own is needed.
      const prepare = (page) => page.addInitScript(() => addEventListener("unload", () => {}));
      const { page, leaveClean } = await open("/search/?q=city", { viewport, prepare });
      await page.locator(".search-more").click();
      await page.waitForFunction(() => document.querySelectorAll("[data-search-results] [data-search-hit]").length > 20);
      await answered(page);
      const before = await hits(page);
      const link = page.locator(`[data-search-hit="${before[24]}"] h2 a`);
      await link.scrollIntoViewIfNeeded();
      const top = await page.evaluate(() => scrollY);
      assert.ok(top > 500);
      await link.click();
      await page.waitForURL((url) => url.pathname !== "/search/");
      await page.goBack();
      await answered(page);
      assert.deepEqual(await hits(page), before);
      await page.waitForFunction((top) => Math.abs(scrollY - top) < 4, top);
      const focused = await page.evaluate(() => document.activeElement.closest("[data-search-hit]")?.dataset.searchHit);
      assert.equal(focused, before[24]);
      await leaveClean();
    }
  });

  test("going back within the page keeps each search's place", async () => {
    const { page, leaveClean } = await open("/search/?q=city");
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    // Chosen without the scrolling that a pointer would cause.
    await page.locator('[data-search-facet="sphere:capital"] input').evaluate((box) => box.click());
    await page.waitForFunction(() => location.search.includes("sphere"));
    await answered(page);
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await page.goBack();
    await answered(page);
    await page.waitForFunction(() => Math.abs(scrollY - 900) < 4);
    await leaveClean();
  });

  test("where nothing is found, searches nearby that find something are offered", async () => {
    const { page, leaveClean } = await open("/search/?q=xqzzyvkw&stage=proposed");
    assert.equal(await total(page), 0);
    await page.locator(".browse").waitFor({ state: "visible" });
    assert.equal(await page.locator(".search-ways a").count(), 0);
    await leaveClean();
    const other = await open("/search/?q=housing&topic=no-such-topic");
    assert.equal(await total(other.page), 0);
    const way = other.page.locator(".search-ways a").first();
    assert.equal(await way.textContent(), "The same words without filters");
    await way.click();
    await other.page.waitForFunction(() => location.search === "?q=housing");
    await answered(other.page);
    assert.ok((await total(other.page)) > 0);
    assert.ok(await other.page.locator(".browse").isHidden());
    assert.equal(await other.page.locator(".search-ways a").count(), 0);
    await other.leaveClean();
  });

  test("where one word is to blame, the search without it is offered", async () => {
    // A phrase that no record contains, and a word that many contain.
    const { page, leaveClean } = await open('/search/?q=housing+"xqzzyvkw+qvvkx"');
    assert.equal(await total(page), 0);
    await page.locator(".search-ways a", { hasText: "Without “" }).first().click();
    await page.waitForFunction(() => location.search === "?q=housing");
    await answered(page);
    assert.ok((await total(page)) > 0);
    await leaveClean();
  });

  test("the link to a search can be copied", async () => {
    const { page, context, leaveClean } = await open("/search/?q=housing&sphere=capital");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const button = page.locator("[data-search-copy]");
    await button.click();
    await page.waitForFunction(() => document.querySelector("[data-search-copy]").textContent === "Link copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
    await page.waitForFunction(() => document.querySelector("[data-search-copy]").textContent === "Copy link");
    await leaveClean();
  });

  test("a browser that does not let it copy is no dead end", async () => {
    const prepare = (page) => page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    const { page, leaveClean } = await open("/search/?q=housing", { prepare });
    await page.locator("[data-search-copy]").click();
    await page.waitForFunction(() => /address/.test(document.querySelector("[data-search-copy]").textContent));
    await leaveClean();
  });

  test("a search for one subject leads to its feed, any other to none", async () => {
    const { page, leaveClean } = await stage.visit("/");
    for (const [search, feed] of [
      ["?topic=housing", "/topics/housing/feed.xml"],
      ["?sphere=capital", "/spheres/capital/feed.xml"],
      ["?city=denver", "/cities/denver/feed.xml"],
      ["?country=us", "/countries/us/feed.xml"],
      ["?topic=housing&topic=energy"],
      ["?topic=housing&q=bond"],
      ["?kind=practice"],
      ["?topic=no-such-topic"],
    ]) {
      await page.goto(stage.server.url(`/search/${search}`));
      await answered(page);
      const link = page.locator("[data-search-feed]");
      assert.equal(await link.isVisible(), feed !== undefined, search);
      if (!feed) continue;
      const response = await page.request.get(await link.evaluate((one) => one.href));
      assert.equal(new URL(response.url()).pathname, feed);
      assert.match(await response.text(), /^<\?xml .*\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
    }
    await leaveClean();
  });

  test("the tips open and close by keyboard", async () => {
    const { page, leaveClean } = await stage.visit("/search/");
    const tips = page.locator("#search-help");
    await page.locator('[popovertarget="search-help"]').first().focus();
    await page.keyboard.press("Enter");
    await tips.waitFor({ state: "visible" });
    for (const word of ['"pay for success"', "-shelter", "OR", "city:", "evidence:>=3", "year:2013..2018"]) {
      assert.ok((await tips.textContent()).includes(word), word);
    }
    await page.keyboard.press("Escape");
    await tips.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("popovertarget")), "search-help");
    await page.keyboard.press("Enter");
    await tips.getByRole("link").click();
    await page.waitForURL(stage.server.url("/pages/search-help/"));
    await leaveClean();
  });

  test("lines hold the place of hits until they come", async () => {
    stage.server.reset();
    const prepare = (page) => page.route(/\.wasm/, () => {});
    const { page, context } = await stage.visit("/search/?q=housing", { prepare });
    await page.locator(".search-skeleton").first().waitFor();
    assert.equal(await page.locator("[data-search-results]").getAttribute("aria-busy"), "true");
    assert.equal(await page.locator("[data-search-hit]").count(), 0);
    await context.close();
    const { page: ready, leaveClean } = await open("/search/?q=housing");
    assert.equal(await ready.locator(".search-skeleton").count(), 0);
    assert.equal(await ready.locator("[data-search-results]").getAttribute("aria-busy"), null);
    await leaveClean();
  });

  test("suggestions stand in a line of their own, and nothing is covered or moved", async () => {
    for (const viewport of [DESKTOP, PHONE, { width: 320, height: 700 }]) {
      const { page, leaveClean } = await stage.visit("/search/", { viewport });
      await page.locator(INPUT).focus();
      await answered(page);
      const before = await page.locator(".search-page").boundingBox();
      await page.locator(INPUT).pressSequentially("hous");
      await page.locator(".search-suggest [role=option]").first().waitFor();
      await answered(page);
      const panel = await page.locator(".search-panel").boundingBox();
      const after = await page.locator(".search-page").boundingBox();
      assert.equal(after.y, before.y);
      assert.ok(panel.y + panel.height <= after.y, `${viewport.width} wide`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
      // The first hit can be clicked while suggestions are open.
      await page.locator("[data-search-hit] h2 a").first().click({ trial: true });
      await leaveClean();
    }
  });

  test("what is typed before the scripts come is not lost", async () => {
    stage.server.reset();
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const prepare = (page) =>
      page.route(/search-index\/page\./, async (route) => {
        await held;
        await route.continue();
      });
    const { page, leaveClean } = await stage.visit("/search/", { prepare });
    await page.locator(INPUT).pressSequentially("word pedometer");
    release();
    await answered(page);
    assert.equal(new URL(page.url()).searchParams.get("q"), "word pedometer");
    assert.equal((await hits(page))[0], "practices/providence-talks");
    await leaveClean();
  });

  test("the number of records is read out once, when the typing rests", async () => {
    const { page, leaveClean } = await open("/search/?q=x");
    await page.evaluate(() => {
      globalThis.heard = [];
      const announcer = document.querySelector(".search-announcer");
      new MutationObserver(() => globalThis.heard.push(announcer.textContent)).observe(announcer, { childList: true });
    });
    await type(page, "word pedometer");
    await page.waitForFunction(() => globalThis.heard.at(-1) === document.querySelector("[data-search-total]").textContent);
    assert.ok((await page.evaluate(() => globalThis.heard.length)) <= 2);
    await leaveClean();
  });

  test("the title of the page names the search", async () => {
    const { page, leaveClean } = await open("/search/?q=housing");
    assert.match(await page.title(), /^housing · Search · /);
    await type(page, "energy");
    assert.match(await page.title(), /^energy · Search · /);
    await leaveClean();
  });

  test("a failed search leaves ways to browse", async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const { page, close } = await stage.visit("/search/?q=housing", { prepare });
    await state(page, "failed");
    assert.ok(await page.locator(".browse a").first().isVisible());
    assert.equal(await page.locator(".search-skeleton").count(), 0);
    await close();
  });

  test("every answer's hits lead to addresses without marks", async () => {
    const { page, leaveClean } = await open("/search/?q=housing");
    const { hits: found } = await ask(page, "housing", { limit: 10 });
    const shown = await page.locator("[data-search-hit] h2 a").evaluateAll((all) => all.map((link) => link.pathname + link.hash));
    assert.deepEqual(shown, found.map(({ url }) => url));
    await leaveClean();
  });
});
