// @ts-check
// The page that compares practices. Reads the record of each practice, `index.json` beside its page,
// and draws a table. The choice is in the address; ticks and the shortlist stay on the device.

import { Words, recordIn, rows } from "./rows.js";
import { asCsv } from "./csv.js";

const MOST = 4;
const page = /** @type {HTMLElement} */ (document.querySelector("[data-compare]"));
const root = page.dataset.root ?? "/";
const lang = document.documentElement.lang;
const words = new Words(JSON.parse(page.querySelector("[data-compare-words]")?.textContent ?? "{}"), lang);
const table = /** @type {HTMLElement} */ (page.querySelector("[data-compare-table]"));
const status = /** @type {HTMLElement} */ (page.querySelector("[role=status]"));
const tools = /** @type {HTMLElement} */ (page.querySelector("[data-compare-tools]"));
const [download, printing] = tools.querySelectorAll("button");
const HAVE = `crosstown.have:${root}`;
const SHORTLIST = `crosstown.shortlist:${root}`;

/** A list kept on the device. @param {string} key @returns {string[]} */
function kept(key) {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} key @param {string[]} list */
function keep(key, list) {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Storage is blocked: the page works without it.
  }
}

/** The slugs in an address, without doubles and without what cannot be one. @param {string[]} given */
const slugs = (given) => [...new Set(given.flatMap((one) => one.split(",")).map((one) => one.trim()))].filter(Boolean);

/**
 * @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {import("./rows.js").Practice[]} chosen @param {import("./rows.js").Row[]} drawn */
function draw(chosen, drawn) {
  const heads = chosen.map(({ record, slug }) => {
    const link = element("a", { href: `${root}practices/${slug}/`, lang: record.record_lang }, record.title);
    const button = element("button", { type: "button", class: "button-plain" }, words.say("compare.remove"));
    button.setAttribute("aria-label", `${words.say("compare.remove")}: ${record.title}`);
    button.addEventListener("click", () => remove(slug));
    return element("th", { scope: "col" }, link, button);
  });
  const head = element("tr", {}, element("th", { scope: "col" }, words.say("compare.criterion")), ...heads);
  const body = drawn.map(({ label, cells, ticks }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      ...cells.map((lines, at) => cell(lines, chosen[at], ticks === true)),
    ),
  );
  const caption = element("caption", { class: "visually-hidden" }, document.querySelector("h1")?.textContent ?? "");
  table.replaceChildren(element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...body)));
}

/**
 * @param {import("./rows.js").Line[]} lines @param {import("./rows.js").Practice} practice
 * @param {boolean} ticks whether the lines are preconditions that a city may meet
 */
function cell(lines, { slug, record }, ticks) {
  if (lines.length === 0) return element("td", {}, element("span", { class: "blank" }, words.say("label.not-known")));
  const list = lines.map(({ text, own }) => {
    /** @type {Record<string, string>} */
    const attributes = own ? { lang: record.record_lang } : {};
    return ticks ? tick(slug, text, attributes) : element("li", attributes, text);
  });
  return element("td", {}, element("ul", { class: "bare" }, ...list));
}

/** A precondition with its box. @param {string} slug @param {string} text @param {Record<string, string>} attributes */
function tick(slug, text, attributes) {
  const id = `${slug}: ${text}`;
  const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
  box.checked = kept(HAVE).includes(id);
  box.addEventListener("change", () => {
    const others = kept(HAVE).filter((one) => one !== id);
    keep(HAVE, box.checked ? [...others, id] : others);
  });
  const have = element("span", { class: "compare__have" }, words.say("compare.have"));
  return element("li", {}, element("label", {}, box, element("span", attributes, text), have));
}

/** Takes a practice out of the comparison and off the shortlist. @param {string} slug */
function remove(slug) {
  keep(SHORTLIST, kept(SHORTLIST).filter((one) => one !== slug));
  const rest = slugs(new URLSearchParams(location.search).getAll("p")).filter((one) => one !== slug);
  history.replaceState(null, "", rest.length > 0 ? `?p=${rest.join(",")}` : location.pathname);
  void show(rest).then(() => page.focus());
}

/** Compares practices, and says what could not be compared. @param {string[]} asked */
async function show(asked) {
  const said = asked.length > MOST ? [words.say("compare.too-many")] : [];
  status.textContent = asked.length > 0 ? words.say("compare.loading") : words.say("compare.empty");
  const found = await Promise.all(asked.slice(0, MOST).map((slug) => recordIn(root, slug)));
  /** @type {import("./rows.js").Practice[]} */
  const chosen = [];
  found.forEach((one, at) => {
    if (typeof one === "string") said.push(words.say(`compare.${one}`, { slug: asked[at] }));
    else chosen.push(one);
  });
  tools.hidden = chosen.length === 0;
  table.hidden = chosen.length === 0;
  if (chosen.length === 1) said.push(words.say("compare.one"));
  if (asked.length === 0) said.push(words.say("compare.empty"));
  const drawn = rows(chosen, words);
  draw(chosen, drawn);
  status.textContent = said.join(" ");
  // Made when it is asked for, since ticks may have changed.
  download.onclick = () => {
    const text = asCsv(chosen, drawn, words, kept(HAVE));
    const link = document.createElement("a");
    link.download = "compare.csv";
    link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv" }));
    link.click();
    URL.revokeObjectURL(link.href);
  };
}

const named = slugs(new URLSearchParams(location.search).getAll("p"));
const start = named.length > 0 ? named : slugs(kept(SHORTLIST));
if (named.length === 0 && start.length > 0) history.replaceState(null, "", `?p=${start.join(",")}`);
printing.onclick = () => print();
void show(start);
