// Searching as a reader does: words, filters, order, and the address that stores them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { recordOf, siteMap } from "../helper/site.mjs";
import { useStage } from "../helper/stage.mjs";
import { answered, ask, choose, hits, HITS, INPUT, state, total, type } from "../helper/searching.mjs";

/** Goes back as the reader's button does; `goBack` waits for a load, which need not happen. */
const back = (page) => page.evaluate(() => history.back());

/** Files of the engine, without the small script on every page. */
const ENGINE = /\/search-index\/(engine\.|worker\.|manifest\.json|p\/|f\/)/;

describe("search", () => {
  const stage = useStage();

  test("words typed key by key find the practice first", async () => {
    const { page, leaveClean } = await stage.visit("/search/");
    await type(page, "word pedometer");
    assert.equal((await hits(page))[0], "practices/providence-talks");
    assert.equal(new URL(page.url()).searchParams.get("q"), "word pedometer");
    await leaveClean();
  });

  test("the cases of a subject are among the first", async () => {
    const { page, leaveClean } = await stage.visit("/search/");
    await type(page, "pay for success recidivism");
    const first = (await hits(page)).slice(0, 10);
    for (const slug of ["nyc-rikers-able-social-impact-bond", "massachusetts-juvenile-justice-pay-for-success"]) {
      assert.ok(first.includes(`practices/${slug}`), `${slug} is among ${first}`);
    }
    await leaveClean();
  });

  test("an exact title is first", async () => {
    const { page, close } = await stage.visit("/search/?q=x");
    await answered(page);
    const practices = siteMap().filter((path) => /^\/practices\/[^/]+\/$/.test(path));
    const missed = [];
    for (const path of practices.filter((_, at) => at % 5 === 0)) {
      const { title } = recordOf(path);
      const [first] = (await ask(page, title, { limit: 1 })).hits;
      if (`/${first?.id}/` !== path) missed.push(`${title}: ${first?.id}`);
    }
    await close();
    assert.deepEqual(missed, []);
  });

  test("neither case nor accents matter", async () => {
    const { page, close } = await stage.visit("/search/?q=x");
    await answered(page);
    const ids = async (text) => (await ask(page, text)).hits.map(({ id }) => id);
    const providence = await ids("providence");
    assert.ok(providence.includes("cities/providence"));
    for (const variant of ["Providence", "PROVIDENCE", "Providéncë", "  providence "]) {
      assert.deepEqual(await ids(variant), providence, variant);
    }
    assert.deepEqual(await ids("bogota"), await ids("Bogotá"));
    assert.ok((await ids("bogota")).includes("cities/bogota"));
    await close();
  });

  test("nothing of the engine is loaded before the box is used", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit("/practices/providence-talks/");
    await page.waitForLoadState("networkidle");
    const loaded = () => stage.server.log.filter(({ path }) => ENGINE.test(path)).map(({ path }) => path);
    assert.deepEqual(loaded(), []);
    await page.locator(INPUT).focus();
    await state(page, "ready");
    for (const part of ["engine.", "worker.", "manifest.json", ".wasm"]) {
      assert.ok(loaded().some((path) => path.includes(part)), `${part} is loaded after focus`);
    }
    await leaveClean();
  });

  test("nor on a search page without a search, but at once with one", async () => {
    stage.server.reset();
    const empty = await stage.visit("/search/");
    await empty.page.waitForLoadState("networkidle");
    assert.deepEqual(stage.server.log.filter(({ path }) => ENGINE.test(path)), []);
    await empty.leaveClean();
    const asked = await stage.visit("/search/?q=housing");
    await answered(asked.page);
    assert.ok(stage.server.log.some(({ path }) => /\.wasm/.test(path)));
    assert.equal(await asked.page.locator(INPUT).inputValue(), "housing");
    assert.ok((await hits(asked.page)).length > 0);
    await asked.leaveClean();
  });

  test("every sphere's count is what choosing it gives", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=city");
    await answered(page);
    const all = await total(page);
    const facets = await page.locator('[data-search-facet^="sphere:"]').evaluateAll((found) =>
      found.map((value) => [
        value.dataset.searchFacet,
        Number(value.querySelector(".search-facet__count").textContent),
      ]),
    );
    assert.equal(facets.length, 3);
    for (const [facet, count] of facets) {
      await choose(page, facet);
      assert.equal(await total(page), count, facet);
      assert.ok(count < all, `${facet} narrows`);
      await choose(page, facet);
      assert.equal(await total(page), all);
    }
    await leaveClean();
  });

  test("every count of every facet is the number of hits of that value alone", async () => {
    const { page, close } = await stage.visit("/search/?q=x");
    await answered(page);
    for (const text of ["", "housing", "early childhood"]) {
      const wrong = await page.evaluate(async (text) => {
        const { facets } = await globalThis.crosstown.search(text, { limit: 1 });
        const wrong = [];
        let checked = 0;
        for (const field of ["topic", "sphere", "city", "country", "kind", "stage", "result", "method"]) {
          for (const { value, count } of facets[field]) {
            const filters = { [field]: [value] };
            const answer = await globalThis.crosstown.search(text, { filters, limit: 1 });
            checked += 1;
            if (answer.total !== count) wrong.push(`${field}:${value} ${count} ≠ ${answer.total}`);
          }
        }
        for (let least = 0; least <= 5; least++) {
          const count = facets.evidence
            .filter(({ value }) => Number(value) >= least)
            .reduce((sum, { count }) => sum + count, 0);
          const answer = await globalThis.crosstown.search(text, { filters: { evidence: least }, limit: 1 });
          if (answer.total !== count) wrong.push(`evidence:${least} ${count} ≠ ${answer.total}`);
        }
        return checked > 20 ? wrong : [`only ${checked} values`];
      }, text);
      assert.deepEqual(wrong, [], `for “${text}”`);
    }
    await close();
  });

  test("counts beside a chosen value say what choosing another adds", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=housing&sphere=capital");
    await answered(page);
    const facet = page.locator('[data-search-facet="sphere:operations"] .search-facet__count');
    const operations = Number(await facet.textContent());
    const alone = await ask(page, "housing", { filters: { sphere: ["operations"] } });
    assert.equal(operations, alone.total);
    await leaveClean();
  });

  test("evidence is a least level", async () => {
    const { page, leaveClean } = await stage.visit("/search/?evidence=3");
    await answered(page);
    const found = await ask(page, "", { filters: { evidence: 3 }, limit: 500 });
    assert.ok(found.total > 0);
    assert.ok(found.hits.every(({ evidence }) => evidence >= 3));
    assert.equal(await total(page), found.total);
    const shown = page.locator('[data-search-facet="evidence:2"]');
    const more = Number(await shown.locator(".search-facet__count").textContent());
    assert.ok(more >= found.total);
    await choose(page, "evidence:2");
    assert.equal(new URL(page.url()).searchParams.get("evidence"), "2");
    assert.equal(await total(page), more);
    assert.equal(await page.locator('[data-search-facet="evidence:3"] input').isChecked(), false);
    await leaveClean();
  });

  test("the address keeps the search, and the back button goes through it", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=housing");
    await answered(page);
    const wide = await hits(page);
    await choose(page, "sphere:capital");
    const parameters = new URL(page.url()).searchParams;
    assert.deepEqual(parameters.getAll("sphere"), ["capital"]);
    const narrow = await hits(page);
    assert.notDeepEqual(narrow, wide);

    await page.reload();
    await answered(page);
    assert.deepEqual(await hits(page), narrow);
    assert.ok(await page.locator('[data-search-facet="sphere:capital"] input').isChecked());

    await back(page);
    await answered(page);
    assert.equal(new URL(page.url()).searchParams.has("sphere"), false);
    assert.deepEqual(await hits(page), wide);
    await page.goForward();
    await answered(page);
    assert.deepEqual(await hits(page), narrow);

    await page.locator("[data-search-results] a").first().click();
    await page.waitForURL((url) => url.pathname !== "/search/");
    await back(page);
    await answered(page);
    assert.deepEqual(await hits(page), narrow);
    await leaveClean();
  });

  test("several values of one field widen, of two fields narrow", async () => {
    const { page, leaveClean } = await stage.visit("/search/?country=us&country=gb&sphere=capital");
    await answered(page);
    const one = async (filters) => (await ask(page, "", { filters })).total;
    const both = await one({ country: ["us", "gb"], sphere: ["capital"] });
    assert.equal(await total(page), both);
    const us = await one({ country: ["us"], sphere: ["capital"] });
    const gb = await one({ country: ["gb"], sphere: ["capital"] });
    assert.ok(us > 0 && gb > 0 && both > Math.max(us, gb) && both <= us + gb);
    await leaveClean();
  });

  test("the order can be chosen", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=city");
    await answered(page);
    for (const [sort, field] of [["newest", "year"], ["evidence", "evidence"]]) {
      await page.locator("[data-search-sort]").selectOption(sort);
      await page.waitForFunction((sort) => location.search.includes(`sort=${sort}`), sort);
      await answered(page);
      const { hits: found } = await ask(page, "city", { sort });
      const values = found.map((hit) => hit[field] ?? -1);
      assert.deepEqual(values, [...values].sort((a, b) => b - a), sort);
    }
    await leaveClean();
  });

  test("clear takes words and filters away", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=housing&sphere=capital");
    await answered(page);
    await page.locator("[data-search-clear]").click();
    await page.waitForFunction(() => location.search === "");
    await answered(page);
    assert.equal(await page.locator(INPUT).inputValue(), "");
    assert.equal(await total(page), (await ask(page, "")).total);
    assert.ok(await page.locator("[data-search-clear]").isHidden());
    await leaveClean();
  });

  test("more hits can be shown, without losing the place", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=city");
    await answered(page);
    const first = await hits(page);
    await page.locator(".search-more").click();
    await page.waitForFunction(
      (count) => document.querySelectorAll("[data-search-results] [data-search-hit]").length > count,
      first.length,
    );
    const now = await hits(page);
    assert.deepEqual(now.slice(0, first.length), first);
    assert.equal(new Set(now).size, now.length);
    const focused = await page.evaluate(
      () => document.activeElement.closest("[data-search-hit]")?.dataset.searchHit,
    );
    assert.equal(focused, now[first.length]);
    await leaveClean();
  });

  test("words that nothing has are said to have no hits", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=xqzzyvkw");
    await answered(page);
    assert.equal(await total(page), 0);
    assert.match(await page.locator("[data-search-total]").textContent(), /no records/i);
    assert.ok(await page.locator("[data-search-status]").isVisible());
    await leaveClean();
  });

  test("a hit that nobody rated says so", async () => {
    const { page, leaveClean } = await stage.visit("/search/?stage=proposed");
    await answered(page);
    const { hits: found } = await ask(page, "", { filters: { stage: ["proposed"] }, limit: 10 });
    const shown = await page.locator(HITS).allTextContents();
    assert.ok(found.some(({ evidence }) => evidence === 0));
    found.forEach(({ evidence }, at) => {
      const words = evidence === 0 ? "Not rated" : `${evidence} of 5`;
      assert.ok(shown[at].includes(words) && shown[at].includes("Proposed"), shown[at]);
    });
    await leaveClean();
  });

  test("which way the evidence points stands beside its level, and can be asked for", async () => {
    const { page, leaveClean } = await stage.visit("/search/?result=none&evidence=3");
    await answered(page);
    const { hits: found } = await ask(page, "", { filters: { result: ["none"], evidence: 3 } });
    assert.ok(found.length >= 2 && found.every(({ result }) => result.value === "none"));
    const shown = await page.locator(".search-hit__evidence").allTextContents();
    assert.equal(shown.length, found.length);
    for (const text of shown) assert.match(text, /\d of 5: (tested|confirmed) .+ · no effect$/);
    assert.ok(await page.locator('[data-search-facet="result:none"] input').isChecked());
    const reported = await ask(page, "result:positive evidence:2", { limit: 1 });
    assert.ok(reported.total > 0);
    await page.goto(stage.server.url("/search/?q=result:positive+evidence:2"));
    await answered(page);
    const text = await page.locator(".search-hit__evidence").first().textContent();
    assert.match(text, /2 of 5: measured change · positive, as reported by the city$/);
    await leaveClean();
  });

  test("hits say what the record is, mark the words, and lead to it", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=word+pedometer");
    await answered(page);
    const hit = page.locator("[data-search-hit]").first();
    assert.match(await hit.locator(".search-hit__meta").textContent(), /^Practice · Scaled · Providence, 2014$/);
    assert.match(await hit.locator(".search-hit__evidence").textContent(), /Evidence: .*2 of 5: measured change/);
    const marked = await hit.locator("mark").allTextContents();
    assert.ok(marked.some((word) => /^(word|pedometer)s?$/i.test(word)), marked.join());
    await hit.locator(".search-hit__title a").click();
    await page.waitForURL(stage.server.url("/practices/providence-talks/"));
    await leaveClean();
  });
});
