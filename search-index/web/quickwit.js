/**
 * Searches on a Quickwit server, for a site whose `site.yaml` names one. It answers what the engine
 * answers; where it does not answer soon, or not as it should, `search.js` asks the engine.
 *
 * What is asked: the part of the API of Elasticsearch that Quickwit has, in the fields that
 * `crosstown export --format quickwit` describes. Requests are plain text, which needs no preflight.
 * Nothing in an answer is trusted: every value is checked, and excerpts are escaped here.
 */

/** @import { Count, Extent, Facets, Field, Filters, Hit, Measure, NumberRange, Request, Response as Answer, Understood } from "./types" */

/** Milliseconds that an answer may take. */
const PATIENCE = 4_000;
/** Milliseconds after a failure during which the server is not asked. */
const PAUSE = 60_000;
/** The most letters of an answer. */
const MOST_LETTERS = 20_000_000;
/** The most values counted for a facet. */
const MOST_VALUES = 500;
/** The most letters of an excerpt. */
const LONGEST = 300;
/** The shortest beginning of a word that is completed. */
const SHORTEST = 4;

/** @type {Field[]} */
const FIELDS = ["kind", "topic", "sphere", "city", "country", "stage", "result", "method"];
/** @type {Measure[]} */
const MEASURES = ["year", "population", "cost", "months"];
const LEVELS = "evidence";
/** Fields of texts as written. */
const TEXTS = ["title", "summary", "body"];

/* ---- Words ---- */

/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

/** The words of a text in small letters, of which the server makes the same. @param {string} text @returns {string[]} */
const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word without a usual ending, so that `nurses` finds `nurse`. @param {string} word */
const stem = (word) => [word.replace(/(?:es|s)$/u, ""), word].find((one) => one.length >= SHORTEST) ?? word;

/**
 * A query taken apart: words and phrases, of which a group is a choice, and filters.
 * @typedef {{text: string, negative: boolean}} Part
 * @typedef {{groups: Part[][], without: Part[], filters: Filters, not: {field: string, value: string}[], understood: Understood[]}} Parsed
 */

/** @param {string} value `3`, `>=3`, `..5`, `3..5` @returns {NumberRange | undefined} */
function range(value) {
  const found = /^(?:(>=|<=|>|<)?(\d{1,15})|(\d{1,15})?\.\.(\d{1,15})?)$/.exec(value);
  if (!found) return undefined;
  const [, sign, number, from, to] = found;
  const one = Number(number);
  if (sign === ">=") return { from: one };
  if (sign === "<=") return { to: one };
  if (sign === ">") return { from: one + 1 };
  if (sign === "<") return { to: one - 1 };
  if (number) return { from: one, to: one };
  return from || to ? { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) } : undefined;
}

