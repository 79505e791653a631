// Makes a judged collection of general text for `cargo xtask relevance --collection` from data that
// any Debian system can fetch: node debian.mjs LISTS OUT.jsonl
//
// Fetch the lists with English descriptions first; this leaves the system's own lists alone:
//   mkdir -p LISTS/partial
//   apt-get update -o Acquire::Languages=en -o Dir::State::lists=$PWD/LISTS
//
// The documents are descriptions of programs by Debian's maintainers. There are two kinds of
// question, both written and judged by people who have never heard of Crosstown:
// - the one-line description by a program's own authors (AppStream); the answer is that program;
// - a purpose and what the program works with, two tags given by volunteers (Debtags), as in
//   "editing raster image"; the answers are the programs with both tags.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [lists, out] = process.argv.slice(2);
const TAGS = 4;
const TEXT = 300;
const SUMMARIES = 250;
const PAIRS = 120;

const files = (part) =>
  readdirSync(lists).filter((name) => name.includes(part)).sort().map((name) => join(lists, name));
const text = (path) =>
  path.endsWith(".gz")
    ? gunzipSync(readFileSync(path)).toString()
    : execFileSync("/usr/lib/apt/apt-helper", ["cat-file", path], { maxBuffer: 2 ** 30 }).toString();

/** The fields of each stanza; a line that begins with a space continues the previous one. */
function* stanzas(part) {
  for (const file of files(part)) {
    for (const stanza of text(file).split("\n\n")) {
      const fields = {};
      for (const line of stanza.replaceAll(/\n[ \t]/gu, "\u0000").split("\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trim();
      }
      yield fields;
    }
  }
}

const descriptions = new Map();
for (const fields of stanzas("Translation-en")) {
  descriptions.set(fields["Description-md5"], fields["Description-en"]);
}

const documents = new Map();
for (const fields of stanzas("_Packages")) {
  const tags = (fields.Tag ?? "").replaceAll("\u0000", " ").split(/,\s*/u);
  const [title, ...rest] = (descriptions.get(fields["Description-md5"]) ?? "").split("\u0000");
  const long = rest.map((line) => (line === "." ? "\n" : line.trim())).join(" ");
  if (tags.length < TAGS || !tags.includes("role::program") || long.length < TEXT) continue;
  if (!documents.has(fields.Package)) documents.set(fields.Package, { title, text: long, tags });
}

const plain = (words) => new Set(words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
const alike = (a, b) => {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both);
};

/** `count` items of the list, evenly spread. */
const spread = (list, count) =>
  list.filter((_, at) => Math.floor((at * count) / list.length) !== Math.floor(((at - 1) * count) / list.length));

const summaries = new Map();
for (const file of files("dep11")) {
  for (const component of text(file).split("\n---\n")) {
    const name = /^Package: (.+)$/mu.exec(component)?.[1];
    const summary = /^Summary:\n(?: {2}.*\n(?: {4}.*\n)*)*? {2}C: (.+(?:\n {4}.+)*)$/mu.exec(component)?.[1];
    const document = documents.get(name);
    if (!document || !summary || summaries.has(name)) continue;
    const words = summary.replaceAll(/\s+/gu, " ").replaceAll(/^['"]|['"]$/gu, "");
    // A question that only repeats the description's first line is useless.
    if (plain(words).size >= 4 && alike(plain(words), plain(document.title)) < 0.5) summaries.set(name, words);
  }
}

const pairs = new Map();
for (const [name, { tags }] of documents) {
  for (const use of tags.filter((tag) => tag.startsWith("use::"))) {
    for (const object of tags.filter((tag) => tag.startsWith("works-with::"))) {
      const words = `${use} ${object}`.replaceAll(/use::|works-with::/gu, "").replaceAll(/[:-]+/gu, " ");
      pairs.set(words, [...(pairs.get(words) ?? []), name]);
    }
  }
}
const judged = [...pairs].filter(([, names]) => names.length >= 4 && names.length <= 30);
judged.sort(([a], [b]) => (a < b ? -1 : 1));

const lines = [];
for (const [name, { title, text }] of [...documents].sort()) {
  lines.push({ document: name, title: `${name}: ${title}`, text });
}
const half = (at) => (at % 2 === 0 ? "tuning" : "held-out");
for (const [at, [name, words]] of spread([...summaries].sort(), SUMMARIES).entries()) {
  const answers = { [name]: 3 };
  lines.push({ query: `summary-${name}`, text: words, kind: "summary", half: half(at), answers });
}
for (const [at, [words, names]] of spread(judged, PAIRS).entries()) {
  const answers = Object.fromEntries(names.sort().map((name) => [name, 2]));
  const query = `tags-${words.replaceAll(" ", "-")}`;
  lines.push({ query, text: words, kind: "tags", half: half(at), answers });
}
writeFileSync(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
console.log(`${documents.size} documents, ${lines.length - documents.size} questions`);
