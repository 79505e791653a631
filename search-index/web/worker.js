/**
 * The search worker: loads the engine and the manifest, fetches the files that a search needs, and
 * answers. It runs in a thread of its own, so that typing never waits for a search.
 *
 * The engine does not wait either: `engine.search` returns an answer or the names of the files it
 * needs. They are fetched together, the engine checks them against their names, and the same search
 * runs again: about three times for new words, once for words known already.
 *
 * Messages in:  {type: "open", base, glue, engine, brotli}, {type: "search", id, request, typed, unrested,
 *               early}
 * Messages out: {type: "ready"}, {type: "early", id, response} with hits but no counts, where counting
 *               needs another large file, {type: "answer", id, response}, {type: "dropped", id} for
 *               a search overtaken by a later one, or still waiting for typing to rest,
 *               {type: "error", id, code, message}
 */

/** @import { Engine, Glue, Request, Response as Answer } from "./types" */

/** Rounds of fetching before a search gives up; three are usual. */
const MOST_ROUNDS = 24;

/** Milliseconds after which a search asks whether the site has been published again. */
const FRESH = 60_000;

/** Milliseconds that a search waits for that answer. */
const PATIENCE = 3_000;

/** Attempts at one file before it counts as unreachable. */
const MOST_ATTEMPTS = 2;

/** The first byte of WebAssembly: the host has already decompressed such a file. */
const WASM_START = 0;

/** @type {{base: string, glue: string, engine: string, brotli: string}} */
let places;
/** @type {Glue} the engine's module */
let glue;
/** @type {Engine | undefined} the engine of the current manifest */
let engine;
/** @type {Engine | undefined} the engine that has its head, to which dictionaries can be added */
let headed;
/** @type {string} the current manifest */
let manifest;
/** @type {{manifest: string, taken: Promise<void>} | undefined} the dictionaries, once requested */
let dictionary;
/** @type {Map<string, Promise<Uint8Array>>} files being fetched, by path */
const coming = new Map();
/** When the manifest was last fetched. */
let checked = 0;
/** Whether the catalogue, which counts are made from, has been loaded. */
let counted = false;
/** The last search made while typing: earlier ones need no answer. */
let lastTyped = 0;

/** An error whose code the page turns into a message. */
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
 * Decompresses a file, unless the host already has.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array>}
 */
async function unpack(bytes) {
  if (!isPacked(bytes)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Fetches a file of the package or of the client.
 * @param {string} path relative to the package, or a whole address
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
 * The content of an immutable file. A file is never fetched twice at the same time.
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
 * Fetches files and hands them to the engine. A damaged file is fetched once more, bypassing a cache
 * that may hold the damaged copy.
 * @param {Engine} to
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
      if (path.startsWith("h/")) headed = to;
    }),
  );
}

/**
 * The browser's decompressor of Brotli, if it has one.
 * @returns {DecompressionStream | undefined}
 */
function brotliDecompressor() {
  try {
    return new DecompressionStream(/** @type {CompressionFormat} */ ("brotli"));
  } catch {
    return undefined;
  }
}

/**
 * Fetches the engine: as Brotli, if the browser can decompress it and the host serves such files,
 * otherwise as gzip.
 * @returns {Promise<{response: Response, decompressor: DecompressionStream}>}
 */
async function fetchEngine() {
  const brotli = brotliDecompressor();
  if (brotli) {
    const response = await fetchFile(places.brotli).catch(() => undefined);
    if (response) return { response, decompressor: brotli };
  }
  return { response: await fetchFile(places.engine), decompressor: new DecompressionStream("gzip") };
}

