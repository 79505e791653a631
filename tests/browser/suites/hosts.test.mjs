// Where a site may be hosted: below a path of a shared address, and on hosts that behave differently.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { StaticServer } from "../helper/server.mjs";
import { program, repository, useStage, visit } from "../helper/stage.mjs";
import { answered, hits, INPUT } from "../helper/searching.mjs";

const MOUNT = "/crosstown/";

describe("under a path", () => {
  const stage = useStage();
  const folder = mkdtempSync(join(tmpdir(), "crosstown-path-"));
  let server;

  before(async () => {
    const site = join(folder, "site");
    const address = `https://example.org${MOUNT}`;
    execFileSync(program, ["build", "--root", repository, "--out", site, "--base-url", address], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    server = await new StaticServer(site, MOUNT).listen();
  });

  after(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  const outside = () => server.log.filter(({ path, status }) => !path.startsWith(MOUNT) || status >= 400);

  test("pages, styles and scripts stay within it", async () => {
    const { page, leaveClean } = await visit(stage.browser, server, "/");
    for (let step = 0; step < 3; step++) {
      await page.locator("main a[href^='/']:visible").nth(step).click();
      await page.waitForLoadState("networkidle");
      assert.ok(new URL(page.url()).pathname.startsWith(MOUNT), page.url());
    }
    const links = await page.locator("a[href^='/']").evaluateAll((found) => found.map((a) => a.pathname));
    assert.ok(links.length > 10 && links.every((path) => path.startsWith(MOUNT)), links.join());
    assert.deepEqual(outside(), []);
    await leaveClean();
  });

  test("the search works, and leads to pages within it", async () => {
    const { page, leaveClean } = await visit(stage.browser, server, "/practices/providence-talks/");
    await page.locator(INPUT).fill("word pedometer");
    await page.locator(INPUT).press("Enter");
    await page.waitForURL((url) => url.pathname === `${MOUNT}search/`);
    await answered(page);
    assert.equal((await hits(page))[0], "practices/providence-talks");
    await page.locator("[data-search-results] a").first().click();
    await page.waitForURL(server.url("/practices/providence-talks/"));
    assert.deepEqual(outside(), []);
    await leaveClean();
  });

  test("suggestions lead to pages within it", async () => {
    const { page, leaveClean } = await visit(stage.browser, server, "/");
    await page.locator(INPUT).first().pressSequentially("providence talks");
    await page.locator('[data-search-hit="practices/providence-talks"] a').first().click();
    await page.waitForURL(server.url("/practices/providence-talks/"));
    await leaveClean();
  });
});

describe("hosts that send packed files as an encoding", () => {
  const stage = useStage();

  test("the search works there, too", async () => {
    stage.server.reset();
    stage.server.gzipAsEncoding = true;
    const { page, leaveClean } = await stage.visit("/search/?q=word+pedometer");
    await answered(page);
    assert.equal((await hits(page))[0], "practices/providence-talks");
    stage.server.reset();
    await leaveClean();
  });
});
