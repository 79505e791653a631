/**
 * What the search page shows: hits, facets with counts, and chips of what is chosen; and the parts
 * of a query that chips stand for. Everything here makes one thing of another and decides nothing.
 * Loaded beside `page.js`.
 */

/** Fields of filters that take several values, in the order shown. */
export const FIELDS = ["kind", "topic", "sphere", "city", "country", "stage", "result"];
/** Values of a facet shown at first. */
const VALUES_SHOWN = 8;
/** Words that are left out one by one where nothing is found. */
const TRIED = 6;
/** Most words passed to the page of a hit. */
const MOST_FORMS = 24;

const STRINGS = {
  /* words: search.section search.moreValues search.evidenceLeast evidence.of evidence.level-*
     search.facet.* search.yearFrom search.yearTo search.chip search.chipNot search.chipExact
     search.chipRemove search.years search.yearsFrom search.yearsTo */
};

/* ---- Hits ---- */

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/**
 * An excerpt as texts, every other one marked. The engine escapes everything but its marks;
 * nothing is parsed as HTML.
 * @param {string} html @returns {string[]}
 */
export const excerptParts = (html) =>
  html
    .split(/<mark>|<\/mark>/)
    .map((part) => part.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]));

const words = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const folded = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/**
 * The forms of the words asked for that an answer holds, so that the page of a hit marks what the
 * excerpts mark: stems stay the engine's affair.
 * @param {{query: string, hits: {title: string, snippet: string}[], corrected?: {query: string}}} answer
 * @returns {string[]}
 */
export function markedForms({ query, hits, corrected }) {
  const forms = new Set();
  const asked = new Set(words(folded(corrected?.query ?? query)));
  for (const { snippet, title } of hits) {
    excerptParts(snippet).forEach((part, at) => {
      if (at % 2 === 1) for (const word of words(folded(part))) forms.add(word);
    });
    for (const word of words(folded(title))) if (word.length > 2 && asked.has(word)) forms.add(word);
  }
  return [...forms].slice(0, MOST_FORMS);
}

/* ---- The text of a query ---- */

/** The parts of a query: words, phrases and fields. @param {string} query */
export const partsOf = (query) => query.match(/-?\p{L}+:"[^"]*"?|-?"[^"]*"?|\S+/gu) ?? [];

/** A query less one of its words, for each word; the longest, which are the rarest, first. */
export function shorter(query) {
  const parts = partsOf(query);
  const words = parts.filter((part) => part !== "OR");
  if (words.length < 2) return [];
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .slice(0, TRIED)
    .map((word) => {
      const rest = parts.filter((part) => part !== word).join(" ");
      return { word, query: rest.replace(/^(?:OR )+|(?: OR)+$|(?<=OR )OR /g, "") };
    })
    .filter(({ query }) => query !== "" && query !== "OR");
}

/* ---- Elements ---- */

/** What makes elements, with what `search.js` lends. */
export class View {
  constructor(kit) {
    kit.learn(STRINGS);
    this.kit = kit;
    /** Facets shown in full. */
    this.expanded = new Set();
    /** Labels met so far, for chosen values that no longer occur. */
    this.labels = new Map();
  }

  hit(hit) {
    const { element, address } = this.kit;
    const href = address(hit.url);
    const item = element("li", { class: "search-hit", "data-search-hit": hit.id });
    item.append(
      this.facts(hit),
      element("h2", { class: "search-hit__title" }, element("a", { href }, hit.title)),
      this.excerpt(hit, href),
    );
    if (hit.evidence !== undefined) item.append(this.evidence(hit));
    return item;
  }

  /** Kind, stage, place and year, as on the page's own head. */
  facts(hit) {
    const { element, named, capital } = this.kit;
    const span = (name, text) => element("span", { class: name }, text);
    const parts = [span("kind", named("kind", hit.kind, capital(hit.kind)))];
    if (hit.stage) {
      const { value, label } = hit.stage;
      parts.push(span(`stage stage--${value}`, named("stage", value, label)));
    }
    const cities = hit.cities.map(({ value, label }) => named("city", value, label));
    // A city's own record is where its title says.
    const place = [cities.filter((city) => city !== hit.title).join(", "), hit.year].filter(Boolean).join(", ");
    if (place) parts.push(span("search-hit__place", place));
    const facts = element("p", { class: "search-hit__meta" });
    parts.forEach((part, at) => facts.append(at > 0 ? " · " : "", part));
    return facts;
  }

  /** The meter that pages have: stops on a line, and always the words beside them, result included. */
  evidence(hit) {
    const { element, say, result, lang } = this.kit;
    const { evidence: level } = hit;
    const name = say(`evidence.level-${level}`);
    const label = name.toLocaleLowerCase(lang);
    const stops = element("span", { class: "meter__stops", "aria-hidden": "true" });
    for (let stop = 0; stop < 5; stop++) stops.append(element("i"));
    const words = element("span", { class: "meter__words" });
    words.append(element("span", {}, level > 0 ? say("evidence.of", { level, label }) : name));
    if (result(hit)) {
      const direction = `meter__direction meter__direction--${hit.result.value}`;
      words.append(" · ", element("span", { class: direction }, result(hit)));
    }
    return element(
      "p",
      { class: "search-hit__evidence" },
      element("span", { class: "visually-hidden" }, `${say("facet.evidence")}: `),
      element("span", { class: `meter meter--${level}` }, stops, " ", words),
    );
  }

