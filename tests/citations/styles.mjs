/**
 * Compares the citations on every page with what citeproc-js, the processor of the Citation Style
 * Language, makes of the CSL-JSON beside the page.
 *
 * Usage: styles.mjs STYLES SITE...
 */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import CSL from "citeproc";

const [styles, ...sites] = process.argv.slice(2);
const read = (/** @type {string[]} */ ...path) => readFileSync(join(...path), "utf8");
const locale = read(styles, "locales-en-US.xml");

/** The practices of the sites, each with its page. */
const cited = sites.flatMap((site) =>
  ["", "es", "fr", "pt"].map((language) => join(language, "practices")).flatMap((list) => {
    const folders = existsSync(join(site, list)) ? readdirSync(join(site, list)) : [];
    return folders
      .map((folder) => join(site, list, folder))
      .filter((folder) => existsSync(join(folder, "index.csl.json")))
      .map((folder) => ({
        folder,
        item: JSON.parse(read(folder, "index.csl.json"))[0],
        lines: lines(read(folder, "index.html")),
      }));
  }),
);

/** The texts of the citations of a page: APA, Chicago. */
function lines(/** @type {string} */ html) {
  return [...html.matchAll(/<p class="cite-line" lang="en">(.*?)<\/p>/gs)].map((found) =>
    text(found[1].replace(/<\/?(?:i|span)\b[^>]*>/g, "")),
  );
}

function text(/** @type {string} */ html) {
  /** @type {Record<string, string>} */
  const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'", "#x2F": "/" };
  return html.replace(/&([a-z]+|#x?\w+);/gi, (all, name) => entities[name] ?? all);
}

const engine = (/** @type {string} */ style) => {
  const system = {
    retrieveLocale: () => locale,
    // In CSL-JSON, `<` may begin markup, which our titles do not have.
    retrieveItem: (/** @type {number} */ at) => {
      const { item } = cited[at];
      return { ...item, id: at };
    },
  };
  const made = new CSL.Engine(system, read(styles, `${style}.csl`), "en-US");
  made.setOutputFormat("text");
  return made;
};

["apa", "chicago-notes-bibliography"].forEach((style, position) => {
  const made = engine(style);
  cited.forEach(({ folder, item, lines }, at) => {
    made.updateItems([at]);
    let wanted = made.makeBibliography()[1][0].trim();
    // Without the day on which the reader looked, which no site can know, the style leaves a word
    // without its object.
    if (!item.issued) wanted = wanted.replace(" Retrieved http", " http");
    assert.equal(lines[position], wanted, `${style}: ${folder}`);
  });
});
assert.ok(cited.length > 100, `only ${cited.length} citations were found`);
console.log(`${cited.length} citations agree with citeproc-js in two styles`);
