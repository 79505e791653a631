// @ts-check
// What is compared: the records of practices as rows of texts, in the words of the page's language.
// Nothing is estimated: what a record does not say is an empty cell.

/**
 * @typedef {{text: string, own?: boolean}} Line a line of a cell; `own` if in the record's language
 * @typedef {{label: string, cells: Line[][], ticks?: boolean}} Row
 * @typedef {{slug: string, record: any, cities: Map<string, any>}} Practice
 */

/** Adoptions named in a cell; the rest are counted. */
const MOST_ADOPTIONS = 8;

/** The words of the page, and its numbers. */
export class Words {
  /** @param {Record<string, string>} strings @param {string} lang */
  constructor(strings, lang) {
    this.strings = strings;
    this.lang = lang;
    this.plural = new Intl.PluralRules(lang);
  }

  /** @param {string} key @param {Record<string, string | number>} values */
  say(key, values = {}) {
    const form = typeof values.count === "number" ? `${key}.${this.plural.select(values.count)}` : key;
    const text = this.strings[form] ?? this.strings[key] ?? this.strings[`${key}.other`] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** @param {number} value */
  number(value) {
    return new Intl.NumberFormat(this.lang, { maximumFractionDigits: 2 }).format(value);
  }

  /** @param {number} value @param {string} currency */
  money(value, currency) {
    const digits = value < 100 ? 2 : 0;
    const options = { style: "currency", currency, maximumFractionDigits: digits, minimumFractionDigits: 0 };
    return new Intl.NumberFormat(this.lang, /** @type {Intl.NumberFormatOptions} */ (options)).format(value);
  }
}

/** @param {string} address */
async function json(address) {
  const response = await fetch(address);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/**
 * A practice with its cities, or why there is none.
 * @param {string} root @param {string} slug @returns {Promise<Practice | "missing" | "failed">}
 */
export async function recordIn(root, slug) {
  if (!/^[a-z0-9-]+$/.test(slug)) return "missing";
  try {
    const record = await json(`${root}practices/${slug}/index.json`);
    if (!record) return "missing";
    const adopted = (record.links.adaptations ?? []).slice(0, MOST_ADOPTIONS);
    const ids = [...record.cities.map((/** @type {string} */ city) => `cities/${city}`)];
    ids.push(...adopted.map((/** @type {any} */ one) => one.city));
    const cities = await Promise.all([...new Set(ids)].map(async (id) => [id, await json(`${root}${id}/index.json`)]));
    return { slug, record, cities: new Map(/** @type {[string, any][]} */ (cities)) };
  } catch {
    return "failed";
  }
}

/** @param {string | undefined | null} text @returns {Line[]} */
const line = (text) => (text ? [{ text }] : []);

/** @param {any} record @param {Words} words */
function evidence({ evidence = {} }, words) {
  const level = evidence.level ?? 0;
  const label = words.say(`evidence.level-${level}`);
  return line(level > 0 ? words.say("evidence.of", { level, label }) : label);
}

/** @param {any} record @param {Words} words */
function direction({ evidence }, words) {
  if (!evidence) return [];
  const direction = words.say(`direction.${evidence.direction ?? "unknown"}`);
  return line(evidence.level < 3 ? words.say("evidence.reported", { direction }) : direction);
}

/** @param {any} record @param {Words} words @returns {Line[]} */
function cost({ cost = {} }, words) {
  const { currency, price_year: year } = cost;
  /** @param {string} key @param {number | null | undefined} value */
  const sum = (key, value) => {
    if (value == null) return [];
    const said = words.say(key, { sum: currency ? words.money(value, currency) : words.number(value) });
    return line(year ? words.say("cost.prices", { cost: said, year }) : said);
  };
  const band = cost.band ? line(words.say("cost.band", { band: cost.band })) : [];
  return [...sum("cost.once", cost.one_off), ...sum("cost.yearly", cost.annual), ...band];
}

/** The sums divided by the people reached, with the arithmetic. @param {any} record @param {Words} words @returns {Line[]} */
function costPerPerson({ cost, reached }, words) {
  if (!cost?.currency || !(reached?.people > 0)) return [];
  /** @param {string} key @param {number | null | undefined} value */
  const each = (key, value) => {
    if (value == null) return [];
    const [sum, total] = [value / reached.people, value].map((one) => words.money(one, cost.currency));
    return line(words.say(key, { sum: words.say("compare.per-person", { sum, total, people: words.number(reached.people) }) }));
  };
  return [...each("cost.once", cost.one_off), ...each("cost.yearly", cost.annual)];
}

/** The time between two dates, in months where both have one. @param {string | undefined} from @param {string | undefined} to @param {Words} words */
function between(from, to, words) {
  if (!from || !to) return [];
  const [[year, month], [later, then]] = [from, to].map((date) => date.split("-").map(Number));
  const exact = month > 0 && then > 0;
  const months = (later - year) * 12 + (exact ? then - month : 0);
  if (months < 0) return [];
  const said =
    exact && months < 24
      ? words.say("compare.months", { count: months })
      : months === 0
        ? words.say("compare.same-year")
        : words.say("compare.years", { count: Math.round(months / 12) });
  return line(`${said} (${from} – ${to})`);
}

/** The first year in which another city adopted it. @param {any} record */
function firstAdopted({ adaptations = [] }) {
  const years = adaptations.map((/** @type {any} */ one) => one.year).filter(Boolean);
  return years.length > 0 ? String(Math.min(...years)) : undefined;
}

/** @param {Practice} practice @param {Words} words @returns {Line[]} */
function adoptions({ record, cities }, words) {
  const all = record.adaptations ?? [];
  const named = all.slice(0, MOST_ADOPTIONS).map((/** @type {any} */ one) => {
    const city = cities.get(`cities/${one.city}`)?.title ?? one.city;
    const facts = [words.say(`relation.${one.relation}`), one.year].filter(Boolean).join(", ");
    return { text: `${city} (${facts}): ${one.result ?? words.say("adoptions.no-result")}` };
  });
  const rest = all.length - named.length;
  return rest > 0 ? [...named, ...line(words.say("compare.more", { count: rest }))] : named;
}

/** @param {Practice} practice @param {Words} words @returns {Line[]} */
function population({ record, cities }, words) {
  return record.cities.map((/** @type {string} */ slug) => {
    const city = cities.get(`cities/${slug}`);
    const people = city?.population ? words.number(city.population.value) : words.say("label.not-known");
    const year = city?.population?.year ? ` (${city.population.year})` : "";
    return { text: `${city?.title ?? slug}: ${people}${year}` };
  });
}

/**
 * The unit of a figure and the word before the figure: `people (more than)`, see the words `unit`.
 * @param {any} row @param {Words} words
 */
function unitOf({ unit }, words) {
  const [, bare, word] = /^(.*?)(?:\s*\(([^()]*)\))?$/.exec((unit ?? "").trim()) ?? [];
  const before = word && words.say("unit.nearly").split(", ").includes(word) ? word : "";
  return { unit: before || !word ? bare : unit.trim(), before };
}

/** @param {any} row @param {Words} words @returns {Line} */
function outcome(row, words) {
  const { metric, value, baseline, as_of, comparator } = row;
  const { unit, before } = unitOf(row, words);
  const isPercent = words.say("unit.percent").split(", ").includes(unit);
  const isMoney = /^[A-Z]{3}$/.test(unit);
  /** @param {any} one */
  const figure = (one) => {
    if (typeof one !== "number") return one;
    if (isMoney) return words.money(one, unit);
    return isPercent ? words.say("number.percent", { number: words.number(one) }) : words.number(one);
  };
  const named = typeof value === "number" && (isPercent || isMoney) ? "" : unit;
  const from = baseline == null ? "" : ` (${words.say("label.before")}: ${figure(baseline)})`;
  const after = [named && ` ${named}`, from, as_of && `, ${as_of}`].filter(Boolean).join("");
  const against = comparator ? `; ${words.say("practice.compared", { what: comparator })}` : "";
  return { text: `${metric}: ${before && `${before} `}${figure(value)}${after}${against}`, own: true };
}

/** Results whose unit several of the practices share have a row together. @param {Practice[]} practices @param {Words} words @returns {Row[]} */
function results(practices, words) {
  const measured = practices.map(({ record }) =>
    (record.outcomes ?? []).filter(
      (/** @type {any} */ row) => ["outcome", "output"].includes(row.kind) && row.value != null,
    ),
  );
  /** @param {any} row */
  const unit = (row) => unitOf(row, words).unit.toLowerCase();
  const units = measured.map((all) => new Set(all.map(unit)));
  const shared = [...new Set(units.flatMap((set) => [...set]))]
    .filter((one) => one !== "" && units.filter((set) => set.has(one)).length > 1);
  /** @param {string} label @param {(row: any) => boolean} fits */
  const row = (label, fits) => ({ label, cells: measured.map((all) => all.filter(fits).map((/** @type {any} */ one) => outcome(one, words))) });
  return [
    ...shared.map((one) => row(words.say("compare.results-in", { unit: one }), (it) => unit(it) === one)),
    row(words.say(shared.length > 0 ? "compare.results-other" : "compare.results"), (it) => !shared.includes(unit(it))),
  ];
}

/** @param {Practice[]} practices @param {Words} words @returns {Row[]} */
export function rows(practices, words) {
  if (practices.length === 0) return [];
  /** @param {string} key @param {(record: any, words: Words) => Line[]} of @returns {Row} */
  const row = (key, of) => ({ label: words.say(key), cells: practices.map(({ record }) => of(record, words)) });
  /** @param {(practice: Practice, words: Words) => Line[]} of */
  const wide = (of) => practices.map((practice) => of(practice, words));
  return [
    row("label.stage", ({ stage }) => line(words.say(`stage.${stage}`))),
    row("label.evidence", evidence),
    row("compare.direction", direction),
    row("compare.reasons", ({ evidence }) => (evidence?.reasons ?? []).map((/** @type {string} */ text) => ({ text, own: true }))),
    ...results(practices, words),
    row("label.cost", cost),
    row("label.reached", ({ reached }) => line(reached && words.number(reached.people))),
    row("compare.cost-person", costPerPerson),
    row("compare.to-pilot", ({ started, launched }) => between(started, launched, words)),
    row("compare.to-scale", (record) => between((record.launched ?? record.started)?.slice(0, 4), firstAdopted(record), words)),
    {
      ...row("compare.needs", ({ preconditions = [] }) =>
        preconditions.map((/** @type {any} */ one) => ({ text: `${words.say(`precondition.${one.kind}`)}: ${one.text}`, own: true })),
      ),
      ticks: true,
    },
    { label: words.say("compare.adopted"), cells: wide(adoptions) },
    { label: words.say("compare.size"), cells: wide(population) },
  ];
}