/** Loads the glue and the engine, which is compiled while it downloads. */
async function loadEngine() {
  const fetched = fetchEngine();
  // A failed import does not say why; the fetch beside it does.
  const glued = import(places.glue).catch(async (error) => {
    await fetched;
    throw new Fault("missing", String(error));
  });
  const [module, { response, decompressor }] = await Promise.all([glued, fetched]);
  if (!response.body) throw new Fault("missing", places.engine);
  const reader = response.body.getReader();
  const first = await reader.read();
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  let stream = new ReadableStream({
    start: (controller) => controller.enqueue(first.value ?? new Uint8Array()),
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  if (first.value?.[0] !== WASM_START) stream = stream.pipeThrough(decompressor);
  const headers = { "content-type": "application/wasm" };
  await module.default({ module_or_path: new Response(stream, { headers }) });
  glue = module;
}

/**
 * Fetches the manifest again, and starts on the file that every search reads if it is a new one.
 * @param {RequestInit} [options]
 * @returns {Promise<string>}
 */
async function loadManifest(options) {
  checked = Date.now();
  const text = await (await fetchFile("manifest.json", { cache: "no-cache", ...options })).text();
  if (text === manifest) return text;
  try {
    bring(`h/${JSON.parse(text).head}.gz`).catch(() => {});
  } catch {
    // Not a manifest, or of another version: the engine will say so.
  }
  return text;
}

/**
 * Fetches all dictionaries in one file, once: then no search fetches blocks of them, which also saves
 * a round trip. Done while somebody types, when there is time, or else after an answer; not in a
 * browser set to save data.
 */
function bringDictionary() {
  if (dictionary?.manifest !== manifest) dictionary = { manifest, taken: takeDictionary() };
  return dictionary.taken;
}

async function takeDictionary() {
  const asked = engine;
  const { dictionary: digest } = JSON.parse(manifest);
  if (!digest || navigator.connection?.saveData) return;
  const path = `d/${digest}.gz`;
  try {
    const content = await fetchContent(path, { priority: "low" });
    if (asked === engine) asked?.supply(path, content);
  } catch {
    // Optional: without it, searches fetch what they need.
  }
}

/** @param {string} text */
function openEngine(text) {
  engine?.free();
  engine = headed = undefined;
  counted = false;
  engine = new glue.SearchEngine(new TextEncoder().encode(text));
  manifest = text;
}

/**
 * The manifest, if it has not been fetched for a while. A reader who is offline searches on in what
 * there is.
 * @returns {Promise<string | undefined>}
 */
async function nextManifest() {
  if (Date.now() - checked < FRESH) return undefined;
  return loadManifest({ signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
}

/**
 * After a file was missing or damaged: whether the site has been published again since.
 * @returns {Promise<boolean>} whether there is a new manifest to search with
 */
async function reopen() {
  const fresh = await loadManifest();
  if (fresh === manifest) return false;
  openEngine(fresh);
  return true;
}

/** Whether a file has the texts of one record, for its excerpt. @param {string} path */
const isExcerpt = (path) => path.startsWith("f/");

/**
 * @param {Request} request
 * @param {() => boolean} isDropped
 * @param {boolean} unrested whether the reader is still typing: nothing is fetched for excerpts
 * @returns {Promise<Answer | undefined>} undefined for a search that was dropped or waits for them
 */
async function search(request, isDropped, unrested) {
  const question = JSON.stringify(request);
  let reopened = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (unrested && headed && headed === engine) await bringDictionary();
    if (isDropped()) return undefined;
    const asked = engine;
    try {
      if (!asked) throw new Fault("index", "there is no engine");
      const step = JSON.parse(asked.search(question));
      if (step.done) return step.done;
      const needed = unrested ? step.need.filter((/** @type {string} */ path) => !isExcerpt(path)) : step.need;
      if (needed.length === 0) return undefined;
      await supply(asked, needed);
    } catch (error) {
      // Another search has opened a new index meanwhile.
      if (asked !== engine) continue;
      const { code } = described(error);
      const stale = code === "missing" || code === "corrupt";
      if (!stale || reopened || !(await reopen())) throw error;
      reopened = true;
    }
  }
  throw new Fault("index", "the search did not finish");
}

/**
 * @param {unknown} error JSON from the engine, an Error from everything else
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

/** @param {{base: string, glue: string, engine: string, brotli: string}} message */
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
    /** @param {Request} request */
    const answer = (request) => search(request, isDropped, data.unrested);
    if (data.early && !counted && JSON.parse(manifest).catalogue) {
      const early = await answer({ ...data.request, counts: false });
      if (!early) return self.postMessage({ type: "dropped", id });
      self.postMessage({ type: "early", id, response: early });
    }
    const next = nextManifest();
    let response = await answer(data.request);
    const fresh = await next;
    if (response && fresh !== undefined && fresh !== manifest) {
      openEngine(fresh);
      response = await answer(data.request);
    }
    counted ||= response !== undefined;
    self.postMessage(response ? { type: "answer", id, response } : { type: "dropped", id });
    if (response) bringDictionary();
  } catch (error) {
    self.postMessage({ type: "error", id, ...described(error) });
  }
};
