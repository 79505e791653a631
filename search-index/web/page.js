/**
 * The search page: hits, filters with counts, order, and all of it in the address, so that every
 * search can be kept, shared and gone back to. Loaded by `search.js` where a page has a list for
 * results; the attributes and classes are described there.
 *
 * @typedef {Record<string, string[]> & {evidence?: number}} Filters
 * @typedef {{query: string, filters: Filters, sort: string}} State
 */

/** Fields of filters that take several values, in the order shown. */
const FIELDS = ["kind", "topic", "sphere", "city", "country", "stage"];
const SORTS = ["relevance", "newest", "evidence"];
/** Hits shown at first, and added by each "show more". */
const PAGE = 20;
/** Values of a facet shown at first. */
const VALUES_SHOWN = 8;

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** An excerpt as nodes. The engine escapes everything but its marks; nothing is parsed as HTML. */
function excerpt(html) {
  const plain = (part) => part.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);
  return html
    .split(/<mark>|<\/mark>/)
    .map((part, index) => (index % 2 === 1 ? element("mark", {}, plain(part)) : plain(part)));
}


/** @returns {State} */
function readState() {
  const parameters = new URLSearchParams(location.search);
  /** @type {any} */
  const filters = {};
  for (const field of FIELDS) {
    const values = parameters.getAll(field).filter(Boolean);
    if (values.length > 0) filters[field] = values;
  }
  const level = Number.parseInt(parameters.get("evidence") ?? "", 10);
  if (level >= 0 && level <= 5) filters.evidence = level;
  const sort = parameters.get("sort") ?? "";
  return {
    query: parameters.get("q") ?? "",
    filters,
    sort: SORTS.includes(sort) ? sort : SORTS[0],
  };
}

/** @param {State} state */
function stateAddress({ query, filters, sort }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const field of FIELDS) {
    for (const value of filters[field] ?? []) parameters.append(field, value);
  }
  if (filters.evidence !== undefined) parameters.set("evidence", String(filters.evidence));
  if (sort !== SORTS[0]) parameters.set("sort", sort);
  const search = parameters.toString();
  return location.pathname + (search ? `?${search}` : "");
}

/** @param {State} state */
const isBlank = (state) => !state.query && Object.keys(state.filters).length === 0;

/** What `search.js` lends: asking the engine, words, and making elements. */
let ask, say, named, address, element, meta, capital, debounce, showStatus, clearStatus;

/**
 * Makes a search page of this page.
 * @param {HTMLElement} results
 * @param {HTMLInputElement[]} inputs
 * @param {any} kit see above
 */
export function makeSearchPage(results, inputs, kit) {
  ({ ask, say, named, address, element, meta, capital, debounce, showStatus, clearStatus } = kit);
  return new SearchPage(results, inputs, kit.onRetry);
}

class SearchPage {
  /**
   * @param {HTMLElement} results
   * @param {HTMLInputElement[]} inputs
   * @param {(work: () => void) => void} onRetry says what trying again does
   */
  constructor(results, inputs, onRetry) {
    this.results = results;
    this.inputs = inputs;
    this.total = document.querySelector("[data-search-total]");
    this.facets = document.querySelector("[data-search-facets]");
    this.sort = document.querySelector("select[data-search-sort]");
    this.clear = document.querySelector("[data-search-clear]");
    this.limit = PAGE;
    /** Facets shown in full. */
    this.expanded = new Set();
    /** Labels met so far, for chosen values that no longer occur. */
    this.labels = new Map();
    this.state = readState();
    this.more = element("button", { type: "button", class: "search-more" }, say("more"));
    this.more.hidden = true;
    results.after(this.more);
    this.listen();
    this.reflect();
    onRetry(() => this.run());
    const asked = new URLSearchParams(location.search);
    const focused = this.inputs.includes(/** @type {any} */ (document.activeElement));
    if (!isBlank(this.state) || asked.has("sort") || focused) this.run();
  }

