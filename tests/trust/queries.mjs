// Attacks in the address of the search page and in its box, over an index full of attacks: this is
// the one page that a script writes.

import assert from "node:assert/strict";

const settled = (page) =>
  page.waitForFunction(() => document.querySelector("[data-search-total]").textContent !== "", undefined, { timeout: 60_000 });

/** Words that bring up the records with the attacks. */
const WORDS = ["alert", "script", "marker", "section", "javascript onerror", "img src"];

/**
 * Asks the search page.
 * @param {string[]} attacks what to ask for besides words
 * @returns what `visitAll` does at last: asks, and gives how many queries were tried
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
  // The rest through the box, which changes the address as it goes.
  expect(undefined);
  for (const text of attacks) {
    await page.locator("main [data-search-input]").first().fill(text);
    await page.evaluate(() => new Promise((rest) => setTimeout(rest, 10)));
  }
  await settled(page);
  await look("/search/");
  return 2 * (WORDS.length + 4) + attacks.length;
};
