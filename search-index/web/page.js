/**
 * The search page: the state of the search, and everything the reader is told about an answer.
 * `search.js` loads it where a page has a list for results; `view.js` makes the elements, and
 * `address.js` reads and writes the address.
 *
 * Attributes of the page's elements:
 *   input[data-search-input]   a search box; its form leads to the search page
 *   [data-search-results]      list of hits; makes the page a search page
 * and on a search page, all optional:
 *   [data-search-total]        the number of records found
 *   [data-search-note]         what was searched for instead of the words typed
 *   [data-search-chips]        list of active filters, each with a button that removes it
 *   [data-search-kinds]        tabs for the kinds of records, with counts
 *   [data-search-facets]       filters with counts
 *   select[data-search-sort]   the order; filled here if it has no options
 *   [data-search-clear]        button that removes all filters and words
 *   [data-search-copy]         button that copies the address of the search
 *   [data-search-table]        button that saves all hits as a table with the script that it names
 *   a[data-search-feed]        link to the feed of the one subject chosen
 *   [data-search-status]       messages; made here if missing
 *
 * Classes and attributes for styling:
 *   html[data-search-state=idle|loading|ready|failed], html[data-search-empty] without hits
 *   .search-hit (li[data-search-hit=<id>]), .search-hit__meta, .search-hit__title,
 *   .search-hit__evidence, .search-hit__summary, .search-hit__snippet (both with mark),
 *   .search-hit__section, .search-more
 *   .search-waiting with .search-skeleton (before the first answer), .search-ways (without hits)
 *   .search-chip, .search-facet (fieldset), .search-facet__name (legend), .search-facet__list,
 *   .search-facet__value (label[data-search-facet=<field>:<value>]), .search-facet__count,
 *   .search-facet__more, .search-facet__range, .search-facet__hint
 *   .search-panel (under a box, in its form; --recent with recent searches), in it
 *   .search-suggest (list), .search-suggest__item, in it a link ([aria-selected=true] is the
 *   active one), .search-suggest__title, .search-suggest__meta
 *   .search-marks (bar on the page of a hit, whose words are mark.search-mark)
 *   .search-status, .search-status__retry, .search-announcer (for screen readers only)
 */

import { isBlank, onlySubject, readRange, readState, SORTS, writeState } from "./address.js";
import { copyLink, saveTable } from "./share.js";
import { FIELDS, markedForms, MEASURES, shorter, View } from "./view.js";

/** @import { Facets, Field, Filters, Kit, Place, Request, Response, State, Strings, Understood } from "./types" */

/** @type {Strings} */
const STRINGS = {
  /* words: search.total search.none search.noneHint search.more search.corrected
     search.correctedBack search.note.* search.nearestTopics search.waysTitle search.wayWithout search.wayUnfiltered
     search.copied search.copyFailed search.feed search.sort.* */
};

/** Hits shown at first, about as many as are in view. */
const FIRST = 10;
/** Letters of a word from which what it needs is fetched while it is typed: fewer begin too many words. */
const BEGUN = 4;
/** Milliseconds after which a reader who is in an empty box, and types nothing, sees all records. */
const LOOKING = 800;
/** Hits added by each "show more". */
const MORE = 20;
/** The most hits shown again after going back. */
const MOST_AGAIN = 200;
/** Placeholders shown before the first answer. */
const SKELETON = 6;
/** Other searches offered where nothing is found. */
const WAYS = 4;

/** Whether so little of the last word is typed that it may become nearly any. @param {string} query */
export const isBarelyBegun = (query) => query.length - query.search(/\S*$/) < BEGUN;

/**
 * Makes a search page of this page.
 * @param {HTMLElement} results
 * @param {HTMLInputElement[]} inputs
 * @param {Kit} kit
 * @param {typeof import("./suggest.js")} suggest
 */
export function makeSearchPage(results, inputs, kit, suggest) {
  kit.learn(STRINGS);
  return new SearchPage(results, inputs, kit, suggest);
}

