// How long a reader waits for the first ten hits in Chromium, on a connection of 10 Mbit/s with a
// round trip of 40 ms: our search compared with Pagefind's, on the same records.
//
//   node benches/reader.mjs OUR_SITE PAGEFIND_FOLDER QUERY QUERY …
//
// The queries of a visit run one after the other, so the first pays for loading the engine. Both
// engines are called through their scripts, so that neither waits for a pause in typing. The server
// limits the bandwidth of all connections together; it speaks HTTP/1.1, so a browser requests six
// files at once. Prints one JSON object: the milliseconds of each query, the median of several
// visits, and the bytes and requests of the first query and of all.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(new URL("../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const BYTES_A_SECOND = 10_000_000 / 8;
const LATENCY = 40;
/** Bytes sent at a time: the granularity at which connections share the bandwidth. */
const CHUNK = 8 << 10;
/** Bytes of a request and of the response's headers. */
const OVERHEAD = 400;
/** A page to search from, for folders without one. */
const BLANK = "/blank.html";
const VISITS = 5;
/** Milliseconds a reader looks at hits before the next query. */
const READING = 1000;
const HITS = 10;
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/** A static host on a slow connection. */
class SlowLine {
  /** When the connection is free again. */
  free = 0;
  bytes = 0;
  requests = 0;

  constructor(folder) {
    this.folder = folder;
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  /** Waits until the connection has carried this many more bytes. */
  async carry(bytes) {
    const now = performance.now();
    this.free = Math.max(this.free, now) + (bytes / BYTES_A_SECOND) * 1000;
    this.bytes += bytes;
    if (this.free > now) await sleep(this.free - now);
  }

  async answer(request, response) {
    this.requests += 1;
    await sleep(LATENCY);
    const path = normalize(decodeURIComponent(new URL(request.url, "http://line/").pathname));
    const content = path === BLANK ? Buffer.from("<!doctype html>") : read(join(this.folder, path));
    await this.carry(OVERHEAD);
    response.writeHead(content ? 200 : 404, {
      "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream",
      "content-length": content?.length ?? 0,
      // The default of most hosts: files are cached, but revalidated.
      "cache-control": "max-age=600",
    });
    for (let at = 0; content && at < content.length; at += CHUNK) {
      const chunk = content.subarray(at, at + CHUNK);
      await this.carry(chunk.length);
      response.write(chunk);
    }
    response.end();
  }

  count() {
    return { bytes: this.bytes, requests: this.requests };
  }
}

function read(path) {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "index.html") : path;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

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
  const line = new SlowLine(folder);
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
  line.server.close();
  line.server.closeAllConnections();
  return { answers, first, all };
}

const since = (before, after) => ({
  bytes: after.bytes - before.bytes,
  requests: after.requests - before.requests,
});

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

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
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
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
