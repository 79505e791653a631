// Stands in for a Quickwit server: replays recorded answers, and refuses a request whose shape none
// of the recorded requests has. `answers.json` has requests and answers of Quickwit 0.9.0, shortened.

import { readFileSync } from "node:fs";

const recorded = JSON.parse(readFileSync(new URL("answers.json", import.meta.url), "utf8"));

/** A recorded exchange. @param {string} name */
export const exchange = (name) => recorded.find((one) => one.name === name);

const isSearch = ({ request, response }) => response.status === 200 && request.path.endsWith("/_search");
const FIELD = /^(?:id|lang|title|summary|body|body_terms|sections|evidence|year|population|cost|months|(?:kind|topic|sphere|city|country|stage|result|method)(?:_label)?)$/;

/** The kinds of parts that a query is made of: `field:word^2`, `AND`, `NOT field:"phrase"`. */
function parts(query) {
  const found = query.match(/"[^"]*"|[()]|[^\s()"]+(?:"[^"]*")?[^\s()]*/g) ?? [];
  return found.map((part) => {
    if (/^(?:AND|OR|NOT|[()])$/.test(part)) return part;
    const [, field, rest] = /^([a-z_]+):(.*)$/.exec(part) ?? [];
    if (!field || !FIELD.test(field)) return `unknown: ${part}`;
    return `field:${rest.replace(/^"[^"]*"/, '""').replace(/^[\p{L}\p{N}-]+/u, "word").replace(/\^\d+$/, "^n")}`;
  });
}

/** The paths of a request, with every field as `*`. */
export function shape(value, at = "") {
  if (at.endsWith(".query_string.query")) return parts(value).map((part) => `${at} ${part}`);
  if (Array.isArray(value)) return value.flatMap((one) => shape(one, `${at}[]`));
  if (value && typeof value === "object") {
    return Object.entries(value).flatMap(([key, one]) => shape(one, `${at}.${FIELD.test(key) ? "*" : key}`));
  }
  return [`${at}: ${typeof value}`];
}

const bodyOf = ({ request: { body } }) => (typeof body === "string" ? JSON.parse(body) : body);
/** Where a query may stand, it may also be the part of a boolean one. */
const nested = (path) => [path, path.replace(/^\.query\./, ".query.bool.must[].")];
const KNOWN = new Set([
  ...recorded.filter(isSearch).flatMap((one) => shape(bodyOf(one))).flatMap(nested),
  // The recorded range has only its lower end.
  ".query.bool.filter[].range.*.lte: number",
]);

/** What of a request no recorded one has. @param {object} body */
export const strange = (body) => [...new Set(shape(body))].filter((path) => !KNOWN.has(path));

/** The exchange to answer a request with: of the same words, or of none. @param {any} body @param {string} [name] */
export function replay(body, name) {
  if (name) return exchange(name).response;
  const query = JSON.stringify(body.query);
  const wanted = ["xylophonics", "jail", "housing", "success"].find((word) => query.includes(word));
  const byWord = { xylophonics: "search-none", jail: "search-filter", housing: "search-terms-filter", success: "search-two-words-facets" };
  if (body.size === 0) return exchange("search-size-0").response;
  return exchange(wanted ? byWord[wanted] : "search-all-newest").response;
}