class SearchPage {
  /**
   * @param {HTMLElement} results @param {HTMLInputElement[]} inputs @param {Kit} kit
   * @param {typeof import("./suggest.js")} suggest
   */
  constructor(results, inputs, kit, suggest) {
    this.results = results;
    this.inputs = inputs;
    this.kit = kit;
    this.fields = FIELDS;
    this.view = new View(kit);
    this.recent = new suggest.Recent(kit.config.root);
    /** @param {string} name @returns {HTMLElement | null} */
    const part = (name) => document.querySelector(`[data-search-${name}]`);
    this.total = part("total");
    this.note = part("note");
    this.chips = part("chips");
    this.facets = part("facets");
    this.kinds = part("kinds");
    this.sort = /** @type {HTMLSelectElement | null} */ (part("sort"));
    this.clear = part("clear");
    this.feed = /** @type {HTMLAnchorElement | null} */ (part("feed"));
    this.copy = part("copy");
    this.table = /** @type {HTMLButtonElement | null} */ (part("table"));
    this.title = document.title;
    /** Words to mark on the pages of the hits shown. @type {string[]} */
    this.forms = [];
    /** Filters that the engine found in the words, for chips. @type {Understood[]} */
    this.understood = [];
    /** Where the reader was, after coming back. @type {Place | undefined} */
    this.place = history.state?.search;
    this.limit = this.place?.limit ?? FIRST;
    this.state = this.read();
    // A form on a list also sends what was left open; such an address is cleaned before it is shared.
    if (/=(?:&|$)/.test(location.search)) history.replaceState(history.state, "", location.pathname + writeState(this.state, this.fields));
    this.more = kit.element("button", { type: "button", class: "search-more" }, kit.say("more"));
    this.more.hidden = true;
    this.ways = kit.element("div", { class: "search-ways" });
    // Outside the list, so that the list does not move when this is filled.
    this.waiting = kit.element("div", { class: "search-waiting", "aria-hidden": "true" });
    results.after(this.waiting, this.more);
    (part("status") ?? this.more).after(this.ways);
    // The place is restored once the hits are there; the browser would scroll too early.
    history.scrollRestoration = "manual";
    for (const input of inputs) suggest.makeBox(input, kit, (query) => this.change({ query, exact: false }, "push"));
    // Something may have been typed before this script was loaded.
    const focused = inputs.find((input) => input === document.activeElement);
    const typed = focused?.value !== this.state.query ? focused?.value : "";
    this.listen();
    this.reflect(focused);
    kit.onRetry(() => this.run());
    const asked = new URLSearchParams(location.search);
    if (typed) this.change({ query: typed, exact: false }, "replace");
    else if (!isBlank(this.state) || asked.has("sort") || asked.has("mine")) this.run();
    else if (focused) this.begin();
  }

  read() {
    return readState(location.search, this.fields);
  }

