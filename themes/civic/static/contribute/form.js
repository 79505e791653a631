// @ts-check
// The form with which readers write a record. While they write, the rules of the program judge it;
// what they find stands beside the fields. A draft is kept on the device, and nothing is sent.

import { load } from "./engine.js";
import { Fields } from "./fields.js";
import { download, mail, nameOf, newFile } from "./finish.js";

/** @typedef {import("./engine.js").Review} Review */
/** @typedef {import("./engine.js").Found} Found */

/** Milliseconds without a keystroke before the record is judged. */
const REST = 400;
/** Notes under this rule are kept on the device only if the reader asks for it. */
const CHATHAM_HOUSE = "chatham-house";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-form]"));
const config = JSON.parse(page.querySelector("[data-form-config]")?.textContent ?? "{}");
const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
const fields = new Fields(form);
const convening = /** @type {HTMLSelectElement | null} */ (form.querySelector("[data-convening]"));
const keep = /** @type {HTMLInputElement} */ (page.querySelector("[data-form-keep]"));
const KEY = `crosstown.draft:${page.dataset.root}:${config.kind}`;

/** @param {string} name @returns {HTMLElement | null} */
const part = (name) => page.querySelector(`[data-form-${name}]`);

/** @param {string} key @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  const count = values.count;
  const form = count === undefined ? "" : new Intl.PluralRules(document.documentElement.lang).select(Number(count));
  const words = config.words;
  const text = words[`form-script.${key}.${form}`] ?? words[`form-script.${key}.other`] ?? words[`form-script.${key}`] ?? key;
  return text.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(values[name] ?? ""));
}

/** @type {((draft: import("./engine.js").Draft) => Review) | undefined} */
let review;
/** The draft as it was judged last. @type {Review | undefined} */
let judged;

/** @returns {Review | undefined} */
function judge() {
  if (!review) return undefined;
  const values = fields.values();
  if (config.lang && values.length > 0) values.push(["lang", config.lang]);
  return review({
    kind: config.kind,
    convening: convening?.value || undefined,
    values,
    parts: fields.parts(),
    words: config.body,
  });
}

/** Whether anything has been written. */
const begun = () => fields.typed().length > 0 || fields.parts().some(({ text }) => text.trim() !== "");

function update() {
  store();
  judged = begun() ? judge() : undefined;
  show(judged);
}

/** @param {Review | undefined} judged */
function show(judged) {
  const findings = judged?.findings ?? [];
  tell(findings);
  preview(judged);
  const file = part("file");
  const path = judged?.path ?? null;
  if (file) file.textContent = path ? say("file", { path }) : say("no-title");
  page.querySelector("[data-form-download]")?.toggleAttribute("disabled", !path);
  address("mail", path && judged ? mail(config.mailbox, `${nameOf(path)}`, judged.text, say("attach", { file: nameOf(path) })) : undefined);
  address("repository", path && judged && config.new_file ? newFile(config.new_file, path, judged.text) : undefined);
}

/** @param {string} name @param {{ address: string, whole: boolean } | undefined} target */
function address(name, target) {
  const link = part(name);
  if (!link) return;
  if (target) {
    link.setAttribute("href", target.address);
    link.dataset.whole = String(target.whole);
  }
  link.toggleAttribute("hidden", !target);
}

/** The element that a finding is about. @param {string} at @returns {HTMLElement | undefined} */
function place(at) {
  const all = [...form.querySelectorAll("[data-at]")].map((one) => /** @type {HTMLElement} */ (one));
  return all.find((one) => (one.dataset.at ?? "").replace(".1.", ".") === at);
}

/** Shows findings beside their fields, and all of them in a list. @param {Found[]} findings */
function tell(findings) {
  for (const fault of form.querySelectorAll(".form-field__fault")) {
    fault.textContent = "";
    fault.setAttribute("hidden", "");
  }
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  const list = part("findings");
  list?.replaceChildren(...findings.map(line));
  for (const found of findings) beside(found);
  const errors = findings.filter((found) => found.severity === "error").length;
  const status = part("status");
  const text = !begun() ? say("begin") : errors > 0 ? say("errors", { count: errors }) : findings.length > 0 ? say("hints", { count: findings.length }) : say("good");
  if (status && review && status.textContent !== text) status.textContent = text;
}

/** @param {Found} found */
const sentence = (found) => [found.message, found.label, found.help].filter(Boolean).join("; ");

/** @param {Found} found */
function line(found) {
  const item = document.createElement("li");
  const target = place(found.at);
  const label = target?.querySelector("label, legend")?.firstChild?.textContent?.trim();
  if (target && label) {
    const link = document.createElement("a");
    link.href = `#${focusable(target).id}`;
    link.textContent = label;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      target.closest("details")?.setAttribute("open", "");
      focusable(target).focus();
    });
    item.append(link, ": ");
  }
  const words = document.createElement("span");
  words.lang = "en";
  words.textContent = sentence(found);
  item.append(words);
  return item;
}

/** @param {HTMLElement} target @returns {HTMLElement} */
function focusable(target) {
  if (target.matches("fieldset")) return target;
  return target.querySelector("input, textarea, select") ?? target;
}

