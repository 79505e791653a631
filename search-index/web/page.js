/**
 * The search page: what is asked, kept in the address so that every search can be shared and gone
 * back to; and what the reader is told about the answer. Loaded by `search.js` where a page has a
 * list for results; `view.js` makes the elements.
 *
 * @typedef {{from?: number, to?: number}} Years
 * @typedef {Record<string, string[]> & {evidence?: number, year?: Years}} Filters
 * @typedef {{query: string, filters: Filters, sort: string, exact: boolean}} State
 *
 * Attributes of the page's elements:
 *   input[data-search-input]   a search box; its form leads to the search page
 *   [data-search-results]      list of hits; its presence makes the page the search page
 * and on a search page, each of which may be left out:
 *   [data-search-total]        the number of records found
 *   [data-search-note]         what was searched for in place of the words typed
 *   [data-search-chips]        list of what is chosen, each with a button that takes it away
 *   [data-search-facets]       filters with counts
 *   select[data-search-sort]   the order; filled here if it has no options
 *   [data-search-clear]        button that takes all filters and words away
 *   [data-search-copy]         button that copies the address of the search
 *   a[data-search-feed]        link to the feed of the one subject that is chosen
 *   [data-search-status]       messages; made here where there is none
 *
 * Classes and attributes to style by:
 *   html[data-search-state=idle|loading|ready|failed], html[data-search-empty] without hits
 *   .search-hit (li[data-search-hit=<id>]), .search-hit__meta, .search-hit__title,
 *   .search-hit__evidence, .search-hit__snippet (with mark), .search-hit__section, .search-more
 *   .search-waiting with .search-skeleton (before the first answer), .search-ways (what to do without hits)
 *   .search-chip, .search-facet (fieldset), .search-facet__name (legend), .search-facet__list,
 *   .search-facet__value (label[data-search-facet=<field>:<value>]), .search-facet__count,
 *   .search-facet__more, .search-facet__years
 *   .search-panel (under a box, in its form; --recent with searches made before), in it
 *   .search-suggest (list), .search-suggest__item, in it a link ([aria-selected=true] is the
 *   active one), .search-suggest__title, .search-suggest__meta
 *   .search-marks (bar on the page of a hit, whose words are mark.search-mark)
 *   .search-status, .search-status__retry, .search-announcer (read out, not seen)
 */

const STRINGS = {
  /* words: search.total search.none search.noneHint search.more search.corrected
     search.correctedBack search.note.* search.waysTitle search.wayWithout search.wayUnfiltered
     search.copied search.copyFailed search.feed search.sort.* */
};

const SORTS = ["relevance", "newest", "evidence"];
/** Hits shown at first, and added by each "show more". */
const PAGE = 20;
/** Most hits that going back brings again. */
const MOST_AGAIN = 200;
/** Lines shown before the first answer. */
const SKELETON = 6;
/** Ways shown where nothing is found. */
const WAYS = 4;
/** Milliseconds for which "copied" stands. */
const SAID = 2500;
/** Folders of the facets that have feeds. */
const FEEDS = { topic: "topics", sphere: "spheres", city: "cities", country: "countries" };

/* ---- The address ---- */

/** @param {string | null} text `2013`, `2013..2018`, `2013..`, `..2018` @returns {Years | undefined} */
export function readYears(text) {
  const found = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text ?? "");
  if (!found || (!found[1] && !found[3])) return undefined;
  const [, from, range, to] = found;
  if (!range) return { from: Number(from), to: Number(from) };
  return { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
}

/** @param {Years} years */
export const writeYears = ({ from, to }) => (from === to ? String(from) : `${from ?? ""}..${to ?? ""}`);

