// The forms with which readers write a record: a newcomer's path from the form to a page that is
// found, and what becomes of drafts.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { downloaded, PHONE, program, repository, useStage } from "../helper/stage.mjs";

const stage = useStage();

/** Opens a form and waits until its rules are there. */
async function open(path, options) {
  const visit = await stage.visit(path, options);
  await visit.page.waitForSelector('html[data-form-state="ready"]');
  return visit;
}

/** Fills in what every practice needs. */
async function fillIn(page) {
  await page.getByLabel(/^Title \(required\)/).first().fill("Quokka crossings at night");
  await page.getByLabel(/^Summary/).fill("Street lights that dim until an animal or a person crosses.");
  await page.getByLabel(/^Stage/).selectOption("pilot");
  await page.getByLabel(/^Cities/).fill("Denver");
  await page.getByRole("checkbox", { name: "Operations", exact: true }).check();
  await page.getByRole("group", { name: /^Topics/ }).getByRole("checkbox").first().check();
  await page.getByLabel(/^Title of the publication/).fill("A report");
  await page.getByLabel("Web address").first().fill("https://example.org/report");
  for (const heading of ["Problem", "How it works", "Results", "What did not work", "Advice"]) {
    await page.getByLabel(heading, { exact: true }).first().fill(`Words on ${heading.toLowerCase()} [^source-1].`);
  }
}

const judged = (page, text) => page.waitForFunction((text) => document.querySelector("[data-form-status]")?.textContent === text, text);

test("a newcomer follows the guide, writes a practice, and others find it", async () => {
  const { page, leaveClean } = await stage.visit("/pages/contribute/");
  await page.getByRole("link", { name: "the form for practices" }).click();
  await page.waitForSelector('html[data-form-state="ready"]');
  await fillIn(page);
  await judged(page, "No errors. Thank you!");
  assert.match(await page.textContent("[data-form-preview]"), /Words on problem/);
  const { name, text } = await downloaded(page, () => page.click("[data-form-download]"));
  assert.equal(name, "quokka-crossings-at-night.md");
  await leaveClean();

  const root = mkdtempSync(join(tmpdir(), "crosstown-form-"));
  try {
    cpSync(join(repository, "content"), join(root, "content"), { recursive: true });
    writeFileSync(join(root, "quokka-crossings-at-night.md"), text);
    const run = (...args) => {
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
      assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
      return stdout + stderr;
    };
    run("import", "quokka-crossings-at-night.md");
    assert.doesNotMatch(run("check"), /quokka/);
    run("build", "--no-extras");
    const { hits } = JSON.parse(run("search", "quokka", "--format", "json"));
    assert.equal(hits[0].id, "practices/quokka-crossings-at-night");
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test("mistakes stand beside their fields, in the words of check", async () => {
  const { page, leaveClean } = await open("/contribute/practice/");
  await fillIn(page);
  await page.getByLabel(/^Opened/).fill("soon");
  await judged(page, "1 thing to correct");
  const field = page.getByLabel(/^Opened/);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.match(await page.textContent("#form-launched-fault"), /`soon` is not a date; expected/);
  // The link in the list leads to the field.
  await page.locator("[data-form-findings] a").click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "form-launched");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("2024-05");
  await judged(page, "No errors. Thank you!");
  await leaveClean();
});

test("sources are added and removed with the keyboard, and keep their numbers", async () => {
  const { page, leaveClean } = await open("/contribute/practice/");
  await fillIn(page);
  const add = page.getByRole("button", { name: "Add another: Sources" });
  await add.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "form-sources-2-id");
  await page.keyboard.type("second");
  await page.fill("#form-sources-2-title", "A second report");
  await page.waitForFunction(() => document.querySelector("[data-form-mail]")?.getAttribute("href")?.includes("second"));
  const group = page.getByRole("group", { name: "Sources 1", exact: true });
  await group.getByRole("button", { name: "Remove" }).click();
  assert.equal(await page.inputValue("#form-sources-1-id"), "second");
  assert.equal(await page.locator("#form-sources-2-id").count(), 0);
  await leaveClean();
});

test("a draft stays on the device until it is cleared", async () => {
  const { page, leaveClean } = await open("/contribute/practice/");
  await fillIn(page);
  await page.getByRole("button", { name: "Add another: Cities" }).click();
  await page.keyboard.type("Boston");
  await page.reload();
  await page.waitForSelector('html[data-form-state="ready"]');
  assert.equal(await page.inputValue("#form-title"), "Quokka crossings at night");
  assert.equal(await page.inputValue("#form-cities-2"), "Boston");
  assert.equal(await page.inputValue("#form-body-1"), "Words on problem [^source-1].");
  await page.getByRole("button", { name: "Clear the form and the draft" }).click();
  assert.equal(await page.inputValue("#form-title"), "");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("crosstown.draft")).length), 0);
  await leaveClean();
});

