// The engine's time for an answer when everything it reads is in memory: no fetching, no worker,
// only the call and the text it returns.
//
//   node benches/warm.mjs SEARCH_INDEX_FOLDER QUERY QUERY …
//
// Prints a JSON array: the number of hits of each query, and the median and minimum of twenty runs
// in milliseconds.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { open, search, warmed } from "./engine.mjs";

const [folder, ...queries] = process.argv.slice(2);
const bring = async (paths) => paths.map((path) => new Uint8Array(readFileSync(join(folder, path))));
const engine = await open(folder, bring, bring);
const asked = queries.map((query) => JSON.stringify({ query, limit: 10 }));
const totals = [];
for (const request of asked) totals.push((await search(engine, request, bring)).total);
const times = warmed(asked.map((request) => () => engine.search(request)));
const answers = queries.map((query, at) => ({ query, total: totals[at], ...times[at] }));
console.log(JSON.stringify(answers));