/** @param {string} search @param {string[]} fields @returns {State} */
export function readState(search, fields) {
  const parameters = new URLSearchParams(search);
  /** @type {any} */
  const filters = {};
  for (const field of fields) {
    const values = [...new Set(parameters.getAll(field).filter(Boolean))];
    if (values.length > 0) filters[field] = values;
  }
  const level = Number.parseInt(parameters.get("evidence") ?? "", 10);
  if (level >= 0 && level <= 5) filters.evidence = level;
  const year = readYears(parameters.get("year"));
  if (year) filters.year = year;
  const sort = parameters.get("sort") ?? "";
  return {
    query: parameters.get("q") ?? "",
    filters,
    sort: SORTS.includes(sort) ? sort : SORTS[0],
    exact: parameters.has("exact"),
  };
}

/** @param {State} state @param {string[]} fields */
export function writeState({ query, filters, sort, exact }, fields) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const field of fields) {
    for (const value of filters[field] ?? []) parameters.append(field, value);
  }
  if (filters.evidence !== undefined) parameters.set("evidence", String(filters.evidence));
  if (filters.year) parameters.set("year", writeYears(filters.year));
  if (sort !== SORTS[0]) parameters.set("sort", sort);
  if (exact && query) parameters.set("exact", "1");
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** @param {State} state */
const isBlank = (state) => !state.query && Object.keys(state.filters).length === 0;

/** The one subject that a search consists of, if it has a feed. @param {State} state */
export function onlySubject({ query, filters }) {
  const [field, ...others] = Object.keys(filters);
  if (query.trim() || others.length > 0 || !(field in FEEDS) || filters[field].length !== 1) return undefined;
  const [value] = filters[field];
  return { field, value, path: `/${FEEDS[field]}/${encodeURIComponent(value)}/feed.xml` };
}

/* ---- The page ---- */

/**
 * Makes a search page of this page.
 * @param {HTMLElement} results
 * @param {HTMLInputElement[]} inputs
 * @param {any} kit what `search.js` lends
 * @param {any} view the module `view.js` @param {any} suggest the module `suggest.js`
 */
export function makeSearchPage(results, inputs, kit, view, suggest) {
  kit.learn(STRINGS);
  return new SearchPage(results, inputs, kit, view, suggest);
}

class SearchPage {
  constructor(results, inputs, kit, view, suggest) {
    this.results = results;
    this.inputs = inputs;
    this.kit = kit;
    this.fields = view.FIELDS;
    this.view = new view.View(kit);
    this.parts = view;
    this.recent = new suggest.Recent(kit.config.root);
    const part = (name) => document.querySelector(`[data-search-${name}]`);
    this.total = part("total");
    this.note = part("note");
    this.chips = part("chips");
    this.facets = part("facets");
    this.sort = part("sort");
    this.clear = part("clear");
    this.feed = part("feed");
    this.copy = part("copy");
    this.title = document.title;
    /** Words to be marked on the pages of the hits shown. */
    this.forms = [];
    /** What the engine understood in the words, for chips. */
    this.understood = [];
    /** Where the reader was, when coming back. */
    this.place = history.state?.search;
    this.limit = this.place?.limit ?? PAGE;
    this.state = this.read();
    this.more = kit.element("button", { type: "button", class: "search-more" }, kit.say("more"));
    this.more.hidden = true;
    this.ways = kit.element("div", { class: "search-ways" });
    // Apart from the list, which would move when something comes above it.
    this.waiting = kit.element("div", { class: "search-waiting", "aria-hidden": "true" });
    results.after(this.waiting, this.more);
    (part("status") ?? this.more).after(this.ways);
    // What comes back is put where it was once it is there; the browser would be too early.
    history.scrollRestoration = "manual";
    for (const input of inputs) suggest.makeBox(input, kit, (query) => this.change({ query, exact: false }, "push"));
    // What was typed before this script came counts.
    const focused = inputs.find((input) => input === document.activeElement);
    const typed = focused && focused.value !== "" && focused.value !== this.state.query;
    this.listen();
    this.reflect(focused);
    kit.onRetry(() => this.run());
    const asked = new URLSearchParams(location.search);
    if (typed) this.change({ query: focused.value, exact: false }, "replace");
    else if (!isBlank(this.state) || asked.has("sort") || focused) this.run();
  }

  read() {
    return readState(location.search, this.fields);
  }

