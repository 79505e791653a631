// The built client answers exactly as the native index does, in few rounds of fetching.
//
//   node --test search-index/tests/node/
//
// The package and the native answers come from the crate's example `answers`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";

import { initSync, SearchEngine } from "../../dist/engine.js";

const crate = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "search-index-"));
let manifest;
let answers;

before(() => {
  // With the whole workspace's choice of features, as its tests are: so nothing is compiled twice.
  const cargo = ["build", "--workspace", "--example", "answers", "--message-format", "json"];
  const options = { cwd: crate, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 };
  const built = execFileSync("cargo", cargo, options).toString().trim().split("\n").map((line) => JSON.parse(line));
  const { executable } = built.find(({ target, executable }) => executable && target.name === "answers");
  execFileSync(executable, [folder], { stdio: "inherit" });
  manifest = readFileSync(join(folder, "manifest.json"));
  answers = JSON.parse(readFileSync(join(folder, "answers.json")));
  initSync({ module: gunzipSync(readFileSync(join(crate, "dist/engine.wasm.gz"))) });
});

after(() => rmSync(folder, { recursive: true }));

const read = (path) => gunzipSync(readFileSync(join(folder, path)));

/** An engine that has what a browser fetches while the engine loads. */
function open() {
  const engine = new SearchEngine(manifest);
  const head = `h/${JSON.parse(manifest).head}.gz`;
  engine.supply(head, read(head));
  return engine;
}

function search(engine, request) {
  const files = [];
  let rounds = 0;
  for (;;) {
    const step = JSON.parse(engine.search(JSON.stringify(request)));
    if (step.done) return { response: step.done, rounds, files };
    rounds += 1;
    assert.ok(rounds < 20, "the search comes to an end");
    assert.ok(step.need.length > 0, "something is needed");
    for (const path of step.need) {
      assert.ok(!files.includes(path), `${path} is needed twice`);
      files.push(path);
      engine.supply(path, read(path));
    }
  }
}

/** The error an action throws, as the engine's JSON. */
function thrown(action) {
  try {
    action();
  } catch (error) {
    return JSON.parse(error);
  }
  return assert.fail("nothing was thrown");
}

test("the engine as Brotli is the same, and smaller", () => {
  const [gzip, brotli] = ["gz", "br"].map((ending) => readFileSync(join(crate, `dist/engine.wasm.${ending}`)));
  assert.deepEqual(brotliDecompressSync(brotli), gunzipSync(gzip));
  assert.ok(brotli.length < gzip.length);
  // The worker takes a file that begins with a zero for one that the host has decompressed.
  assert.notEqual(brotli[0], 0);
});

/** A line that imports another script. */
const IMPORT = /^import \{.*"\.\/(.*)";$/gm;

test("the client stays small", () => {
  // Sites without a search server do not publish the script that asks one.
  const web = readdirSync(join(crate, "web")).filter((name) => name.endsWith(".js") && name !== "quickwit.js");
  const source = (path) => readFileSync(join(crate, path), "utf8");
  const imported = web.flatMap((name) => [...source(`web/${name}`).matchAll(IMPORT)].map(([, other]) => other));
  const scripts = ["dist/engine.js", ...web.filter((name) => !imported.includes(name)).map((name) => `web/${name}`)];
  const joined = new Set();
  // Comments and indentation are not published.
  const published = (path) => {
    const script = source(path).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "").replace(/^\s+/gm, "");
    // A script is published with those that it imports, each once.
    return script.replace(IMPORT, (_, name) => {
      if (joined.has(name)) return "";
      joined.add(name);
      return published(`web/${name}`);
    });
  };
  const size = (path) => gzipSync(published(path), { level: 9 }).length;
  const total = scripts.reduce((sum, path) => sum + size(path), 0);
  const engine = (ending) => statSync(join(crate, `dist/engine.wasm.${ending}`)).size;
  assert.ok(total + engine("gz") < 230_000, `${total} + ${engine("gz")} bytes with gzip`);
  assert.ok(total + engine("br") < 200_000, `${total} + ${engine("br")} bytes with Brotli`);
});

test("answers are those of the native index, scores and order included", () => {
  assert.ok(answers.length >= 30);
  const engine = open();
  let found = 0;
  for (const { request, response } of answers) {
    const answer = search(engine, request).response;
    assert.deepEqual(answer, response, JSON.stringify(request));
    found += answer.hits.length;
  }
  assert.ok(found > 200, "the requests find something");
});

test("a cold search takes few rounds and little data", () => {
  let most = 0;
  for (const { request, response } of answers) {
    const { rounds, files } = search(open(), request);
    most = Math.max(most, rounds);
    // The spelling of a word is learnt from records, which takes two rounds more.
    const allowed = response.corrected ? 6 : 4;
    const pages = files.filter((path) => path.startsWith("p/"));
    const bytes = pages.reduce((sum, path) => sum + readFileSync(join(folder, path)).length, 0);
    assert.ok(rounds <= allowed, `${rounds} rounds for ${request.query}`);
    assert.ok(bytes < 600_000, `${bytes} bytes for ${request.query}`);
  }
  assert.ok(most >= 2, "the index is large enough to be read in parts");
});

test("a warm search needs nothing", () => {
  const engine = open();
  const { request } = answers[4];
  search(engine, request);
  assert.equal(search(engine, request).rounds, 0);
});

test("a damaged file is refused by name", () => {
  const engine = open();
  const path = JSON.parse(engine.search(JSON.stringify(answers[0].request))).need[0];
  const content = read(path);
  content[3] ^= 1;
  const fault = thrown(() => engine.supply(path, content));
  assert.equal(fault.code, "corrupt");
  assert.ok(fault.message.includes(path));
  engine.supply(path, read(path));
  assert.deepEqual(search(engine, answers[0].request).response, answers[0].response);
});

test("another format is refused at once", () => {
  // A reader's browser may have kept the engine from before a site was built again, in either
  // direction.
  for (const format of ["crosstown-search/1", "crosstown-search/99"]) {
    const other = Buffer.from(manifest.toString().replace(/crosstown-search\/\d+/, format));
    assert.equal(thrown(() => new SearchEngine(other)).code, "version");
  }
  assert.equal(thrown(() => new SearchEngine(Buffer.from("<html>"))).code, "manifest");
});

test("a senseless request is refused, and the engine goes on", () => {
  const engine = open();
  assert.equal(thrown(() => engine.search("{")).code, "index");
  assert.deepEqual(search(engine, answers[1].request).response, answers[1].response);
});
