/**
 * The search worker: loads the engine and the manifest, brings the files a search needs, and
 * answers. It runs beside the page, so that typing never waits for a search.
 *
 * The engine never waits either: `engine.search` returns an answer or the names of the files it
 * misses. They are fetched together, checked by the engine against their names, and the same
 * search runs again: about three times for words never asked for, once for words known.
 *
 * Messages in:  {type: "open", base, glue, engine}, {type: "search", id, request, typed, early}
 * Messages out: {type: "ready"}, {type: "early", id, response} with hits and no counts, where
 *               counting takes a large file more, {type: "answer", id, response}, {type: "dropped", id},
 *               {type: "error", id, code, message}
 */

/** Rounds of fetching before a search is given up; three are usual. */
const MOST_ROUNDS = 24;

/** Attempts at one file before it counts as unreachable. */
const MOST_ATTEMPTS = 2;

/** @type {{base: string, glue: string, engine: string}} */
let places;
/** @type {any} the engine's module */
let glue;
/** @type {any} the engine of the manifest at hand */
let engine;
/** @type {string} the manifest at hand */
let manifest;
/** @type {string} the manifest whose dictionaries were asked for */
let spared;
/** @type {Map<string, Promise<Uint8Array>>} files on their way, by path */
const coming = new Map();
/** Whether the catalogue, which counts are made from, is at hand. */
let counted = false;
/** The last search typed: earlier ones need no answer any more. */
let lastTyped = 0;

