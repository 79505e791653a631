// Visits every page of a site in the browser with the trap, twice: with the site's policy, and
// without it, as on a host that removes it or in a browser that does not support it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

import { StaticServer } from "../browser/helper/server.mjs";
import { REPORTED, trapped } from "./trap.mjs";

/** Number of pages open at once. */
const TABS = 4;
/** The path part of the sites' addresses. */
export const MOUNT = "/base/";

const POLICY = /<meta http-equiv="Content-Security-Policy" content="[^"]*">/;
const REFRESH = /<meta http-equiv="refresh"/;

/** Files that a browser shows as a document: pages, pictures that can contain scripts, feeds. */
const DOCUMENTS = /\.(html|svg|xml)$/;

const filesOf = (site) => readdirSync(site, { recursive: true }).map((file) => file.split(sep).join("/")).sort();

/** The site's documents, by address. */
export const documents = (site) =>
  filesOf(site).filter((file) => DOCUMENTS.test(file)).map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`);

/** Serves a site with or without its policy; reports are requested in both cases. */
async function host(site, withPolicy) {
  const server = await new StaticServer(site, MOUNT).listen();
  const headers = { "content-security-policy-report-only": REPORTED };
  const bare = (file) => {
    const text = readFileSync(file, "utf8");
    assert.ok(POLICY.test(text) || REFRESH.test(text), `${file} has a policy`);
    return Buffer.from(text.replace(POLICY, ""));
  };
  server.instead = (path) => {
    const page = path.endsWith("/") || path.endsWith(".html");
    return !withPolicy && page && server.file(path) ? { headers, body: bare } : { headers };
  };
  return server;
}

/**
 * Visits documents of a site, with or without its policy.
 * @returns {Promise<{trips: string[], shown: Set<string>, pages: number, queries: number}>} what
 *   happened, the markers that were seen, and the numbers of pages and queries tried
 */
export async function visitAll(browser, site, { withPolicy, paths = documents(site), then = async () => 0 }) {
  const trips = [];
  const shown = new Set();
  const server = await host(site, withPolicy);
  const scripts = filesOf(site).filter((file) => /^(assets(\/[^/]+)?|search-index)\/[^/]*\.js$/.test(file)).map((file) => MOUNT + file);
  const { context, open } = await trapped(browser, server, scripts, (page, what) => trips.push(`${page}: ${what}`));
  const queue = [...paths];
  const pages = queue.length;
  const worker = async () => {
    const tab = await open();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      for (const marker of await tab.visit(path, true)) shown.add(marker);
    }
    await tab.page.close();
  };
  await Promise.all(Array.from({ length: TABS }, worker));
  const queries = await then(await open(), server);
  await context.close();
  await server.close();
  return { trips, shown, pages, queries };
}
