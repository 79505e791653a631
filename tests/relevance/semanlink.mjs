// Makes a judged collection of long questions for `cargo xtask relevance --collection` from data
// that a package of PyPI ships: node semanlink.mjs DATA tags|notes OUT.jsonl
//
// Fetch the package first (MIT licence):
//   pip download --no-deps --no-binary :all: cherche==2.2.1
//   tar xzf cherche-2.2.1.tar.gz
// DATA is cherche-2.2.1/cherche/data/semanlink.
//
// The questions are abstracts of some 300 papers, 150 words long on average, which the author of a
// public notebook (Semanlink) filed under tags. The answers are his decisions:
// - `tags` finds the tags of a paper. This is the collection as the package defines it, without
//   titles, which often name a tag, and without the tag that every paper has. A document is a tag
//   with its names, those of broader tags, and his comment, so it is mostly short.
// - `notes` finds other papers and notes of at least 40 words. Every other paper is a question and
//   not a document, since it would only find itself. The answers are the notes that he filed under
//   the same tag, if it has no more than 15 of them: perfect if they share several such tags.

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [data, form, out] = process.argv.slice(2);
const EVERY_PAPER = "arxiv_doc";
const LEAST_WORDS = 40;
const MOST_NOTES = 15;

const read = (name) => JSON.parse(readFileSync(join(data, `${name}.json`), "utf8"));
const flat = (text) => (text ?? "").replaceAll(/\s+/gu, " ").trim();
const tagsOf = (note) =>
  [...new Set(note.tag.map((tag) => basename(tag)))].filter((tag) => tag !== EVERY_PAPER).sort();

const byAddress = (a, b) => (a.document < b.document ? -1 : 1);
const papers = read("arxiv").sort(byAddress);

/** The lines of a collection: documents as they are, questions with halves that alternate. */
function collection(documents, questions) {
  const asked = questions.filter(({ answers }) => Object.keys(answers).length > 0);
  return [
    ...documents,
    ...asked.map((one, at) => ({ ...one, kind: form, half: at % 2 === 0 ? "tuning" : "held-out" })),
  ];
}

function aboutTags() {
  const all = Object.entries(read("tags")).map(([address, tag]) => [basename(address), tag]);
  const used = new Set(papers.flatMap(tagsOf));
  const documents = all.filter(([name]) => used.has(name)).sort().map(([name, tag]) => ({
    document: name,
    title: tag.prefLabel.join(", "),
    text: [...tag.altLabel, flat(tag.comment), ...tag.broader_prefLabel, ...tag.broader_altLabel].join("\n"),
  }));
  const questions = papers.map((paper) => ({
    query: paper.document,
    text: flat(paper.arxiv_summary),
    answers: Object.fromEntries(tagsOf(paper).map((tag) => [tag, 2])),
  }));
  return collection(documents, questions);
}

function aboutNotes() {
  const asked = papers.filter((_, at) => at % 2 === 0);
  const isAsked = new Set(asked.map((paper) => paper.document));
  const text = (note) => flat(`${note.arxiv_summary ?? ""} ${note.comment ?? ""}`);
  const notes = read("docs")
    .filter((note) => !isAsked.has(note.document) && text(note).split(" ").length >= LEAST_WORDS)
    .sort(byAddress);
  const filed = new Map();
  for (const note of notes) {
    for (const tag of tagsOf(note)) filed.set(tag, [...(filed.get(tag) ?? []), note.document]);
  }
  const answers = (paper) => {
    const lists = tagsOf(paper).map((tag) => filed.get(tag) ?? []);
    const found = lists.filter((list) => list.length <= MOST_NOTES).flat().sort();
    const isShared = (note, at) => found.indexOf(note) !== at;
    return Object.fromEntries(found.map((note, at) => [note, isShared(note, at) ? 3 : 2]));
  };
  const documents = notes.map((note) => ({
    document: note.document,
    title: note.arxiv_title || note.title,
    text: text(note),
  }));
  const questions = asked.map((paper) => ({
    query: paper.document,
    text: flat(paper.arxiv_summary),
    answers: answers(paper),
  }));
  return collection(documents, questions);
}

const forms = { tags: aboutTags, notes: aboutNotes };
if (!out || !Object.hasOwn(forms, form)) throw new Error("expected DATA tags|notes OUT.jsonl");
const lines = forms[form]();
writeFileSync(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
const count = lines.filter((line) => line.document).length;
console.log(`${count} documents, ${lines.length - count} questions`);
