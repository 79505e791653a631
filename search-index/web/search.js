/**
 * The search interface, for every page of a site.
 *
 * A page configures it with one element (see the crate's `client` module):
 *
 *   <script type="application/json" data-search-config>
 *     {"root": "/", "base": "search-index/", "page": "…", "worker": "…", "glue": "…",
 *      "engine": "…", "strings": {…}}
 *   </script>
 *
 * Attributes of the page's elements:
 *   input[data-search-input]   a search box; its form leads to the search page
 *   [data-search-results]      list of hits; its presence makes the page the search page
 *   [data-search-total]        the number of records found
 *   [data-search-facets]       filters with counts
 *   select[data-search-sort]   the order; filled here if it has no options
 *   [data-search-clear]        button that takes all filters and words away
 *   [data-search-status]       messages; made here where there is none
 *
 * Classes and attributes to style by:
 *   html[data-search-state=idle|loading|ready|failed]
 *   .search-hit (li[data-search-hit=<id>]), .search-hit__title, .search-hit__meta,
 *   .search-hit__snippet (with mark), .search-hit__section, .search-more
 *   .search-facet (fieldset), .search-facet__name (legend), .search-facet__list,
 *   .search-facet__value (label[data-search-facet=<field>:<value>]), .search-facet__count,
 *   .search-facet__more
 *   .search-suggest (list under a box, in its form), .search-suggest__item, in it a link
 *   ([aria-selected=true] is the active one), .search-suggest__title, .search-suggest__meta
 *   .search-status, .search-status__retry
 *
 * Nothing is loaded before a box is used, or a search page opened with words or filters.
 * Scripts can ask, too: await crosstown.search(text, {filters, limit, sort}).
 */

/** Words of the interface; a page's configuration may replace any of them. */
const STRINGS = {
  loading: "Loading the search…",
  total: "{count} records",
  totalOne: "1 record",
  none: "No records match.",
  noneHint: "Try fewer or other words, or take filters away.",
  more: "Show more",
  moreValues: "Show all {count}",
  all: "All results for “{query}”",
  suggestions: "Suggestions",
  retry: "Try again",
  evidence: "Evidence {level}",
  evidenceNone: "Evidence not rated",
  evidenceLeast: "{level} or more",
  "facet.topic": "Topic",
  "facet.sphere": "Sphere",
  "facet.city": "City",
  "facet.country": "Country",
  "facet.kind": "Kind",
  "facet.stage": "Stage",
  "facet.evidence": "Evidence",
  "sort.relevance": "Best match",
  "sort.newest": "Newest",
  "sort.evidence": "Strongest evidence",
  "error.unsupported": "This browser is too old for the search.",
  "error.file": "Pages opened from a disk cannot be searched: the site needs a web server.",
  "error.blocked": "This page does not allow the search engine to run.",
  "error.network": "The search could not be loaded. Are you offline?",
  "error.missing": "A part of the search is missing. The site may just have been updated: reload the page.",
  "error.version": "The search was updated. Reload the page.",
  "error.corrupt": "A part of the search arrived damaged.",
  "error.other": "The search does not work at the moment.",
};

/** Suggestions under a box. */
const SUGGESTED = 6;
/** Milliseconds without a key before a search. */
const PAUSE = 120;

/**
 * @typedef {{root: string, base: string, page: string, worker: string, glue: string,
 *   engine: string, strings: Record<string, string>}} Config
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
    worker: within(given.worker ?? "worker.js"),
    glue: within(given.glue ?? "engine.js"),
    engine: within(given.engine ?? "engine.wasm.gz"),
    strings: { ...STRINGS, ...given.strings },
  };
}

const config = readConfig();

/** @param {string} key @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  const text = config.strings[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A word of the site's own for a value, where the page's configuration has one. */
const named = (field, value, label) => config.strings[`${field}.${value}`] ?? label;

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
  waiting.delete(id);
  if (type === "answer") asked?.resolve(response);
  else if (type === "dropped") asked?.resolve(undefined);
  else asked?.reject(new SearchFailure(code, message));
}

/**
 * Searches.
 * @param {object} request
 * @param {boolean} typed whether a later search makes this one needless
 * @returns {Promise<object | undefined>} the answer; undefined for a needless search
 */
