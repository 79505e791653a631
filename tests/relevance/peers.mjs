// Runs the records and questions of one file through other search engines and writes what each
// finds: node peers.mjs IN OUT. Each engine is configured as its documentation recommends.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import lunr from "lunr";
import MiniSearch from "minisearch";
import * as pagefind from "pagefind";

const HITS = 20;
const BOOST = { title: 4, summary: 2, body: 1, labels: 1 };

const { documents, questions } = JSON.parse(await readFile(process.argv[2], "utf8"));
const flat = documents.map((document) => ({
  id: document.id,
  title: document.title,
  summary: document.summary,
  body: document.sections.map((section) => section.join("\n")).join("\n"),
  labels: document.labels.join("\n"),
}));

/** The ids that `search` returns for each question. */
async function answers(search) {
  const ranking = {};
  for (const question of questions) {
    ranking[question.id] = (await search(question.query)).slice(0, HITS);
  }
  return ranking;
}

function withLunr() {
  const index = lunr(function () {
    this.ref("id");
    for (const [field, boost] of Object.entries(BOOST)) this.field(field, { boost });
    for (const document of flat) this.add(document);
  });
  // lunr's query language has operators; a colon or tilde in a reader's question is not one.
  const plain = (text) => text.replaceAll(/["':~^*+-]/gu, " ");
  return answers((text) => index.search(plain(text)).map((hit) => hit.ref));
}

function withMiniSearch(options) {
  const index = new MiniSearch({ fields: Object.keys(BOOST), searchOptions: { boost: BOOST, ...options } });
  index.addAll(flat);
  return answers((text) => index.search(text).map((hit) => hit.id));
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function page(document) {
  const sections = document.sections.map(
    ([heading, text]) => (heading ? `<h2>${escaped(heading)}</h2>` : "") + `<p>${escaped(text)}</p>`,
  );
  const labels = document.labels.map((label) => `<li>${escaped(label)}</li>`);
  return (
    `<!doctype html><html lang="en"><head><title>${escaped(document.title)}</title></head><body>` +
    `<main data-pagefind-body><h1>${escaped(document.title)}</h1><p>${escaped(document.summary)}</p>` +
    `${sections.join("")}<ul>${labels.join("")}</ul></main></body></html>`
  );
}

/** Serves a folder, because Pagefind's client fetches its files. */
async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.slice(1);
    try {
      response.end(await readFile(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

async function withPagefind() {
  const folder = await mkdtemp(join(tmpdir(), "pagefind-"));
  const { index } = await pagefind.createIndex();
  const ids = new Map();
  for (const [at, document] of documents.entries()) {
    ids.set(`/${at}/`, document.id);
    const { errors } = await index.addHTMLFile({ url: `/${at}/`, content: page(document) });
    if (errors.length > 0) throw new Error(errors.join("; "));
  }
  await index.writeFiles({ outputPath: folder });
  await pagefind.close();
  const server = await serve(folder);
  // The client is made for a page: it reads the page's language and the script's address.
  globalThis.document = { querySelector: () => ({ getAttribute: () => "en" }) };
  globalThis.window = { location: { origin: "http://localhost" } };
  globalThis.location = { href: "http://localhost/" };
  const client = await import(pathToFileURL(join(folder, "pagefind.js")).href);
  await client.options({ basePath: `http://127.0.0.1:${server.address().port}/`, baseUrl: "/" });
  await client.init();
  const ranking = await answers(async (text) => {
    const { results } = await client.search(text);
    const pages = await Promise.all(results.slice(0, HITS).map((result) => result.data()));
    return pages.map((found) => ids.get(found.url)).filter(Boolean);
  });
  server.close();
  await rm(folder, { recursive: true });
  return ranking;
}

const rankings = {
  lunr: await withLunr(),
  MiniSearch: await withMiniSearch({}),
  "MiniSearch, fuzzy": await withMiniSearch({ prefix: true, fuzzy: 0.2 }),
  Pagefind: await withPagefind(),
};
await writeFile(process.argv[3], JSON.stringify({ rankings }));
process.exit(0);