  listen() {
    const typed = this.kit.debounce(() => this.change({ query: this.state.query }, "replace", true));
    // Unless the answer is shown already, because its excerpts were at hand.
    const rested = this.kit.debounce(() => this.results.hasAttribute("aria-busy") && this.run(), this.kit.REST);
    for (const input of this.inputs) {
      input.addEventListener("focus", () => {
        if (document.documentElement.dataset.searchState === "idle") this.begin();
      });
      input.addEventListener("input", () => {
        // Those filters belong to the previous words.
        this.understood = [];
        this.state = { ...this.state, query: input.value, exact: false };
        this.reflect(input);
        typed();
        rested();
      });
      input.form?.addEventListener("submit", (event) => {
        event.preventDefault();
        this.change({ query: input.value }, "push");
      });
    }
    this.sort?.addEventListener("change", () => this.change({ sort: this.sort?.value }, "push"));
    this.clear?.addEventListener("click", (event) => {
      event.preventDefault();
      this.change({ query: "", filters: {}, exact: false }, "push");
      this.inputs[0]?.focus();
    });
    const { copy, table } = this;
    table?.addEventListener("click", () => saveTable(table, this.kit, (limit) => this.request(limit)));
    copy?.addEventListener("click", () => copyLink(copy, this.kit));
    this.more.addEventListener("click", () => {
      const next = this.results.children.length;
      this.limit += MORE;
      this.run().then(() => this.results.children[next]?.querySelector("a")?.focus());
    });
    for (const choices of [this.facets, this.kinds]) {
      choices?.addEventListener("change", (event) => this.toggle(/** @type {HTMLInputElement} */ (event.target)));
    }
    // A link about to be followed passes on the words that its page is to mark.
    for (const kind of /** @type {const} */ (["click", "auxclick"])) this.results.addEventListener(kind, (event) => this.follow(event));
    // The theme lets readers choose a city, to rank hits by how alike their cities are.
    document.addEventListener("crosstown:mine", (event) => {
      const mine = String(/** @type {CustomEvent} */ (event).detail);
      // The search page may have asked before the theme's script was there.
      if (mine !== this.state.mine) this.change({ mine }, this.state.mine || !mine ? "push" : "replace");
      else this.run();
    });
    window.addEventListener("popstate", () => {
      this.place = history.state?.search;
      this.limit = this.place?.limit ?? FIRST;
      this.state = this.read();
      this.reflect();
      this.run();
    });
    window.addEventListener("pagehide", () => this.keepPlace());
  }

  /** Loads the engine, and shows all records unless something is typed first. */
  begin() {
    const asked = this.state;
    this.kit.load().catch(() => {});
    setTimeout(() => this.state === asked && this.run(), LOOKING);
  }

  /** @param {MouseEvent} event */
  follow({ target, type, button }) {
    const link = target instanceof Element ? target.closest("a") : undefined;
    const hit = link?.closest("[data-search-hit]");
    if (!link || !hit || (type === "auxclick" && button !== 1)) return;
    this.recent.add(this.state.query);
    this.keepPlace(hit.getAttribute("data-search-hit") ?? undefined);
    const { href } = link;
    link.href = this.kit.markedAddress(href, this.forms);
    setTimeout(() => (link.href = href));
  }

  /** Stores in the history entry how far the reader has come. @param {string} [hit] */
  keepPlace(hit = history.state?.search?.hit) {
    /** @type {Place} */
    const search = { top: scrollY, limit: Math.min(this.limit, MOST_AGAIN), hit };
    history.replaceState({ ...history.state, search }, "");
  }

  /** Returns a reader who comes back to where they were. */
  restorePlace() {
    if (!this.place) return;
    const { top, hit } = this.place;
    this.place = undefined;
    scrollTo({ top, behavior: "instant" });
    /** @type {HTMLElement | "" | null | undefined} */
    const link = hit && this.results.querySelector(`[data-search-hit="${CSS.escape(hit)}"] h2 a`);
    if (link) link.focus({ preventScroll: true });
  }

  /** @param {Partial<State>} to @param {"push" | "replace"} how @param {boolean} [unrested] */
  change(to, how, unrested) {
    this.state = { ...this.state, ...to };
    if (!this.state.query) this.state.exact = false;
    const href = location.pathname + writeState(this.state, this.fields);
    const isNew = how === "push" && href !== location.pathname + location.search;
    // Before anything moves.
    if (isNew) this.keepPlace();
    this.limit = FIRST;
    this.place = undefined;
    this.reflect();
    if (isNew) {
      history.pushState(null, "", href);
      this.recent.add(this.state.query);
    } else {
      history.replaceState(null, "", href);
    }
    return this.run(unrested);
  }