  listen() {
    const typed = this.kit.debounce(() => this.change({ query: this.state.query }, "replace"));
    for (const input of this.inputs) {
      input.addEventListener("focus", () => {
        if (document.documentElement.dataset.searchState === "idle") this.run();
      });
      input.addEventListener("input", () => {
        // What was understood belongs to the words before.
        this.understood = [];
        this.state = { ...this.state, query: input.value, exact: false };
        this.reflect(input);
        typed();
      });
      input.form?.addEventListener("submit", (event) => {
        event.preventDefault();
        this.change({ query: input.value }, "push");
      });
    }
    this.sort?.addEventListener("change", () => this.change({ sort: this.sort.value }, "push"));
    this.clear?.addEventListener("click", (event) => {
      event.preventDefault();
      this.change({ query: "", filters: {}, exact: false }, "push");
      this.inputs[0]?.focus();
    });
    this.copy?.addEventListener("click", () => this.copyLink());
    this.more.addEventListener("click", () => {
      const next = this.results.children.length;
      this.limit += PAGE;
      this.run().then(() => this.results.children[next]?.querySelector("a")?.focus());
    });
    this.facets?.addEventListener("change", (event) => this.toggle(event.target));
    // A link that is about to be followed says which words its page is to mark.
    for (const kind of ["click", "auxclick"]) this.results.addEventListener(kind, (event) => this.follow(event));
    window.addEventListener("popstate", () => {
      this.place = history.state?.search;
      this.limit = this.place?.limit ?? PAGE;
      this.state = this.read();
      this.reflect();
      this.run();
    });
    window.addEventListener("pagehide", () => this.keepPlace());
  }

  /** @param {MouseEvent} event */
  follow({ target, type, button }) {
    const link = target instanceof Element ? target.closest("a") : undefined;
    const hit = link?.closest("[data-search-hit]");
    if (!link || !hit || (type === "auxclick" && button !== 1)) return;
    this.recent.add(this.state.query);
    this.keepPlace(hit.getAttribute("data-search-hit"));
    const { href } = link;
    link.href = this.kit.markedAddress(href, this.forms);
    setTimeout(() => (link.href = href));
  }

  /** Remembers with the entry of the history how far the reader has come. */
  keepPlace(hit = history.state?.search?.hit) {
    const search = { top: scrollY, limit: Math.min(this.limit, MOST_AGAIN), hit };
    history.replaceState({ ...history.state, search }, "");
  }

  /** Brings a reader who comes back to where they were. */
  restorePlace() {
    if (!this.place) return;
    const { top, hit } = this.place;
    this.place = undefined;
    scrollTo({ top, behavior: "instant" });
    const link = hit && this.results.querySelector(`[data-search-hit="${CSS.escape(hit)}"] h2 a`);
    link?.focus({ preventScroll: true });
  }

  /** @param {Partial<State>} to @param {"push" | "replace"} how */
  change(to, how) {
    this.state = { ...this.state, ...to };
    if (!this.state.query) this.state.exact = false;
    const href = location.pathname + writeState(this.state, this.fields);
    const isNew = how === "push" && href !== location.pathname + location.search;
    // Before anything moves.
    if (isNew) this.keepPlace();
    this.limit = PAGE;
    this.place = undefined;
    this.reflect();
    if (isNew) {
      history.pushState(null, "", href);
      this.recent.add(this.state.query);
    } else {
      history.replaceState(null, "", href);
    }
    return this.run();
  }

  /** @param {HTMLInputElement} box */
  toggle(box) {
    const { name, value, checked } = box;
    const filters = { ...this.state.filters };
    if (name.startsWith("year-")) {
      const years = { from: undefined, to: undefined };
      for (const end of ["from", "to"]) {
        const year = this.facets.querySelector(`[name=year-${end}]`).valueAsNumber;
        if (year >= 1000 && year <= 2999) years[end] = year;
      }
      const { from, to } = years;
      delete filters.year;
      if (from <= to || from === undefined || to === undefined) filters.year = readYears(writeYears(years));
      if (!filters.year) delete filters.year;
    } else if (name === "evidence") {
      delete filters.evidence;
      if (checked) filters.evidence = Number(value);
    } else {
      const rest = (filters[name] ?? []).filter((other) => other !== value);
      if (checked) rest.push(value);
      if (rest.length > 0) filters[name] = rest;
      else delete filters[name];
    }
    this.change({ filters }, "push");
  }

