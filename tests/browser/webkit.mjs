// What readers do most, in WebKit, the engine of Safari and of every browser on iPhones: search,
// comparison, forms, the policy of the pages, dark mode, and pages without scripts.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { templates } from "./helper/site.mjs";
import { WebKit } from "./helper/webkit.mjs";

/** The records that the search page shows, in order. */
const hits = (browser) =>
  browser.evaluate(() =>
    [...document.querySelectorAll("[data-search-results] [data-search-hit]")].map((hit) => hit.dataset.searchHit),
  );

/** The number of records that the search page says it has found. */
const total = (browser) =>
  browser.until(() => Number(document.querySelector("[data-search-total]")?.textContent.replace(/\D/g, "")));

/** Waits until the search page shows the answer of its own script to the address. */
const answered = (browser) =>
  browser.until(async () => {
    if (document.documentElement.dataset.searchState !== "ready") return false;
    const asked = new URLSearchParams(location.search);
    const filters = { sphere: asked.getAll("sphere"), kind: asked.getAll("kind") };
    const { lang } = document.documentElement;
    const answer = await globalThis.crosstown.search(asked.get("q") ?? "", { filters, limit: 10, lang });
    const shown = [...document.querySelectorAll("[data-search-results] [data-search-hit]")];
    return shown.map((hit) => hit.dataset.searchHit).join() === answer.hits.map(({ id }) => id).join();
  });

