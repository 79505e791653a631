// A printed record is a clean brief: a few pages of A4 with its text, its sources and its address,
// and nothing that can only be clicked.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";

import { recordOf } from "../helper/site.mjs";
import { useStage } from "../helper/stage.mjs";

/** Words of links and buttons, which mean nothing on paper. */
const ELSEWHERE = [
  "Skip to main content", "On this page", "Main", "Menu", "Search", "Breadcrumb", "Sections", "Spheres",
  "Related practices", "Suggest an edit to this page", "Change history", "As Markdown", "This record as JSON",
  "What the levels mean", "Previous session", "Next session",
];

const RECORDS = {
  practice: { path: "/practices/providence-talks/", least: 2, most: 4 },
  convening: { path: "/convenings/pmi-15-2016/", least: 1, most: 3 },
};

/** Chromium does not compress page objects, so they can be counted. */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** The text of a PDF; undefined if poppler's `pdftotext` is not installed. */
function textOf(pdf) {
  try {
    return execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Removes spaces, because lines may break anywhere on paper. */
const dense = (text) => text.replace(/\s+/g, "");

/** Contains what it should, and no words of links or buttons. */
function assertBrief(text, record, address) {
  const words = dense(text);
  assert.ok(words.includes(dense(record.title)), "its title");
  assert.ok(words.includes(dense(record.summary)), "its summary");
  assert.ok(words.includes(address), `its address ${address}`);
  assert.ok(record.sources.length > 0);
  for (const { title, url } of record.sources) {
    assert.ok(words.includes(dense(title)), `the source ${title}`);
    if (url) assert.ok(words.includes(url), `the address ${url}`);
  }
  const lines = text.split("\n").map((line) => line.trim().replace(/\.$/, ""));
  assert.deepEqual(lines.filter((line) => ELSEWHERE.includes(line)), []);
}

describe("print", () => {
  const stage = useStage();

  for (const [name, { path, least, most }] of Object.entries(RECORDS)) {
    test(`a ${name} is a brief of ${least} to ${most} pages`, async (context) => {
      const { page, leaveClean } = await stage.visit(path);
      await page.waitForLoadState("networkidle");
      const record = recordOf(path);
      const address = await page.locator("link[rel=canonical]").getAttribute("href");

      await page.emulateMedia({ media: "print" });
      const shown = await page.evaluate(() => document.body.innerText);
      assertBrief(shown, record, address);
      assert.equal(await page.locator("nav:visible, form:visible, button:visible, input:visible").count(), 0);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
      assert.ok(wide, "nothing is wider than the sheet");

      const pdf = await page.pdf({ format: "A4" });
      const pages = pagesOf(pdf);
      assert.ok(pages >= least && pages <= most, `${pages} pages`);
      const text = textOf(pdf);
      if (text === undefined) {
        context.diagnostic("pdftotext is not installed: read in the page as it is laid out for print, not in the PDF");
      } else {
        assertBrief(text, record, address);
        assert.equal(text.split("\f").length - 1, pages);
      }
      await leaveClean();
    });
  }

  test("dark screens print on white paper", async () => {
    const { page, leaveClean } = await stage.visit(RECORDS.practice.path, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const [ground, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    assert.equal(ground, "rgb(255, 255, 255)");
    assert.equal(ink, "rgb(0, 0, 0)");
    await leaveClean();
  });
});
