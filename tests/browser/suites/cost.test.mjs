// What a typed query costs a reader, in files. The test controls the page's clock, so that a letter
// takes 150 ms on every machine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, ask, hits, INPUT } from "../helper/searching.mjs";

/** Milliseconds between two letters of an average typist. */
const LETTER = 150;
/** Milliseconds of rest after which typing counts as finished. */
const REST = 1000;
/** The hits shown at first. */
const FIRST = 10;
/** The most files of the index that the letters of one word may need. */
const PAGES = 24;

describe("the cost of a search", () => {
  const stage = useStage();

  /** Opens the search page with a clock that stands still, the engine loaded. */
  async function open() {
    const prepare = async ({ clock }) => {
      await clock.install({ time: 0 });
      await clock.pauseAt(REST);
    };
    const { page, leaveClean } = await stage.visit("/search/", { prepare });
    await page.locator(INPUT).first().focus();
    await page.clock.runFor(REST);
    // The list of all records.
    await answered(page);
    return { page, leaveClean };
  }

  /** Types a text, letter by letter, and waits until what it reads of the index has been fetched. */
  async function type(page, text) {
    for (const letter of text) {
      await page.keyboard.press(letter);
      await page.clock.runFor(LETTER);
    }
    await ask(page, text, { limit: 0 });
  }

  const fetched = (folder) => stage.server.log.filter(({ path }) => path.startsWith(`/search-index/${folder}`));

  test("while a word is typed no excerpt is fetched, and then those of the first hits", async () => {
    const { page, leaveClean } = await open();
    stage.server.log = [];
    await type(page, "homelessness");
    assert.deepEqual(fetched("f/"), []);
    await page.clock.runFor(REST);
    await answered(page);
    const shown = await hits(page);
    assert.equal(shown.length, FIRST);
    // Short records share files.
    assert.ok(fetched("f/").length <= FIRST, `${fetched("f/").length} files`);
    assert.ok(fetched("").length <= FIRST + PAGES, `${fetched("").length} files`);
    await leaveClean();
  });

  test("a reader who types at once does not fetch the list of all records", async () => {
    stage.server.log = [];
    const prepare = async ({ clock }) => {
      await clock.install({ time: 0 });
      await clock.pauseAt(REST);
    };
    const { page, leaveClean } = await stage.visit("/search/", { prepare });
    await page.locator(INPUT).first().focus();
    await type(page, "homelessness");
    assert.deepEqual(fetched("f/"), []);
    await page.clock.runFor(REST);
    await answered(page);
    assert.ok(fetched("f/").length <= FIRST, `${fetched("f/").length} files`);
    await leaveClean();
  });

  test("nothing is fetched for the first letters of a word, unless typing rests there", async () => {
    const { page, leaveClean } = await open();
    stage.server.log = [];
    for (const letter of "sew") {
      await page.keyboard.press(letter);
      await page.clock.runFor(LETTER);
    }
    assert.deepEqual(fetched(""), []);
    await page.clock.runFor(REST);
    await answered(page);
    assert.equal((await hits(page)).length, FIRST);
    await leaveClean();
  });

  test("no file is fetched twice", async () => {
    stage.server.log = [];
    const { page, leaveClean } = await open();
    for (const word of ["housing", "homelessness", "housing"]) {
      await page.locator(INPUT).first().selectText();
      await type(page, word);
      await page.clock.runFor(REST);
      await answered(page);
    }
    const paths = fetched("").map(({ path }) => path);
    assert.deepEqual(paths, [...new Set(paths)]);
    await leaveClean();
  });

  test("a word whose hits are shown already is answered before typing rests", async () => {
    const { page, leaveClean } = await open();
    await type(page, "housing");
    await page.clock.runFor(REST);
    await answered(page);
    await page.locator(INPUT).first().selectText();
    await type(page, "housing");
    await answered(page);
    await leaveClean();
  });
});
