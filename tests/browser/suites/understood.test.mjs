// How the engine understood the words, and how to undo it: other spellings, fields.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, ask, INPUT, total, type } from "../helper/searching.mjs";

const NOTE = "[data-search-note]";
const CHIPS = "[data-search-chips] button";

describe("a query as it was taken", () => {
  const stage = useStage();
  const open = async (path) => {
    const opened = await stage.visit(path);
    await answered(opened.page);
    return opened;
  };

  test("results of another spelling say so, and lead back to what was typed", async () => {
    const { page, leaveClean } = await open("/search/?q=recidivsm+bond");
    const corrected = await total(page);
    assert.match(await page.locator(NOTE).textContent(), /^Showing results for recidivism bond\. Search instead for recidivsm bond/);
    await page.locator(`${NOTE} a`).click();
    await page.waitForFunction(() => new URLSearchParams(location.search).has("exact"));
    await answered(page);
    assert.match(await page.locator(NOTE).textContent(), /^No record mentions “recidivsm”\./);
    assert.equal(await total(page), (await ask(page, "recidivsm bond", { exact: true })).total);
    await page.goBack();
    await answered(page);
    assert.equal(await total(page), corrected);
    await page.goForward();
    await answered(page);
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), ["Exact spelling×"]);
    await page.locator(CHIPS).click();
    await page.waitForFunction(() => !location.search.includes("exact"));
    await answered(page);
    assert.ok(await page.locator(NOTE).isVisible());
    await leaveClean();
  });

  test("other words are searched for without being exact", async () => {
    const { page, leaveClean } = await open("/search/?q=recidivsm&exact=1");
    await type(page, "recidivsm bond");
    assert.equal(new URL(page.url()).searchParams.has("exact"), false);
    assert.ok(await page.locator(NOTE).isVisible());
    await leaveClean();
  });

  test("fields in the words are chips, and go out of the words with them", async () => {
    const query = 'housing city:denver -kind:session evidence:>=2 year:2013..2018';
    const { page, leaveClean } = await open(`/search/?q=${encodeURIComponent(query)}`);
    const said = ["City: Denver", "Not Kind: Session", "Evidence: 2 or higher", "Year: 2013 to 2018"];
    assert.deepEqual(await page.locator(CHIPS).allTextContents(), said.map((text) => `${text}×`));
    for (let left = said.length; left > 0; left--) {
      const before = await total(page);
      await page.locator(CHIPS).first().click();
      await page.waitForFunction((left) => document.querySelectorAll("[data-search-chips] button").length === left - 1, left);
      await answered(page);
      assert.ok((await total(page)) >= before);
    }
    assert.equal(await page.locator(INPUT).inputValue(), "housing");
    assert.equal(await page.evaluate(() => location.search), "?q=housing");
    await leaveClean();
  });

  test("a field that is none is said to be none", async () => {
    const { page, leaveClean } = await open("/search/?q=housing+colour:red");
    assert.match(await page.locator(NOTE).textContent(), /no field “colour”/);
    await leaveClean();
  });
});
