/**
 * Marks the words of a search on the page of a hit, until the reader clears them. `search.js` loads
 * it only after a hit was followed.
 */

/** @import { Kit, Strings } from "./types" */

/** @type {Strings} */
const STRINGS = {
  /* words: search.marks search.marksCount search.marksNext search.marksClear search.marksCleared */
};

/** What holds no text to read, or would work differently with an element inside. */
const SKIPPED =
  "script, style, template, noscript, textarea, input, select, button, option, svg, canvas, math, iframe, video, audio, object, title, [contenteditable], .visually-hidden, .search-box, .search-marks";

/** The most marks on one page. */
const MOST = 2000;

/** @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/**
 * Splits a text into pieces, alternately plain and to be marked, starting with a plain one.
 * Undefined where nothing is to be marked.
 * @param {string} text @param {Set<string>} forms folded words @returns {string[] | undefined}
 */
export function cut(text, forms) {
  const pieces = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (!forms.has(folded(word))) continue;
    pieces.push(text.slice(at, index), word);
    at = index + word.length;
  }
  if (pieces.length === 0) return undefined;
  pieces.push(text.slice(at));
  return pieces;
}

/** The text nodes of a page that people read. @param {Node} root */
function textsOf(root) {
  /** @type {Text[]} */
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    return node instanceof Element && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  return texts;
}

/**
 * Whether each text is a box of its own, so that the pieces of one would become several.
 * @param {Element | null} parent
 */
const laysOutTexts = (parent) => parent !== null && /flex|grid/.test(getComputedStyle(parent).display);

/** @param {Node} root @param {Set<string>} forms @param {Kit["element"]} element */
function mark(root, forms, element) {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const text of textsOf(root)) {
    const pieces = cut(text.data, forms);
    if (!pieces || found.length >= MOST) continue;
    const parts = pieces.map((piece, at) => (at % 2 === 1 ? element("mark", { class: "search-mark" }, piece) : piece));
    found.push(...parts.filter((part) => part instanceof HTMLElement));
    if (laysOutTexts(text.parentElement)) text.replaceWith(element("span", { class: "search-marked" }, ...parts));
    else text.replaceWith(...parts.filter((part) => part !== ""));
  }
  return found;
}

/** Removes all marks and restores the page. @param {HTMLElement} root */
function unmark(root) {
  /** @type {Set<Node | null>} */
  const parents = new Set();
  for (const one of root.querySelectorAll("mark.search-mark, span.search-marked")) {
    parents.add(one.parentElement);
    one.replaceWith(...one.childNodes);
  }
  for (const parent of parents) parent?.normalize();
}

/** @param {string[]} words the forms that excerpts marked, folded @param {Kit} kit */
export function showMarks(words, kit) {
  const { element, say, learn, announce } = kit;
  learn(STRINGS);
  /** @type {HTMLElement} */
  const root = document.querySelector("main") ?? document.body;
  const marks = mark(root, new Set(words), element);
  if (marks.length === 0) return;
  /** @param {string} name @param {string} text */
  const button = (name, text) => element("button", { type: "button", class: name }, text);
  const count = say("marksCount", { count: marks.length });
  const next = button("search-marks__next", say("marksNext"));
  const clear = button("search-marks__clear", say("marksClear"));
  const said = element("span", { class: "search-marks__count" }, count);
  const bar = element("section", { class: "search-marks", "aria-label": say("marks") }, said, next, clear);
  let at = -1;
  next.addEventListener("click", () => {
    marks[at]?.classList.remove("search-mark--current");
    // Starts with the first mark below the top of the window.
    const below = marks.findIndex((one) => one.getBoundingClientRect().top > 0);
    at = at < 0 ? Math.max(below, 0) : (at + 1) % marks.length;
    for (let parent = marks[at].parentElement; parent; parent = parent.parentElement) {
      if (parent instanceof HTMLDetailsElement) parent.open = true;
    }
    marks[at].classList.add("search-mark--current");
    marks[at].scrollIntoView({ block: "center" });
  });
  const end = () => {
    document.removeEventListener("keydown", onKey);
    const within = bar.contains(document.activeElement);
    unmark(root);
    bar.remove();
    history.replaceState({ ...history.state, marks: undefined }, "");
    if (within) root.focus({ preventScroll: true });
    announce(say("marksCleared"));
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const elsewhere = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [popover]");
    if (event.key === "Escape" && !event.defaultPrevented && !elsewhere) end();
  };
  clear.addEventListener("click", end);
  document.addEventListener("keydown", onKey);
  root.before(bar);
  announce(count);
}
