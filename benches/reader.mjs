// How long a reader waits for the first ten hits in Chromium, on a connection of 10 Mbit/s with a
// round trip of 40 ms: our search compared with Pagefind's, on the same records.
//
//   node benches/reader.mjs OUR_SITE PAGEFIND_FOLDER QUERY QUERY …
//
// The queries of a visit run one after the other, so the first pays for loading the engine. Both
// engines are called through their scripts, so that neither waits for a pause in typing. Prints one
// JSON object: the milliseconds of each query, the median of several visits, and the bytes and
// requests of the first query and of all. What typing on the search pages costs is in visit.mjs.

import { setTimeout as sleep } from "node:timers/promises";

import { SlowLine, launch, median, since } from "./slow-line.mjs";

/** A page to search from, for folders without one. */
const BLANK = "/blank.html";
const VISITS = 5;
/** Milliseconds a reader looks at hits before the next query. */
const READING = 1000;
const HITS = 10;

/** Runs our search as its interface does first on a large site; executed in the page. */
async function ours(query, hits) {
  const start = performance.now();
  const { total } = await globalThis.crosstown.search(query, { limit: hits, counts: false });
  return { total, time: performance.now() - start };
}

/** Runs Pagefind as its interface does: the hits, then the excerpts of the first ten. */
async function pagefind(query, hits) {
  const start = performance.now();
  const engine = await import("/pagefind.js");
  const { results } = await engine.search(query);
  await Promise.all(results.slice(0, hits).map((result) => result.data()));
  return { total: results.length, time: performance.now() - start };
}

/** One visit: a fresh browser context, one query after the other. */
async function visit(browser, folder, path, ask, queries) {
  const line = new SlowLine(folder, { pages: { [BLANK]: "<!doctype html>" } });
  const origin = await line.listen();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.waitForLoadState("networkidle");
  const before = line.count();
  const answers = [];
  let first;
  for (const query of queries) {
    answers.push(await page.evaluate(`(${ask})(${JSON.stringify(query)}, ${HITS})`));
    first ??= since(before, line.count());
    await sleep(READING);
  }
  const all = since(before, line.count());
  await context.close();
  line.close();
  return { answers, first, all };
}

/** The results of several visits together. */
function summed(visits, queries) {
  return {
    queries: queries.map((query, at) => ({
      query,
      total: visits[0].answers[at].total,
      milliseconds: median(visits.map(({ answers }) => answers[at].time)),
    })),
    first: visits[0].first,
    all: visits[0].all,
  };
}

const [site, bundle, ...queries] = process.argv.slice(2);
const engines = [{ name: "ours", folder: site, path: "/search/", ask: ours, visits: [] }];
if (bundle) engines.push({ name: "pagefind", folder: bundle, path: BLANK, ask: pagefind, visits: [] });
const browser = await launch();
try {
  // In turn, so that a temporary disturbance affects both.
  for (let at = 0; at < VISITS; at++) {
    for (const { folder, path, ask, visits } of engines) {
      visits.push(await visit(browser, folder, path, ask.toString(), queries));
    }
  }
  const results = engines.map(({ name, visits }) => [name, summed(visits, queries)]);
  console.log(JSON.stringify(Object.fromEntries(results)));
} finally {
  await browser.close();
}
