// Drives the client's engine in Node as the page's worker does in a browser: fetches what the
// engine misses, in one round, and repeats the search.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

/** @typedef {(paths: string[]) => Promise<Uint8Array[]>} Bring one round of fetching */

export const isPacked = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const unpacked = (bytes) => (isPacked(bytes) ? gunzipSync(bytes) : bytes);

/** The client's file with a name, in a folder where file names also contain a digest. */
function client(folder, start, ending) {
  const name = readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(ending));
  if (!name) throw new Error(`${folder} holds no ${start}*${ending}`);
  return name;
}

/**
 * The compressed bytes of the client, by the compression of its engine: `{gzip, brotli}`. Its
 * scripts are gzipped in both.
 */
export function clientBytes(folder) {
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const packed = scripts.map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }));
  const size = packed.reduce((sum, bytes) => sum + bytes.length, 0);
  const engine = (ending) => statSync(join(folder, client(folder, "engine.", ending))).size;
  return { gzip: size + engine(".wasm.gz"), brotli: size + engine(".wasm.br") };
}

/**
 * An engine with everything that the worker fetches before the first search. `bringClient`
 * fetches the client, `bringIndex` the index.
 * @param {string} folder @param {Bring} bringClient @param {Bring} bringIndex
 */
export async function open(folder, bringClient, bringIndex) {
  const glue = client(folder, "engine.", ".js");
  await bringClient([client(folder, "worker.", ".js")]);
  const [[manifest], [, wasm]] = await Promise.all([
    bringIndex(["manifest.json"]),
    bringClient([glue, client(folder, "engine.", ".wasm.gz")]),
  ]);
  const { SearchEngine, initSync } = await import(pathToFileURL(join(folder, glue)));
  initSync({ module: unpacked(wasm) });
  const engine = new SearchEngine(manifest);
  const head = `h/${JSON.parse(new TextDecoder().decode(manifest)).head}.gz`;
  const [content] = await bringIndex([head]);
  engine.supply(head, unpacked(content));
  return engine;
}

/**
 * An answer, once everything it needs has been fetched.
 * @param {object} engine @param {string} request as JSON @param {Bring} bring
 */
export async function search(engine, request, bring) {
  for (;;) {
    const step = JSON.parse(engine.search(request));
    if (step.done) return step.done;
    const contents = await bring(step.need);
    for (const [at, path] of step.need.entries()) engine.supply(path, unpacked(contents[at]));
  }
}

/** Warm-up in milliseconds, after which the engine's code is fully compiled. */
const WARMING = 1000;
/** Number of times each call is timed. */
const RUNS = 20;

/**
 * The median and the minimum time of each call, in milliseconds. The calls run in turn, so that a
 * disturbance of the machine affects all of them, and none finds the caches as it left them.
 * @param {(() => unknown)[]} calls
 */
export function warmed(calls) {
  const begun = performance.now();
  do for (const call of calls) call();
  while (performance.now() - begun < WARMING);
  const times = calls.map(() => []);
  for (let run = 0; run < RUNS; run++) {
    for (const [at, call] of calls.entries()) {
      const start = performance.now();
      call();
      times[at].push(performance.now() - start);
    }
  }
  const sorted = times.map((all) => all.sort((a, b) => a - b));
  return sorted.map((all) => ({ milliseconds: all[RUNS >> 1], least: all[0] }));
}
