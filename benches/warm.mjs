// How long the engine itself takes for an answer when all it reads is there: no fetching, no
// worker, only the call and the text it gives back.
//
//   node benches/warm.mjs SEARCH_INDEX_FOLDER QUERY QUERY …
//
// Prints a JSON array: the hits of each query, and the median of twenty runs in milliseconds.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { open, search, warmed } from "./engine.mjs";

const [folder, ...queries] = process.argv.slice(2);
const bring = async (paths) => paths.map((path) => new Uint8Array(readFileSync(join(folder, path))));
const engine = await open(folder, bring, bring);
const answers = [];
for (const query of queries) {
  const request = JSON.stringify({ query, limit: 10 });
  const { total } = await search(engine, request, bring);
  answers.push({ query, total, milliseconds: warmed(() => engine.search(request)) });
}
console.log(JSON.stringify(answers));
