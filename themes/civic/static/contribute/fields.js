// @ts-check
// The fields of a form: what is in them, sets of fields that are added and removed, and names of
// records in place of their slugs.

/** @typedef {[path: string, value: string][]} Values */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** Most characters of a path that a draft on the device may name. */
const LONGEST = 200;

export class Fields {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** Slugs by the names of records, by kind. @type {Map<string, Map<string, string>>} */
    this.slugs = new Map();
    form.addEventListener("click", (event) => this.clicked(/** @type {Element} */ (event.target)));
  }

  /** Offers the names of records. @param {import("./engine.js").KnownRecord[]} records */
  offer(records) {
    for (const list of this.form.querySelectorAll("datalist")) {
      const kind = list.id.replace("form-list-", "");
      const own = records.filter((record) => record.kind === kind);
      const count = new Map();
      for (const { title } of own) count.set(title, (count.get(title) ?? 0) + 1);
      const slugs = new Map();
      for (const { title, slug } of own) {
        const name = (count.get(title) ?? 0) > 1 ? `${title} (${slug})` : title;
        slugs.set(name.toLowerCase(), slug);
        const option = document.createElement("option");
        option.value = name;
        list.append(option);
      }
      this.slugs.set(kind, slugs);
    }
  }

  /** The controls that have a path. @returns {Control[]} */
  controls() {
    return [...this.form.querySelectorAll("[data-path]")].map((one) => /** @type {Control} */ (one));
  }

  /** What has been typed, as it was typed. @returns {Values} */
  typed() {
    /** @type {Values} */
    const values = [];
    for (const control of this.controls()) {
      if (control instanceof HTMLInputElement && control.type === "checkbox" && !control.checked) continue;
      if (control.value.trim() !== "") values.push([control.dataset.path ?? "", control.value]);
    }
    return values;
  }

  /** The values of the record: lists item by item, and slugs for names. @returns {Values} */
  values() {
    /** @type {Values} */
    const values = [];
    for (const [path, value] of this.typed()) {
      const control = this.controls().find((one) => one.dataset.path === path);
      const slugs = this.slugs.get(control?.dataset.of ?? "");
      const items = control?.hasAttribute("data-lines") ? value.split("\n") : [value];
      for (const item of items) {
        const text = item.trim();
        if (text !== "") values.push([path, slugs?.get(text.toLowerCase()) ?? text]);
      }
    }
    return values;
  }

  /** The parts of the text. */
  parts() {
    return this.textareas().map((one) => ({ heading: one.dataset.heading ?? "", text: one.value }));
  }

  /** @returns {HTMLTextAreaElement[]} */
  textareas() {
    return [...this.form.querySelectorAll("textarea[data-heading]")].map((one) => /** @type {HTMLTextAreaElement} */ (one));
  }

  /** Puts back what was typed. @param {Values} values @param {string[]} texts */
  restore(values, texts) {
    const rows = new Map();
    for (const [path, value] of values) {
      if (typeof path !== "string" || typeof value !== "string" || path.length > LONGEST) continue;
      this.make(path);
      const own = this.controls().filter((one) => one.dataset.path === path);
      const first = own[0];
      if (!first) continue;
      if (first instanceof HTMLInputElement && first.type === "checkbox") {
        const box = own.find((one) => one.value === value);
        if (box instanceof HTMLInputElement) box.checked = true;
        continue;
      }
      const at = rows.get(path) ?? 0;
      rows.set(path, at + 1);
      const records = first.closest("[data-records]");
      (records && at > 0 ? this.addRecord(records) : first).value = value;
    }
    this.textareas().forEach((area, at) => (area.value = texts[at] ?? ""));
  }

  /** Empties the form. */
  clear() {
    for (const item of this.form.querySelectorAll(".form-set__item ~ .form-set__item")) item.remove();
    for (const row of this.form.querySelectorAll("[data-records] input ~ input")) row.remove();
    for (const sets of this.form.querySelectorAll("[data-sets]")) this.number(sets);
    this.form.reset();
  }

  /** Adds sets until the one that a path names is there. @param {string} path */
  make(path) {
    const [list, number] = path.split(".");
    const sets = this.form.querySelector(`[data-sets="${CSS.escape(list)}"]`);
    const wanted = Math.min(Number(number), 50);
    while (sets && sets.querySelectorAll(".form-set__item").length < wanted) this.add(sets);
  }

  /** @param {Element} target */
  clicked(target) {
    const button = target.closest("button");
    const sets = target.closest("[data-sets]");
    const records = target.closest("[data-records]");
    if (button?.hasAttribute("data-add") && sets) {
      /** @type {HTMLElement | null} */ (this.add(sets).querySelector("[data-path]"))?.focus();
    } else if (button?.hasAttribute("data-remove") && sets) {
      button.closest(".form-set__item")?.remove();
      this.number(sets);
      /** @type {HTMLElement | null} */ (sets.querySelector("[data-add]"))?.focus();
    } else if (button?.hasAttribute("data-add-record") && records) {
      this.addRecord(records).focus();
    } else return;
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Adds an empty set. @param {Element} sets */
  add(sets) {
    const items = sets.querySelectorAll(".form-set__item");
    const last = items[items.length - 1];
    const item = /** @type {HTMLElement} */ (last.cloneNode(true));
    for (const row of item.querySelectorAll("[data-records] input ~ input")) row.remove();
    for (const control of item.querySelectorAll("input, textarea, select")) {
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = false;
      else /** @type {Control} */ (control).value = "";
      control.removeAttribute("aria-invalid");
    }
    for (const fault of item.querySelectorAll(".form-field__fault")) fault.setAttribute("hidden", "");
    last.after(item);
    this.number(sets);
    return item;
  }

  /** Adds an empty line for the name of a record. @param {Element} records */
  addRecord(records) {
    const inputs = records.querySelectorAll("input");
    const last = inputs[inputs.length - 1];
    const input = /** @type {HTMLInputElement} */ (last.cloneNode(true));
    input.value = "";
    input.id = `${inputs[0].id}-${inputs.length + 1}`;
    // A label is for one control only.
    input.setAttribute("aria-label", records.closest(".form-field")?.querySelector("label")?.textContent ?? "");
    last.after(input);
    return input;
  }

  /** Numbers the sets of a list: in paths, ids and names. @param {Element} sets */
  number(sets) {
    const list = sets.getAttribute("data-sets") ?? "";
    const id = `form-${list.replaceAll("_", "-")}-`;
    const items = sets.querySelectorAll(".form-set__item");
    items.forEach((item, at) => {
      const numbered = (/** @type {string} */ text) =>
        text
          .split(" ")
          .map((one) => one.replace(new RegExp(`^(${id}|${list}\\.)\\d+`), `$1${at + 1}`))
          .join(" ");
      item.setAttribute("aria-label", `${item.getAttribute("data-label")} ${at + 1}`);
      for (const one of item.querySelectorAll("*")) {
        for (const name of ["id", "for", "aria-describedby", "data-path", "data-at", "data-records"]) {
          const value = one.getAttribute(name);
          if (value) one.setAttribute(name, numbered(value));
        }
      }
      item.querySelector("[data-remove]")?.toggleAttribute("hidden", items.length < 2);
    });
  }
}
