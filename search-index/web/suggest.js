/**
 * What a search box suggests: names of topics, cities and records while the reader types, recent
 * searches while it is empty. `search.js` loads it when a box is focused.
 *
 * Names come from one small file and need no engine. Once the engine has loaded, a box outside the
 * search page adds what it finds in the texts. Recent searches stay on this device.
 */

/** @import { Hit, Kit, Name, Strings } from "./types" */

/** @type {Strings} */
const STRINGS = {
  /* words: search.recent search.recentClear search.recentRemove search.recentRemoved search.recentNote
     search.all search.suggested */
};

/** The most names under a box, before and after the engine adds its own. */
const NAMES = 6;
const MOST = 8;
/** The most searches remembered. */
const REMEMBERED = 8;
/** The longest search remembered, in characters. */
const LONGEST = 200;

/* ---- Names ---- */

/** Text without case and accents. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/** The folded words of a text. @param {string} text @returns {string[]} */
export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Reads the file of names, each `[kind, title, path, what it is, its synonyms]`.
 * @param {string[][]} lines @returns {Name[]}
 */
export function readNames(lines) {
  return lines.map(([kind, title, path, what, others]) => {
    const words = wordsOf(title);
    return { kind, title, path, what, words, others: wordsOf(others), plain: words.join(" ") };
  });
}

/**
 * How well a name matches what is typed, 0 for not at all. Each typed word must start one of its
 * words. The name itself counts for more than its synonyms, and its start for most.
 * @param {Name} name @param {string[]} typed
 */
export function fits(name, typed) {
  let score = 0;
  for (const word of typed) {
    if (name.words.includes(word)) score += 3;
    else if (name.words.some((own) => own.startsWith(word))) score += 2;
    else if (name.others.some((other) => other.startsWith(word))) score += 1;
    else return 0;
  }
  return name.plain.startsWith(typed.join(" ")) ? score + 2 * typed.length : score;
}

/**
 * The names that match a text best; equal ones keep the file's order of importance.
 * @param {Name[]} names @param {string} text @param {number} limit
 */