/** @param {string} query @returns {Parsed} */
export function parse(query) {
  /** @type {Parsed} */
  const parsed = { groups: [], without: [], filters: {}, not: [], understood: [] };
  let isChoice = false;
  for (const found of query.matchAll(/(-)?(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g)) {
    const [whole, minus, field, phrase, word = ""] = found;
    const negative = minus !== undefined;
    if (whole === "OR") {
      isChoice = parsed.groups.length > 0;
      continue;
    }
    const value = (phrase ?? word).toLowerCase();
    if (field && takeFilter(parsed, field, value, negative)) {
      const without = (query.slice(0, found.index) + query.slice(found.index + whole.length)).trim().replace(/\s+/g, " ");
      parsed.understood.push({ field, value, label: value, negative, without });
      continue;
    }
    const parts = (phrase === undefined ? wordsOf(field ? `${field} ${word}` : word) : [wordsOf(phrase).join(" ")]).filter(Boolean);
    if (negative) parsed.without.push(...parts.map((text) => ({ text, negative })));
    else if (isChoice) parsed.groups.at(-1)?.push(...parts.map((text) => ({ text, negative })));
    else parsed.groups.push(...parts.map((text) => [{ text, negative }]));
    isChoice = false;
  }
  return parsed;
}

/** Takes a part of a query as a filter, if it is one. @param {Parsed} parsed @param {string} field @param {string} value @param {boolean} negative */
function takeFilter({ filters, not }, field, value, negative) {
  const isField = FIELDS.includes(/** @type {Field} */ (field));
  const values = value.split(",");
  if (isField && values.every((one) => /^[a-z0-9-]+$/.test(one))) {
    if (negative) not.push(...values.map((one) => ({ field, value: one })));
    else filters[/** @type {Field} */ (field)] = values;
    return true;
  }
  const numbers = range(value);
  if (negative || !numbers) return false;
  if (field === LEVELS && numbers.from !== undefined) filters.evidence = numbers.from;
  else if (MEASURES.includes(/** @type {Measure} */ (field))) filters[/** @type {Measure} */ (field)] = numbers;
  else return false;
  return true;
}

/** Where a part of a query may stand, the title counting most. @param {Part} part @param {boolean} exact */
function anywhere({ text }, exact) {
  if (text.includes(" ")) return TEXTS.map((field) => `${field}:"${text}"`).join(" OR ");
  const places = [`title:${text}^4`, `summary:${text}^2`, `body:${text}`];
  if (exact) return places.join(" OR ");
  const folded = fold(text);
  places.push(`body_terms:${folded}`);
  if (folded.length >= SHORTEST) places.push(`title:${stem(folded)}*`, `body_terms:${stem(folded)}*`);
  return places.join(" OR ");
}

/**
 * The words of a query as the server takes them; undefined if it has none.
 * @param {Parsed} parsed @param {string} lang @param {boolean} exact @param {"AND" | "OR"} join
 */
function written({ groups, without, not }, lang, exact, join) {
  const wanted = groups.map((group) => `(${group.map((part) => anywhere(part, exact)).join(" OR ")})`);
  const shunned = without.flatMap(({ text }) => TEXTS.map((field) => `NOT ${field}:"${text}"`));
  shunned.push(...not.map(({ field, value }) => `NOT ${field}:"${value}"`));
  // Something that all records have, from which the others are taken away.
  if (wanted.length === 0) return shunned.length > 0 ? [`lang:"${lang}"`, ...shunned].join(" AND ") : undefined;
  const all = wanted.join(` ${join} `);
  return shunned.length > 0 ? [`(${all})`, ...shunned].join(" AND ") : all;
}

/* ---- Requests ---- */

/** @param {Filters} filters @param {string} lang @param {string} [except] a field whose filter is left out */
function restrictions(filters, lang, except) {
  /** @type {object[]} */
  const all = [{ term: { lang: { value: lang } } }];
  for (const field of FIELDS) {
    const values = filters[field];
    if (values?.length && field !== except) all.push({ terms: { [field]: values } });
  }
  if (filters.evidence !== undefined && except !== LEVELS) all.push({ range: { evidence: { gte: filters.evidence } } });
  for (const measure of MEASURES) {
    const { from, to } = filters[measure] ?? {};
    if (measure === except || (from === undefined && to === undefined)) continue;
    all.push({ range: { [measure]: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) } } });
  }
  return all;
}

/** @param {string[]} fields */
function counting(fields) {
  /** @param {string} field */
  const from = (field) => (FIELDS.includes(/** @type {Field} */ (field)) ? `${field}_label` : field);
  return Object.fromEntries(fields.map((field) => [field, { terms: { field: from(field), size: MOST_VALUES } }]));
}

/** @type {Record<string, (string | object)[]>} */
const ORDERS = {
  relevance: ["_score"],
  newest: [{ year: { order: "desc" } }],
  evidence: [{ evidence: { order: "desc" } }],
};

/**
 * What the server is asked for a search: the hits with all counts, and for each field that filters,
 * its counts without that filter.
 * @param {Request} request @param {Parsed} parsed @param {string} lang @param {"AND" | "OR"} join
 * @returns {{body: object, field?: string}[]}
 */
export function requests({ filters = {}, limit = 20, sort = "relevance", counts = true, exact = false }, parsed, lang, join) {
  const all = /** @type {Filters} */ ({ ...filters, ...parsed.filters });
  const words = written(parsed, lang, exact, join);
  const must = [words === undefined ? { match_all: {} } : { query_string: { query: words } }];
  /** @param {string} [except] */
  const query = (except) => ({ bool: { must, filter: restrictions(all, lang, except) } });
  const fields = [...FIELDS, LEVELS, ...MEASURES];
  const order = ORDERS[words === undefined && sort === "relevance" ? "newest" : sort] ?? ORDERS.relevance;
  const first = { query: query(), size: limit, track_total_hits: true, sort: order, ...(counts && { aggs: counting(fields) }) };
  const filtered = counts ? fields.filter((field) => /** @type {any} */ (all)[field] !== undefined) : [];
  return [
    { body: first },
    ...filtered.map((field) => ({ field, body: { query: query(field), size: 0, track_total_hits: true, aggs: counting([field]) } })),
  ];
}

