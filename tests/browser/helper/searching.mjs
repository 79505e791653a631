// Uses the search as a reader does, and knows when it has answered.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { program, siteFolder } from "./stage.mjs";

export const INPUT = "[data-search-input]";
export const HITS = "[data-search-results] [data-search-hit]";

/** Waits until the page shows the state of the search. */
export const state = (page, wanted) =>
  page.waitForFunction((state) => document.documentElement.dataset.searchState === state, wanted);

/** A timeout, so that a test ends if a page never answers. */
const ROUNDS = 400;

/**
 * Waits until the search page shows the answer to the query in its box and address: the same
 * records as the script returns, in the same order.
 */
export async function answered(page) {
  await state(page, "ready");
  let view;
  for (let round = 0; round < ROUNDS; round++) {
    view = await page.evaluate(compare);
    if (view.typed === view.asked && view.shown.join() === view.found.join() && view.said === view.total) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`the page does not show the answer: ${JSON.stringify(view, undefined, 1)}`);
}

/** Executed in the page: compares what it shows with what it should. */
async function compare() {
  const parameters = new URLSearchParams(location.search);
  const filters = {};
  for (const field of ["kind", "topic", "sphere", "city", "country", "stage", "result", "method"]) {
    filters[field] = parameters.getAll(field);
  }
  if (parameters.has("evidence")) filters.evidence = Number(parameters.get("evidence"));
  for (const measure of ["year", "population", "cost", "months"]) {
    const range = parameters.get(measure);
    if (!range) continue;
    const ends = range.split("..").map((end) => (end ? Number(end) : undefined));
    const [from, to] = [ends[0], ends.at(-1)];
    filters[measure] = from > to ? { from: to, to: from } : { from, to };
  }
  const hits = [...document.querySelectorAll("[data-search-results] [data-search-hit]")];
  const shown = hits.map((hit) => hit.dataset.searchHit);
  const said = document.querySelector("[data-search-total]").textContent;
  const asked = parameters.get("q") ?? "";
  const limit = Math.max(shown.length, 10);
  const sort = parameters.get("sort") ?? "relevance";
  const exact = parameters.has("exact");
  const { lang } = document.documentElement;
  const answer = await globalThis.crosstown.search(asked, { filters, limit, sort, lang, exact });
  return {
    typed: document.querySelector("[data-search-input]").value,
    asked,
    said: said && Number(said.replace(/\D/g, "")),
    total: answer.total,
    shown,
    found: answer.hits.map(({ id }) => id),
  };
}

/** The records shown, in order. */
export const hits = (page) =>
  page.locator(HITS).evaluateAll((found) => found.map((hit) => hit.dataset.searchHit));

/** The number of records that the page says it found. */
export async function total(page) {
  const text = await page.locator("[data-search-total]").textContent();
  return Number(text.replace(/\D/g, ""));
}

/** Types into the search page's box, key by key, and waits for the answer. */
export async function type(page, text) {
  await page.locator(INPUT).first().fill("");
  await page.locator(INPUT).first().pressSequentially(text);
  await answered(page);
}

/** Opens or closes a value of a facet and waits for the answer. */
export async function choose(page, facet) {
  const before = page.url();
  await page.locator(`[data-search-facet="${facet}"] input`).click();
  await page.waitForFunction((url) => location.href !== url, before);
  await answered(page);
}

/** The answer of the page's script. */
export const ask = (page, text, options = {}) =>
  page.evaluate(([text, options]) => globalThis.crosstown.search(text, options), [text, options]);

/** The program's answer, from the same folder. */
export function askProgram(text, { filters = {}, limit = 20, sort = "relevance", lang } = {}) {
  const chosen = Object.entries(filters).flatMap(([field, values]) =>
    [values].flat().flatMap((value) => ["--filter", `${field}=${value}`]),
  );
  const index = join(siteFolder, "search-index");
  const options = ["--index", index, "--limit", String(limit), "--sort", sort, ...(lang ? ["--lang", lang] : []), ...chosen];
  const output = execFileSync(program, ["search", "--format", "json", ...options, "--", text], {
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output);
}
