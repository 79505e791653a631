// What the search interface computes, apart from any page.
//
//   node --test search-index/tests/node/

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as address from "../../web/address.js";
import { cut } from "../../web/marks.js";
import { isBarelyBegun } from "../../web/page.js";
import { matching, readNames, readRecent, remembering, wordsOf } from "../../web/suggest.js";
import { excerptParts, FIELDS, markedForms, partsOf, shorter, View } from "../../web/view.js";

describe("names", () => {
  const names = readNames([
    ["topic", "Housing", "topics/housing", "", "affordable housing, tenants, ADU"],
    ["topic", "Early childhood", "topics/early-childhood", "", "preschool, kindergarten"],
    ["city", "Bogotá", "cities/bogota", "Colombia", ""],
    ["city", "Houston", "cities/houston", "United States", ""],
    ["practice", "Supportive Housing bond", "practices/bond", "Denver · Ended", ""],
    ["practice", "1,000 houses in 1,000 days", "practices/houses", "South Bend · Ended", ""],
  ]);
  const found = (text, limit = 6) => matching(names, text, limit).map(({ path }) => path);

  test("a word is known from its first letters, the beginning of a name first", () => {
    assert.deepEqual(found("hous"), ["topics/housing", "cities/houston", "practices/bond", "practices/houses"]);
    assert.equal(found("housing")[0], "topics/housing");
  });
  test("every word counts", () => {
    assert.deepEqual(found("housing bond"), ["practices/bond"]);
    assert.deepEqual(found("bond zebra"), []);
  });
  test("neither accents, case nor order matter", () => {
    for (const text of ["bogota", "BOGOTÁ", "Bogo\u0301"]) assert.deepEqual(found(text), ["cities/bogota"], text);
    assert.deepEqual(found("childhood early"), ["topics/early-childhood"]);
  });
  test("other words for a topic find it, after names that bear them", () => {
    assert.deepEqual(found("presch"), ["topics/early-childhood"]);
    assert.deepEqual(found("tenants"), ["topics/housing"]);
  });
  test("nothing is suggested for no words, and no more than asked for", () => {
    for (const text of ["", "  ", "…", '"']) assert.deepEqual(found(text), [], text);
    assert.equal(found("h", 2).length, 2);
  });
});

describe("a query being typed", () => {
  test("says little until its last word has four letters", () => {
    for (const text of ["", "b", "bus", "council ", "council bud"]) assert.ok(isBarelyBegun(text), text);
    for (const text of ["coun", "council", "council budg"]) assert.ok(!isBarelyBegun(text), text);
  });
});

describe("searches made before", () => {
  test("the last is first, once, without needless spaces", () => {
    assert.deepEqual(remembering(["housing", "bonds"], "  Vacant   houses "), ["Vacant houses", "housing", "bonds"]);
    assert.deepEqual(remembering(["housing", "Bogotá"], "bogota"), ["bogota", "housing"]);
  });
  test("what says nothing is not remembered, and not too many are", () => {
    for (const text of ["", " ", "a", "x".repeat(201)]) assert.deepEqual(remembering(["housing"], text), ["housing"]);
    const many = Array.from({ length: 20 }, (_, at) => `search ${at}`).reduce(remembering, []);
    assert.equal(many.length, 8);
    assert.equal(many[0], "search 19");
  });
  test("what others left in the storage does no harm", () => {
    for (const kept of [null, "", "{", "7", "null", '{"a":1}', "[1, {}]"]) assert.deepEqual(readRecent(kept), [], kept);
    assert.deepEqual(readRecent('["housing", 3, "bonds"]'), ["housing", "bonds"]);
  });
});