/* ---- Answers ---- */

/** @param {unknown} value @returns {string} */
const text = (value) => (typeof value === "string" ? value : "");
/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);
/** @param {unknown} value @returns {number | undefined} */
const whole = (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined);

/** @param {unknown} key `boston:Boston`, or only the keyword @returns {{value: string, label: string} | undefined} */
function labelled(key) {
  const found = /^([a-z0-9-]{1,200})(?::(.{1,300}))?$/su.exec(text(key));
  return found ? { value: found[1], label: found[2] ?? found[1] } : undefined;
}

/** @param {string} raw */
const escaped = (raw) => raw.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Escaped text with the searched words in `<mark>`. @param {string} raw @param {string[]} stems */
function marked(raw, stems) {
  return raw
    .split(/([\p{L}\p{N}]+)/u)
    .map((piece, at) => (at % 2 === 1 && stems.some((one) => fold(piece).startsWith(one)) ? `<mark>${escaped(piece)}</mark>` : escaped(piece)))
    .join("");
}

/** The sentence with most of the words, and its section. @param {unknown} sections JSON @param {string[]} stems */
function excerpt(sections, stems) {
  /** @type {{score: number, sentence: string, anchor: string, heading: string} | undefined} */
  let best;
  /** @type {unknown} */
  let all;
  try {
    all = JSON.parse(text(sections) || "[]");
  } catch {
    return undefined;
  }
  for (const part of list(all)) {
    const [anchor, heading, content] = list(part).map(text);
    for (const sentence of (content ?? "").match(/[^.!?]+[.!?]*\s*/gu) ?? []) {
      const words = wordsOf(sentence).map(fold);
      const score = stems.filter((one) => words.some((word) => word.startsWith(one))).length;
      if (score > (best?.score ?? 0)) best = { score, sentence: sentence.trim(), anchor, heading };
    }
  }
  return best;
}

/** @param {unknown} source @param {string[]} stems @returns {Hit | undefined} */
function hit(source, stems) {
  if (!source || typeof source !== "object") return undefined;
  const record = /** @type {Record<string, unknown>} */ (source);
  const id = text(record.id);
  // The address of its page is made from it.
  if (!/^[a-z0-9-]+(?:\/[a-z0-9-]+){1,3}$/i.test(id) || !text(record.title)) return undefined;
  /** @param {string} field */
  const all = (field) => [record[`${field}_label`] ?? record[field]].flat().map(labelled).filter((one) => one !== undefined);
  /** @param {string} field */
  const first = (field) => all(field)[0];
  const summary = marked(text(record.summary).slice(0, 1000), stems);
  const found = excerpt(record.sections, stems);
  const level = whole(record.evidence);
  const year = whole(record.year);
  return {
    id,
    kind: first("kind")?.value ?? "",
    title: text(record.title).slice(0, 1000),
    url: `/${id}/`,
    snippet: found ? marked(found.sentence.slice(0, LONGEST), stems) : summary,
    summary,
    ...(found && { section: { anchor: found.anchor, heading: found.heading } }),
    ...(first("stage") && { stage: first("stage") }),
    ...(level !== undefined && level <= 5 && { evidence: level }),
    ...(first("result") && { result: first("result") }),
    cities: all("city"),
    ...(year !== undefined && { year }),
  };
}

/** @param {any} aggregation @returns {Count[]} */
function counts(aggregation) {
  /** @type {Map<string, Count>} */
  const known = new Map();
  for (const bucket of list(aggregation?.buckets)) {
    const named = labelled(bucket?.key);
    if (!named) continue;
    const count = whole(bucket.doc_count) ?? 0;
    const same = known.get(named.value);
    // Translated records have labels of their own.
    if (same) same.count += count;
    else known.set(named.value, { ...named, count });
  }
  return [...known.values()];
}

/** @param {any} aggregation */
function numbers(aggregation) {
  return list(aggregation?.buckets).flatMap((bucket) => {
    const number = whole(bucket?.key);
    return number === undefined ? [] : [{ number, count: whole(bucket.doc_count) ?? 0 }];
  });
}