export function matching(names, text, limit) {
  const typed = wordsOf(text);
  if (typed.length === 0) return [];
  return names
    .map((name) => ({ name, score: fits(name, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** @type {Promise<Name[]> | undefined} */
let names;

/** @param {Kit} kit */
function loadNames({ config, namesFile }) {
  names ??= fetchNames(config.base, namesFile).catch(() => {
    // The engine answers without them; the next box focused tries again.
    names = undefined;
    return [];
  });
  return names;
}

/** @param {string} base @param {string} file the one in the page's language @returns {Promise<Name[]>} */
async function fetchNames(base, file) {
  const response = await fetch(new URL(file, base), { cache: "no-cache" });
  if (!response.ok) return [];
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts decompress the file on the way.
  if (bytes[0] !== 0x1f) return readNames(JSON.parse(new TextDecoder().decode(bytes)));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return readNames(await new Response(stream).json());
}

/* ---- Recent searches ---- */

/**
 * A list of searches with a new one at the front.
 * @param {string[]} list @param {string} query
 */
export function remembering(list, query) {
  const text = query.trim().replace(/\s+/g, " ");
  if (text.length < 2 || text.length > LONGEST) return list;
  /** @param {string} other */
  const same = (other) => fold(other) === fold(text);
  return [text, ...list.filter((other) => !same(other))].slice(0, REMEMBERED);
}

/** What was stored, if it is a list of texts. @param {string | null} kept @returns {string[]} */
export function readRecent(kept) {
  try {
    const list = JSON.parse(kept ?? "[]");
    return Array.isArray(list) ? list.filter((text) => typeof text === "string").slice(0, REMEMBERED) : [];
  } catch {
    return [];
  }
}

/** The recent searches on this device; always empty where the browser stores nothing. */
export class Recent {
  /** @param {string} root the site's address, since several sites may share a host */
  constructor(root) {
    this.key = `crosstown.recent:${new URL(root).pathname}`;
  }

  list() {
    try {
      return readRecent(localStorage.getItem(this.key));
    } catch {
      return [];
    }
  }

  /** @param {string[]} list */
  keep(list) {
    try {
      if (list.length > 0) localStorage.setItem(this.key, JSON.stringify(list));
      else localStorage.removeItem(this.key);
    } catch {
      // Storage is full or blocked: nothing is remembered.
    }
  }

  /** @param {string} query */
  add(query) {
    this.keep(remembering(this.list(), query));
  }

  /** @param {string} query */
  remove(query) {
    this.keep(this.list().filter((other) => other !== query));
  }
}

/* ---- The box ---- */

/**
 * @param {HTMLInputElement} input a box that `search.js` has prepared
 * @param {Kit} kit
 * @param {(query: string) => void} [search] runs a search on the search page; other pages go there
 */
export function makeBox(input, kit, search) {
  kit.learn(STRINGS);
  return new Box(input, kit, search);
}

class Box {
  /** @param {HTMLInputElement} input @param {Kit} kit @param {(query: string) => void} [search] */
  constructor(input, kit, search) {
    this.input = input;
    this.form = /** @type {HTMLFormElement} */ (input.form);
    this.kit = kit;
    this.search = search;
    this.list = /** @type {HTMLElement} */ (document.getElementById(input.getAttribute("aria-controls") ?? ""));
    this.panel = /** @type {HTMLElement} */ (this.list.parentElement);
    this.recent = new Recent(kit.config.root);
    this.active = -1;
    /** What the engine found last. @type {Hit[]} */
    this.found = [];
    this.listen();
    loadNames(kit);
    // Something may have been typed before this script was loaded.
    if (document.activeElement !== input) return;
    this.update();
    this.askEngine();
  }

  listen() {
    const { input, form, panel, kit } = this;
    input.addEventListener("focus", () => {
      loadNames(kit);
      if (!input.value) this.update();
    });
    input.addEventListener("click", () => {
      if (panel.hidden) this.update();
    });
    // What it finds is below the names, which come at once: it need not hurry.
    const asking = kit.debounce(() => this.askEngine(), kit.REST);
    input.addEventListener("input", () => {
      this.update();
      if (!this.search) asking();
    });
    input.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("submit", () => {
      this.recent.add(input.value);
      this.open(false);
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!panel.hidden && !form.contains(/** @type {Node | null} */ (relatedTarget))) this.open(false);
    });
    // The box keeps the focus while an option is clicked.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      input.focus();
      this.open(false);
    });
    panel.addEventListener("click", (event) => this.onClick(event));
    if (!this.search) kit.onRetry(() => void kit.load().then(() => this.askEngine(), () => {}));
  }

  /** @param {boolean} shown */
  open(shown) {
    this.panel.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    if (!shown) this.activate(-1);
  }

  /** The links are the options: an option around a link would be a control within a control. */
  options() {
    /** @type {NodeListOf<HTMLElement>} */
    const options = this.list.querySelectorAll("[role=option]");
    return [...options];
  }

  /** @param {number} index */
  activate(index) {
    this.active = index;
    const all = this.options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (all[index]) this.input.setAttribute("aria-activedescendant", all[index].id);
    else this.input.removeAttribute("aria-activedescendant");
    all[index]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { panel } = this;
    const { key, altKey, isComposing } = event;
    if (isComposing) return;
    const all = this.options();
    const last = all.length - 1;
    /** @param {number} index */
    const go = (index) => {
      event.preventDefault();
      this.activate(index);
    };
    if (key === "Escape" && !panel.hidden) {
      event.preventDefault();
      this.open(false);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (altKey && key === "ArrowUp") return this.open(false);
      event.preventDefault();
      if (panel.hidden) return void this.update().then(() => !altKey && this.step(key));
      if (!altKey) this.step(key);
    } else if (this.active < 0 || panel.hidden) {
      // Until an option is active, the keys below edit the text.
    } else if (key === "Home") go(0);
    else if (key === "End") go(last);
    else if (key === "Enter") {
      event.preventDefault();
      all[this.active].click();
    } else if (key === "Delete" && this.isRecent) {
      event.preventDefault();
      this.forget(this.active);
    } else if (key === "ArrowLeft" || key === "ArrowRight") this.activate(-1);
  }

  /** @param {string} key */
  step(key) {
    const count = this.options().length;
    if (count === 0 || this.panel.hidden) return;
    // One position more than there are options: the box itself, with no option active.
    const to = this.active + 1 + (key === "ArrowDown" ? 1 : -1);
    this.activate(((to + count + 1) % (count + 1)) - 1);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const remove = target.closest("[data-search-forget]");
    if (remove) return this.forget(Number(remove.dataset.searchForget));
    if (target.closest("[data-search-forget-all]")) {
      this.recent.keep([]);
      this.kit.announce(this.kit.say("recentRemoved"));
      this.input.focus();
      return this.open(false);
    }
    /** @type {HTMLElement | null} */
    const option = target.closest("[role=option]");
    if (!option) return;
    const { searchQuery } = option.dataset;
    if (searchQuery !== undefined) this.recent.add(searchQuery);
    const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (aside) return;
    this.open(false);
    if (searchQuery !== undefined && this.search) {
      event.preventDefault();
      this.search(searchQuery);
    }
  }

  /** Shows suggestions for the current text. */
  async update() {
    const { input } = this;
    const query = input.value;
    if (!query.trim()) return this.showRecent();
    const all = await loadNames(this.kit);
    if (input.value === query && this.form.contains(document.activeElement)) this.show(all);
  }

  async askEngine() {
    const { input } = this;
    const query = input.value;
    if (!query.trim() || this.search) return;
    const response = await this.kit.ask({ query, limit: NAMES, lang: this.kit.lang }, { typed: true }).catch(() => undefined);
    if (input.value !== query || document.activeElement !== input) return;
    this.found = response?.hits ?? [];
    this.show(await loadNames(this.kit));
  }

  /** Names, and below them what else the engine found. @param {Name[]} all */
  show(all) {
    const { kit, input, form } = this;
    /** @type {{title: string, facts: string, href: string}[]} */
    const offered = matching(all, input.value, NAMES).map(({ kind, title, path, what }) => {
      const label = kit.named("kind", kind, kit.capital(kind));
      const facts = [label, what].filter(Boolean).join(" · ");
      return { title, facts, href: kit.address(`/${path}/`) };
    });
    // What the engine found for fewer letters stays until its next answer.
    for (const hit of this.found) {
      const href = kit.address(hit.url);
      if (offered.length >= MOST || offered.some((other) => other.href === href)) continue;
      offered.push({ title: hit.title, facts: kit.meta(hit), href });
    }
    const items = offered.map(({ title, facts, href }) => this.option(href, title, {}, facts));
    if (items.length > 0 && !this.search) {
      const action = new URL(form.action);
      action.searchParams.set(input.name || "q", input.value);
      items.push(this.option(action.href, kit.say("all", { query: input.value }), { searchQuery: input.value }));
    }
    this.fill(items, kit.say("suggestions"));
    const count = offered.length;
    // The search page announces the number of records instead.
    if (count > 0 && !this.search) kit.announce(kit.say("suggested", { count }));
  }

  showRecent() {
    const { kit, input, form, panel } = this;
    const list = this.recent.list();
    const items = list.map((query) => {
      const action = new URL(form.action);
      action.searchParams.set(input.name || "q", query);
      return this.option(action.href, query, { searchQuery: query });
    });
    this.found = [];
    this.fill(items, kit.say("recent"));
    if (list.length === 0) return;
    /** @param {string} text @param {Strings} attributes */
    const button = (text, attributes) => kit.element("button", { type: "button", ...attributes }, text);
    const removals = list.map((query, at) => {
      const label = kit.say("recentRemove", { query });
      return kit.element("li", {}, button("×", { "aria-label": label, "data-search-forget": String(at) }));
    });
    const note = kit.element("span", {}, kit.say("recentNote"));
    const clear = button(kit.say("recentClear"), { "data-search-forget-all": "" });
    panel.classList.add("search-panel--recent");
    panel.prepend(kit.element("p", { class: "search-panel__title", "aria-hidden": "true" }, kit.say("recent")));
    panel.append(
      kit.element("ul", { class: "search-panel__removals" }, ...removals),
      kit.element("p", { class: "search-panel__foot" }, note, " ", clear),
    );
  }

  get isRecent() {
    return this.panel.classList.contains("search-panel--recent");
  }

  /** @param {number} at */
  forget(at) {
    const { kit, panel, input } = this;
    const inPanel = panel.contains(document.activeElement);
    this.recent.remove(this.recent.list()[at]);
    this.showRecent();
    kit.announce(kit.say("recentRemoved"));
    /** @type {NodeListOf<HTMLElement>} */
    const rest = panel.querySelectorAll("[data-search-forget]");
    if (inPanel) (rest[Math.min(at, rest.length - 1)] ?? input).focus();
  }

  /**
   * @param {string} href @param {string} title @param {Strings} [data] attributes `data-…` of the link
   * @param {string} [facts]
   */
  option(href, title, data = {}, facts = "") {
    const { element } = this.kit;
    const link = element("a", { href, role: "option", tabindex: "-1", "aria-selected": "false" });
    Object.assign(link.dataset, data);
    link.append(element("span", { class: "search-suggest__title" }, title));
    if (facts) link.append(" ", element("span", { class: "search-suggest__meta" }, facts));
    return element("li", { class: "search-suggest__item", role: "none" }, link);
  }

  /** @param {HTMLElement[]} items @param {string} label */
  fill(items, label) {
    const chosen = this.options()[this.active]?.getAttribute("href");
    for (const part of [...this.panel.children]) if (part !== this.list) part.remove();
    this.panel.classList.remove("search-panel--recent");
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(...items);
    this.options().forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    this.open(items.length > 0);
    this.activate(this.options().findIndex((option) => option.getAttribute("href") === chosen));
  }
}
