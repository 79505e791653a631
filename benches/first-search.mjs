// What a reader's first search costs: files, bytes and rounds of fetching, the time it takes from
// nothing to answers with their excerpts (over the loopback, so without a network's latency), and
// the time a search takes when everything is there.
//
//   node benches/first-search.mjs SEARCH_INDEX_FOLDER QUERY
//
// Serves the folder as any static host would, drives the client's engine as the page's worker
// does, and prints one JSON object.

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [folder, query] = process.argv.slice(2);
const client = (start, ending) => {
  const name = readdirSync(folder).find((name) => name.startsWith(start) && name.endsWith(ending));
  if (!name) throw new Error(`${folder} holds no ${start}*${ending}`);
  return name;
};
const glue = client("engine.", ".js");
const wasm = client("engine.", ".wasm.gz");
const worker = client("worker.", ".js");

const server = createServer((request, response) => {
  try {
    response.end(readFileSync(join(folder, request.url)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}/`;

/** Counts what is fetched; files of one round are fetched together. */
class Visit {
  requests = 0;
  bytes = 0;
  rounds = 0;

  async fetch(paths) {
    if (paths.length > 0) this.rounds += 1;
    return Promise.all(
      paths.map(async (path) => {
        const response = await fetch(base + path);
        if (!response.ok) throw new Error(`${response.status} ${path}`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        this.requests += 1;
        this.bytes += bytes.length;
        return bytes;
      }),
    );
  }
}

const { SearchEngine, initSync } = await import(pathToFileURL(join(folder, glue)));
const unpacked = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);

/** An engine that has what the worker fetches before the first search. */
async function open(visit) {
  await visit.fetch([worker]);
  const [manifest, , engine] = await visit.fetch(["manifest.json", glue, wasm]);
  initSync({ module: unpacked(engine) });
  const opened = new SearchEngine(manifest);
  const head = `h/${JSON.parse(new TextDecoder().decode(manifest)).head}.gz`;
  const [content] = await visit.fetch([head]);
  opened.supply(head, unpacked(content));
  return opened;
}

async function search(engine, query, visit) {
  const request = JSON.stringify({ query, limit: 10 });
  for (;;) {
    const step = JSON.parse(engine.search(request));
    if (step.done) return step.done;
    const contents = await visit.fetch(step.need);
    for (const [at, path] of step.need.entries()) engine.supply(path, unpacked(contents[at]));
  }
}

function milliseconds(run) {
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[10];
}

// One query a process: a second one would find the engine compiled.
const loading = new Visit();
const visit = new Visit();
const start = performance.now();
const engine = await open(loading);
const loaded = performance.now();
const { total } = await search(engine, query, visit);
const answered = performance.now();
const request = JSON.stringify({ query, limit: 10 });
const counts = ({ requests, bytes, rounds }) => ({ requests, bytes, rounds });
console.log(
  JSON.stringify({
    loading: { ...counts(loading), milliseconds: loaded - start },
    answer: { query, total, ...counts(visit), milliseconds: answered - loaded },
    warm_milliseconds: milliseconds(() => engine.search(request)),
  }),
);
server.close();
server.closeAllConnections();