/** @param {any} aggregation @returns {Extent} */
function extent(aggregation) {
  const all = numbers(aggregation);
  const count = all.reduce((sum, one) => sum + one.count, whole(aggregation?.sum_other_doc_count) ?? 0);
  const ends = all.map(({ number }) => number);
  return { count, ...(ends.length > 0 && { least: Math.min(...ends), most: Math.max(...ends) }) };
}

/** @param {any} aggregations @returns {Facets} */
function facets(aggregations) {
  const levels = numbers(aggregations?.[LEVELS]).filter(({ number }) => number <= 5);
  const all = {
    ...Object.fromEntries(FIELDS.map((field) => [field, counts(aggregations?.[field])])),
    evidence: levels.map(({ number, count }) => ({ value: String(number), label: String(number), count })),
    ...Object.fromEntries(MEASURES.map((measure) => [measure, extent(aggregations?.[measure])])),
  };
  return /** @type {Facets} */ (all);
}

/**
 * The answer of the engine, made from answers of the server.
 * @param {Request} request @param {Parsed} parsed @param {{field?: string, answer: any}[]} answers
 * @returns {Answer}
 */
export function response(request, parsed, answers) {
  const [{ answer }, ...others] = answers;
  const total = whole(answer?.hits?.total?.value);
  if (total === undefined || !Array.isArray(answer.hits.hits)) throw new Error("this is no answer of a search");
  const stems = parsed.groups.flat().flatMap(({ text }) => wordsOf(text).map((word) => (request.exact ? fold(word) : stem(fold(word)))));
  const found = answer.hits.hits.slice(0, request.limit ?? 20).map((/** @type {any} */ one) => hit(one?._source, stems));
  const aggregations = { ...answer.aggregations };
  for (const { field, answer: other } of others) aggregations[field ?? ""] = other?.aggregations?.[field ?? ""];
  return {
    query: request.query,
    total,
    hits: found.filter((/** @type {Hit | undefined} */ one) => one !== undefined),
    facets: facets(aggregations),
    notes: [],
    understood: parsed.understood,
  };
}

/* ---- The server ---- */

/** A server, and whether it is worth asking. */
export class Quickwit {
  /** @param {string} search the address of the search @param {string} lang the language of the page @param {number} [patience] */
  constructor(search, lang, patience = PATIENCE) {
    this.search = search;
    this.patience = patience;
    this.lang = lang;
    this.silentUntil = 0;
    /** The search made while typing that is under way. @type {AbortController | undefined} */
    this.typing = undefined;
  }

  /** Whether it has not failed lately. */
  get isAsked() {
    return Date.now() >= this.silentUntil;
  }

  /**
   * Searches.
   * @param {Request} request @param {boolean} typed whether a later search drops this one
   * @returns {Promise<{dropped: true} | {response: Answer} | undefined>} undefined if the server does not answer as it should
   */
  async ask(request, typed) {
    const control = new AbortController();
    if (typed) {
      this.typing?.abort();
      this.typing = control;
    }
    try {
      const parsed = parse(request.query);
      let answer = await this.answer(request, parsed, "AND", control.signal);
      // Records with all words, or else with some.
      if (answer.total === 0 && parsed.groups.length > 1) answer = await this.answer(request, parsed, "OR", control.signal);
      return { response: answer };
    } catch (error) {
      if (control.signal.aborted) return { dropped: true };
      this.silentUntil = Date.now() + PAUSE;
      console.warn("search: the server did not answer:", error);
      return undefined;
    }
  }

  /** @param {Request} request @param {Parsed} parsed @param {"AND" | "OR"} join @param {AbortSignal} signal */
  async answer(request, parsed, join, signal) {
    const asked = requests(request, parsed, request.lang ?? this.lang, join);
    const answers = await Promise.all(asked.map(async ({ body, field }) => ({ field, answer: await this.post(body, signal) })));
    return response(request, parsed, answers);
  }

  /** @param {object} body @param {AbortSignal} signal */
  async post(body, signal) {
    const patience = AbortSignal.timeout(this.patience);
    const response = await fetch(this.search, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([signal, patience]),
    });
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.text();
    if (answer.length > MOST_LETTERS) throw new Error("the answer is too long");
    return JSON.parse(answer);
  }
}