describe("the address of a search", () => {
  const read = (search) => address.readState(search, FIELDS);

  test("it comes back as it was written", () => {
    const filters = { kind: ["practice"], topic: ["housing", "early-childhood"], evidence: 3, year: { from: 2013, to: 2018 } };
    for (const state of [
      { query: "", filters: {}, sort: "relevance", exact: false, mine: "" },
      { query: 'a "b c" -d & e=f', filters, sort: "newest", exact: true, mine: "denver" },
      { query: "São Paulo", filters: { city: ["sao-paulo"] }, sort: "evidence", exact: false, mine: "200000,US" },
    ]) {
      assert.deepEqual(read(address.writeState(state, FIELDS)), state);
    }
  });
  test("it names what the contract names", () => {
    const state = { query: "x y", filters: { topic: ["a", "b"], evidence: 0 }, sort: "newest", exact: false };
    assert.equal(address.writeState(state, FIELDS), "?q=x+y&topic=a&topic=b&evidence=0&sort=newest");
  });
  test("nonsense is left out", () => {
    const { filters, sort } = read("?evidence=9&sort=best&year=last&topic=&city=a&city=a&colour=red");
    assert.deepEqual(filters, { city: ["a"] });
    assert.equal(sort, "relevance");
  });
  test("ranges are one number, from, to, or both, and may be written backwards", () => {
    for (const text of ["2013", "2013..2018", "2013..", "..2018", "..100000", "0..0"]) {
      assert.equal(address.writeRange(address.readRange(text)), text === "0..0" ? "0" : text);
    }
    assert.deepEqual(address.readRange("2018..2013"), { from: 2013, to: 2018 });
    for (const text of ["", "..", "2013-2018", "1e5", "1,000", "9".repeat(16), null]) {
      assert.equal(address.readRange(text), undefined, text);
    }
    const state = { query: "", filters: { year: { from: 2013 }, population: { to: 100_000 }, cost: { from: 1, to: 2 } }, sort: "relevance", exact: false, mine: "" };
    assert.equal(address.writeState(state, FIELDS), "?year=2013..&population=..100000&cost=1..2");
    assert.deepEqual(read(address.writeState(state, FIELDS)), state);
  });
  test("a search for one subject alone has a feed", () => {
    const feed = (search) => address.onlySubject(read(search))?.path;
    assert.equal(feed("?topic=housing"), "/topics/housing/feed.xml");
    assert.equal(feed("?country=us&sort=newest"), "/countries/us/feed.xml");
    for (const search of ["", "?q=x&topic=a", "?topic=a&topic=b", "?topic=a&evidence=2", "?kind=practice"]) {
      assert.equal(feed(search), undefined, search);
    }
  });
});

describe("the text of a query", () => {
  test("its parts are words, phrases and fields", () => {
    const parts = ["housing", "-shelter", '"pay for success"', '-"a b"', 'city:"New York City"', "-kind:session", "OR"];
    assert.deepEqual(partsOf(parts.join(" ")), parts);
    assert.deepEqual(partsOf('"unclosed phrase'), ['"unclosed phrase']);
  });
  test("a query without one of its words, the longest first", () => {
    assert.deepEqual(shorter("how housing works"), [
      { word: "housing", query: "how works" },
      { word: "works", query: "how housing" },
      { word: "how", query: "housing works" },
    ]);
    assert.deepEqual(shorter("buses OR trams").map(({ query }) => query), ["trams", "buses"]);
    for (const query of ["", "housing", '"one phrase"']) assert.deepEqual(shorter(query), [], query);
  });
});

describe("marks", () => {
  const hit = (title, snippet) => ({ title, summary: "", snippet });

  test("an excerpt is text, and every other part is marked", () => {
    const parts = excerptParts("…&lt;b&gt; <mark>caf&#39;e</mark> &amp; <mark>b</mark>");
    assert.deepEqual(parts, ["…<b> ", "caf'e", " & ", "b", ""]);
    assert.deepEqual(excerptParts(""), [""]);
  });
  test("the forms are those the excerpts mark, and words of titles that were asked for", () => {
    const hits = [
      hit("The Housing Fund", "They <mark>housed</mark> many <mark>Houses</mark> the"),
      hit("Talks of the city", "<mark>São</mark> Paulo"),
    ];
    assert.deepEqual(markedForms({ query: "the housing of", hits }), ["housed", "houses", "the", "housing", "sao"]);
    const corrected = { query: "housing" };
    assert.deepEqual(markedForms({ query: "houzing", corrected, hits: [hit("Housing", "")] }), ["housing"]);
    assert.deepEqual(markedForms({ query: "", hits: [] }), []);
  });
  test("whole words are cut out, whatever their case and accents", () => {
    const forms = new Set(["housing", "sao"]);
    assert.deepEqual(cut("Housing in São Paulo; housings", forms), ["", "Housing", " in ", "São", " Paulo; housings"]);
    assert.deepEqual(cut("Sa\u0303o", forms), ["", "Sa\u0303o", ""]);
    assert.equal(cut("nothing here", forms), undefined);
    for (const text of ["a housing b", "housing", " housing"]) assert.equal(cut(text, forms).join(""), text);
  });
});

