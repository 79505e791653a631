/**
 * Taking a search elsewhere: all its hits as a table, and its address. Published as a part of `page.js`.
 */

/** @import { Hit, Kit, Request, Response } from "./types" */

/** Hits asked for at a time where all of them are wanted. */
const STEP = 500;
/** Milliseconds for which "copied" is shown. */
const SAID = 2500;

/** All hits of a search, in its order. @param {Kit} kit @param {(limit: number) => Request} request @returns {Promise<Hit[]>} */
async function all({ ask }, request) {
  for (let limit = STEP; ; limit += STEP) {
    const { hits, total } = /** @type {Response} */ (await ask({ ...request(limit), counts: false }));
    if (hits.length >= total) return hits;
  }
}

/**
 * Saves the hits of a search with the script that a button names.
 * @param {HTMLButtonElement} button @param {Kit} kit @param {(limit: number) => Request} request
 */
export async function saveTable(button, kit, request) {
  button.disabled = true;
  try {
    /** @type {[Hit[], {asCsv: (hits: Hit[], address: Kit["address"]) => Promise<string>, save: (text: string) => void}]} */
    const [hits, { asCsv, save }] = await Promise.all([all(kit, request), import(button.dataset.searchTable ?? "")]);
    save(await asCsv(hits, kit.address));
  } catch (error) {
    console.error("search:", error);
    kit.showStatus(kit.say("error.network"));
  }
  button.disabled = false;
}

/**
 * Copies the address of the page, and says so on the button for a while.
 * @param {HTMLElement} button @param {Kit} kit
 */
export async function copyLink(button, { say, announce }) {
  const before = button.textContent;
  let said = "copied";
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    // Without permission, or without a secure connection.
    said = "copyFailed";
  }
  button.textContent = say(said);
  announce(say(said));
  setTimeout(() => (button.textContent = before), SAID);
}
