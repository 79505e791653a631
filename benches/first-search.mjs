// The cost of a reader's first search: files, bytes and round trips, and the time from nothing to
// answers with their excerpts (over the loopback, so without network latency).
//
//   node benches/first-search.mjs SEARCH_INDEX_FOLDER QUERY
//
// Serves the folder as any static host would, drives the client's engine as the page's worker
// does, and prints one JSON object: `client`, the gzipped bytes of the whole client; `loading`,
// what is fetched before a query is known; `opening`, the part of that which belongs to the index;
// `answer`, what the query takes after that; and `hits`, what it takes up to the hits alone, which
// a large site shows before the counts.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { clientBytes, open, search } from "./engine.mjs";

const [folder, query] = process.argv.slice(2);

const server = createServer((request, response) => {
  try {
    response.end(readFileSync(join(folder, request.url)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}/`;

/** Counts what is fetched; the files of one round are fetched together. */
class Visit {
  requests = 0;
  bytes = 0;
  rounds = 0;

  bring = async (paths) => {
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
  };

  counts() {
    const { requests, bytes, rounds } = this;
    return { requests, bytes, rounds };
  }
}

// One query per process: a second query would find the engine compiled.
const [client, opening, visit] = [new Visit(), new Visit(), new Visit()];
const asked = (counts) => JSON.stringify({ query, limit: 10, counts });
const start = performance.now();
const engine = await open(folder, client.bring, opening.bring);
const loaded = performance.now();
await search(engine, asked(false), visit.bring);
const hits = { ...visit.counts(), milliseconds: performance.now() - loaded };
const { total } = await search(engine, asked(true), visit.bring);
const answered = performance.now();
console.log(
  JSON.stringify({
    client: clientBytes(folder),
    loading: {
      requests: client.requests + opening.requests,
      bytes: client.bytes + opening.bytes,
      // The manifest is fetched together with the engine, and what every search reads right after it.
      rounds: client.rounds + 1,
      milliseconds: loaded - start,
    },
    opening: { ...opening.counts(), milliseconds: loaded - start },
    hits,
    answer: { query, total, ...visit.counts(), milliseconds: answered - loaded },
  }),
);
server.close();
server.closeAllConnections();
