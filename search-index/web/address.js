/**
 * The address of a search: it holds everything that was asked, so that every search can be shared and
 * returned to. Published as a part of `page.js`.
 */

import { MEASURES } from "./view.js";

/** @import { Field, Filters, NumberRange, State, Strings } from "./types" */

/** The orders of hits, the first of which goes without saying. */
export const SORTS = ["relevance", "newest", "evidence"];
/** The facets whose values have feeds, with the folders of those. @type {Strings} */
const FEEDS = { topic: "topics", sphere: "spheres", city: "cities", country: "countries" };

/** @param {string | null} text `2013`, `2013..2018`, `2013..`, `..2018` @returns {NumberRange | undefined} */
export function readRange(text) {
  const found = /^(\d{1,15})?(?:(\.\.)(\d{1,15})?)?$/.exec(text ?? "");
  if (!found || (!found[1] && !found[3])) return undefined;
  const [, from, range, to] = found;
  if (!range) return { from: Number(text), to: Number(text) };
  return ordered({ ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) });
}

/** @param {NumberRange} range */
export const writeRange = ({ from, to }) => (from === to ? String(from) : `${from ?? ""}..${to ?? ""}`);

/** Ends in the wrong order are swapped. @param {NumberRange} range @returns {NumberRange} */
function ordered({ from, to }) {
  if (from !== undefined && to !== undefined && from > to) return { from: to, to: from };
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** @param {string} search @param {Field[]} fields @returns {State} */
export function readState(search, fields) {
  const parameters = new URLSearchParams(search);
  /** @type {Filters} */
  const filters = {};
  for (const field of fields) {
    const values = [...new Set(parameters.getAll(field).filter(Boolean))];
    if (values.length > 0) filters[field] = values;
  }
  const level = Number.parseInt(parameters.get("evidence") ?? "", 10);
  if (level >= 0 && level <= 5) filters.evidence = level;
  for (const measure of MEASURES) {
    const range = readRange(parameters.get(measure));
    if (range) filters[measure] = range;
  }
  const sort = parameters.get("sort") ?? "";
  return {
    query: parameters.get("q") ?? "",
    filters,
    sort: SORTS.includes(sort) ? sort : SORTS[0],
    exact: parameters.has("exact"),
    mine: parameters.get("mine") ?? "",
  };
}

/** @param {State} state @param {Field[]} fields */
export function writeState({ query, filters, sort, exact, mine }, fields) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const field of fields) {
    for (const value of filters[field] ?? []) parameters.append(field, value);
  }
  if (filters.evidence !== undefined) parameters.set("evidence", String(filters.evidence));
  for (const measure of MEASURES) {
    const range = filters[measure];
    if (range) parameters.set(measure, writeRange(range));
  }
  if (sort !== SORTS[0]) parameters.set("sort", sort);
  if (exact && query) parameters.set("exact", "1");
  if (mine) parameters.set("mine", mine);
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** @param {State} state */
export const isBlank = (state) => !state.query && Object.keys(state.filters).length === 0;

/** The only subject of a search, if it has a feed. @param {Pick<State, "query" | "filters">} state */
export function onlySubject({ query, filters }) {
  const [field, ...others] = /** @type {Field[]} */ (Object.keys(filters));
  const [value, ...more] = (field in FEEDS && filters[field]) || [];
  if (query.trim() || others.length > 0 || value === undefined || more.length > 0) return undefined;
  return { field, value, path: `/${FEEDS[field]}/${encodeURIComponent(value)}/feed.xml` };
}
