// What readers take away: the answer to a search as a table, and the site to read offline.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { serve } from "../helper/local.mjs";
import { answered, hits, HITS, state } from "../helper/searching.mjs";
import { layOut } from "../helper/small.mjs";
import { downloaded, program, siteFolder, useStage, visit } from "../helper/stage.mjs";

/** The rows of a table, each as the text of its cells. */
function rowsOf(text) {
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)];
  const rows = [[]];
  for (const [, cell, end] of cells) {
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  assert.deepEqual(rows.pop(), [], "the last row is complete");
  return rows;
}

/** Saves the answer of the search page that is open. */
async function saved(page) {
  const { text } = await downloaded(page, () => page.locator("[data-search-table]").click());
  return rowsOf(text);
}

/** All hits of a search, as other scripts get them. */
const found = (page, query, filters) =>
  page.evaluate(
    async ([query, filters]) => (await globalThis.crosstown.search(query, { filters, limit: 5000 })).hits.map(({ url }) => url),
    [query, filters],
  );

const address = (id) => `/${id}/`;

describe("taking away", () => {
  const stage = useStage();
  const folder = mkdtempSync(join(tmpdir(), "crosstown-takeaway-"));
  after(() => rmSync(folder, { recursive: true }));

  test("the practices that a search finds have the columns of their list, in the order of the search", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=housing&kind=practice&sort=newest");
    await answered(page);
    const [header, ...rows] = await saved(page);
    const list = rowsOf(readFileSync(join(siteFolder, "practices/index.csv"), "utf8"));
    assert.deepEqual(header, list[0]);
    const shown = await hits(page);
    assert.ok(rows.length > shown.length, "more than the page shows");
    assert.deepEqual(rows.slice(0, shown.length).map(([id]) => id.split("/")[1]), shown.map((id) => id.split("/").at(-1)));
    for (const row of rows) assert.deepEqual(row, list.find(([id]) => id === row[0]));
    await leaveClean();
  });

  test("records of several kinds are one table, whole and without formulas", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=denver");
    await answered(page);
    const [header, ...rows] = await saved(page);
    const urls = await found(page, "denver", {});
    assert.deepEqual(rows.map(([id]) => address(id)), urls);
    assert.ok(new Set(rows.map((row) => row[1])).size > 2, "several kinds");
    for (const row of rows) assert.equal(row.length, header.length);
    assert.ok(!rows.flat().some((cell) => /^[=+@]/.test(cell)));
    await leaveClean();
  });

  for (const [name, place] of [["folder", () => siteFolder], ["archive", archive]]) {
    test(`a site is read and searched offline from its ${name}`, async () => {
      const local = await serve(["--dir", place()]);
      try {
        const host = { origin: local.origin, url: (path) => local.origin + path };
        const { page, leaveClean } = await visit(stage.browser, host, "/search/?q=food");
        await state(page, "ready");
        await page.locator(`${HITS} a`).first().click();
        await page.locator("main h1").waitFor();
        assert.equal(await page.locator("script[src*=_crosstown]").count(), 0, "pages are as they were built");
        await leaveClean();
      } finally {
        await local.end();
      }
    });
  }

  /** A small site as an archive. */
  function archive() {
    const root = layOut("every-kind", join(folder, "root"));
    execFileSync(program, ["export", "--format", "zip", "--root", root, folder], { stdio: "ignore" });
    return join(folder, "crosstown.zip");
  }
});
