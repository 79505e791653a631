/**
 * The search interface of every page.
 *
 * A page configures it with one element (see `search-index/src/client.rs`):
 *
 *   <script type="application/json" data-search-config>{"root": "/", "base": "search-index/", …}</script>
 *
 * page.js lists the elements and classes that it works with. Nothing is loaded before a box is used
 * or a search page is opened with words or filters.
 * Other scripts can search, too: await crosstown.search(text, {filters, limit, sort, lang, exact, counts}).
 */

/** @import { Config, Hit, Kit, Response, Strings } from "./types" */

/**
 * The words of the interface, put in when the site is built. A page in another language replaces
 * them in its configuration; other scripts add theirs.
 * @type {Strings}
 */
const STRINGS = {
  /* words: search.loading search.retry search.suggestions search.evidence search.evidenceWith
     search.evidenceNone evidence.reported search.error.* */
};

/** Milliseconds after the last keystroke before a search starts, which fetches no excerpts yet. */
const PAUSE = 120;
/** Milliseconds after the last keystroke when typing rests: more than between two letters. */
const REST = 200;
/** Milliseconds after the last message before it is announced. */
const SILENCE = 900;
/** Starts the fragment of a hit's address whose words are to be marked. */
const MARKS = "marks=";

/** @returns {Config} */
function readConfig() {
  const element = document.querySelector("script[data-search-config]");
  const given = JSON.parse(element?.textContent || "{}");
  const root = new URL(given.root ?? "/", location.href);
  const base = new URL(given.base ?? "search-index/", root);
  /** @param {string} name */
  const within = (name) => new URL(name, base).href;
  return {
    root: root.href,
    base: base.href,
    page: within(given.page ?? "page.js"),
    suggest: within(given.suggest ?? "suggest.js"),
    marks: within(given.marks ?? "marks.js"),
    worker: within(given.worker ?? "worker.js"),
    glue: within(given.glue ?? "engine.js"),
    engine: within(given.engine ?? "engine.wasm.gz"),
    brotli: within(given.brotli ?? "engine.wasm.br"),
    strings: given.strings ?? {},
    ...(given.quickwit && { quickwit: { ...given.quickwit, script: within(given.quickwit.script) } }),
  };
}

const config = readConfig();

/** The language of the page. */
const lang = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(lang);

/** Adds the words of another script. @type {Kit["learn"]} */
const learn = (words) => Object.assign(STRINGS, words);

/** @param {string} key @returns {string | undefined} */
const words = (key) => config.strings[key] ?? STRINGS[key];

/** The words of a key. A `count` selects the plural form: `<key>.one`, `<key>.other`. @type {Kit["say"]} */
function say(key, values = {}) {
  const { count } = values;
  const form = typeof count === "number" ? words(`${key}.${plurals.select(count)}`) : undefined;
  const text = form ?? words(key) ?? words(`${key}.other`) ?? key;
  /** @type {typeof values} */
  const shown = typeof count === "number" ? { ...values, count: count.toLocaleString(lang) } : values;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(shown[name] ?? whole));
}

/** What the page's language calls a value. @type {Kit["named"]} */
const named = (field, value, label) => words(`${field}.${value}`) ?? label;

