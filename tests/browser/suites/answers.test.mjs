// The program and the browser read the same folder with the same code, so their answers are equal.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, ask, askProgram } from "../helper/searching.mjs";
import { LANGUAGE } from "../helper/language.mjs";

const WORDS = [
  "", " ", "a", "311", "housing", "word pedometer", "pay for success", "vacant houses",
  "early childhood", "Bogotá", "bogota", "Providence", "recidivism bond", "participatory budgeting",
  "houzing", "recidivsm", "innovation team", "data", "the", "of the", "water sanitation", "homeless",
];
const ODD = [
  '"early childhood"', '"pay for success" recidivism', '"', '"unclosed phrase', "title:housing",
  "a AND b OR NOT c", "+must -not", "***", "(((", "100%", "C++", "d'Ivoire", "🏙", "São Paulo",
  "x".repeat(300), "-", "--help", "\\", "<script>", "город",
];
const OPTIONS = [
  ["housing", { filters: { sphere: ["capital"] } }],
  ["", { filters: { sphere: ["capital", "operations"], country: ["us"] } }],
  ["city", { filters: { topic: ["early-childhood", "housing"] }, sort: "newest" }],
  ["city", { filters: { kind: ["practice"], evidence: 2 }, sort: "evidence" }],
  ["", { filters: { stage: ["operating"] }, sort: "newest", limit: 50 }],
  ["", { sort: "evidence", limit: 50 }],
  ["budget", { filters: { city: ["boston", "chicago"] } }],
  ["talks", { limit: 1 }],
  ["city", { limit: 0 }],
  ["housing evidence:>=2", { filters: { sphere: ["capital"] }, sort: "newest" }],
  ["cuidado", { lang: "es" }],
  ["presupuesto participativo", { lang: "es" }],
  ["orcamento", { lang: "pt", limit: 5 }],
  ["participatory budgeting", { lang: "fr" }],
  ["", { lang: "es", sort: "newest", limit: 400 }],
  ["-country:us", { filters: { kind: ["practice"] }, sort: "evidence", limit: 30 }],
];

describe("the program and the browser", () => {
  const stage = useStage();

  test("answer alike", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=x");
    await answered(page);
    const questions = [...[...WORDS, ...ODD, ...LANGUAGE].map((text) => [text, {}]), ...OPTIONS];
    let found = 0;
    for (const [text, options] of questions) {
      const [there, here] = [await ask(page, text, options), askProgram(text, options)];
      const what = JSON.stringify([text, options]);
      assert.deepEqual(there.hits.map(({ id }) => id), here.hits.map(({ id }) => id), what);
      assert.deepEqual(there, here, what);
      found += here.hits.length;
    }
    assert.ok(questions.length >= 40 && found > 300, `${found} hits in ${questions.length} answers`);
    await leaveClean();
  });
});
