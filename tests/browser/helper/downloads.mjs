// Files that pages hand out, as they arrive on the reader's device.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Names that browsers give to files that have not arrived yet. */
const PARTIAL = /\.(part|wkdownload)$/;

/** How long a file may take, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Does what makes a browser save a file in a folder, and waits for it.
 * @param {string} folder that of the browser's downloads
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{name: string, text: string}>}
 */
export async function arrival(folder, work) {
  readdirSync(folder).forEach((name) => rmSync(join(folder, name)));
  await work();
  for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(50)) {
    const names = readdirSync(folder);
    const [name] = names;
    // Firefox makes an empty file of that name at once, and fills another one.
    const text = name && !names.some((one) => PARTIAL.test(one)) && readFileSync(join(folder, name), "utf8");
    if (text) return { name, text };
  }
  assert.fail("no file has arrived");
}
