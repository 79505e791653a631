// The cost of lunr for the same records: time and size of its index, and a reader's first search,
// for which the whole index is fetched, parsed and loaded.
//
//   node benches/lunr.mjs CONTENT_FOLDER QUERY QUERY …
//
// The records are read from the Markdown files of a generated site into memory before the clock
// starts. The fields and their weights are those of the comparison of rankings in
// tests/relevance/peers.mjs. A query in quotes is run as plain words, because lunr has no phrases; a
// query that ends in `*` is the beginning of a word. Prints one JSON object; times in milliseconds.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { warmed } from "./engine.mjs";

const require = createRequire(new URL("../tests/relevance/package.json", import.meta.url));
const lunr = require("lunr");

const BOOST = { title: 4, summary: 2, body: 1, labels: 1 };
/** Front matter that is searched as labels; other lists are text. */
const LABELS = /^(cities|topics|spheres|mechanisms|stage|country|region|started)$/;
/** Front matter that no reader searches for. */
const SKIPPED = /^(url|accessed|id|source|kind|slug|value|as_of|status|attribution|population|end)$/;

/** A record of a generated site, whose front matter has one line per field or list item. */
function record(path, id) {
  const [, front, body] = readFileSync(path, "utf8").split(/^---\n/m);
  const found = { id, title: "", summary: "", body: body ?? "", labels: "" };
  for (const line of (front ?? "").split("\n")) {
    const [, name = "", value] = /^(?:[\s-]*(\w+):|-) ?(.*)$/.exec(line) ?? [];
    const text = value?.replace(/^['[]|['\]]$/g, "");
    if (!text || SKIPPED.test(name)) continue;
    if (line.startsWith("title:") || line.startsWith("summary:")) found[name] = text;
    else if (LABELS.test(name)) found.labels += `${text}\n`;
    else found.body += `${text}\n`;
  }
  return found;
}

function records(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".md"));
  return paths.sort().map((path) => record(join(folder, path), path));
}

/** Removes the operators of lunr's query language, but keeps the star of a beginning. */
const plain = (query) =>
  query.replaceAll(/["':~^+-]/gu, " ").replaceAll(/\*(?!$)/gu, " ").trim();

const timed = (run) => {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
};

const [folder, ...queries] = process.argv.slice(2);
const documents = records(folder);
const [written, build] = timed(() => {
  const index = lunr(function () {
    this.ref("id");
    for (const [field, boost] of Object.entries(BOOST)) this.field(field, { boost });
    for (const document of documents) this.add(document);
  });
  return JSON.stringify(index);
});
const [index, load] = timed(() => lunr.Index.load(JSON.parse(written)));
const searches = queries.map((query) => () => index.search(plain(query)));
const times = warmed(searches);
const packed = (content) => gzipSync(content, { level: 9 }).length;
console.log(
  JSON.stringify({
    version: lunr.version,
    records: documents.length,
    build,
    load,
    bytes: Buffer.byteLength(written),
    packed: packed(written),
    client: packed(readFileSync(join(require.resolve("lunr"), "..", "lunr.min.js"))),
    answers: queries.map((query, at) => ({
      query,
      total: searches[at]().length,
      ...times[at],
    })),
  }),
);