  listen() {
    const typed = debounce(() => this.change({ query: this.state.query }, "replace"));
    for (const input of this.inputs) {
      input.addEventListener("focus", () => {
        if (document.documentElement.dataset.searchState === "idle") this.run();
      });
      input.addEventListener("input", () => {
        this.state = { ...this.state, query: input.value };
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
      this.change({ query: "", filters: {} }, "push");
    });
    this.more.addEventListener("click", () => {
      const next = this.results.children.length;
      this.limit += PAGE;
      this.run().then(() => this.results.children[next]?.querySelector("a")?.focus());
    });
    this.facets?.addEventListener("change", (event) => this.toggle(event.target));
    window.addEventListener("popstate", () => {
      this.state = readState();
      this.limit = PAGE;
      this.reflect();
      this.run();
    });
  }

  /** @param {Partial<State>} to @param {"push" | "replace"} how */
  change(to, how) {
    this.state = { ...this.state, ...to };
    this.limit = PAGE;
    this.reflect();
    const href = stateAddress(this.state);
    if (how === "push" && href !== location.pathname + location.search) {
      history.pushState(null, "", href);
    } else {
      history.replaceState(null, "", href);
    }
    this.run();
  }

  /** @param {HTMLInputElement} box */
  toggle(box) {
    const { name, value, checked } = box;
    const filters = { ...this.state.filters };
    if (name === "evidence") {
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

  /** Brings boxes, order and button in line with the state. @param {HTMLInputElement} [typing] */
  reflect(typing) {
    for (const input of this.inputs) {
      if (input !== typing && input.value !== this.state.query) input.value = this.state.query;
    }
    if (this.sort) {
      if (this.sort.options.length === 0) {
        this.sort.append(...SORTS.map((sort) => new Option(say(`sort.${sort}`), sort)));
      }
      this.sort.value = this.state.sort;
    }
    if (this.clear) this.clear.hidden = isBlank(this.state);
  }

  async run() {
    const asked = this.state;
    const request = { ...asked, limit: this.limit };
    const response = await ask(request, true).catch(() => undefined);
    if (response && this.state === asked) this.show(response);
  }

  show(response) {
    clearStatus();
    this.results.replaceChildren(...response.hits.map((hit) => this.hit(hit)));
    this.more.hidden = response.total <= response.hits.length;
    if (this.total) {
      const count = response.total.toLocaleString(document.documentElement.lang || undefined);
      const found = response.total === 1 ? say("totalOne") : say("total", { count });
      this.total.textContent = response.total === 0 ? say("none") : found;
    }
    if (response.total === 0) showStatus(say("noneHint"));
    if (this.facets) this.showFacets(response.facets);
  }

  hit(hit) {
    const href = address(hit.url);
    const item = element(
      "li",
      { class: "search-hit", "data-search-hit": hit.id },
      element("h2", { class: "search-hit__title" }, element("a", { href }, hit.title)),
      element("p", { class: "search-hit__meta" }, meta(hit)),
    );
    const snippet = element("p", { class: "search-hit__snippet" });
    if (hit.section?.anchor && hit.section.heading) {
      const anchor = `${href}#${encodeURIComponent(hit.section.anchor)}`;
      snippet.append(
        element("a", { class: "search-hit__section", href: anchor }, hit.section.heading),
        ": ",
      );
    }
    snippet.append(...excerpt(hit.snippet));
    item.append(snippet);
    return item;
  }

  showFacets(facets) {
    const focused = document.activeElement?.closest("[data-search-facet]");
    const focusedValue = focused?.getAttribute("data-search-facet");
    const groups = [...FIELDS, "evidence"].map((field) => this.group(field, facets));
    this.facets.replaceChildren(...groups.filter(Boolean));
    if (!focusedValue) return;
    const again = this.facets.querySelector(`[data-search-facet="${CSS.escape(focusedValue)}"]`);
    again?.querySelector("input")?.focus();
  }

  group(field, facets) {
    const values = field === "evidence" ? this.levels(facets.evidence) : this.values(field, facets);
    if (values.length === 0) return undefined;
    const list = element("ul", { class: "search-facet__list" });
    values.forEach((value, at) => {
      const item = element("li", {}, this.value(field, value));
      item.hidden = at >= VALUES_SHOWN && !value.chosen && !this.expanded.has(field);
      list.append(item);
    });
    const legend = element("legend", { class: "search-facet__name" }, say(`facet.${field}`));
    const group = element("fieldset", { class: "search-facet" }, legend, list);
    if ([...list.children].some((item) => item.hidden)) {
      const text = say("moreValues", { count: values.length });
      const button = element("button", { type: "button", class: "search-facet__more" }, text);
      button.addEventListener("click", () => {
        this.expanded.add(field);
        for (const item of list.children) item.hidden = false;
        button.remove();
        list.children[VALUES_SHOWN]?.querySelector("input")?.focus();
      });
      group.append(button);
    }
    return group;
  }

  /** The values of a field; chosen ones stay even where nothing bears them. */
  values(field, facets) {
    const chosen = this.state.filters[field] ?? [];
    const values = (facets[field] ?? []).map(({ value, label, count }) => {
      const name = named(field, value, label);
      this.labels.set(`${field}:${value}`, name);
      return { value, label: name, count, chosen: chosen.includes(value) };
    });
    for (const value of chosen) {
      if (values.some((known) => known.value === value)) continue;
      const label = this.labels.get(`${field}:${value}`) ?? capital(value);
      values.push({ value, label, count: 0, chosen: true });
    }
    return values;
  }

  /** Levels of evidence, each with all records of that level or more. */
  levels(counts) {
    const least = this.state.filters.evidence;
    const values = [];
    for (let level = 5; level >= 1; level--) {
      const count = counts
        .filter(({ value }) => Number(value) >= level)
        .reduce((sum, value) => sum + value.count, 0);
      if (count === 0 && least !== level) continue;
      const label = say("evidenceLeast", { level: named("evidence", level, String(level)) });
      values.push({ value: String(level), label, count, chosen: least === level });
    }
    return values;
  }

  value(field, { value, label, count, chosen }) {
    const box = element("input", { type: "checkbox", name: field, value });
    box.checked = chosen;
    return element(
      "label",
      { class: "search-facet__value", "data-search-facet": `${field}:${value}` },
      box,
      " ",
      label,
      " ",
      element("span", { class: "search-facet__count" }, String(count)),
    );
  }
}
