/**
 * What the search page shows: hits, facets with counts, chips for active filters. It turns data into
 * elements and makes no decisions. Loaded with `page.js`.
 */

/** @import { Choice, Chosen, Count, Extent, Facets, Field, Filters, Hit, Kit, Measure, NumberRange, Response, Strings } from "./types" */

/** Filters that take several values, in the order shown. @type {Field[]} */
export const FIELDS = ["kind", "topic", "sphere", "city", "country", "stage", "result", "method"];
/** The kinds of records in the order of their tabs, with the words for several of them. @type {Strings} */
const KINDS = {
  practice: "section.practices",
  session: "section.sessions",
  convening: "section.convenings",
  city: "section.cities",
  network: "section.networks",
  challenge: "section.challenges",
  question: "section.questions",
  page: "section.pages",
};
/** Filters that take a range of numbers (as in `page.js`), in the order shown. @type {Measure[]} */
export const MEASURES = ["year", "population", "cost", "months"];
/** The ends to choose from for ranges of large numbers. @type {Partial<Record<string, number[]>>} */
const STEPS = {
  population: [50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000],
  cost: [100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000],
  months: [6, 12, 18, 24, 36, 60],
};
/** Values of a facet shown before "show all". */
const VALUES_SHOWN = 8;
/** How many words are tried without, one by one, where nothing is found. */
const TRIED = 6;
/** The most words passed to the page of a hit. */
const MOST_FORMS = 24;

/** @type {Strings} */
const VIEW_STRINGS = {
  /* words: search.section search.moreValues search.evidenceLeast evidence.of evidence.level-*
     search.facet.* search.rangeFrom search.rangeTo search.rangeAny search.known search.knownDollars
     search.chip search.chipNot search.chipExact search.chipRemove search.between search.atLeast
     search.atMost number.thousands number.money-symbol currency.USD search.allKinds
     search.anyEvidence section.practices section.sessions section.convenings section.cities
     section.networks section.challenges section.questions section.pages */
};

/* ---- Hits ---- */

/** @type {Strings} */
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/**
 * The texts of an excerpt, alternately plain and marked. The engine escapes everything but its marks,
 * so nothing has to be parsed as HTML.
 * @param {string} html @returns {string[]}
 */
export const excerptParts = (html) =>
  html
    .split(/<mark>|<\/mark>/)
    .map((part) => part.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]));

/** @param {string} text @returns {string[]} */
const words = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
/** @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/**
 * The forms of the query's words that occur in an answer, so that the page of a hit marks what the
 * excerpts mark. Only the engine knows stems.
 * @param {Pick<Response, "query" | "corrected"> & {hits: Pick<Hit, "title" | "summary" | "snippet">[]}} answer
 * @returns {string[]}
 */
export function markedForms({ query, hits, corrected }) {
  const forms = new Set();
  const asked = new Set(words(folded(corrected?.query ?? query)));
  for (const { snippet, summary, title } of hits) {
    for (const excerpt of [summary, snippet]) {
      excerptParts(excerpt).forEach((part, at) => {
        if (at % 2 === 1) for (const word of words(folded(part))) forms.add(word);
      });
    }
    for (const word of words(folded(title))) if (word.length > 2 && asked.has(word)) forms.add(word);
  }
  return [...forms].slice(0, MOST_FORMS);
}

/* ---- The text of a query ---- */

/** The parts of a query: words, phrases and fields. @param {string} query */
export const partsOf = (query) => query.match(/-?\p{L}+:"[^"]*"?|-?"[^"]*"?|\S+/gu) ?? [];

/** The query without each of its words in turn, the longest (and so rarest) first. @param {string} query */
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

/** Makes the elements. */
export class View {
  /** @param {Kit} kit */
  constructor(kit) {
    kit.learn(VIEW_STRINGS);
    this.kit = kit;
    /** Facets shown in full. @type {Set<Field | "evidence">} */
    this.expanded = new Set();
    /** Labels seen so far, for chosen values that no longer occur. @type {Map<string, string>} */
    this.labels = new Map();
  }