describe("the view", () => {
  /** An element as far as the view needs one. */
  function element(tag, attributes = {}, ...children) {
    const made = { tag, attributes, children: [...children], on: {} };
    made.append = (...more) => void made.children.push(...more);
    made.addEventListener = (kind, work) => (made.on[kind] = work);
    return made;
  }
  const text = (node) => (typeof node === "string" ? node : node.children.map(text).join(""));
  // The build puts the words of the site into the scripts; a few stand for them here.
  const strings = {
    section: "Section",
    chip: "{field}: {value}",
    chipNot: "Not {field}: {value}",
    chipExact: "Exact spelling",
    chipRemove: "Remove {chip}",
    between: "{from} to {to}",
    atLeast: "from {from}",
    atMost: "up to {to}",
    "number.thousands": ",",
    "number.money-symbol": "{currency}{sum}",
    "currency.USD": "$",
    evidenceLeast: "{level} or more",
    "evidence.of": "{level} of 5: {label}",
    "evidence.level-0": "Not rated",
    "evidence.level-3": "Tested against a comparison group",
    "facet.city": "City",
    "facet.evidence": "Evidence",
    "facet.kind": "Kind",
    "facet.topic": "Topic",
    "facet.year": "Year",
    "facet.population": "City population",
    "facet.cost": "One-off cost",
  };
  const kit = {
    element,
    lang: "en",
    learn: () => {},
    say: (key, values = {}) => (strings[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]),
    named: (field, value, label) => label,
    capital: (slug) => slug.charAt(0).toUpperCase() + slug.slice(1),
    result: ({ result }) => result?.label.toLowerCase(),
    address: (url) => `https://crosstown.example${url}`,
  };
  const view = new View(kit);

  test("chips say what is chosen, and what pressing them does", () => {
    const chips = [
      [{ field: "city", value: "denver", label: "Denver" }, "City: Denver"],
      [{ field: "kind", value: "session", label: "Session", negative: true }, "Not Kind: Session"],
      [{ field: "year", value: { from: 2013, to: 2018 } }, "Year: 2013 to 2018"],
      [{ field: "year", value: { from: 2013 } }, "Year: from 2013"],
      [{ field: "year", value: "2013..2018", label: "2013..2018" }, "Year: 2013 to 2018"],
      [{ field: "year", value: "2013", label: "2013" }, "Year: 2013"],
      [{ field: "year", value: "..2018", label: "..2018", negative: true }, "Not Year: up to 2018"],
      [{ field: "population", value: { to: 100_000 } }, "City population: up to 100,000"],
      [{ field: "population", value: "999..1250000", label: "" }, "City population: 999 to 1,250,000"],
      [{ field: "cost", value: "1000000..", label: "" }, "One-off cost: from $1,000,000"],
      [{ field: "evidence", value: "3..", label: "3.." }, "Evidence: 3 or more"],
      [{ field: "evidence", value: "1..3", label: "1..3" }, "Evidence: 1 to 3"],
      [{ field: "evidence", value: 3 }, "Evidence: 3 or more"],
      [{ field: "topic", value: "housing" }, "Topic: Housing"],
      [{ field: "exact" }, "Exact spelling"],
    ];
    for (const [chosen, said] of chips) {
      let pressed = 0;
      const [button] = view.chip(chosen, () => (pressed += 1)).children;
      assert.equal(text(button), `${said}×`);
      assert.equal(button.attributes["aria-label"], `Remove ${said}`);
      button.on.click();
      assert.equal(pressed, 1);
    }
  });
  test("a hit says its kind and stage first, then where and when", () => {
    const hit = {
      id: "practices/x",
      kind: "Practice",
      title: "X",
      url: "/practices/x/",
      summary: "The <mark>sum</mark> &amp; all.",
      snippet: "a <mark>b</mark>",
      section: { anchor: "how it", heading: "How it works" },
      stage: { value: "proposed", label: "Proposed only" },
      evidence: 0,
      cities: [{ value: "denver", label: "Denver" }],
      year: 2014,
    };
    const made = view.hit(hit);
    assert.equal(made.attributes["data-search-hit"], "practices/x");
    assert.equal(text(made.children[0]), "Practice · Proposed only · Denver, 2014");
    const links = [];
    const walk = (node) => {
      if (node.tag === "a") links.push(node.attributes.href);
      node.children?.forEach(walk);
    };
    walk(made);
    assert.deepEqual(links, ["https://crosstown.example/practices/x/", "https://crosstown.example/practices/x/#how%20it"]);
    assert.match(text(made), /The sum & all\.Section: How it works a b/);
    const alone = view.hit({ ...hit, snippet: hit.summary, section: undefined });
    assert.equal(text(alone).match(/The sum & all\./g).length, 1);
    assert.match(text(made), /Evidence: .*Not rated/);
    const rated = view.hit({ ...hit, evidence: 3, result: { value: "none", label: "No effect" } });
    assert.match(text(rated), /3 of 5: tested against a comparison group · no effect$/);
  });
  test("evidence of a level holds all above it, and any evidence holds all", () => {
    const counts = [{ value: "0", count: 9 }, { value: "2", count: 4 }, { value: "4", count: 1 }];
    const found = view.levels(counts, 5).map(({ value, count, chosen }) => [value, count, chosen]);
    assert.deepEqual(found, [["", 14, false], ["5", 0, true], ["4", 1, false], ["3", 1, false], ["2", 5, false], ["1", 5, false]]);
  });
});

test("words are letters and figures of any script", () => {
  assert.deepEqual(wordsOf("São-Paulo's 311 — город"), ["sao", "paulo", "s", "311", "город"]);
});