/** The address of a page, given from the site's root. @type {Kit["address"]} */
const address = (url) => new URL(url.replace(/^\//, ""), config.root).href;

/** @type {Kit["element"]} */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/* ---- The engine, in its worker ---- */

/** An error whose code names its message. */
class SearchFailure extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @type {Worker | undefined} */
let worker;
/** @type {Promise<void> | undefined} */
let ready;
/** @type {Map<number, {resolve: (response?: Response) => void, reject: (error: unknown) => void, early?: (response: Response) => void}>} */
const waiting = new Map();
let lastId = 0;

/** @param {"idle" | "loading" | "ready" | "failed"} state */
function setState(state) {
  document.documentElement.dataset.searchState = state;
}

/**
 * The server that answers searches, if the site has one; the engine is loaded only if it does not.
 * @type {Promise<import("./quickwit.js").Quickwit | undefined> | undefined}
 */
let server;

/** @returns {Promise<import("./quickwit.js").Quickwit | undefined>} the server, unless it has failed lately */
async function answering() {
  const { quickwit } = config;
  if (!quickwit) return undefined;
  server ??= import(quickwit.script).then(
    (/** @type {typeof import("./quickwit.js")} */ { Quickwit }) => new Quickwit(quickwit.search, lang),
    () => undefined,
  );
  const found = await server;
  return found?.isAsked ? found : undefined;
}

/** Makes ready what answers searches. */
async function load() {
  if (!(await answering())) await loadEngine();
}

/** Starts the worker once, and again after a failure. */
function loadEngine() {
  ready ??= start().then(
    () => {
      setState("ready");
      clearStatus();
    },
    (error) => {
      fail(error);
      throw error;
    },
  );
  return ready;
}

/** @returns {Promise<void>} */
function start() {
  setState("loading");
  showStatus(say("loading"));
  if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") {
    return Promise.reject(new SearchFailure("unsupported", "no WebAssembly"));
  }
  if (location.protocol === "file:") {
    return Promise.reject(new SearchFailure("file", "modules and fetch need a server"));
  }
  return new Promise((resolve, reject) => {
    try {
      worker = new Worker(config.worker, { type: "module" });
    } catch (error) {
      reject(new SearchFailure("blocked", String(error)));
      return;
    }
    worker.onerror = (event) => {
      const code = navigator.onLine === false ? "network" : "missing";
      stop(new SearchFailure(code, event.message ?? "the worker does not load"), reject);
    };
    worker.onmessage = ({ data }) => {
      if (data.type === "ready") resolve();
      else if (data.type === "error" && data.id === undefined) {
        stop(new SearchFailure(data.code, data.message), reject);
      } else receive(data);
    };
    const { base, glue, engine, brotli } = config;
    worker.postMessage({ type: "open", base, glue, engine, brotli });
  });
}

/** Ends a worker that has failed, and everything that waits for it. @param {unknown} error @param {(error: unknown) => void} [reject] */
function stop(error, reject) {
  worker?.terminate();
  worker = undefined;
  reject?.(error);
  for (const { reject: drop } of waiting.values()) drop(error);
  waiting.clear();
}

/** @param {{type: string, id: number, response: Response, code: string, message: string}} message */
function receive({ type, id, response, code, message }) {
  const asked = waiting.get(id);
  if (type === "early") return asked?.early?.(response);
  waiting.delete(id);
  if (type === "answer") asked?.resolve(response);
  else if (type === "dropped") asked?.resolve(undefined);
  else asked?.reject(new SearchFailure(code, message));
}

/**
 * Searches. A search while typing (`typed`) is dropped, with the answer undefined, when a later one
 * overtakes it, or if it is `unrested` and would have to fetch excerpts; `early` takes the hits while
 * their counts are still to come.
 * @type {Kit["ask"]}
 */
async function ask(request, { typed = false, unrested = false, early } = {}) {
  const asked = await answering();
  if (asked) {
    if (document.documentElement.dataset.searchState !== "ready") setState("loading");
    const answer = await asked.ask(request, typed);
    if (answer && "dropped" in answer) return undefined;
    if (answer) {
      setState("ready");
      clearStatus();
      return answer.response;
    }
  }
  await loadEngine();
  const id = ++lastId;
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, early });
      worker?.postMessage({ type: "search", id, request, typed, unrested, early: Boolean(early) });
    });
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** Shows a failure; the next attempt starts afresh. @param {any} error */
function fail(error) {
  ready = undefined;
  if (worker) stop(error);
  setState("failed");
  const key = `error.${error.code}`;
  showStatus(key in STRINGS ? say(key) : say("error.other"), true);
  console.error("search:", error.code ?? "", error.message);
}

/* ---- Messages ---- */

/** What "try again" does. @type {() => void} */
let retry = () => void load().catch(() => {});

/** @returns {HTMLElement[]} */
function statusElements() {
  /** @type {NodeListOf<HTMLElement>} */
  const found = document.querySelectorAll("[data-search-status]");
  if (found.length > 0) return [...found];
  const form = document.querySelector("[data-search-input]")?.closest("form");
  const made = element("p", { class: "search-status", role: "status", "data-search-status": "" });
  form?.append(made);
  return [made];
}

/** Shows a message, with a button where trying again may help. @type {Kit["showStatus"]} */
function showStatus(text, again = false) {
  for (const place of statusElements()) {
    place.setAttribute("role", "status");
    place.replaceChildren(text);
    place.hidden = false;
    if (!again) continue;
    const button = element("button", { type: "button", class: "search-status__retry" }, say("retry"));
    button.addEventListener("click", () => retry());
    place.append(" ", button);
  }
}

function clearStatus() {
  for (const place of statusElements()) {
    place.replaceChildren();
    place.hidden = true;
  }
}

/** @type {HTMLElement} */
let announcer;
let announcing = 0;

/** Announces a message to screen readers, unless a newer one comes first. @type {Kit["announce"]} */
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (announcer.textContent !== text) announcer.textContent = text;
  }, SILENCE);
}

/* ---- Answers in words ---- */

/** The lowest level of evidence that does not rest on the city's own report. */
const TESTED = 3;

/** The direction of a hit's evidence, and whether only the city reports it. @type {Kit["result"]} */
function result({ evidence = 0, result }) {
  if (!result || (evidence === 0 && result.value === "unknown")) return "";
  const words = named("result", result.value, result.label).toLocaleLowerCase(lang);
  return evidence < TESTED && result.value !== "unknown" ? say("evidence.reported", { direction: words }) : words;
}

/** What a hit is, in a few words. @type {Kit["meta"]} */
function meta(hit) {
  const parts = [named("kind", hit.kind, capital(hit.kind))];
  parts.push(...hit.cities.map(({ value, label }) => named("city", value, label)));
  if (hit.stage) parts.push(named("stage", hit.stage.value, hit.stage.label));
  if (hit.evidence !== undefined) parts.push(evidence(hit));
  if (hit.year !== undefined) parts.push(String(hit.year));
  return parts.filter(Boolean).join(" · ");
}