  /** @param {Hit} hit */
  hit(hit) {
    const { element, address } = this.kit;
    const href = address(hit.url);
    const item = element("li", { class: "search-hit", "data-search-hit": hit.id });
    item.append(
      this.facts(hit),
      element("h2", { class: "search-hit__title" }, element("a", { href }, hit.title)),
      ...this.excerpt(hit, href),
    );
    if (hit.evidence !== undefined) item.append(this.evidence(hit));
    if (hit.why) item.append(element("p", { class: "card__note" }, hit.why));
    return item;
  }

  /** Kind, stage, place and year, as at the top of the record's page. @param {Hit} hit */
  facts(hit) {
    const { element, named, capital } = this.kit;
    /** @param {string} name @param {string} text */
    const span = (name, text) => element("span", { class: name }, text);
    const parts = [span("kind", named("kind", hit.kind, capital(hit.kind)))];
    if (hit.stage) {
      const { value, label } = hit.stage;
      parts.push(span(`stage stage--${value}`, named("stage", value, label)));
    }
    const cities = hit.cities.map(({ value, label }) => named("city", value, label));
    // A city's own record does not repeat its name.
    const place = [cities.filter((city) => city !== hit.title).join(", "), hit.year].filter(Boolean).join(", ");
    if (place) parts.push(span("search-hit__place", place));
    const facts = element("p", { class: "search-hit__meta" });
    parts.forEach((part, at) => facts.append(at > 0 ? " · " : "", part));
    return facts;
  }