  /** @param {HTMLInputElement} box */
  toggle(box) {
    const { value, checked } = box;
    const name = /** @type {Field} */ (box.name);
    const filters = { ...this.state.filters };
    const measure = MEASURES.find((one) => box.name.startsWith(`${one}-`));
    if (measure) {
      const [from, to] = ["from", "to"].map((end) => {
        /** @type {HTMLInputElement | HTMLSelectElement | null | undefined} */
        const input = this.facets?.querySelector(`[name=${measure}-${end}]`);
        return input?.validity.valid ? input.value : "";
      });
      delete filters[measure];
      const range = readRange(`${from}..${to}`);
      if (range) filters[measure] = range;
    } else if (box.name === "evidence") {
      delete filters.evidence;
      if (value) filters.evidence = Number(value);
    } else if (box.type === "radio") {
      delete filters[name];
      if (value) filters[name] = [value];
    } else {
      const rest = (filters[name] ?? []).filter((other) => other !== value);
      if (checked) rest.push(value);
      if (rest.length > 0) filters[name] = rest;
      else delete filters[name];
    }
    this.change({ filters }, "push");
  }

  /** Updates boxes, order and buttons to the state. @param {HTMLInputElement} [typing] the box being typed in */
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

  /** What the engine is asked for the state. @param {number} limit */
  request(limit) {
    const { exact, mine, ...rest } = this.state;
    return { ...rest, limit, lang: this.kit.lang, ...(exact && { exact }) };
  }

  /** @param {boolean} [unrested] whether the next letter is still expected, so that excerpts can wait */
  async run(unrested) {
    const asked = this.state;
    if (this.results.children.length === 0 && !this.answered) this.waiting.replaceChildren(...this.view.skeleton(SKELETON));
    this.results.setAttribute("aria-busy", "true");
    // If typing rests here, the search runs then.
    if (unrested && isBarelyBegun(asked.query)) return;
    const { mine } = asked;
    const rank = mine ? window.crosstown?.rank : undefined;
    const request = this.request(this.limit);
    /** @param {Response} hits */
    const early = (hits) => this.state === asked && this.show(hits, true);
    const how = { typed: true, unrested, ...(!rank && { early }) };
    const answer = await this.kit.ask(request, how).catch(() => undefined);
    /** @param {Request} nearer */
    const more = (nearer) => this.kit.ask(nearer).catch(() => undefined);
    const response = answer && rank ? await rank(answer, request, more, mine) : answer;
    if (this.state !== asked) return;
    const failed = document.documentElement.dataset.searchState === "failed";
    // A search that was dropped is followed by another.
    if (response || failed) this.results.removeAttribute("aria-busy");
    if (response) this.show(response);
    else if (failed) this.waiting.replaceChildren();
  }

  /** @param {Response} response @param {boolean} [early] whether its counts are still to come */
  show(response, early) {
    const { kit } = this;
    kit.clearStatus();
    this.forms = markedForms(response);
    this.understood = response.understood ?? [];
    this.answered = true;
    this.waiting.replaceChildren();
    this.results.replaceChildren(...response.hits.map((hit) => this.view.hit(hit)));
    this.more.hidden = response.total <= response.hits.length;
    const text = response.total === 0 ? kit.say("none") : kit.say("total", { count: response.total });
    if (this.total) this.total.textContent = text;
    this.showNote(response);
    if (!early) this.showFacets(response);
    this.showChips();
    this.showFeed(response);
    this.ways.replaceChildren();
    const isEmpty = response.total === 0;
    // What is below appears only once the other searches are known, so that they do not push it down.
    if (isEmpty) this.showWays().then((mark) => mark && document.documentElement.setAttribute("data-search-empty", ""));
    else document.documentElement.removeAttribute("data-search-empty");
    if (isEmpty) kit.showStatus(kit.say("noneHint"));
    kit.announce([this.note?.textContent, text].filter(Boolean).join(" "));
    this.restorePlace();
  }

  /** A link to another search, which runs without a page load. @param {Partial<State>} to @param {(Node | string)[]} children */
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

