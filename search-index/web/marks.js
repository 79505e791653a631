/**
 * Marks the words of a search on the page of a hit, until the reader clears them. Loaded by
 * `search.js` only where a hit was followed.
 */

const STRINGS = {
  /* words: search.marks search.marksCount search.marksNext search.marksClear search.marksCleared */
};

/** Where no text of the page stands, or where an element within would change what it does. */
const SKIPPED =
  "script, style, template, noscript, textarea, input, select, button, option, svg, canvas, math, iframe, video, audio, object, title, [contenteditable], .visually-hidden, .search-box, .search-marks";

/** Most marks on one page. */
const MOST = 2000;

const folded = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

/**
 * Cuts a text into pieces, every other one a word to be marked: the first piece is unmarked, and
 * all together are the text. Undefined where nothing is to be marked.
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

/** The texts of a page that are read as such. */
function textsOf(root) {
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** Where each text is a box of its own, pieces of one text would become several. */
const laysOutTexts = (parent) => /flex|grid/.test(getComputedStyle(parent).display);

function mark(root, forms, element) {
  const found = [];
  for (const text of textsOf(root)) {
    const pieces = cut(text.data, forms);
    if (!pieces || found.length >= MOST) continue;
    const parts = pieces.map((piece, at) => (at % 2 === 1 ? element("mark", { class: "search-mark" }, piece) : piece));
    found.push(...parts.filter((part) => part instanceof Element));
    if (laysOutTexts(text.parentElement)) text.replaceWith(element("span", { class: "search-marked" }, ...parts));
    else text.replaceWith(...parts.filter((part) => part !== ""));
  }
  return found;
}

/** Takes all marks away, so that the page is as it was. */
function unmark(root) {
  const parents = new Set();
  for (const one of root.querySelectorAll("mark.search-mark, span.search-marked")) {
    parents.add(one.parentElement);
    one.replaceWith(...one.childNodes);
  }
  for (const parent of parents) parent.normalize();
}

/**
 * @param {string[]} words the forms that excerpts marked, folded
 * @param {any} kit see `search.js`
 */
export function showMarks(words, kit) {
  const { element, say, learn, announce } = kit;
  learn(STRINGS);
  const root = document.querySelector("main") ?? document.body;
  const marks = mark(root, new Set(words), element);
  if (marks.length === 0) return;
  const button = (name, text) => element("button", { type: "button", class: name }, text);
  const count = say("marksCount", { count: marks.length });
  const next = button("search-marks__next", say("marksNext"));
  const clear = button("search-marks__clear", say("marksClear"));
  const said = element("span", { class: "search-marks__count" }, count);
  const bar = element("section", { class: "search-marks", "aria-label": say("marks") }, said, next, clear);
  let at = -1;
  next.addEventListener("click", () => {
    marks[at]?.classList.remove("search-mark--current");
    // The first is the one after what the reader sees.
    const below = marks.findIndex((one) => one.getBoundingClientRect().top > 0);
    at = at < 0 ? Math.max(below, 0) : (at + 1) % marks.length;
    for (let parent = marks[at].closest("details:not([open])"); parent; parent = parent.parentElement?.closest("details:not([open])")) parent.open = true;
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
  const onKey = (event) => {
    const elsewhere = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [popover]");
    if (event.key === "Escape" && !event.defaultPrevented && !elsewhere) end();
  };
  clear.addEventListener("click", end);
  document.addEventListener("keydown", onKey);
  root.before(bar);
  announce(count);
}
