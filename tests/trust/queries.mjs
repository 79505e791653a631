// Attacks in the address and the box of the search page, with an index full of attacks: this is the
// only page written by a script.

import assert from "node:assert/strict";

const settled = (page) =>
  page.waitForFunction(() => document.querySelector("[data-search-total]").textContent !== "", undefined, { timeout: 60_000 });

/** Words that find the records with the attacks. */
const WORDS = ["alert", "script", "marker", "section", "javascript onerror", "img src"];

/**
 * Runs queries on the search page.
 * @param {string[]} attacks queries besides the words
 * @returns the last action of `visitAll`, which returns the number of queries tried
 */
export const asking = (attacks) => async (tab, server) => {
  const { page, visit, look, expect } = tab;
  let hits = 0;
  for (const text of [...WORDS, ...attacks.slice(0, 4)]) {
    await visit(`/search/?q=${encodeURIComponent(text)}&topic=${encodeURIComponent(text)}&sort=${encodeURIComponent(text)}#${encodeURIComponent(text)}`);
    await visit(`/search/?q=${encodeURIComponent(text)}`);
    await settled(page);
    await look("/search/");
    hits += await page.locator("[data-search-hit]").count();
  }
  assert.ok(hits > 20, `searches show records with attacks, not ${hits}`);
  // The rest through the box, which changes the address meanwhile.
  expect(undefined);
  for (const text of attacks) {
    await page.locator("main [data-search-input]").first().fill(text);
    await page.evaluate(() => new Promise((rest) => setTimeout(rest, 10)));
  }
  await settled(page);
  await look("/search/");
  return 2 * (WORDS.length + 4) + attacks.length;
};
