/**
 * What a search box offers below itself: names of topics, cities and records while one types, and
 * the searches made before while it is empty. Loaded by `search.js` when a box is entered.
 *
 * Names come from one small file and need no engine. Where the engine has loaded, a box that is
 * not the search page's adds what it finds in the texts. Searches made before are kept on this
 * device and are sent nowhere.
 */

const STRINGS = {
  /* words: search.recent search.recentClear search.recentRemove search.recentRemoved search.recentNote
     search.all search.suggested */
};

/** Names under a box, and with those that the engine adds. */
const NAMES = 6;
const MOST = 8;
/** Searches remembered. */
const REMEMBERED = 8;
/** Longest search worth remembering. */
const LONGEST = 200;
/** Kinds whose pages are records that can be hits. */
const RECORDS = new Set(["practice", "convening", "session", "city", "network", "challenge", "page"]);

/* ---- Names ---- */

/** @typedef {{kind: string, title: string, path: string, what: string, words: string[],
 *   others: string[], plain: string}} Name */

/** Text without case and accents. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/** The words of a text, folded. @param {string} text */
export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Reads the file of names: `[kind, title, path, what it is, other words for it]` each.
 * @param {string[][]} lines @returns {Name[]}
 */
export function readNames(lines) {
  return lines.map(([kind, title, path, what, others]) => {
    const words = wordsOf(title);
    return { kind, title, path, what, words, others: wordsOf(others), plain: words.join(" ") };
  });
}

/**
 * How well a name answers to what is typed: 0 for not at all. Each word must begin one of its
 * words; the name itself counts for more than other words for it, its beginning for most.
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
 * The names that answer best to a text, in the file's order of importance where they are equal.
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

let names;

/** @param {any} kit see `search.js` */
function loadNames({ config, namesFile }) {
  names ??= fetchNames(config.base, namesFile).catch(() => {
    // The engine will answer without them; the next box entered tries again.
    names = undefined;
    return [];
  });
  return names;
}

/** @param {string} base @param {string} file that of the page's language */
async function fetchNames(base, file) {
  const response = await fetch(new URL(file, base), { cache: "no-cache" });
  if (!response.ok) return [];
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A host may have unpacked the file on its way.
  if (bytes[0] !== 0x1f) return readNames(JSON.parse(new TextDecoder().decode(bytes)));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return readNames(await new Response(stream).json());
}

/* ---- Searches made before ---- */

/**
 * A list of searches with a new one at its head.
 * @param {string[]} list @param {string} query
 */
export function remembering(list, query) {
  const text = query.trim().replace(/\s+/g, " ");
  if (text.length < 2 || text.length > LONGEST) return list;
  const same = (other) => fold(other) === fold(text);
  return [text, ...list.filter((other) => !same(other))].slice(0, REMEMBERED);
}

/** What was kept, if it is a list of texts. @param {string | null} kept */
export function readRecent(kept) {
  try {
    const list = JSON.parse(kept ?? "[]");
    return Array.isArray(list) ? list.filter((text) => typeof text === "string").slice(0, REMEMBERED) : [];
  } catch {
    return [];
  }
}

/** The searches made on this device; none, and none kept, where the browser keeps nothing. */
export class Recent {
  /** @param {string} root the site, since several may share a host */
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

  keep(list) {
    try {
      if (list.length > 0) localStorage.setItem(this.key, JSON.stringify(list));
      else localStorage.removeItem(this.key);
    } catch {
      // Storage is full or forbidden: then nothing is remembered.
    }
  }

  add(query) {
    this.keep(remembering(this.list(), query));
  }

  remove(query) {
    this.keep(this.list().filter((other) => other !== query));
  }
}

/* ---- The box ---- */

/**
 * @param {HTMLInputElement} input a box that `search.js` has prepared
 * @param {any} kit see `search.js`
 * @param {(query: string) => void} [search] how the search page searches; other pages go there
 */
export function makeBox(input, kit, search) {
  kit.learn(STRINGS);
  return new Box(input, kit, search);
}