  /** Brings boxes, order and buttons in line with the state. @param {HTMLInputElement} [typing] */
  reflect(typing) {
    const { state } = this;
    for (const input of this.inputs) {
      if (input !== typing && input.value !== state.query) input.value = state.query;
    }
    if (this.sort) {
      if (this.sort.options.length === 0) {
        this.sort.append(...SORTS.map((sort) => new Option(this.kit.say(`sort.${sort}`), sort)));
      }
      this.sort.value = state.sort;
    }
    if (this.clear) this.clear.hidden = isBlank(state);
    document.title = state.query ? `${state.query} · ${this.title}` : this.title;
    this.showChips();
  }

  async run() {
    const asked = this.state;
    if (this.results.children.length === 0 && !this.answered) this.waiting.replaceChildren(...this.view.skeleton(SKELETON));
    this.results.setAttribute("aria-busy", "true");
    const { exact, ...rest } = asked;
    const request = { ...rest, limit: this.limit, lang: this.kit.lang, ...(exact && { exact }) };
    const early = (hits) => this.state === asked && this.show(hits, true);
    const response = await this.kit.ask(request, true, early).catch(() => undefined);
    if (this.state !== asked) return;
    this.results.removeAttribute("aria-busy");
    if (response) this.show(response);
    else if (document.documentElement.dataset.searchState === "failed") this.waiting.replaceChildren();
  }

  /** @param {object} response @param {boolean} [early] whether its counts are still to come */
  show(response, early) {
    const { kit } = this;
    kit.clearStatus();
    this.forms = this.parts.markedForms(response);
    this.understood = response.understood ?? [];
    this.answered = true;
    this.waiting.replaceChildren();
    this.results.replaceChildren(...response.hits.map((hit) => this.view.hit(hit)));
    this.more.hidden = response.total <= response.hits.length;
    const text = response.total === 0 ? kit.say("none") : kit.say("total", { count: response.total });
    if (this.total) this.total.textContent = text;
    this.showNote(response);
    if (this.facets && !early) this.showFacets(response);
    this.showChips();
    this.showFeed(response);
    this.ways.replaceChildren();
    const isEmpty = response.total === 0;
    // What stands below comes when the ways are known, and is not pushed down by them.
    if (isEmpty) this.showWays().then((mark) => mark && document.documentElement.setAttribute("data-search-empty", ""));
    else document.documentElement.removeAttribute("data-search-empty");
    if (isEmpty) kit.showStatus(kit.say("noneHint"));
    kit.announce([this.note?.textContent, text].filter(Boolean).join(" "));
    this.restorePlace();
  }