async function ask(request, typed) {
  await load();
  const id = ++lastId;
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker?.postMessage({ type: "search", id, request, typed });
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
  showStatus(key in config.strings ? say(key) : say("error.other"), true);
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

/* ---- What pages and answers share ---- */

/** What a hit is, in a few words. */
function meta(hit) {
  const parts = [named("kind", hit.kind, capital(hit.kind))];
  parts.push(...hit.cities.map(({ value, label }) => named("city", value, label)));
  if (hit.stage) parts.push(named("stage", hit.stage.value, hit.stage.label));
  if (hit.evidence === 0) parts.push(say("evidenceNone"));
  else if (hit.evidence !== undefined) parts.push(say("evidence", { level: hit.evidence }));
  if (hit.year !== undefined) parts.push(String(hit.year));
  return parts.filter(Boolean).join(" · ");
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

/* ---- Suggestions under a search box ---- */

let boxes = 0;

/** @param {HTMLInputElement} input */
function suggest(input) {
  const form = input.closest("form");
  if (!form) return;
  const id = `search-suggest-${++boxes}`;
  const list = element("ul", {
    id,
    class: "search-suggest",
    role: "listbox",
    "aria-label": say("suggestions"),
  });
  list.hidden = true;
  form.append(list);
  const attributes = {
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  let active = -1;

  const open = (shown) => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) activate(-1);
  };
  /** The links are the options: one that held a link would be a control within a control. */
  const options = () => [...list.querySelectorAll("a")];
  const activate = (index) => {
    active = index;
    const all = options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (all[index]) input.setAttribute("aria-activedescendant", all[index].id);
    else input.removeAttribute("aria-activedescendant");
    all[index]?.scrollIntoView({ block: "nearest" });
  };
  const show = (response) => {
    const items = response.hits.map((hit) => suggestion(address(hit.url), hit));
    if (response.hits.length > 0) {
      const action = new URL(form.action);
      action.searchParams.set(input.name || "q", input.value);
      const text = say("all", { query: input.value });
      items.push(element("a", { href: action.href }, text));
    }
    list.replaceChildren(
      ...items.map((link, at) => {
        const hit = response.hits[at];
        const item = element("li", { class: "search-suggest__item", role: "none" }, link);
        if (hit) item.setAttribute("data-search-hit", hit.id);
        const option = { id: `${id}-${at}`, role: "option", tabindex: "-1" };
        for (const [name, value] of Object.entries(option)) link.setAttribute(name, value);
        return item;
      }),
    );
    open(items.length > 0);
    activate(-1);
  };
  const update = async () => {
    const query = input.value;
    if (!query.trim()) {
      open(false);
      return;
    }
    const response = await ask({ query, limit: SUGGESTED }, true).catch(() => undefined);
    if (response && input.value === query && document.activeElement === input) show(response);
  };

  input.addEventListener("focus", () => load().catch(() => {}));
  input.addEventListener("input", debounce(update));
  input.addEventListener("blur", () => setTimeout(() => open(false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      event.preventDefault();
      open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than items: the box itself, where nothing is chosen.
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].href);
    }
  });
  retry = () => load().then(update, () => {});
}

function suggestion(href, hit) {
  return element(
    "a",
    { href },
    element("span", { class: "search-suggest__title" }, hit.title),
    " ",
    element("span", { class: "search-suggest__meta" }, meta(hit)),
  );
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

/** Loads what only the search page needs. */
async function openSearchPage(results, inputs) {
  const open = async () => {
    try {
      const { makeSearchPage } = await import(config.page);
      makeSearchPage(results, inputs, {
        ask,
        say,
        named,
        address,
        element,
        meta,
        capital,
        debounce,
        showStatus,
        clearStatus,
        onRetry: (work) => (retry = work),
      });
    } catch (error) {
      fail(new SearchFailure("network", String(error)));
    }
  };
  retry = open;
  await open();
}

function begin() {
  setState("idle");
  const inputs = [...document.querySelectorAll("input[data-search-input]")];
  const results = document.querySelector("[data-search-results]");
  if (results) openSearchPage(results, inputs);
  else inputs.forEach(suggest);
  listenForSlash(inputs);
  // A box the reader was in before this script came.
  const focused = inputs.find((input) => input === document.activeElement);
  if (focused && !results) focused.dispatchEvent(new Event(focused.value ? "input" : "focus"));
}

window.crosstown = {
  ...window.crosstown,
  /**
   * Searches the site.
   * @param {string} text
   * @param {{filters?: object, limit?: number, sort?: string}} [options]
   */
  search: (text, { filters = {}, limit = 20, sort = "relevance" } = {}) =>
    ask({ query: String(text), filters, limit, sort }, false),
};

begin();
