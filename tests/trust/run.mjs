// Puts published attacks into every text of a site and opens it in a real browser: none may run.
//
// node run.mjs FOLDER [--thorough]: FOLDER contains `python/` with the Python packages, and receives
// the sites. Without --thorough, a record has many attacks, each in some of its fields, and each body
// is used in one kind of record. The theme without scripts is tried only without a policy.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { launch } from "../browser/helper/stage.mjs";
import { accepted } from "./accepted.mjs";
import { attacks } from "./lists.mjs";
import { plant } from "./planted.mjs";
import { build, errors } from "./program.mjs";
import { asking } from "./queries.mjs";
import { attacked, lay, marker } from "./sites.mjs";
import { visitAll } from "./visits.mjs";

const [folder, option] = process.argv.slice(2);
assert.ok(folder && (option === undefined || option === "--thorough"), "usage: node run.mjs FOLDER [--thorough]");
const thorough = option !== undefined;
/** Numbers of attacks per record, of records per site, and of attacks searched for. */
const SIZE = thorough ? 24 : 180;
const RECORDS = 120;
const QUERIES = thorough ? 2_000 : 60;

const begun = Date.now();
const say = (text) => console.log(`    ${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${text}`);
const scratch = (name) => join(folder, name);
const inBothWays = [true, false];
const how = (withPolicy) => (withPolicy ? "under the site's policy" : "without a policy");

const browser = await launch();
try {
  await main();
} finally {
  await browser.close();
}

async function main() {
  const all = attacks(scratch("python")).map((attack, number) => ({ ...attack, number }));
  const lists = Map.groupBy?.(all, ({ list }) => list) ?? groups(all);
  say(`${all.length} attacks: ${[...lists].map(([name, of]) => `${of.length} of ${name}`).join(", ")}`);
  const { places, refused } = accepted(scratch("probe"), all);
  say(`refused with an error: ${refused.bodies.length} bodies, ${refused.addresses.length} of ${2 * all.length} addresses`);

  let pages = 0;
  let queries = 0;
  const shown = new Set();
  for (const [at, part] of sites(places).entries()) {
    for (const theme of ["civic", "plain"]) {
      const site = make(part, theme, at);
      if (at === 0) await trapWorks(site, theme);
      for (const withPolicy of theme === "civic" ? inBothWays : [false]) {
        const some = part.texts.filter((_, one) => one % Math.ceil(part.texts.length / QUERIES) === 0).map(({ text }) => text);
        const then = theme === "civic" ? asking(some) : undefined;
        const result = await visitAll(browser, site, { withPolicy, then });
        assert.deepEqual(result.trips.slice(0, 20), [], `nothing runs ${how(withPolicy)} in the theme ${theme}`);
        pages += result.pages;
        queries += result.queries;
        for (const one of result.shown) shown.add(one);
      }
      say(`site ${at + 1}, theme ${theme}: ${pages} documents and ${queries} searches so far, nothing ran`);
    }
  }
  const unseen = places.bodies.filter(({ number }) => !shown.has(marker(number)));
  say(`${places.bodies.length - unseen.length} of ${places.bodies.length} bodies were seen to leave what follows them as it is`);
  assert.ok(unseen.length < places.bodies.length / 100, `attacks hide what follows them: ${JSON.stringify(unseen.slice(0, 20))}`);
  console.log(`trust: attack lists in Chromium: ${all.length} attacks, ${pages} documents, ${queries} searches, 0 executions`);
  console.log(`trust: attack-lists: ${all.length} cases`);
}

function groups(all) {
  const lists = new Map();
  for (const attack of all) lists.set(attack.list, [...(lists.get(attack.list) ?? []), attack]);
  return lists;
}

/** Distributes the attacks over enough sites to keep each site small. */
function sites({ texts, bodies, addresses }) {
  const count = Math.ceil(texts.length / (SIZE * RECORDS));
  const part = (of, at) => of.filter((_, one) => one % count === at);
  return Array.from({ length: count }, (_, at) => ({ texts: part(texts, at), bodies: part(bodies, at), addresses: part(addresses, at) }));
}

function make(part, theme, at) {
  const root = scratch("attacked");
  const site = scratch(`site-${theme}`);
  if (theme === "civic") {
    lay(root, attacked(part, SIZE, thorough));
    const found = errors(root);
    assert.deepEqual(found.slice(0, 5), [], `site ${at + 1} of attacks has no errors but those that were found before`);
  }
  rmSync(site, { recursive: true, force: true });
  build(root, site, "--theme", theme);
  return site;
}

/** Whether the trap catches every planted page. */
async function trapWorks(site, theme) {
  const folder = scratch(`planted-${theme}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const planted = plant(site, folder);
  const paths = Object.values(planted.paths);
  for (const withPolicy of inBothWays) {
    const { trips } = await visitAll(browser, planted.site, { withPolicy, paths });
    for (const [name, path] of Object.entries(planted.paths)) {
      assert.ok(trips.some((trip) => trip.includes(path)), `the trap catches ${name} ${how(withPolicy)}`);
    }
  }
  say(`theme ${theme}: the trap caught all of ${paths.length} planted pages, ${how(true)} and ${how(false)}`);
}
