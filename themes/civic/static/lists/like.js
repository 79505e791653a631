// @ts-check
// Cities like mine: ranks practices by how alike their cities are to the reader's, with the reasons.
// The choice is kept on the device and in the address, as `mine=denver` or `mine=200000,US`. What
// likeness is, the build has written down; see `src/site/likeness.rs`.

/** @typedef {[slug: string, title: string, country: string, people: number | null, lat: number | null, lon: number | null, networks: number[]]} City */
/** @typedef {{ size: [number, number][], distance: [number, number][], country: number, network: number, most_networks: number, networks: string[], cities: City[], practices: Record<string, number[]> }} Data */
/** @typedef {{ points: number, ratio: number, reasons: string[] }} Likeness */

/** Kilometres in a degree of latitude. */
const DEGREE = 111.2;
const NONE = { points: 0, ratio: Infinity, reasons: [""].slice(1) };

/**
 * How alike two cities are, and why; a city is not like itself.
 * @param {City} mine @param {City} other @param {Data} data @param {DOMStringMap} words @returns {Likeness}
 */
export function likeness(mine, other, data, words) {
  const [slug, , country, people, north, east, networks] = mine;
  const [otherSlug, , otherCountry, others, otherNorth, otherEast, otherNetworks] = other;
  if (slug && slug === otherSlug) return NONE;
  let points = 0;
  const reasons = [""].slice(1);
  /** @param {number} worth @param {string | undefined} text @param {string | number} [value] */
  const add = (worth, text = "", value = "") => {
    points += worth;
    reasons.push(text.replace("#", String(value)));
  };
  const ratio = people && others ? Math.max(people, others) / Math.min(people, others) : Infinity;
  const size = data.size.find(([percent]) => (ratio - 1) * 100 <= percent);
  if (size) add(size[1], words.size, size[0]);
  if (country && country === otherCountry) add(data.country, words.sameCountry);
  if (north !== null && east !== null && otherNorth !== null && otherEast !== null) {
    const km = distance(north, east, otherNorth, otherEast);
    const near = data.distance.find(([most]) => km <= most);
    if (near) add(near[1], words.distance, near[0].toLocaleString(document.documentElement.lang));
  }
  const shared = networks.filter((one) => otherNetworks.includes(one)).slice(0, data.most_networks);
  for (const one of shared) add(data.network, words.network, data.networks[one]);
  return { points, ratio, reasons };
}

/** Kilometres between two places in degrees. @param {number} north @param {number} east @param {number} otherNorth @param {number} otherEast */
function distance(north, east, otherNorth, otherEast) {
  /** @param {number} degrees */
  const radians = (degrees) => (degrees * Math.PI) / 180;
  /** @param {number} degrees */
  const half = (degrees) => Math.sin(radians(degrees) / 2) ** 2;
  const chord = half(north - otherNorth) + Math.cos(radians(north)) * Math.cos(radians(otherNorth)) * half(east - otherEast);
  return (2 * Math.asin(Math.min(1, Math.sqrt(chord))) * 180 * DEGREE) / Math.PI;
}

/** The city that a text stands for: a slug, or a population and a country. @param {string} mine @param {Data} data @returns {City | undefined} */
function cityOf(mine, data) {
  const known = data.cities.find(([slug]) => slug === mine);
  if (known) return known;
  const [, people, country] = /^(\d{1,9})?(?:,([A-Z]{2}))?$/.exec(mine) ?? [];
  return people || country ? ["", "", country ?? "", people ? Number(people) : null, null, null, []] : undefined;
}