  excerpt(hit, href) {
    const { element, say } = this.kit;
    const snippet = element("p", { class: "search-hit__snippet" });
    if (hit.section?.anchor && hit.section.heading) {
      const anchor = `${href}#${encodeURIComponent(hit.section.anchor)}`;
      const link = element("a", { class: "search-hit__section", href: anchor }, hit.section.heading);
      snippet.append(element("span", { class: "visually-hidden" }, `${say("section")}: `), link, " ");
    }
    excerptParts(hit.snippet).forEach((part, at) => {
      snippet.append(at % 2 === 1 ? element("mark", {}, part) : part);
    });
    return snippet;
  }

  /** Lines in place of hits that are on their way. */
  skeleton(count) {
    const { element } = this.kit;
    const line = () => element("span", { class: "search-skeleton__line" });
    const item = () => element("div", { class: "search-skeleton" }, line(), line(), line());
    return Array.from({ length: count }, item);
  }

  /* ---- Facets ---- */

  /** @param {any} facets of an answer @param {any} filters chosen @param {boolean} years whether the engine knows years */
  facets(facets, filters, years) {
    const groups = [...FIELDS, "evidence"].map((field) => this.group(field, facets, filters));
    if (years) groups.push(this.years(filters.year));
    return groups.filter(Boolean);
  }

  group(field, facets, filters) {
    const { element, say } = this.kit;
    const values =
      field === "evidence" ? this.levels(facets.evidence, filters.evidence) : this.values(field, facets, filters);
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
  values(field, facets, filters) {
    const chosen = filters[field] ?? [];
    const values = (facets[field] ?? []).map(({ value, label, count }) => {
      const name = this.kit.named(field, value, label);
      this.labels.set(`${field}:${value}`, name);
      return { value, label: name, count, chosen: chosen.includes(value) };
    });
    for (const value of chosen) {
      if (values.some((known) => known.value === value)) continue;
      values.push({ value, label: this.label(field, value), count: 0, chosen: true });
    }
    return values;
  }

  /** What a value is called, as far as answers have told. */
  label(field, value) {
    const { named, say, capital } = this.kit;
    if (field === "evidence") return this.least(value);
    if (field === "year") {
      const { from, to } = value;
      if (from === to) return String(from);
      if (from === undefined) return say("yearsTo", { to });
      return to === undefined ? say("yearsFrom", { from }) : say("years", { from, to });
    }
    return this.labels.get(`${field}:${value}`) ?? named(field, value, capital(value));
  }

  /** What a chosen value is called; a field in the words has levels and years as `3..` or `..5`. */
  chosenLabel(field, value, label) {
    if (!["evidence", "year"].includes(field) || typeof value !== "string") {
      return label ?? this.label(field, value);
    }
    const [from, to] = value.includes("..") ? value.split("..") : [value, value];
    if (field === "evidence" && from && !to) return this.least(from);
    return this.label("year", { from: from || undefined, to: to || undefined });
  }

  least(level) {
    return Number(level) === 5 ? "5" : this.kit.say("evidenceLeast", { level });
  }

  /** Levels of evidence, each with all records of that level or more. */
  levels(counts, least) {
    const values = [];
    for (let level = 5; level >= 1; level--) {
      const count = counts
        .filter(({ value }) => Number(value) >= level)
        .reduce((sum, value) => sum + value.count, 0);
      if (count === 0 && least !== level) continue;
      values.push({ value: String(level), label: this.least(level), count, chosen: least === level });
    }
    return values;
  }

  value(field, { value, label, count, chosen }) {
    const { element } = this.kit;
    const box = element("input", { type: "checkbox", name: field, value });
    box.checked = chosen;
    return element(
      "label",
      { class: "search-facet__value", "data-search-facet": `${field}:${value}` },
      box,
      " ",
      element("span", { class: "search-facet__label" }, label),
      " ",
      element("span", { class: "search-facet__count" }, String(count)),
    );
  }

  years({ from, to } = {}) {
    const { element, say } = this.kit;
    const box = (name, text, value) => {
      const input = element("input", { type: "number", name, min: "1000", max: "2999", step: "1", inputmode: "numeric" });
      input.value = value ?? "";
      return element("label", {}, text, " ", input);
    };
    const legend = element("legend", { class: "search-facet__name" }, say("facet.year"));
    const boxes = element(
      "div",
      { class: "search-facet__years" },
      box("year-from", say("yearFrom"), from),
      box("year-to", say("yearTo"), to),
    );
    return element("fieldset", { class: "search-facet" }, legend, boxes);
  }

  /* ---- Chips ---- */

  /**
   * A chosen value with a button that takes it away.
   * @param {{field: string, value: any, label?: string, negative?: boolean}} chosen as the address
   *   or the engine has it
   * @param {() => void} remove
   */
  chip({ field, value, label, negative }, remove) {
    const { element, say } = this.kit;
    const words = () => ({ field: say(`facet.${field}`), value: this.chosenLabel(field, value, label) });
    const text = field === "exact" ? say("chipExact") : say(negative ? "chipNot" : "chip", words());
    const attributes = { type: "button", class: "search-chip", "aria-label": say("chipRemove", { chip: text }) };
    const button = element("button", attributes, text, element("span", { "aria-hidden": "true" }, "×"));
    button.addEventListener("click", remove);
    return element("li", {}, button);
  }
}