/** @param {Hit} hit */
function evidence(hit) {
  const { evidence: level } = hit;
  if (level === 0) return [say("evidenceNone"), result(hit)].filter(Boolean).join(": ");
  return result(hit) ? say("evidenceWith", { level, result: result(hit) }) : say("evidence", { level });
}

/** @type {Kit["capital"]} */
function capital(slug) {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Runs only the last call of a burst. @type {Kit["debounce"]} */
function debounce(work, pause = PAUSE) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };
}

/* ---- The page ---- */

/** `/` focuses the search box, unless the reader is typing. @param {HTMLInputElement[]} inputs */
function listenForSlash(inputs) {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (key !== "/" || ctrlKey || metaKey || altKey) return;
    if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]")) return;
    const input = inputs.find((box) => box.offsetParent !== null);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** What the other scripts share. @type {Kit} */
const kit = {
  config,
  lang,
  namesFile: config.strings["suggestions.file"] ?? "suggestions.json.gz",
  learn,
  ask,
  load,
  say,
  named,
  address,
  element,
  meta,
  result,
  capital,
  REST,
  debounce,
  showStatus,
  clearStatus,
  announce,
  markedAddress,
  onRetry: (work) => (retry = work),
};

/** Loads what only the search page needs. @param {HTMLElement} results @param {HTMLInputElement[]} inputs */
async function openSearchPage(results, inputs) {
  const open = async () => {
    try {
      /** @type {[Promise<typeof import("./page.js")>, Promise<typeof import("./suggest.js")>]} */
      const parts = [import(config.page), import(config.suggest)];
      const [{ makeSearchPage }, suggest] = await Promise.all(parts);
      makeSearchPage(results, inputs, kit, suggest);
    } catch (error) {
      fail(new SearchFailure("network", String(error)));
    }
  };
  retry = open;
  await open();
}

let boxes = 0;

/**
 * Makes a box a combobox, whose script is loaded when the box is first focused.
 * @param {HTMLInputElement} input @param {boolean} isPage
 */
function prepareBox(input, isPage) {
  const id = `search-suggest-${++boxes}`;
  const role = { id, class: "search-suggest", role: "listbox", "aria-label": say("suggestions") };
  const panel = element("div", { class: "search-panel" }, element("ul", role));
  panel.hidden = true;
  input.form?.append(panel);
  const attributes = {
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": id,
    "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  if (isPage) return;
  /** @type {Promise<unknown> | undefined} */
  let made;
  input.addEventListener("focus", () => {
    load().catch(() => {});
    made ??= import(config.suggest).then(
      (/** @type {typeof import("./suggest.js")} */ { makeBox }) => makeBox(input, kit),
      () => (made = undefined),
    );
  });
}

/* ---- Marks on the page of a hit ---- */

/**
 * The address of a hit whose page is to mark words. A link has it only while it is followed, and
 * the page removes the words at once, so that no such address is kept.
 * @type {Kit["markedAddress"]}
 */
function markedAddress(href, words) {
  if (words.length === 0) return href;
  const url = new URL(href);
  const asked = new URLSearchParams({ marks: words.join(" ") });
  if (url.hash) asked.set("at", decodeURIComponent(url.hash.slice(1)));
  url.hash = asked.toString();
  return url.href;
}

/** Marks the words that brought the reader here, also after a reload. */
async function openMarks() {
  if (location.hash.startsWith(`#${MARKS}`)) {
    const asked = new URLSearchParams(location.hash.slice(1));
    const at = asked.get("at");
    if (at) location.replace(`#${encodeURIComponent(at)}`);
    const clean = location.pathname + location.search + (at ? location.hash : "");
    history.replaceState({ marks: asked.get("marks")?.split(" ") }, "", clean);
  }
  const words = history.state?.marks;
  if (!Array.isArray(words)) return;
  /** @type {typeof import("./marks.js")} */
  const { showMarks } = await import(config.marks);
  showMarks(words, kit);
}

function begin() {
  setState("idle");
  announcer = element("p", { class: "search-announcer", role: "status" });
  document.body.append(announcer);
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = document.querySelectorAll("input[data-search-input]");
  const inputs = [...boxes];
  /** @type {HTMLElement | null} */
  const results = document.querySelector("[data-search-results]");
  for (const input of inputs) prepareBox(input, Boolean(results));
  if (results) openSearchPage(results, inputs);
  else openMarks().catch((error) => console.error("search:", error));
  listenForSlash(inputs);
  // A box that was focused before this script was loaded.
  const focused = inputs.find((input) => input === document.activeElement);
  if (focused && !results) focused.dispatchEvent(new Event("focus"));
}

window.crosstown = {
  ...window.crosstown,
  /** Searches the site. */
  search: (text, { filters = {}, limit = 20, sort = "relevance", lang, exact, counts = true } = {}) =>
    ask({ query: String(text), filters, limit, sort, counts, ...(lang && { lang }), ...(exact && { exact }) }),
};

begin();