describe("in WebKit", () => {
  /** @type {WebKit} */
  let webkit;
  let browser;
  const { home, practice, session, compare, map, results } = templates();

  before(async () => {
    webkit = await WebKit.start();
    browser = await webkit.browser();
  });
  after(() => webkit.stop());

  test("words typed key by key find a practice, and the hit leads to it", async () => {
    await browser.visit("/search/");
    await browser.type("main [data-search-input]", "word pedometer");
    await browser.until(() => new URLSearchParams(location.search).get("q") === "word pedometer");
    await answered(browser);
    assert.equal((await hits(browser))[0], "practices/providence-talks");
    await browser.leaveClean();
    await browser.click(".search-hit__title a");
    await browser.until(() => location.pathname === "/practices/providence-talks/");
    assert.equal(await browser.text("h1"), "Providence Talks");
    await browser.leaveClean();
  });

  test("on a phone the maps show below their table, once the page has arrived", async () => {
    webkit.server.pieces = 40;
    const { width, height } = await browser.command("GET", "/window/rect");
    await browser.command("POST", "/window/rect", { width: 500, height: 800 });
    await browser.until(() => innerWidth < 640);
    await browser.visit(map);
    const [table, ...charts] = await browser.evaluate(() =>
      [...document.querySelectorAll(".maps__table, .maps > .map")]
        .map((one) => one.getBoundingClientRect())
        .sort((a, b) => b.height - a.height)
        .map(({ top, height }) => ({ top, height })),
    );
    assert.ok(charts.length > 1);
    for (const chart of charts) assert.ok(chart.height > 100 && chart.top > table.top, JSON.stringify(chart));
    webkit.server.reset();
    await browser.command("POST", "/window/rect", { width, height });
    await browser.leaveClean();
  });

  test("a misspelt word finds what was meant", async () => {
    await browser.visit("/search/?q=recidivsm");
    await answered(browser);
    assert.ok((await hits(browser)).length > 3);
    assert.match(await browser.text("main"), /recidivism/i);
    await browser.leaveClean();
  });

  test("filters narrow a search, stay in its address, and go with the way back", async () => {
    await browser.visit("/search/?q=housing");
    await answered(browser);
    const all = await total(browser);
    const wide = await hits(browser);
    await browser.click('[data-search-facet="sphere:capital"] input');
    await browser.until(() => new URLSearchParams(location.search).get("sphere") === "capital");
    await answered(browser);
    const some = await total(browser);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    await browser.evaluate(() => history.back());
    await browser.until(() => !new URLSearchParams(location.search).has("sphere"));
    await answered(browser);
    assert.deepEqual(await hits(browser), wide);
    await browser.leaveClean();
  });

  test("the shortlist leads to a comparison, which is saved as a file", async () => {
    await browser.visit("/practices/");
    await browser.click(".card:nth-of-type(1) .shortlist-button");
    await browser.evaluate(() => document.querySelectorAll(".card .shortlist-button")[1].click());
    await browser.click("[data-shortlist] a");
    await browser.until(() => document.querySelectorAll("[data-compare-table] thead a").length === 2);
    const titles = await browser.evaluate(() =>
      [...document.querySelectorAll("[data-compare-table] thead a")].map((link) => link.textContent),
    );
    const { name, text } = await webkit.downloaded(() => browser.click("[data-compare-tools] button"));
    assert.equal(name, "compare.csv");
    for (const title of titles) assert.ok(text.includes(title), `${title} is in ${text}`);
    await browser.leaveClean();
  });

  test("the answer to a search is saved as a table", async () => {
    await browser.visit("/search/?q=housing&kind=practice");
    await answered(browser);
    const { name, text } = await webkit.downloaded(() => browser.click("[data-search-table]"));
    assert.equal(name, "search.csv");
    const lines = text.trimEnd().split("\r\n");
    assert.ok(lines.length > (await total(browser)), "a head, and a line for each record at least");
    await browser.leaveClean();
  });

  test("a form judges what is typed, shows it, keeps the draft and hands out the file", async () => {
    await browser.visit("/contribute/practice/");
    await browser.until(() => document.documentElement.dataset.formState === "ready");
    const fields = {
      "#form-title": "Quokka crossings at night",
      "#form-summary": "Street lights that dim until an animal or a person crosses.",
      "#form-cities": "Denver",
      "#form-sources-1-title": "A report",
      "#form-sources-1-url": "https://example.org/report",
      "#form-body-1": "Words on the problem.",
      "#form-body-2": "Words on how it works.",
      "#form-launched": "soon",
    };
    for (const [selector, text] of Object.entries(fields)) await browser.type(selector, text);
    await browser.type("#form-stage", "Pilot");
    assert.equal(await browser.evaluate(() => document.querySelector("#form-stage").value), "pilot");
    for (const group of ["spheres", "topics"]) await browser.click(`input[data-path="${group}"]`);
    await browser.until(() => document.querySelector("[data-form-status]").textContent === "1 thing to correct");
    assert.match(await browser.text("#form-launched-fault"), /`soon` is not a date/);
    // Backspaces, as WebDriver writes them.
    await browser.type("#form-launched", `${"\uE003".repeat(4)}2024-05`);
    await browser.until(() => document.querySelector("[data-form-status]").textContent === "No errors. Thank you!");
    assert.match(await browser.text("[data-form-preview]"), /Words on the problem/);
    const { name, text } = await webkit.downloaded(() => browser.click("[data-form-download]"));
    assert.equal(name, "quokka-crossings-at-night.md");
    assert.match(text, /^---\ntitle: Quokka crossings at night\n/);
    await browser.visit("/contribute/practice/");
    await browser.until(() => document.querySelector("#form-title")?.value === "Quokka crossings at night");
    await browser.leaveClean();
  });

  test("pages of all sorts keep to their policy, and nothing fails on them", async () => {
    for (const path of [home, practice, session, compare, map, results, "/choose/", "/es/search/?q=cuidado"]) {
      await browser.visit(path);
      await browser.until(() => document.readyState === "complete");
      // What is fetched for an answer fails if its page is left.
      if (path.includes("?q=")) await answered(browser);
      assert.ok((await browser.text("h1")).length > 0, path);
      await browser.leaveClean();
    }
  });

  test("the policy is in force, and what goes wrong is noticed", async () => {
    await browser.visit(home);
    const hasRun = await browser.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hasRun = true";
      document.body.append(script);
      return "hasRun" in window;
    });
    assert.equal(hasRun, false);
    await browser.until(() => sessionStorage.getItem("problems")?.includes("script-src"));
    await assert.rejects(browser.leaveClean(), /the policy forbids script-src/);
  });

  test("dark mode is dark, and light is light", async () => {
    const lightness = () => {
      const { backgroundColor } = getComputedStyle(document.body);
      const own = backgroundColor === "rgba(0, 0, 0, 0)" ? getComputedStyle(document.documentElement).backgroundColor : backgroundColor;
      const [red, green, blue] = own.match(/[\d.]+/g).map(Number);
      return (red + green + blue) / (3 * 255);
    };
    await browser.visit(practice);
    assert.ok((await browser.evaluate(lightness)) > 0.8);
    const dark = await webkit.browser({ dark: true });
    await dark.visit(practice);
    assert.ok((await dark.evaluate(lightness)) < 0.3);
    await dark.close();
  });

  test("without scripts a practice can be read, and a list leads to it", async () => {
    const plain = await webkit.browser({ scripts: false });
    await plain.visit("/search/");
    assert.match(await plain.text("main"), /Search needs JavaScript/);
    await plain.visit("/practices/");
    await plain.click('main a[href^="/practices/"]:not([href="/practices/"])');
    assert.ok((await plain.text("article.record")).length > 500);
    assert.match((await plain.address()).pathname, /^\/practices\/[^/]+\/$/);
    await plain.close();
  });
});
