// Searching on a Quickwit server, whose recorded answers are replayed.

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";

import { parse, Quickwit, requests } from "../../web/quickwit.js";
import { exchange, replay, strange } from "./quickwit/stub.mjs";

const ADDRESS = "https://search.example.org/api/v1/_elastic/crosstown-records/_search";
const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

/** Requests that arrived. @param {(body: any) => {status?: number, body?: any, text?: string}} answer */
function serve(answer = replay) {
  const asked = [];
  globalThis.fetch = async (address, { method, headers, body, signal }) => {
    signal.throwIfAborted();
    assert.equal(address, ADDRESS);
    assert.equal(method, "POST");
    assert.deepEqual(headers, { "content-type": "text/plain" }, "a preflight would allow no header");
    const given = JSON.parse(body);
    assert.deepEqual(strange(given), [], "no recorded request has this");
    asked.push(given);
    const { status = 200, body: replied, text = JSON.stringify(replied) } = await answer(given);
    return new Response(text, { status });
  };
  return asked;
}

/** @param {object} request */
const ask = async (request, server = new Quickwit(ADDRESS, "en")) =>
  (await server.ask({ query: "", ...request }, false))?.response;

describe("requests have recorded shapes", () => {
  const QUERIES = [
    "", "jail", "jails beds", "Bogotá", '"pay for success"', "jail OR prison", "housing -shelter", '-"pay for success"',
    "-housing", "housing -topic:homelessness", "-topic:homelessness", "topic:housing evidence:>=3", "year:2013..2018 jail",
    "cost:..1000000", "c++ (x) \\ ^ ~ * ? : AND NOT && || {} []", "title:x", "topic:", '"', '""', "OR", "OR OR x OR", "--x",
  ];
  const FILTERS = [{}, { topic: ["housing", "homelessness"], city: ["boston"] }, { evidence: 2, year: { from: 2010, to: 2020 }, cost: { to: 5 } }];
  for (const query of QUERIES) {
    test(`for the query ${query || "of no words"}`, () => {
      for (const filters of FILTERS) {
        for (const sort of ["relevance", "newest", "evidence"]) {
          for (const exact of [true, false]) {
            for (const join of ["AND", "OR"]) {
              const asked = requests({ query, filters, sort, exact }, parse(query), "en", join);
              for (const { body } of asked) assert.deepEqual(strange(body), [], JSON.stringify(body));
            }
          }
        }
      }
    });
  }
  test("what no recorded request has is noticed", () => {
    const fuzzy = { query: { fuzzy: { title: { value: "x" } } }, size: 3 };
    assert.ok(strange(fuzzy).length > 0);
    assert.ok(strange({ query: { query_string: { query: "nofield:abc" } } }).length > 0);
    assert.ok(strange({ query: { query_string: { query: "title:abc~2" } } }).length > 0);
  });
});

describe("what a query means", () => {
  const query = (text) => requests({ query: text }, parse(text), "es", "AND")[0].body.query.bool;
  test("a word is looked for as written, without accents, and as a beginning", () => {
    const words = "(title:escuelas^4 OR summary:escuelas^2 OR body:escuelas OR body_terms:escuelas OR title:escuela* OR body_terms:escuela*)";
    assert.deepEqual(query("Escuelas").must, [{ query_string: { query: words } }]);
    assert.match(query("Bogotá").must[0].query_string.query, /title:bogotá\^4 .* body_terms:bogota OR/);
  });
  test("only versions for the reader's language are found", () => {
    assert.deepEqual(query("x").filter, [{ term: { lang: { value: "es" } } }]);
  });
  test("a field in the query is a filter, and the reader is told", () => {
    const parsed = parse("housing city:boston,chicago evidence:>=3");
    assert.deepEqual(parsed.filters, { city: ["boston", "chicago"], evidence: 3 });
    assert.deepEqual(parsed.understood[0], { field: "city", value: "boston,chicago", label: "boston,chicago", negative: false, without: "housing evidence:>=3" });
    assert.deepEqual(query("year:2013..2018").filter[1], { range: { year: { gte: 2013, lte: 2018 } } });
  });
});

