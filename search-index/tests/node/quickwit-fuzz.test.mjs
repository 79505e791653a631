// Answers of a Quickwit server, changed at random: whatever they are, there is an answer that can be
// shown, or none. `QUICKWIT_ROUNDS` sets how many are tried.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { Quickwit } from "../../web/quickwit.js";
import { replay } from "./quickwit/stub.mjs";

const ROUNDS = Number(process.env.QUICKWIT_ROUNDS ?? 3000);
const { fetch } = globalThis;
const { warn } = console;
after(() => {
  console.warn = warn;
  globalThis.fetch = fetch;
});

/** The same numbers in every run (mulberry32). @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STRANGE = [
  null, true, 0, -1, 1e308, 0.5, "", "x", [], {}, [[[]]], "<img src=x onerror=alert(1)>", "javascript:alert(1)", "//evil.example", "../..",
  "practices/a", "practices/a/../../b", "a:b:c", ":", "9".repeat(400), "\u0000\u202e", '[["a","<b>","jail <script>"]]', "[[", { toString: 1 },
  { valueOf: null, length: 1e9 }, { __proto__: null, key: "x" }, "constructor", "__proto__",
];

/** A value with one place in it changed. @param {any} value @param {() => number} next @returns {any} */
function changed(value, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const deeper = value && typeof value === "object" && Object.keys(value).length > 0 && next() < 0.85;
  if (!deeper) return pick(STRANGE);
  const key = pick(Object.keys(value));
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (next() < 0.1) delete copy[key];
  else if (next() < 0.1) Object.defineProperty(copy, pick(STRANGE.filter((one) => typeof one === "string")), { value: value[key], enumerable: true });
  else copy[key] = changed(value[key], next);
  return copy;
}

/** A text with some of its signs replaced or missing. @param {string} text @param {() => number} next */
function damaged(text, next) {
  const at = Math.floor(next() * text.length);
  return text.slice(0, at) + (next() < 0.5 ? "" : String.fromCharCode(next() * 0x300)) + text.slice(at + Math.floor(next() * 9));
}

/** Whether a text shows no element but marks. @param {string} html */
const isText = (html) => typeof html === "string" && !html.replace(/<\/?mark>/g, "").includes("<");
/** @param {number} number */
const isCount = (number) => Number.isSafeInteger(number) && number >= 0;

/** @param {any} answer @param {number} limit */
function assertShown({ hits, total, facets }, limit) {
  assert.ok(isCount(total) && hits.length <= limit);
  for (const hit of hits) {
    assert.match(hit.url, /^\/[a-z0-9-]+(?:\/[a-z0-9-]+){1,3}\/$/i);
    assert.ok(isText(hit.summary) && isText(hit.snippet), JSON.stringify(hit));
    assert.ok([hit.title, hit.kind].every((one) => typeof one === "string"));
    assert.ok(hit.evidence === undefined || (isCount(hit.evidence) && hit.evidence <= 5));
    assert.ok(hit.year === undefined || isCount(hit.year));
    for (const term of [hit.stage, hit.result, ...hit.cities].filter(Boolean)) {
      assert.ok(typeof term.value === "string" && typeof term.label === "string", JSON.stringify(term));
    }
  }
  for (const counted of Object.values(facets)) {
    if (Array.isArray(counted)) {
      for (const { value, label, count } of counted) assert.ok(typeof value === "string" && typeof label === "string" && isCount(count));
    } else {
      assert.ok([counted.count, counted.least ?? 0, counted.most ?? 0].every((one) => typeof one === "number" && Number.isFinite(one)));
    }
  }
}

test(`${ROUNDS} changed answers are shown or refused`, async () => {
  console.warn = () => {};
  const QUERIES = ["jail", "housing", "success jail", ""];
  let shown = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = random(round);
    globalThis.fetch = async (_, { body }) => {
      let { body: answer } = replay(JSON.parse(body));
      for (let times = next() * 4; times > 0; times--) answer = changed(answer, next);
      const text = JSON.stringify(answer) ?? "";
      return new Response(next() < 0.15 ? damaged(text, next) : text, { status: next() < 0.02 ? 500 : 200 });
    };
    const query = QUERIES[round % QUERIES.length];
    const limit = 10;
    const answer = await new Quickwit("https://search.example.org/x", "en").ask({ query, limit }, false);
    if (answer === undefined) continue;
    assert.ok("response" in answer, `round ${round}`);
    try {
      assertShown(answer.response, limit);
    } catch (error) {
      error.message = `round ${round}: ${error.message}`;
      throw error;
    }
    shown += 1;
  }
  assert.ok(shown > ROUNDS / 4 && shown < ROUNDS, `${shown} of ${ROUNDS} were shown`);
});
