/**
 * The search interface, for every page of a site.
 *
 * A page configures it with one element (see the crate's `client` module):
 *
 *   <script type="application/json" data-search-config>
 *     {"root": "/", "base": "search-index/", "page": "…", "view": "…", "suggest": "…",
 *      "marks": "…", "worker": "…", "glue": "…", "engine": "…", "strings": {…}}
 *   </script>
 *
 * The elements and classes that it works with are listed in page.js, which loads only where it is
 * needed.
 *
 * Nothing is loaded before a box is used, or a search page opened with words or filters.
 * Scripts can ask, too: await crosstown.search(text, {filters, limit, sort, lang, exact, counts}).
 */

/**
 * Words of the interface in English; a page's configuration may replace any of them. Those of the
 * search page, of suggestions and of marks stand in the scripts that use them. They are
 * those of the theme `civic`, see its `i18n/en.yaml`.
 */
const STRINGS = {
  /* words: search.loading search.retry search.suggestions search.evidence search.evidenceWith
     search.evidenceNone evidence.reported search.error.* */
};

/** Milliseconds without a key before a search. */
const PAUSE = 120;
/** Milliseconds without news before it is read out. */
const SILENCE = 900;
/** What the address of a hit begins with after `#` where its words are to be marked. */
const MARKS = "marks=";

/**
 * @typedef {{root: string, base: string, page: string, view: string, suggest: string,
 *   marks: string, worker: string, glue: string, engine: string, strings: Record<string, string>}} Config
 */

/** @returns {Config} */
function readConfig() {
  const element = document.querySelector("script[data-search-config]");
  const given = JSON.parse(element?.textContent || "{}");
  const root = new URL(given.root ?? "/", location.href);
  const base = new URL(given.base ?? "search-index/", root);
  const within = (name) => new URL(name, base).href;
  return {
    root: root.href,
    base: base.href,
    page: within(given.page ?? "page.js"),
    view: within(given.view ?? "view.js"),
    suggest: within(given.suggest ?? "suggest.js"),
    marks: within(given.marks ?? "marks.js"),
    worker: within(given.worker ?? "worker.js"),
    glue: within(given.glue ?? "engine.js"),
    engine: within(given.engine ?? "engine.wasm.gz"),
    strings: given.strings ?? {},
  };
}

const config = readConfig();

/** The language of the page. */
const lang = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(lang);

/** Adds the English words of another script. @param {Record<string, string>} words */
const learn = (words) => Object.assign(STRINGS, words);

const words = (key) => config.strings[key] ?? STRINGS[key];

/** A `count` chooses a form, `<key>.one` or `<key>.other`. @param {string} key @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  const { count } = values;
  const form = typeof count === "number" ? words(`${key}.${plurals.select(count)}`) : undefined;
  const text = form ?? words(key) ?? words(`${key}.other`) ?? key;
  const shown = typeof count === "number" ? { ...values, count: count.toLocaleString(lang) } : values;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(shown[name] ?? whole));
}

/** A word of the site's own for a value, where the page's configuration has one. */
const named = (field, value, label) =>
  config.strings[`${field}.${value}`] ?? STRINGS[`${field}.${value}`] ?? label;

/** The address of a page of the site, given from its root. */
const address = (url) => new URL(url.replace(/^\//, ""), config.root).href;

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/* ---- The engine, in its worker ---- */

/** An error with a code, to be put into words. */
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
/** @type {Map<number, {resolve: Function, reject: Function}>} */
const waiting = new Map();
let lastId = 0;

/** @param {"idle" | "loading" | "ready" | "failed"} state */
function setState(state) {
  document.documentElement.dataset.searchState = state;
}

/** Starts the worker once; after a failure, anew. */
function load() {
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
    const { base, glue, engine } = config;
    worker.postMessage({ type: "open", base, glue, engine });
  });
}

/** Ends a worker that is of no more use, and everything that waits for it. */
function stop(error, reject) {
  worker?.terminate();
  worker = undefined;
  reject?.(error);
  for (const { reject: drop } of waiting.values()) drop(error);
  waiting.clear();
}

function receive({ type, id, response, code, message }) {
  const asked = waiting.get(id);
  if (type === "early") return asked?.early?.(response);
  waiting.delete(id);
  if (type === "answer") asked?.resolve(response);
  else if (type === "dropped") asked?.resolve(undefined);
  else asked?.reject(new SearchFailure(code, message));
}

/**
 * Searches.
 * @param {object} request
 * @param {boolean} typed whether a later search makes this one needless
 * @param {(response: object) => void} [early] takes the hits where counts come later
 * @returns {Promise<object | undefined>} the answer; undefined for a needless search
 */
async function ask(request, typed, early) {
  await load();
  const id = ++lastId;
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, early });
      worker?.postMessage({ type: "search", id, request, typed, early: Boolean(early) });
    });
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** Shows a failure, and makes the next attempt start afresh. */
function fail(error) {
  ready = undefined;
  if (worker) stop(error);
  setState("failed");
  const key = `error.${error.code}`;
  showStatus(key in STRINGS ? say(key) : say("error.other"), true);
  console.error("search:", error.code ?? "", error.message);
}