test("notes under the Chatham House Rule are kept only if the author asks", async () => {
  const kept = (page) => page.evaluate(() => JSON.stringify(localStorage).includes("Quimby"));
  const { page, leaveClean } = await open("/contribute/session/", { viewport: PHONE });
  await page.fill("#form-body-1", "Ada Quimby spoke.");
  assert.equal(await kept(page), false, "before the attribution is known");
  await page.getByLabel(/^Attribution/).selectOption("public");
  assert.equal(await kept(page), true);
  await page.getByLabel(/^Attribution/).selectOption("chatham-house");
  assert.equal(await kept(page), false);
  await page.getByLabel("Keep my draft on this device").check();
  assert.equal(await kept(page), true);
  await leaveClean();
});

test("a long record is downloaded and attached, and no address is too long", async () => {
  const { page, leaveClean } = await open("/contribute/practice/");
  await fillIn(page);
  const address = (name) => page.getAttribute(`[data-form-${name}]`, "href");
  await judged(page, "No errors. Thank you!");
  assert.match(await address("mail"), /^mailto:.*body=---%0D%0Atitle/);
  assert.match(await address("repository"), /\/new\/main\/content\/practices\?filename=quokka-crossings-at-night\.md&value=---/);
  await page.fill("#form-body-1", "Many words. ".repeat(1000));
  await page.waitForFunction(() => document.querySelector("[data-form-repository]")?.getAttribute("data-whole") === "false");
  assert.ok((await address("mail")).length < 2000);
  assert.match(await address("repository"), /\?filename=quokka-crossings-at-night\.md$/);
  await leaveClean();
});

test("GitHub and GitLab are told the name of a new file as each expects it", async () => {
  const source = readFileSync(join(repository, "themes/civic/static/contribute/finish.js"), "utf8");
  const { newFile } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  for (const [page, start, content] of [
    ["https://github.com/a/b/new/main/", "https://github.com/a/b/new/main/content/practices?filename=x.md", "&value=A%20%26%20B"],
    ["https://gitlab.com/a/b/-/new/main/", "https://gitlab.com/a/b/-/new/main/?file_name=content%2Fpractices%2Fx.md", "&content=A%20%26%20B"],
  ]) {
    assert.deepEqual(newFile(page, "content/practices/x.md", "A & B"), { address: start + content, whole: true });
    assert.deepEqual(newFile(page, "content/practices/x.md", "A".repeat(7000)), { address: start, whole: false });
  }
});

test("without JavaScript the page says what to do instead", async () => {
  const { page, leaveClean } = await stage.visit("/contribute/practice/", { javaScriptEnabled: false });
  assert.match(await page.textContent("noscript"), /download a template/);
  assert.equal(await page.locator("form.form").isVisible(), false);
  for (const link of await page.locator("noscript a[download]").all()) {
    assert.equal((await page.request.get(new URL(await link.getAttribute("href"), page.url()).href)).status(), 200);
  }
  await leaveClean();
});

for (const [path, title] of [
  ["/es/contribute/practice/", "Añadir una práctica"],
  ["/fr/contribute/session/", "Ajouter les notes d’une séance"],
  ["/pt/contribute/practice/", "Adicionar uma prática"],
]) {
  test(`${path} speaks its language, and fits a narrow screen`, async () => {
    const { page, leaveClean } = await open(path, { viewport: { width: 320, height: 700 } });
    assert.equal(await page.textContent("h1"), title);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await leaveClean();
  });
}