/** @param {Found} found */
function beside(found) {
  const target = place(found.at);
  const fault = target?.querySelector(".form-field__fault");
  if (!target || !fault) return;
  fault.setAttribute("lang", "en");
  fault.classList.toggle("form-field__fault--warning", found.severity !== "error" && fault.hasAttribute("hidden"));
  fault.textContent = [fault.textContent, sentence(found)].filter(Boolean).join(". ");
  fault.removeAttribute("hidden");
  if (found.severity === "error" && !target.matches("fieldset")) {
    for (const control of target.querySelectorAll("input, textarea, select")) control.setAttribute("aria-invalid", "true");
  }
}

/** The label of what is chosen in a field. @param {string} path */
function chosen(path) {
  const control = fields.controls().find((one) => one.dataset.path === path);
  if (control instanceof HTMLSelectElement) return control.value && (control.selectedOptions[0]?.text ?? "");
  return control?.value.trim() ?? "";
}

/** The labels of the boxes that are ticked in a field. @param {string} path */
function ticked(path) {
  const boxes = [...form.querySelectorAll(`input[type=checkbox][data-path="${path}"]:checked`)];
  return boxes.map((box) => box.parentElement?.textContent?.trim() ?? "");
}

/** @param {string} name @param {string} [text] @param {string} [of] */
function element(name, text, of) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (of) made.className = of;
  return made;
}

/** Shows the record as its page will: what it is in short, and its text. @param {Review | undefined} judged */
function preview(judged) {
  const frame = part("preview");
  if (!frame) return;
  if (!judged) return frame.replaceChildren(element("p", say("empty")));
  const short = element("div", undefined, "in-short");
  short.append(element("p", chosen("summary"), "in-short__summary"));
  const facts = element("dl", undefined, "facts");
  for (const path of ["stage", "date", "attribution", "cities", "launched", "evidence.level", "cost.one_off"]) {
    const target = place(path);
    const values = fields.typed().filter(([known]) => known === path).map(([, value]) => value);
    const value = form.querySelector(`select[data-path="${path}"]`) ? chosen(path) : values.join(", ");
    if (!target || !value) continue;
    const row = element("div");
    row.append(element("dt", target.querySelector("label, legend")?.firstChild?.textContent?.trim()), element("dd", value));
    facts.append(row);
  }
  short.append(facts);
  const tags = element("ul", undefined, "tags");
  tags.append(...["spheres", "topics"].flatMap(ticked).map((label) => element("li", label)));
  short.append(tags);
  const body = element("div", undefined, "prose");
  // The text has been cleaned by the code that cleans the pages of the site.
  body.innerHTML = judged.html;
  // It is only to be looked at: its ids may be those of the form, and its links lead away from it.
  for (const one of body.querySelectorAll("[id]")) one.removeAttribute("id");
  for (const link of body.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener";
  }
  frame.replaceChildren(element("p", chosen("title") || say("untitled"), "form-preview__title"), short, body);
}

/** Whether the draft is kept on the device. */
const isKept = () => keep.checked;

/** Keeps the draft, or removes it. */
function store() {
  try {
    if (!isKept() || !begun()) return localStorage.removeItem(KEY);
    const draft = { values: fields.typed(), texts: fields.parts().map(({ text }) => text), convening: convening?.value ?? "" };
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is blocked: the form works without it.
  }
}

/** Puts a draft back. */
function restore() {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!draft || !Array.isArray(draft.values) || !Array.isArray(draft.texts)) return;
    fields.restore(draft.values, draft.texts);
    if (convening && typeof draft.convening === "string") convening.value = draft.convening;
    // A draft is only there if the reader wanted it kept.
    keep.checked = true;
  } catch {
    // Storage is blocked, or what is kept is no draft.
  }
}

/** @param {string} text */
function done(text) {
  const status = part("done");
  if (status) status.textContent = text;
}

let rest = 0;
form.addEventListener("input", (event) => {
  const control = event.target;
  if (control instanceof HTMLSelectElement && control.dataset.path === "attribution") {
    keep.checked = control.value !== CHATHAM_HOUSE && control.value !== "";
  }
  store();
  clearTimeout(rest);
  rest = window.setTimeout(update, REST);
});
form.addEventListener("submit", (event) => event.preventDefault());
keep.addEventListener("change", store);
page.querySelector("[data-form-download]")?.addEventListener("click", () => {
  update();
  if (!judged?.path) return;
  download(judged.path, judged.text);
  done(say("downloaded", { path: judged.path }));
});
for (const name of ["mail", "repository"]) {
  part(name)?.addEventListener("click", () => {
    if (part(name)?.dataset.whole !== "false" || !judged?.path) return;
    download(judged.path, judged.text);
    done(say(name === "mail" ? "mail-too-long" : "repository-too-long", { file: nameOf(judged.path) }));
  });
}
page.querySelector("[data-form-clear]")?.addEventListener("click", () => {
  fields.clear();
  keep.checked = config.kind !== "session";
  update();
  done(say("cleared"));
  /** @type {HTMLElement | null} */ (form.querySelector("input, select, textarea"))?.focus();
});

// Notes are not kept before it is known under which rule they are.
keep.checked = config.kind !== "session";
page.hidden = false;
restore();
show(undefined);
const status = part("status");
if (status) status.textContent = say("loading");
load(config.files).then(
  (engine) => {
    review = engine.review;
    fields.offer(engine.records);
    update();
    document.documentElement.dataset.formState = "ready";
  },
  (error) => {
    if (status) status.textContent = say("failed");
    document.documentElement.dataset.formState = "failed";
    console.error(error);
  },
);