/* ---- Messages ---- */

/** @type {() => void} what "try again" does */
let retry = () => load().catch(() => {});

function statusElements() {
  const found = document.querySelectorAll("[data-search-status]");
  if (found.length > 0) return [...found];
  const form = document.querySelector("[data-search-input]")?.closest("form");
  const made = element("p", { class: "search-status", role: "status", "data-search-status": "" });
  form?.append(made);
  return [made];
}

/** @param {string} text @param {boolean} [again] whether trying again may help */
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

let announcer;
let announcing = 0;

/** Has a text read out once nothing newer has come for a while. @param {string} text */
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (announcer.textContent !== text) announcer.textContent = text;
  }, SILENCE);
}

/* ---- What pages and answers share ---- */

/** The first level of evidence that does not rest on the word of the city. */
const TESTED = 3;

/** Which way the evidence of a hit points, and who says so; a level says only how well it is known. */
function result({ evidence, result }) {
  if (!result || (evidence === 0 && result.value === "unknown")) return "";
  const words = named("result", result.value, result.label).toLocaleLowerCase(lang);
  return evidence < TESTED && result.value !== "unknown" ? say("evidence.reported", { direction: words }) : words;
}

/** What a hit is, in a few words. */
function meta(hit) {
  const parts = [named("kind", hit.kind, capital(hit.kind))];
  parts.push(...hit.cities.map(({ value, label }) => named("city", value, label)));
  if (hit.stage) parts.push(named("stage", hit.stage.value, hit.stage.label));
  if (hit.evidence !== undefined) parts.push(evidence(hit));
  if (hit.year !== undefined) parts.push(String(hit.year));
  return parts.filter(Boolean).join(" · ");
}

function evidence(hit) {
  const { evidence: level } = hit;
  if (level === 0) return [say("evidenceNone"), result(hit)].filter(Boolean).join(": ");
  return result(hit) ? say("evidenceWith", { level, result: result(hit) }) : say("evidence", { level });
}

/** @param {string} slug */
function capital(slug) {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Runs the last call of a burst. */
function debounce(work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE);
  };
}

/* ---- The page ---- */

/** `/` goes to the search box, unless something is being written. */
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

/** What the other scripts are lent. */
const kit = {
  config,
  lang,
  /** Where the names lie that boxes offer. */
  namesFile: config.strings["suggestions.file"] ?? "suggestions.json.gz",
  pause: PAUSE,
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
  debounce,
  showStatus,
  clearStatus,
  announce,
  markedAddress,
  onRetry: (work) => (retry = work),
};

/** Loads what only the search page needs. */
async function openSearchPage(results, inputs) {
  const open = async () => {
    try {
      const parts = [import(config.page), import(config.view), import(config.suggest)];
      const [{ makeSearchPage }, view, suggest] = await Promise.all(parts);
      makeSearchPage(results, inputs, kit, view, suggest);
    } catch (error) {
      fail(new SearchFailure("network", String(error)));
    }
  };
  retry = open;
  await open();
}

let boxes = 0;

/**
 * Makes a box a combobox, whose script comes when the box is first entered.
 * @param {HTMLInputElement} input
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
  let made;
  input.addEventListener("focus", () => {
    load().catch(() => {});
    made ??= import(config.suggest).then(
      ({ makeBox }) => makeBox(input, kit),
      () => (made = undefined),
    );
  });
}

/* ---- Marks on the page of a hit ---- */

/**
 * The address of a hit on whose page words are to be marked. It is given to a link only while it
 * is followed; the page takes the words out of it at once, so that no such address is kept.
 * @param {string} href @param {string[]} words
 */
function markedAddress(href, words) {
  if (words.length === 0) return href;
  const url = new URL(href);
  const asked = new URLSearchParams({ marks: words.join(" ") });
  if (url.hash) asked.set("at", decodeURIComponent(url.hash.slice(1)));
  url.hash = asked.toString();
  return url.href;
}

/** Marks the words that brought the reader here, also when the page is loaded again. */
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
  const { showMarks } = await import(config.marks);
  showMarks(words, kit);
}

function begin() {
  setState("idle");
  announcer = element("p", { class: "search-announcer", role: "status" });
  document.body.append(announcer);
  const inputs = [...document.querySelectorAll("input[data-search-input]")];
  const results = document.querySelector("[data-search-results]");
  for (const input of inputs) prepareBox(input, Boolean(results));
  if (results) openSearchPage(results, inputs);
  else openMarks().catch((error) => console.error("search:", error));
  listenForSlash(inputs);
  // A box the reader was in before this script came.
  const focused = inputs.find((input) => input === document.activeElement);
  if (focused && !results) focused.dispatchEvent(new Event("focus"));
}

window.crosstown = {
  ...window.crosstown,
  /**
   * Searches the site.
   * @param {string} text
   * @param {{filters?: object, limit?: number, sort?: string, lang?: string, exact?: boolean, counts?: boolean}} [options]
   */
  search: (text, { filters = {}, limit = 20, sort = "relevance", lang, exact, counts = true } = {}) =>
    ask({ query: String(text), filters, limit, sort, counts, ...(lang && { lang }), ...(exact && { exact }) }, false),
};

begin();