  /** A link to another search, which is made here and not loaded anew. */
  link(to, ...children) {
    const state = { ...this.state, ...to };
    const href = location.pathname + writeState(state, this.fields);
    const link = this.kit.element("a", { href }, ...children);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.change(to, "push");
      this.inputs[0]?.focus({ preventScroll: true });
    });
    return link;
  }

  /** Says so where the query was taken otherwise than it was written, with the way back. */
  showNote({ corrected, notes = [] }) {
    if (!this.note) return;
    const { element, say } = this.kit;
    const lines = [];
    if (corrected) {
      const [before, after = ""] = say("corrected").split("{query}");
      const back = this.link({ exact: true }, say("correctedBack", { query: this.state.query }));
      lines.push([before, element("strong", {}, corrected.query), after, " ", back]);
    }
    for (const { kind, field, value } of notes) {
      const text = say(`note.${kind}`, { field, value });
      // A kind that this script does not know says nothing.
      if (!text.startsWith("note.")) lines.push([text]);
    }
    this.note.replaceChildren(...lines.map((parts) => element("span", {}, ...parts, " ")));
    this.note.hidden = lines.length === 0;
  }

  showFacets({ facets, understood }) {
    const focused = document.activeElement?.closest("[data-search-facet]");
    const value = focused?.getAttribute("data-search-facet");
    const { name } = this.facets.contains(document.activeElement) ? document.activeElement : {};
    // Engines that understand fields know years, too.
    const years = understood !== undefined;
    this.facets.replaceChildren(...this.view.facets(facets, this.state.filters, years));
    const again = value
      ? this.facets.querySelector(`[data-search-facet="${CSS.escape(value)}"] input`)
      : name?.startsWith("year-") && this.facets.querySelector(`[name="${name}"]`);
    if (again) again.focus({ preventScroll: true });
  }

  showChips() {
    if (!this.chips) return;
    const { filters, query, exact } = this.state;
    const had = [...this.chips.children].findIndex((chip) => chip.contains(document.activeElement));
    const chips = [];
    for (const field of this.fields) {
      for (const value of filters[field] ?? []) {
        const rest = filters[field].filter((other) => other !== value);
        chips.push(this.view.chip({ field, value }, () => this.drop(field, rest)));
      }
    }
    for (const field of ["evidence", "year"]) {
      const value = filters[field];
      if (value !== undefined) chips.push(this.view.chip({ field, value }, () => this.drop(field)));
    }
    if (exact && query) chips.push(this.view.chip({ field: "exact" }, () => this.change({ exact: false }, "push")));
    for (const one of this.understood) {
      chips.push(this.view.chip(one, () => this.change({ query: one.without }, "push")));
    }
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
    if (had < 0) return;
    const next = this.chips.querySelectorAll("button")[Math.min(had, chips.length - 1)];
    (next ?? this.inputs[0])?.focus({ preventScroll: true });
  }

  drop(field, rest = []) {
    const filters = { ...this.state.filters };
    if (rest.length > 0) filters[field] = rest;
    else delete filters[field];
    this.change({ filters }, "push");
  }

  /** A search for one subject can be followed: its page has a feed. */
  showFeed({ facets }) {
    if (!this.feed) return;
    const subject = onlySubject(this.state);
    const known = subject && facets[subject.field]?.some(({ value, count }) => value === subject.value && count > 0);
    this.feed.hidden = !known;
    if (!known) return;
    this.feed.href = this.kit.address(subject.path);
    this.feed.textContent = this.kit.say("feed", { name: this.view.label(subject.field, subject.value) });
  }

  /** Where nothing is found: the searches nearby that find something. */
  async showWays() {
    const asked = this.state;
    const { say, element, ask, lang } = this.kit;
    const { query, filters, exact } = asked;
    const tries = [];
    if (query.trim() && Object.keys(filters).length > 0) tries.push([{ filters: {} }, say("wayUnfiltered")]);
    for (const { word, query: rest } of this.parts.shorter(query)) tries.push([{ query: rest }, say("wayWithout", { word })]);
    const answers = tries.map(async ([to, text]) => {
      const request = { query, filters, limit: 1, lang, ...(exact && { exact }), ...to };
      const { total = 0, corrected } = (await ask(request, false).catch(() => undefined)) ?? {};
      return { to, text, total: corrected ? 0 : total };
    });
    const found = (await Promise.all(answers)).filter(({ total }) => total > 0).slice(0, WAYS);
    if (this.state !== asked) return false;
    if (found.length === 0) return true;
    const items = found.map(({ to, text, total }) => {
      const count = say("total", { count: total });
      return element("li", {}, this.link(to, text), " ", element("span", { class: "count" }, count));
    });
    this.ways.replaceChildren(element("h2", {}, say("waysTitle")), element("ul", {}, ...items));
    return true;
  }

  async copyLink() {
    const { say, announce } = this.kit;
    const before = this.copy.textContent;
    let said = "copied";
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Without permission, or without a secure connection.
      said = "copyFailed";
    }
    this.copy.textContent = say(said);
    announce(say(said));
    setTimeout(() => (this.copy.textContent = before), SAID);
  }
}