/** An error with a code that the page turns into words. */
class Fault extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @param {Uint8Array} bytes */
const isPacked = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Unpacks a file; hosts that have unpacked it on the way are as welcome.
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
async function unpack(bytes) {
  if (!isPacked(bytes)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Fetches a file of the package.
 * @param {string} path relative to the package
 * @param {RequestInit} [options]
 */
async function fetchFile(path, options) {
  for (let attempt = 1; ; attempt++) {
    let response;
    try {
      response = await fetch(new URL(path, places.base), options);
    } catch (error) {
      if (attempt < MOST_ATTEMPTS) continue;
      throw new Fault("network", String(error));
    }
    if (response.ok) return response;
    if (attempt < MOST_ATTEMPTS && response.status >= 500) continue;
    throw new Fault(response.status === 404 ? "missing" : "network", `${response.status} ${path}`);
  }
}

/**
 * The content of an immutable file; the same file is never fetched twice at a time.
 * @param {string} path
 */
function bring(path) {
  let content = coming.get(path);
  if (!content) {
    content = fetchContent(path).finally(() => coming.delete(path));
    coming.set(path, content);
  }
  return content;
}

/** @param {string} path @param {RequestInit} [options] */
async function fetchContent(path, options) {
  const response = await fetchFile(path, options);
  try {
    return await unpack(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    throw new Fault("corrupt", `${path}: ${error}`);
  }
}

/**
 * Brings files and hands them to the engine. What arrives damaged is fetched once more, past a
 * cache that may hold the damage.
 * @param {any} to
 * @param {string[]} paths
 */
async function supply(to, paths) {
  await Promise.all(
    paths.map(async (path) => {
      try {
        to.supply(path, await bring(path));
      } catch (error) {
        if (described(error).code !== "corrupt") throw error;
        to.supply(path, await fetchContent(path, { cache: "reload" }));
      }
    }),
  );
}

/** Loads the glue and the engine, compiling while it downloads. */
async function loadEngine() {
  const fetched = fetch(places.engine).catch((error) => {
    throw new Fault("network", String(error));
  });
  // An import does not say why it failed; what is fetched beside it does.
  const glued = import(places.glue).catch(async (error) => {
    await fetched;
    throw new Fault("missing", String(error));
  });
  const [module, response] = await Promise.all([glued, fetched]);
  if (!response.ok) throw new Fault("missing", `${response.status} ${places.engine}`);
  const reader = response.body.getReader();
  const first = await reader.read();
  let stream = new ReadableStream({
    start: (controller) => controller.enqueue(first.value ?? new Uint8Array()),
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  if (first.value && isPacked(first.value)) {
    stream = stream.pipeThrough(new DecompressionStream("gzip"));
  }
  const headers = { "content-type": "application/wasm" };
  await module.default({ module_or_path: new Response(stream, { headers }) });
  glue = module;
}

/**
 * Fetches the manifest anew, and at once the file that every search reads.
 * @returns {Promise<string>}
 */
async function loadManifest() {
  const text = await (await fetchFile("manifest.json", { cache: "no-cache" })).text();
  try {
    bring(`h/${JSON.parse(text).head}.gz`).catch(() => {});
  } catch {
    // Not a manifest, or one of another version: the engine will say so.
  }
  return text;
}

/**
 * After an answer: brings all dictionaries, once, so that the next search takes a round less. Not
 * where the reader's browser is told to save data, and never in the way of a search.
 */
async function bringDictionary() {
  const asked = engine;
  if (spared === manifest || navigator.connection?.saveData) return;
  spared = manifest;
  const { dictionary } = JSON.parse(manifest);
  if (!dictionary) return;
  const path = `d/${dictionary}.gz`;
  const content = await fetchContent(path, { priority: "low" }).catch(() => undefined);
  // It was a favour: without it, searches fetch what they need.
  if (content && asked === engine) asked.supply(path, content);
}

/** @param {string} text */
function openEngine(text) {
  engine?.free();
  engine = undefined;
  counted = false;
  engine = new glue.SearchEngine(new TextEncoder().encode(text));
  manifest = text;
}

/**
 * After a file was missing or damaged: was the site published again meanwhile?
 * @returns {Promise<boolean>} whether there is a new manifest to search by
 */
async function reopen() {
  const fresh = await loadManifest();
  if (fresh === manifest) return false;
  openEngine(fresh);
  return true;
}

/**
 * @param {object} request
 * @param {() => boolean} isDropped
 */
async function search(request, isDropped) {
  const question = JSON.stringify(request);
  let reopened = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (isDropped()) return undefined;
    try {
      const asked = engine;
      const step = JSON.parse(asked.search(question));
      if (step.done) return step.done;
      await supply(asked, step.need);
    } catch (error) {
      const { code } = described(error);
      const stale = code === "missing" || code === "corrupt";
      if (!stale || reopened || !(await reopen())) throw error;
      reopened = true;
    }
  }
  throw new Fault("index", "the search did not come to an end");
}

/**
 * @param {unknown} error the engine throws JSON, everything else an Error
 * @returns {{code: string, message: string}}
 */
function described(error) {
  if (error instanceof Fault) return { code: error.code, message: error.message };
  if (typeof error === "string") {
    try {
      return JSON.parse(error);
    } catch {
      return { code: "index", message: error };
    }
  }
  if (error instanceof WebAssembly.RuntimeError) return { code: "crash", message: String(error) };
  if (error instanceof WebAssembly.CompileError) return { code: "blocked", message: String(error) };
  return { code: "load", message: String(error) };
}

/** @param {{base: string, glue: string, engine: string}} message */
async function open(message) {
  places = message;
  const [text] = await Promise.all([loadManifest(), loadEngine()]);
  openEngine(text);
}

self.onmessage = async ({ data }) => {
  const { type, id } = data;
  try {
    if (type === "open") {
      await open(data);
      self.postMessage({ type: "ready" });
      return;
    }
    if (data.typed) lastTyped = id;
    const isDropped = () => data.typed && id < lastTyped;
    if (data.early && !counted && JSON.parse(manifest).catalogue) {
      const early = await search({ ...data.request, counts: false }, isDropped);
      if (early) self.postMessage({ type: "early", id, response: early });
    }
    const response = await search(data.request, isDropped);
    counted ||= response !== undefined;
    self.postMessage(response ? { type: "answer", id, response } : { type: "dropped", id });
    if (response) bringDictionary().catch(() => {});
  } catch (error) {
    self.postMessage({ type: "error", id, ...described(error) });
  }
};