class Box {
  constructor(input, kit, search) {
    this.input = input;
    this.form = input.form;
    this.kit = kit;
    this.search = search;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.panel = this.list.parentElement;
    this.recent = new Recent(kit.config.root);
    this.active = -1;
    /** What the engine found last. */
    this.found = [];
    this.listen();
    loadNames(kit);
    // What was typed before this script came counts.
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
    const asking = kit.debounce(() => this.askEngine());
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
      if (!panel.hidden && !form.contains(relatedTarget)) this.open(false);
    });
    // The box keeps the focus while an option is pressed.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      input.focus();
      this.open(false);
    });
    panel.addEventListener("click", (event) => this.onClick(event));
    if (!this.search) kit.onRetry(() => kit.load().then(() => this.askEngine(), () => {}));
  }

  open(shown) {
    this.panel.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    if (!shown) this.activate(-1);
  }

  /** The links are the options: one that held a link would be a control within a control. */
  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  activate(index) {
    this.active = index;
    const all = this.options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (all[index]) this.input.setAttribute("aria-activedescendant", all[index].id);
    else this.input.removeAttribute("aria-activedescendant");
    all[index]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  onKey(event) {
    const { panel } = this;
    const { key, altKey, isComposing } = event;
    if (isComposing) return;
    const all = this.options();
    const last = all.length - 1;
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
      // The keys below belong to the text until an option is chosen.
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

  step(key) {
    const count = this.options().length;
    if (count === 0 || this.panel.hidden) return;
    // One place more than options: the box itself, where nothing is chosen.
    const to = this.active + 1 + (key === "ArrowDown" ? 1 : -1);
    this.activate(((to + count + 1) % (count + 1)) - 1);
  }

  onClick(event) {
    const remove = event.target.closest("[data-search-forget]");
    if (remove) return this.forget(Number(remove.dataset.searchForget));
    if (event.target.closest("[data-search-forget-all]")) {
      this.recent.keep([]);
      this.kit.announce(this.kit.say("recentRemoved"));
      this.input.focus();
      return this.open(false);
    }
    const option = event.target.closest("[role=option]");
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

  /** Offers what there is for the text at hand. */
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
    const response = await this.kit.ask({ query, limit: NAMES, lang: this.kit.lang }, true).catch(() => undefined);
    if (input.value !== query || document.activeElement !== input) return;
    this.found = response?.hits ?? [];
    this.show(await loadNames(this.kit));
  }

  /** Names, and below them what the engine found besides. */
  show(all) {
    const { kit, input, form } = this;
    const offered = matching(all, input.value, NAMES).map(({ kind, title, path, what }) => {
      const label = kit.named("kind", kind, kit.capital(kind));
      const facts = [label, what].filter(Boolean).join(" · ");
      return { title, facts, href: kit.address(`/${path}/`), id: RECORDS.has(kind) ? path : undefined };
    });
    // While the engine looks for more letters, what it found for fewer stays.
    for (const hit of this.found) {
      const href = kit.address(hit.url);
      if (offered.length >= MOST || offered.some((other) => other.href === href)) continue;
      offered.push({ title: hit.title, facts: kit.meta(hit), href, id: hit.id });
    }
    const items = offered.map(({ title, facts, href, id }) => this.option(href, title, facts, id));
    if (items.length > 0 && !this.search) {
      const action = new URL(form.action);
      action.searchParams.set(input.name || "q", input.value);
      const item = this.option(action.href, kit.say("all", { query: input.value }));
      item.firstChild.dataset.searchQuery = input.value;
      items.push(item);
    }
    this.fill(items, kit.say("suggestions"));
    const count = offered.length;
    // On the search page the number of records is the news.
    if (count > 0 && !this.search) kit.announce(kit.say("suggested", { count }));
  }

  showRecent() {
    const { kit, input, form, panel } = this;
    const list = this.recent.list();
    const items = list.map((query) => {
      const action = new URL(form.action);
      action.searchParams.set(input.name || "q", query);
      const item = this.option(action.href, query);
      item.firstChild.dataset.searchQuery = query;
      return item;
    });
    this.found = [];
    this.fill(items, kit.say("recent"));
    if (list.length === 0) return;
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

  forget(at) {
    const { kit, panel, input } = this;
    const inPanel = panel.contains(document.activeElement);
    this.recent.remove(this.recent.list()[at]);
    this.showRecent();
    kit.announce(kit.say("recentRemoved"));
    const rest = panel.querySelectorAll("[data-search-forget]");
    if (inPanel) (rest[Math.min(at, rest.length - 1)] ?? input).focus();
  }

  option(href, title, facts = "", id = undefined) {
    const { element } = this.kit;
    const link = element("a", { href, role: "option", tabindex: "-1", "aria-selected": "false" });
    link.append(element("span", { class: "search-suggest__title" }, title));
    if (facts) link.append(" ", element("span", { class: "search-suggest__meta" }, facts));
    const item = element("li", { class: "search-suggest__item", role: "none" }, link);
    if (id !== undefined) item.setAttribute("data-search-hit", id);
    return item;
  }

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