  /**
   * Says where the query was not taken as written, with the way back, and what no record answers.
   * @param {Response} response
   */
  showNote({ corrected, notes = [], topics = [] }) {
    if (!this.note) return;
    const { element, say } = this.kit;
    /** @type {(Node | string)[][]} */
    const lines = [];
    if (corrected) {
      const [before, after = ""] = say("corrected").split("{query}");
      const back = this.link({ exact: true }, say("correctedBack", { query: this.state.query }));
      lines.push([before, element("strong", {}, corrected.query), after, " ", back]);
    }
    for (const { kind, field, value } of notes) {
      const text = say(`note.${kind}`, { field, value });
      // A kind that this script does not know is left out.
      if (!text.startsWith("note.")) lines.push([text]);
    }
    if (topics.length > 0) {
      const links = topics.flatMap(({ value, label }) => [" ", this.link({ query: "", filters: { topic: [value] } }, label)]);
      lines.push([say("nearestTopics"), ...links]);
    }
    this.note.replaceChildren(...lines.map((parts) => element("span", {}, ...parts, " ")));
    this.note.hidden = lines.length === 0;
  }

  /** @param {Response} response */
  showFacets({ facets }) {
    const { kinds, facets: filters } = this;
    const focused = document.activeElement;
    const within = [kinds, filters].find((choices) => focused?.matches("input, select") && choices?.contains(focused));
    const box = /** @type {HTMLInputElement} */ (focused);
    const isRange = MEASURES.some((measure) => box.name?.startsWith(`${measure}-`));
    const same = within && `[name="${box.name}"]${isRange ? "" : `[value="${CSS.escape(box.value)}"]`}`;
    kinds?.replaceChildren(...this.view.kinds(facets, this.state.filters));
    filters?.replaceChildren(...this.view.facets(facets, this.state.filters, kinds !== null));
    /** @type {HTMLElement | null | undefined} */
    const again = same ? within.querySelector(same) : undefined;
    again?.focus({ preventScroll: true });
  }

  showChips() {
    if (!this.chips) return;
    const { filters, query, exact } = this.state;
    const had = [...this.chips.children].findIndex((chip) => chip.contains(document.activeElement));
    const chips = [];
    for (const field of this.fields) {
      const values = filters[field] ?? [];
      for (const value of values) {
        const rest = values.filter((other) => other !== value);
        chips.push(this.view.chip({ field, value }, () => this.drop(field, rest)));
      }
    }
    for (const field of /** @type {const} */ (["evidence", ...MEASURES])) {
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
    /** @type {HTMLElement | undefined} */
    const next = this.chips.querySelectorAll("button")[Math.min(had, chips.length - 1)];
    (next ?? this.inputs[0])?.focus({ preventScroll: true });
  }

  /** Removes a filter, or leaves the `rest` of its values. @param {keyof Filters} field @param {string[]} [rest] */
  drop(field, rest = []) {
    const filters = { ...this.state.filters };
    if (rest.length > 0) filters[/** @type {Field} */ (field)] = rest;
    else delete filters[field];
    this.change({ filters }, "push");
  }

  /** A search for a single subject links to its feed. @param {{facets: Facets}} response */
  showFeed({ facets }) {
    if (!this.feed) return;
    const subject = onlySubject(this.state);
    const known = subject && facets[subject.field]?.some(({ value, count }) => value === subject.value && count > 0);
    this.feed.hidden = !known;
    if (!subject || !known) return;
    this.feed.href = this.kit.address(subject.path);
    this.feed.textContent = this.kit.say("feed", { name: this.view.label(subject.field, subject.value) });
  }

  /** Where nothing is found: similar searches that do find something. */
  async showWays() {
    const asked = this.state;
    const { say, element, ask, lang } = this.kit;
    const { query, filters, exact } = asked;
    /** @type {[Partial<State>, string][]} */
    const tries = [];
    if (query.trim() && Object.keys(filters).length > 0) tries.push([{ filters: {} }, say("wayUnfiltered")]);
    for (const { word, query: rest } of shorter(query)) tries.push([{ query: rest }, say("wayWithout", { word })]);
    const answers = tries.map(async ([to, text]) => {
      const request = { query, filters, limit: 1, lang, ...(exact && { exact }), ...to };
      const { total = 0, corrected } = (await ask(request).catch(() => undefined)) ?? {};
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
}
