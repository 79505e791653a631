// What a visit costs a reader who types several queries on our search page, and on a page with
// Pagefind's own interface, for the same records, on a connection of 10 Mbit/s with a round trip of
// 40 ms.
//
//   node benches/visit.mjs OUR_SITE PAGEFIND_FOLDER QUERY QUERY …
//
// Everything that the pages fetch counts (scripts, styles, engine, index, suggestions and excerpts)
// except the page itself and its font and icon, which have nothing to do with search. Texts are
// compressed on the way. Prints one JSON object: for each query the milliseconds from its last
// letter until the page shows the first ten hits, the median of several visits; and the bytes and
// requests of the first query and of the whole visit, the most of all visits. With TRACE set, every
// request is listed on standard error.

import { setTimeout as sleep } from "node:timers/promises";

import { SlowLine, launch, median } from "./slow-line.mjs";

/** Milliseconds between two letters of an average typist. */
const LETTER = 150;
/** Milliseconds a reader looks at hits before the next query. */
const READING = 1500;
const VISITS = 3;
const HITS = 10;
/** Milliseconds after which a visit counts as failed. */
const PATIENCE = 30_000;
/** Not part of search. */
const ASIDE = /\.(?:svg|ico|woff2|html)$|\/$/;

/** A page with Pagefind's interface as its documentation has it, and as many hits as ours shows. */
const PAGEFIND_PAGE = `<!doctype html><meta charset="utf-8"><title>Search</title>
<link href="/pagefind-ui.css" rel="stylesheet"><script src="/pagefind-ui.js"></script>
<div id="search"></div>
<script>new PagefindUI({ element: "#search", bundlePath: "/", pageSize: ${HITS}, showImages: false });</script>`;

/** What our page shows; executed in the page. */
function ours() {
  const busy = document.querySelector("[data-search-results]").hasAttribute("aria-busy");
  return {
    query: busy ? undefined : new URLSearchParams(location.search).get("q"),
    total: document.querySelector("[data-search-total]").textContent,
    hits: document.querySelectorAll("[data-search-results] [data-search-hit]").length,
  };
}

/** What Pagefind's interface shows; executed in the page. */
function pagefind() {
  const message = document.querySelector(".pagefind-ui__message")?.textContent.trim() ?? "";
  const [, total, query] = /^([\d.,]+) results? for (.*)$/.exec(message) ?? [];
  const loading = document.querySelector(".pagefind-ui__result [data-pagefind-ui-loading]");
  const hits = document.querySelectorAll(".pagefind-ui__result-link").length;
  return { query, total, hits: loading ? 0 : hits };
}

/**
 * Watches the page for the answer to a query; executed in the page. Resolves to the milliseconds
 * from the last letter until the answer is shown, and the number of records that it states.
 */
function watch([look, query, most, patience]) {
  const shown = globalThis.eval(`(${look})`);
  const start = performance.now();
  let typed = start;
  addEventListener("input", () => (typed = performance.now()), true);
  globalThis.answer = new Promise((resolve, reject) => {
    const check = () => {
      const now = performance.now();
      const box = [...document.querySelectorAll("input")].find((input) => input.value === query);
      const { query: answered, total, hits } = shown();
      const count = Number(total?.replace(/\D/g, "") || Number.NaN);
      if (box && answered === query && hits >= Math.min(most, count)) resolve({ time: now - typed, total: count });
      else if (now - start > patience) reject(new Error(`no answer to ${query}: ${JSON.stringify(shown())}`));
      else requestAnimationFrame(check);
    };
    check();
  });
}

/** One visit: a fresh browser context, one query after the other. */
async function visit(browser, { folder, path, pages, box, look }, queries) {
  const line = new SlowLine(folder, { pages, compress: true });
  const origin = await line.listen();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.waitForLoadState("networkidle");
  const count = () => line.count((path) => !ASIDE.test(path));
  const answers = [];
  let first;
  for (const query of queries) {
    const input = page.locator(box).first();
    await input.focus();
    await input.selectText();
    await page.evaluate(watch, [look.toString(), query, HITS, PATIENCE]);
    await input.pressSequentially(query, { delay: LETTER });
    answers.push(await page.evaluate(() => globalThis.answer));
    await sleep(READING);
    first ??= count();
  }
  const all = count();
  if (process.env.TRACE) line.log.forEach(({ path, bytes }) => console.error(path, bytes));
  await context.close();
  line.close();
  return { answers, first, all };
}

/** The results of several visits together. */
function summed(visits, queries) {
  const most = (part) => ({
    bytes: Math.max(...visits.map((visit) => visit[part].bytes)),
    requests: Math.max(...visits.map((visit) => visit[part].requests)),
  });
  return {
    queries: queries.map((query, at) => ({
      query,
      total: visits[0].answers[at].total,
      milliseconds: median(visits.map(({ answers }) => answers[at].time)),
    })),
    first: most("first"),
    all: most("all"),
  };
}

const [site, bundle, ...queries] = process.argv.slice(2);
const engines = [{ name: "ours", folder: site, path: "/search/", box: "main [data-search-input]", look: ours, visits: [] }];
if (bundle) {
  const pages = { "/search.html": PAGEFIND_PAGE };
  engines.push({ name: "pagefind", folder: bundle, path: "/search.html", pages, box: ".pagefind-ui__search-input", look: pagefind, visits: [] });
}
const browser = await launch();
try {
  // In turn, so that a temporary disturbance affects both.
  for (let at = 0; at < (Number(process.env.VISITS) || VISITS); at++) {
    for (const engine of engines) engine.visits.push(await visit(browser, engine, queries));
  }
  const results = engines.map(({ name, visits }) => [name, summed(visits, queries)]);
  console.log(JSON.stringify(Object.fromEntries(results)));
} finally {
  await browser.close();
}
