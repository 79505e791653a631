// Runs Lighthouse on a page of each important kind, as on a phone with a slow connection:
//
//   cargo xtask lighthouse
//
// Arguments: the file to write, and the number of runs per page. Times differ from run to run and
// from machine to machine, so they are only reported. The other scores do not, and a score below
// 100 is an error.

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";

import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

import { StaticServer } from "../browser/helper/server.mjs";

const [file, rounds] = process.argv.slice(2);
const RUNS = Number(rounds ?? "3");
if (!file || !Number.isInteger(RUNS) || RUNS < 1) throw new Error("name the file to write and how often to measure");

const PAGES = {
  "Home": "/",
  "Practice": "/practices/providence-talks/",
  "Convening": "/convenings/pmi-15-2016/",
  "Search": "/search/",
  "Search with results": "/search/?q=housing",
};
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** Scores that depend on the page alone, and must be 100. */
const WHOLE = CATEGORIES.slice(1);

const server = await new StaticServer(process.env.CROSSTOWN_SITE).listen();

/** One run, in a new browser, so that nothing is cached. */
async function once(path) {
  const chrome = await chromeLauncher.launch({
    chromePath: process.env.CHROMIUM,
    chromeFlags: [
      "--headless=new",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      // Chromium's sandbox does not work for root, who runs this in most containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  try {
    const options = { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" };
    const { lhr } = await lighthouse(server.url(path), options);
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    chrome.kill();
  }
}

const score = (lhr, category) => Math.round(lhr.categories[category].score * 100);
const value = (lhr, audit) => lhr.audits[audit].numericValue;
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** The audits that cost points, one line each. */
function faults(lhr, category) {
  return lhr.categories[category].auditRefs
    .filter(({ weight, id }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => {
      const { title, displayValue, details } = lhr.audits[id];
      const first = details?.items?.slice(0, 3).map((item) => item.node?.snippet ?? item.url ?? item.description ?? "");
      return `${id}: ${title} ${displayValue ?? ""} ${first?.filter(Boolean).join(" | ") ?? ""}`.trim();
    });
}

const rows = [];
const short = [];
let version;
try {
  for (const compress of [false, true]) {
    for (const [name, path] of Object.entries(PAGES)) {
      server.reset();
      server.compress = compress;
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await once(path));
      const lhr = computeMedianRun(runs);
      version = lhr.lighthouseVersion;
      const scores = CATEGORIES.map((category) => score(lhr, category));
      rows.push({
        name,
        compress,
        cells: [
          ...scores,
          seconds(value(lhr, "first-contentful-paint")),
          seconds(value(lhr, "largest-contentful-paint")),
          `${Math.round(value(lhr, "total-blocking-time"))} ms`,
          value(lhr, "cumulative-layout-shift").toFixed(3),
          `${Math.round(value(lhr, "total-byte-weight") / 1000)} kB`,
        ],
      });
      console.log(`${path}${compress ? ", compressed" : ""}: ${rows.at(-1).cells.join(" | ")}`);
      for (const category of CATEGORIES) {
        for (const fault of faults(lhr, category)) console.log(`    ${category}: ${fault}`);
        if (WHOLE.includes(category) && score(lhr, category) < 100) short.push(`${path}: ${category} ${score(lhr, category)}`);
      }
    }
  }
} finally {
  await server.close();
}

const table = (compress) =>
  [
    "| Page | Performance | Accessibility | Best practices | SEO | First paint | Largest paint | Blocked | Shift | Bytes |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...rows.filter((row) => row.compress === compress).map(({ name, cells }) => `| ${name} | ${cells.join(" | ")} |`),
  ].join("\n");

const pages = Object.entries(PAGES).map(([name, path]) => `${name.toLowerCase()} \`${path}\``);
const text = `# Lighthouse

Measured on ${new Date().toISOString().slice(0, 10)} by \`cargo xtask lighthouse --runs ${RUNS}\`: Lighthouse ${version} with its mobile preset (a connection of 1.6 Mbit/s and 150 ms round trip, a CPU slowed to a quarter, both simulated), Node ${process.version}, on a machine with ${cpus().length} processors (${cpus()[0].model.trim()}). Each page was opened ${RUNS === 1 ? "once" : `${RUNS} times, each time in a new browser; the figures are those of the median run`}.

Pages: ${pages.join(", ")}.

Accessibility, best practices and SEO must be 100; the command fails if they are not. Performance depends on the machine and what else runs on it; its goal is 95.

## From a host that compresses files

${table(true)}

## From a host that does not compress files

${table(false)}

First and largest paint: when the first content and the largest element appear. Blocked: total blocking time, during which the page does not respond. Shift: cumulative layout shift, how much the page moves while loading. Bytes: everything transferred, including fonts and headers.
`;
writeFileSync(file, text);
if (short.length > 0) {
  console.error(`less than 100:\n${short.join("\n")}`);
  process.exit(1);
}
