// @ts-check
// The kit of a practice: restates its cost for the reader's population, and keeps the ticks of the
// checklist on the device, where the page that compares practices finds them.

/**
 * @typedef {object} Cost what `src/theme/views/kit_cost.rs` says
 * @property {number} people
 * @property {{label: string, total: number}[]} sums
 * @property {string} money a sum with `#` in place of the number
 * @property {string} thousands
 * @property {string} decimal
 * @property {string} line
 * @property {string} each
 * @property {string} yours
 * @property {string} wrong
 */

const kit = /** @type {HTMLElement} */ (document.querySelector(".kit"));

/** @param {string} text @param {Record<string, string>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A whole number with its thousands apart. @param {number} value @param {Cost} cost */
const grouped = (value, cost) => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, cost.thousands);

/** A sum as `money_in_full` writes it. @param {number} value @param {Cost} cost */
function money(value, cost) {
  let digits = 2;
  while (value > 0 && digits < 6 && value * 10 ** digits < 10) digits += 1;
  const number = value >= 100 ? grouped(value, cost) : value.toFixed(digits).replace(".", cost.decimal);
  return cost.money.replace("#", () => number);
}

/** The number of people in a text, with or without marks between thousands. @param {string} text */
function population(text) {
  const isWhole = /^\d+$|^\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+$/.test(text.trim());
  const people = isWhole ? Number(text.replace(/\D/g, "")) : 0;
  return people > 0 && people < 1e9 ? people : undefined;
}

/** Every step, for each sum. @param {number} yours @param {Cost} cost */
function steps(yours, cost) {
  return cost.sums.map(({ label, total }) => {
    const each = money(total / cost.people, cost);
    const there = fill(cost.each, { total: money(total, cost), people: grouped(cost.people, cost), each });
    const here = fill(cost.yours, { each, people: grouped(yours, cost), sum: money((total / cost.people) * yours, cost) });
    return [fill(cost.line, { label, text: there }), here];
  });
}

/** @param {HTMLFormElement} form */
function restate(form) {
  /** @type {Cost} */
  const cost = JSON.parse(form.querySelector("script")?.textContent ?? "{}");
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const show = () => {
    const text = input.value.trim();
    const yours = population(text);
    input.setAttribute("aria-invalid", String(text !== "" && !yours));
    if (!yours) {
      said.textContent = text === "" ? "" : cost.wrong;
      return;
    }
    const list = document.createElement("ul");
    for (const lines of steps(yours, cost)) {
      const item = document.createElement("li");
      item.append(lines[0], document.createElement("br"), lines[1]);
      list.append(item);
    }
    said.replaceChildren(list);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  // Nothing is announced while somebody types.
  let resting = 0;
  input.addEventListener("input", () => {
    clearTimeout(resting);
    resting = window.setTimeout(show, 400);
  });
  // The browser may have kept what was typed.
  show();
}

/** The list of ticks that all practices share. @param {string} key @returns {string[]} */
function kept(key) {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** @param {NodeListOf<HTMLInputElement>} boxes */
function keepTicks(boxes) {
  const key = `crosstown.have:${kit.dataset.root}`;
  const slug = /\/practices\/([^/]+)\/kit\/$/.exec(location.pathname)?.[1];
  for (const box of boxes) {
    const id = `${slug}: ${box.dataset.have}`;
    box.checked = kept(key).includes(id);
    box.addEventListener("change", () => {
      const others = kept(key).filter((one) => one !== id);
      try {
        localStorage.setItem(key, JSON.stringify(box.checked ? [...others, id] : others));
      } catch {
        // Storage is blocked: the ticks last as long as the page.
      }
    });
  }
  const note = /** @type {HTMLElement | null} */ (kit.querySelector("[data-kept]"));
  if (note) note.hidden = false;
}

const form = kit.querySelector("form");
if (form) restate(form);
keepTicks(kit.querySelectorAll("[data-have]"));