describe("answers", () => {
  test("hits, total, counts and excerpts are those of the server", async () => {
    serve();
    const { hits, total, facets } = await ask({ query: "jail", filters: { sphere: ["capital"] } });
    const [first] = exchange("search-filter").response.body.hits.hits;
    assert.equal(total, 5);
    assert.equal(hits[0].id, first._source.id);
    assert.equal(hits[0].url, `/${first._source.id}/`);
    assert.deepEqual([hits[0].kind, hits[0].evidence, hits[0].year], ["practice", 3, 2017]);
    assert.match(hits[0].summary, /<mark>jail<\/mark>/);
    assert.equal(facets.kind[0].value, "practice");
    assert.ok(facets.evidence.every(({ value }) => /^[0-5]$/.test(value)));
  });
  test("a facet is counted without its own filter", async () => {
    const asked = serve();
    const { facets } = await ask({ query: "jail", filters: { sphere: ["capital"], evidence: 2 } });
    assert.equal(asked.length, 3);
    const [, sphere] = asked;
    assert.deepEqual(Object.keys(sphere.aggs), ["sphere"]);
    assert.ok(!JSON.stringify(sphere.query).includes("capital") && JSON.stringify(sphere.query).includes("evidence"));
    assert.deepEqual(facets.sphere.map(({ value, count }) => [value, count])[0], ["operations", 176]);
  });
  test("the excerpt is the sentence with most of the words, and leads to its section", async () => {
    const sections = JSON.stringify([["problem", "Problem", "Streets were long. Trams <b>ran</b> empty at night."], ["results", "Results", "Fewer."]]);
    const source = { id: "practices/a", title: "A", kind: ["practice"], kind_label: ["practice:practice"], city: ["lima"], city_label: ["lima:Lima"], sections };
    serve(() => ({ body: { hits: { total: { value: 1 }, hits: [{ _source: source }] } } }));
    const { hits } = await ask({ query: "night tram" });
    assert.equal(hits[0].snippet, "<mark>Trams</mark> &#60;b&#62;ran&#60;/b&#62; empty at <mark>night</mark>.");
    assert.deepEqual(hits[0].section, { anchor: "problem", heading: "Problem" });
    assert.deepEqual(hits[0].cities, [{ value: "lima", label: "Lima" }]);
  });
  test("more hits are asked for by their number, in the order chosen", async () => {
    const asked = serve();
    await ask({ limit: 30, sort: "evidence", counts: false });
    assert.deepEqual([asked[0].size, asked[0].sort, asked[0].aggs], [30, [{ evidence: { order: "desc" } }], undefined]);
  });
  test("where no record has all words, some are enough", async () => {
    const asked = serve();
    const { total } = await ask({ query: "xylophonics marimbas" });
    assert.equal(total, 0);
    assert.deepEqual(asked.map(({ query }) => / (AND|OR) \(title:marimbas/.exec(query.bool.must[0].query_string.query)[1]), ["AND", "OR"]);
  });
  test("labels in two languages are one value", async () => {
    const buckets = [{ key: "housing:Housing", doc_count: 5 }, { key: "housing:Vivienda", doc_count: 2 }];
    serve(() => ({ body: { hits: { total: { value: 0 }, hits: [] }, aggregations: { topic: { buckets } } } }));
    assert.deepEqual((await ask({})).facets.topic, [{ value: "housing", label: "Housing", count: 7 }]);
  });
});

describe("a server that fails or lies", () => {
  const ERRORS = ["search-syntax-error", "search-unknown-index", "search-not-json"];
  test("errors are no answers, and the server is left alone for a while", async () => {
    for (const name of ERRORS) {
      const asked = serve((body) => replay(body, name));
      const server = new Quickwit(ADDRESS, "en");
      assert.equal(await ask({ query: "x" }, server), undefined);
      assert.equal(server.isAsked, false);
      assert.equal(asked.length, 1);
    }
  });
  test("what is no answer is none", async () => {
    for (const text of ["", "<html>", "null", "[]", "{}", '{"hits":{}}', '{"hits":{"total":{"value":"9"},"hits":[]}}', '{"hits":{"total":{"value":1}}}']) {
      serve(() => ({ text }));
      assert.equal(await ask({}), undefined, text);
    }
  });
  test("values of the wrong kind are left out, and none becomes a link or an element", async () => {
    const evil = "<img src=x onerror=alert(1)>";
    const sources = [
      null, 7, {}, { id: "javascript:alert(1)", title: "x" }, { id: "//evil.example/x", title: "x" }, { id: "../x", title: "x" },
      { id: "practices/a", title: { toString: 1 } },
      { id: "practices/b", title: evil, summary: evil, kind: evil, city: [evil, 3], evidence: 99, year: "x", stage: evil, sections: '[[1, {}, "x"], 3]' },
    ];
    const aggregations = { topic: { buckets: [null, { key: evil, doc_count: 1 }, { key: "a", doc_count: "x" }] }, year: { buckets: [{ key: -1 }, 3] }, evidence: 4 };
    serve(() => ({ body: { hits: { total: { value: 8 }, hits: [...sources.map((_source) => ({ _source })), null] }, aggregations } }));
    const { hits, facets } = await ask({ query: "img" });
    assert.deepEqual(hits.map(({ id }) => id), ["practices/b"]);
    const [{ summary, snippet, kind, cities, evidence, year, stage }] = hits;
    for (const html of [summary, snippet]) assert.ok(!html.replace(/<\/?mark>/g, "").includes("<"), html);
    assert.deepEqual([kind, cities, evidence, year, stage], ["", [], undefined, undefined, undefined]);
    assert.deepEqual(facets.topic, [{ value: "a", label: "a", count: 0 }]);
    assert.deepEqual(facets.evidence, []);
  });
  test("no more hits are taken than asked for", async () => {
    const hits = Array.from({ length: 500 }, (_, at) => ({ _source: { id: `practices/a${at}`, title: "x" } }));
    serve(() => ({ body: { hits: { total: { value: 500 }, hits } } }));
    assert.equal((await ask({ limit: 10 })).hits.length, 10);
  });
  test("one that never answers is given up", async () => {
    globalThis.fetch = (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    // Node ends where only such a signal is left to wait for.
    const alive = setInterval(() => {}, 1000);
    assert.equal(await ask({ query: "x" }, new Quickwit(ADDRESS, "en", 20)), undefined);
    clearInterval(alive);
  });
  test("a search that a later one overtakes is cancelled", async () => {
    const server = new Quickwit(ADDRESS, "en");
    globalThis.fetch = (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const first = server.ask({ query: "jai" }, true);
    await new Promise((resolve) => setImmediate(resolve));
    serve();
    const second = server.ask({ query: "jail" }, true);
    assert.deepEqual(await first, { dropped: true });
    assert.equal((await second).response.total, 5);
    assert.ok(server.isAsked);
  });
});