/** @param {HTMLDetailsElement} box */
function start(box) {
  const key = `crosstown.city:${box.dataset.root}`;
  const words = box.dataset;
  const form = /** @type {HTMLFormElement} */ (box.querySelector("form"));
  const status = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
  const summary = /** @type {HTMLElement} */ (box.querySelector("summary"));
  const label = summary.textContent ?? "";
  const stop = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const isSearch = document.querySelector("[data-search-results]") !== null;
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "region" });
  /** @type {Promise<Data> | undefined} */
  let loading;
  /** The cards of each list in the order of the page. @type {Map<Element, Element[]>} */
  const lists = new Map();

  /** @returns {Promise<Data>} */
  function load() {
    loading ??= fetch(`${words.root}cities/likeness.json`).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      const data = /** @type {Data} */ (await answer.json());
      const cities = data.cities.map(([, title, country]) => new Option(names.of(country), title));
      box.querySelector("datalist")?.replaceChildren(...cities);
      const countries = [...new Set(data.cities.map(([, , country]) => country))];
      const options = countries.map((code) => new Option(names.of(code), code));
      options.sort((a, b) => a.text.localeCompare(b.text));
      field("country").append(...options);
      return data;
    });
    loading.catch(() => (loading = undefined));
    return loading;
  }

  /** @param {string} mine */
  function keep(mine) {
    try {
      if (mine) localStorage.setItem(key, mine);
      else localStorage.removeItem(key);
    } catch {
      // No storage: the choice lasts as long as the page.
    }
  }

  function kept() {
    const asked = new URLSearchParams(location.search).get("mine");
    if (asked !== null) return asked;
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  }

  /** The likeness of the most alike of some cities. @param {City} mine @param {(City | undefined)[]} cities @param {Data} data @returns {Likeness} */
  function best(mine, cities, data) {
    const all = cities.flatMap((city) => (city ? [likeness(mine, city, data, words)] : []));
    return all.reduce((best, one) => (one.points > best.points ? one : best), /** @type {Likeness} */ (NONE));
  }

  /** Ranks the cards on the page, or puts them back. @param {City | undefined} mine @param {Data} [data] */
  function rankCards(mine, data) {
    for (const list of document.querySelectorAll(".list__main .cards")) {
      const cards = lists.get(list) ?? [...list.children];
      lists.set(list, cards);
      for (const note of list.querySelectorAll(".like__why")) note.remove();
      if (!mine || !data) {
        list.append(...cards);
        continue;
      }
      const found = cards.map((card) => {
        const slug = /([a-z0-9-]+)\/$/.exec(card.querySelector("a")?.pathname ?? "")?.[1] ?? "";
        const alike = best(mine, (data.practices[slug] ?? []).map((at) => data.cities[at]), data);
        if (alike.points > 0) card.append(why(alike.reasons));
        return { card, points: alike.points };
      });
      found.sort((a, b) => b.points - a.points);
      list.append(...found.map(({ card }) => card));
    }
  }

  /** @param {string[]} reasons */
  function why(reasons) {
    const note = document.createElement("p");
    note.className = "card__note like__why";
    note.textContent = `${words.why} ${reasons.join(" · ")}`;
    return note;
  }

  /** Shows what practices are ranked by. @param {string} mine */
  async function show(mine) {
    stop.hidden = !mine;
    summary.textContent = label;
    if (!mine) {
      status.textContent = "";
      return rankCards(undefined);
    }
    try {
      const data = await load();
      const city = cityOf(mine, data);
      const [, title, country, people] = city ?? ["", "", "", null];
      if (city) {
        field("city").value = title;
        field("people").value = title ? "" : String(people ?? "");
        field("country").value = title ? "" : country;
      }
      const about = [people?.toLocaleString(document.documentElement.lang), country && names.of(country)];
      const name = title || words.people?.replace("#", about.filter(Boolean).join(", ")) || "";
      if (city) summary.textContent = `${label}: ${name}`;
      status.textContent = (city ? words.ranked?.replace("#", name) : words.unknown) ?? "";
      if (city && words.all) {
        const link = document.createElement("a");
        link.href = `${words.all}${words.all.includes("?") ? "&" : "?"}mine=${encodeURIComponent(mine)}`;
        link.textContent = words.allText ?? "";
        status.append(" ", link);
      }
      rankCards(city, data);
    } catch {
      status.textContent = words.failed ?? "";
    }
  }

  /** @param {string} mine @param {boolean} [isStart] whether the page opens with it */
  function choose(mine, isStart = false) {
    box.open ||= Boolean(mine) && !isStart;
    if (isSearch) document.dispatchEvent(new CustomEvent("crosstown:mine", { detail: mine }));
    else {
      const address = new URL(location.href);
      if (mine) address.searchParams.set("mine", mine);
      else address.searchParams.delete("mine");
      history.replaceState(history.state, "", address);
    }
    return show(mine);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = await load().catch(() => undefined);
    if (!data) return void (status.textContent = words.failed ?? "");
    const typed = field("city").value.trim().toLocaleLowerCase();
    const known = data.cities.find(([slug, title]) => typed && (title.toLocaleLowerCase() === typed || slug === typed));
    const people = field("people").value.replace(/\D/g, "");
    const country = field("country").value;
    const described = `${people}${country && `,${country}`}`;
    const mine = typed ? (known?.[0] ?? "") : described;
    if (!mine) return void (status.textContent = words.unknown ?? "");
    keep(mine);
    choose(mine);
  });
  form.addEventListener("reset", () => {
    keep("");
    choose("");
  });
  box.addEventListener("toggle", () => box.open && load().catch(() => {}));

  /**
   * Puts the hits from the cities most alike first, each with its reasons, and after them the others.
   * @param {any} response @param {any} request @param {(request: any) => Promise<any>} ask @param {string} mine
   */
  async function rank(response, request, ask, mine) {
    const data = await load().catch(() => undefined);
    const city = data && cityOf(mine, data);
    if (!data || !city) return response;
    const bySlug = new Map(data.cities.map((one) => [one[0], one]));
    const { filters = {}, limit } = request;
    /** @type {{ value: string, count: number, points: number, ratio: number }[]} */
    const cities = response.facets.city
      .filter((/** @type {any} */ one) => one.count > 0 && (!filters.city || filters.city.includes(one.value)))
      .map((/** @type {any} */ one) => ({ ...one, ...best(city, [bySlug.get(one.value)], data) }));
    const alike = cities.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points || a.ratio - b.ratio);
    const near = [];
    let most = 0;
    for (const { value, count } of alike) {
      if (most >= limit) break;
      near.push(value);
      most += count;
    }
    if (near.length === 0) return response;
    const first = await ask({ ...request, filters: { ...filters, city: near }, limit: most, counts: false });
    if (!first) return response;
    const ranked = first.hits.map((/** @type {any} */ hit) => {
      const found = best(city, hit.cities.map((/** @type {any} */ one) => bySlug.get(one.value)), data);
      return { ...hit, points: found.points, why: `${words.why} ${found.reasons.join(" · ")}` };
    });
    ranked.sort((/** @type {any} */ a, /** @type {any} */ b) => b.points - a.points);
    const shown = new Set(ranked.map((/** @type {any} */ hit) => hit.id));
    const rest = response.hits.filter((/** @type {any} */ hit) => !shown.has(hit.id));
    return { ...response, hits: [...ranked, ...rest].slice(0, limit) };
  }

  const mine = kept();
  if (isSearch) {
    window.crosstown = { ...window.crosstown, rank };
    addEventListener("popstate", () => show(kept()));
  }
  if (mine) choose(mine, true);
}

const box = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-like]"));
if (box) start(box);
