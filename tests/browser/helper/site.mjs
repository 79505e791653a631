// The contents of the built site: its addresses, and a page of each template.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

import { NOT_FOUND, siteFolder } from "./stage.mjs";

/** The paths in the sitemap, from the root of the site. */
export function siteMap() {
  const text = readFileSync(join(siteFolder, "sitemap.xml"), "utf8");
  return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
}

/** The paths of all pages, including pages of lists. */
function allPages() {
  return readdirSync(siteFolder, { recursive: true })
    .map((file) => `/${file.split(sep).join("/")}`)
    .filter((path) => path.endsWith("/index.html"))
    .map((path) => path.slice(0, -"index.html".length));
}

/** The record of a page, as published beside it. */
export const recordOf = (path) => JSON.parse(readFileSync(join(siteFolder, path, "index.json")));

/** The size of a page's HTML. */
export const sizeOf = (path) => statSync(join(siteFolder, path, "index.html")).size;

/**
 * A page of each template and section. If there are many, it is the longest, because that uses most
 * parts of its template.
 * @returns {Record<string, string>} paths by template
 */
export function templates() {
  const all = allPages();
  const longest = (pattern, fits = () => true) => {
    const found = all.filter((path) => pattern.test(path) && fits(path));
    assert.ok(found.length > 0, `the site has a page like ${pattern}`);
    return found.sort((a, b) => sizeOf(b) - sizeOf(a))[0];
  };
  const isProposal = (path) => recordOf(path).stage === "proposed";
  const chosen = {
    home: "/",
    collection: "/practices/",
    "collection of cities": "/cities/",
    "collection of convenings": "/convenings/",
    facet: longest(/^\/topics\/[^/]+\/$/),
    sphere: longest(/^\/spheres\/[^/]+\/$/),
    country: longest(/^\/countries\/[^/]+\/$/),
    practice: longest(/^\/practices\/[^/]+\/$/, (path) => !isProposal(path)),
    proposal: longest(/^\/practices\/[^/]+\/$/, isProposal),
    city: longest(/^\/cities\/[^/]+\/$/),
    network: longest(/^\/networks\/[^/]+\/$/),
    challenge: longest(/^\/challenges\/[^/]+\/$/),
    question: longest(/^\/questions\/[^/]+\/$/),
    "a board of questions": "/questions/",
    convening: longest(/^\/convenings\/[^/]+\/$/),
    session: longest(/^\/convenings\/[^/]+\/[^/]+\/$/),
    page: longest(/^\/pages\/[^/]+\/$/),
    adoptions: "/adoptions/",
    "follow-up": "/follow-up/",
    failures: "/failures/",
    gaps: "/gaps/",
    compare: "/compare/?p=denver-supportive-housing-social-impact-bond,santa-clara-project-welcome-home,stockton-seed-guaranteed-income",
    "form for a practice": "/contribute/practice/",
    "form for a session": "/es/contribute/session/",
    kit: "/practices/denver-supportive-housing-social-impact-bond/kit/",
    search: "/search/",
    results: "/search/?q=housing&sphere=capital",
    "a translated practice": longest(/^\/es\/practices\/[^/]+\/$/),
    "a list of translated practices": "/fr/practices/",
    "results in Spanish": "/es/search/?q=cuidado&kind=practice",
    "not found": NOT_FOUND,
  };
  // A section that no line above names, so that new sections are tested too.
  const section = (path) => path.split("/")[1];
  const named = new Set(Object.values(chosen).map(section));
  for (const path of all.filter((path) => path.split("/").length === 3)) {
    if (!named.has(section(path))) chosen[section(path)] = path;
  }
  return chosen;
}