  /** The meter of the record pages: stops on a line, always with level and result in words. @param {Hit} hit */
  evidence(hit) {
    const { element, say, result, lang } = this.kit;
    const { evidence: level = 0 } = hit;
    const name = say(`evidence.level-${level}`);
    const label = name.toLocaleLowerCase(lang);
    const stops = element("span", { class: "meter__stops", "aria-hidden": "true" });
    for (let stop = 0; stop < 5; stop++) stops.append(element("i"));
    const words = element("span", { class: "meter__words" });
    words.append(element("span", {}, level > 0 ? say("evidence.of", { level, label }) : name));
    if (hit.result && result(hit)) {
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

  /** The summary, and a sentence of a section after its name. @param {Hit} hit @param {string} href */
  excerpt({ summary, snippet, section }, href) {
    const { element, say } = this.kit;
    /** @param {string} name @param {string} html @param {(Node | string)[]} before */
    const text = (name, html, ...before) => {
      const parts = excerptParts(html).map((part, at) => (at % 2 === 1 ? element("mark", {}, part) : part));
      return element("p", { class: name }, ...before, ...parts);
    };
    const lead = summary ? [text("search-hit__summary", summary)] : [];
    if (!section) return lead;
    /** @type {(Node | string)[]} */
    const from = [];
    if (section.anchor && section.heading) {
      const anchor = `${href}#${encodeURIComponent(section.anchor)}`;
      const link = element("a", { class: "search-hit__section", href: anchor }, section.heading);
      from.push(element("span", { class: "visually-hidden" }, `${say("section")}: `), link, " ");
    }
    return [...lead, text("search-hit__snippet", snippet, ...from)];
  }

  /** Placeholders for hits that are still loading. @param {number} count */
  skeleton(count) {
    const { element } = this.kit;
    const line = () => element("span", { class: "search-skeleton__line" });
    const item = () => element("div", { class: "search-skeleton" }, line(), line(), line());
    return Array.from({ length: count }, item);
  }

  /* ---- Facets ---- */

  /**
   * Tabs for the kinds of records, each with its count, the first for all of them.
   * @param {Facets} facets @param {Filters} filters
   */
  kinds(facets, filters) {
    const { say } = this.kit;
    const order = Object.keys(KINDS);
    const values = this.values("kind", facets, filters)
      .map((choice) => ({ ...choice, label: KINDS[choice.value] ? say(KINDS[choice.value]) : choice.label }))
      .sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
    const count = values.reduce((sum, value) => sum + value.count, 0);
    values.unshift({ value: "", label: say("allKinds"), count, chosen: !filters.kind });
    return values.map((value) => this.value("kind", value, "radio"));
  }

  /**
   * @param {Facets} facets @param {Filters} filters @param {boolean} tabs whether kinds have tabs elsewhere
   */
  facets(facets, filters, tabs) {
    const fields = FIELDS.filter((field) => field !== "kind" || !tabs);
    const groups = fields.flatMap((field) => this.group(field, this.values(field, facets, filters)));
    groups.push(...this.group("evidence", this.levels(facets.evidence, filters.evidence)));
    for (const measure of MEASURES) {
      groups.push(...this.range(measure, facets[measure], filters[measure]));
    }
    return groups;
  }

  /** A facet, or nothing where it has no values. @param {Field | "evidence"} field @param {Choice[]} values */
  group(field, values) {
    const { element, say } = this.kit;
    if (values.length === 0) return [];
    const list = element("ul", { class: "search-facet__list" });
    values.forEach((value, at) => {
      const item = element("li", {}, this.value(field, value, field === "evidence" ? "radio" : "checkbox"));
      item.hidden = at >= VALUES_SHOWN && !value.chosen && !this.expanded.has(field);
      list.append(item);
    });
    const legend = element("legend", { class: "search-facet__name" }, say(`facet.${field}`));
    const group = element("fieldset", { class: "search-facet" }, legend, list);
    const items = /** @type {HTMLElement[]} */ ([...list.children]);
    if (items.some((item) => item.hidden)) {
      const text = say("moreValues", { count: values.length });
      const button = element("button", { type: "button", class: "search-facet__more" }, text);
      button.addEventListener("click", () => {
        this.expanded.add(field);
        for (const item of items) item.hidden = false;
        button.remove();
        items[VALUES_SHOWN]?.querySelector("input")?.focus();
      });
      group.append(button);
    }
    return [group];
  }

  /**
   * The values of a field; chosen ones stay even where no record has them.
   * @param {Field} field @param {Facets} facets @param {Filters} filters @returns {Choice[]}
   */
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

  /** What a value is called, as far as answers have said. @param {string} field @param {Chosen["value"]} value */
  label(field, value = "") {
    const { named, say, capital } = this.kit;
    if (typeof value === "object") {
      const [from, to] = [value.from, value.to].map((end) => end !== undefined && this.number(field, end));
      if (from && from === to) return from;
      if (!from) return say("atMost", { to: to || "" });
      return to ? say("between", { from, to }) : say("atLeast", { from });
    }
    if (field === "evidence") return this.least(value);
    const text = String(value);
    return this.labels.get(`${field}:${text}`) ?? named(field, text, capital(text));
  }

  /**
   * What a chosen value is called. From the text of a query, numbers come as `3..` or `..5`.
   * @param {Chosen} chosen
   */
  chosenLabel({ field, value, label }) {
    if (!["evidence", ...MEASURES].includes(field) || typeof value !== "string") {
      return label ?? this.label(field, value);
    }
    const [from, to] = value.includes("..") ? value.split("..") : [value, value];
    if (field === "evidence" && from && !to) return this.least(from);
    return this.label(field, { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) });
  }

  /** @param {string | number} level */
  least(level) {
    return Number(level) === 5 ? "5" : this.kit.say("evidenceLeast", { level });
  }

  /**
   * Levels of evidence, each counting all records at that level or higher, after a choice of any
   * evidence or none.
   * @param {Count[]} counts @param {number} [least] the level chosen
   */
  levels(counts, least) {
    /** @type {Choice[]} */
    const values = [];
    for (let level = 5; level >= 1; level--) {
      const count = counts
        .filter(({ value }) => Number(value) >= level)
        .reduce((sum, value) => sum + value.count, 0);
      if (count === 0 && least !== level) continue;
      values.push({ value: String(level), label: this.least(level), count, chosen: least === level });
    }
    if (values.length === 0) return values;
    const count = counts.reduce((sum, value) => sum + value.count, 0);
    return [{ value: "", label: this.kit.say("anyEvidence"), count, chosen: least === undefined }, ...values];
  }

  /**
   * A value to be chosen. The empty one removes the filter; it is no value of the facet.
   * @param {string} field @param {Choice} choice @param {"checkbox" | "radio"} type
   */
  value(field, { value, label, count, chosen }, type) {
    const { element } = this.kit;
    const box = element("input", { type, name: field, value });
    box.checked = chosen;
    return element(
      "label",
      { class: "search-facet__value", ...(value && { "data-search-facet": `${field}:${value}` }) },
      box,
      " ",
      element("span", { class: "search-facet__label" }, label),
      " ",
      element("span", { class: "search-facet__count" }, String(count)),
    );
  }

  /**
   * A range of numbers with two ends, or nothing where no record has one. Years are typed, the others
   * chosen from round numbers.
   * @param {Measure} measure @param {Extent} [extent] @param {NumberRange} [range]
   */
  range(measure, { count, least, most } = { count: 0 }, range) {
    const { element, say } = this.kit;
    if (count === 0 && !range) return [];
    /** @param {"from" | "to"} end @param {string} text */
    const box = (end, text) => {
      const name = `${measure}-${end}`;
      const value = range?.[end];
      const steps = STEPS[measure];
      if (steps) return element("label", {}, text, " ", this.steps(measure, name, steps, value));
      const input = element("input", { type: "number", name, min: "1000", max: "2999", step: "1", inputmode: "numeric" });
      input.placeholder = String((end === "from" ? least : most) ?? "");
      input.value = String(value ?? "");
      return element("label", {}, text, " ", input);
    };
    const known = say(measure === "cost" ? "knownDollars" : "known", { count });
    const hint = element("p", { class: "search-facet__hint", id: `search-hint-${measure}` }, known);
    return [
      element(
        "fieldset",
        { class: "search-facet", "aria-describedby": hint.id },
        element("legend", { class: "search-facet__name" }, say(`facet.${measure}`)),
        element("div", { class: "search-facet__range" }, box("from", say("rangeFrom")), box("to", say("rangeTo"))),
        hint,
      ),
    ];
  }

  /** Round numbers to choose from, and the number chosen. @param {Measure} measure @param {string} name @param {number[]} steps @param {number} [value] */
  steps(measure, name, steps, value) {
    const { element, say } = this.kit;
    const numbers = [...new Set([...steps, ...(value === undefined ? [] : [value])])].sort((a, b) => a - b);
    const options = numbers.map((number) => new Option(this.number(measure, number), String(number)));
    const select = element("select", { name }, new Option(say("rangeAny"), ""), ...options);
    select.value = String(value ?? "");
    return select;
  }

  /** A number as the pages write it. @param {string} measure @param {string | number} number */
  number(measure, number) {
    const { say } = this.kit;
    if (!STEPS[measure]) return String(number);
    const sum = String(number).replace(/\B(?=(\d{3})+$)/g, say("number.thousands"));
    return measure === "cost" ? say("number.money-symbol", { sum, currency: say("currency.USD") }) : sum;
  }

  /* ---- Chips ---- */

  /** A chosen value with a button that removes it. @param {Chosen} chosen @param {() => void} remove */
  chip(chosen, remove) {
    const { element, say } = this.kit;
    const { field, negative } = chosen;
    const words = () => ({ field: say(`facet.${field}`), value: this.chosenLabel(chosen) });
    const text = field === "exact" ? say("chipExact") : say(negative ? "chipNot" : "chip", words());
    const attributes = { type: "button", class: "search-chip", "aria-label": say("chipRemove", { chip: text }) };
    const button = element("button", attributes, text, element("span", { "aria-hidden": "true" }, "×"));
    button.addEventListener("click", remove);
    return element("li", {}, button);
  }
}
