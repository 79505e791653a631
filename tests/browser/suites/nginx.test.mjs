// A site on nginx as docs/hosting.md configures it: compressed copies, HTTP/2, headers, and a path.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Nginx } from "../helper/nginx.mjs";
import { answered, hits, INPUT } from "../helper/searching.mjs";
import { NOT_FOUND, program, repository, useStage, visit } from "../helper/stage.mjs";

const PRACTICE = "/practices/providence-talks/";

for (const mount of ["/", "/knowledge/"]) {
  describe(`nginx, at ${mount}`, () => {
    const stage = useStage();
    const folder = mkdtempSync(join(tmpdir(), "crosstown-hosted-"));
    const site = join(folder, "site");
    let nginx;

    before(async () => {
      const address = `https://example.org${mount}`;
      const options = ["--root", repository, "--out", site, "--base-url", address, "--precompress", "--no-extras"];
      execFileSync(program, ["build", ...options], { stdio: ["ignore", "ignore", "inherit"] });
      nginx = await Nginx.start(site, mount);
    });

    after(async () => {
      await nginx?.close();
      rmSync(folder, { recursive: true });
    });

    /** Opens a page, and records every answer of the server. */
    async function open(path) {
      const answers = [];
      const prepare = async (page) => page.on("response", (answer) => answers.push(answer));
      const opened = await visit(stage.browser, nginx, path, { ignoreHTTPSErrors: true, prepare });
      return { ...opened, answers };
    }

    test("the search works over HTTP/2, under the policy of the header", async () => {
      const { page, answers, leaveClean } = await open("/search/");
      await page.locator(INPUT).first().pressSequentially("word pedometer");
      await answered(page);
      assert.equal((await hits(page))[0], "practices/providence-talks");
      const protocols = await page.evaluate(() =>
        performance.getEntries().flatMap((entry) => entry.nextHopProtocol || []),
      );
      assert.ok(protocols.length > 5 && protocols.every((protocol) => protocol === "h2"), protocols.join());
      assert.match(await answers[0].headerValue("content-security-policy"), /default-src 'self'.*wasm-unsafe-eval/);
      assert.ok(answers.every((answer) => answer.status() === 200));
      await page.locator("[data-search-results] a").first().click();
      await page.waitForURL(nginx.url(PRACTICE));
      await leaveClean();
    });

    test("texts are sent as the copies beside them", async () => {
      const { answers, leaveClean } = await open(PRACTICE);
      const kinds = new Set();
      for (const answer of answers) {
        const path = new URL(answer.url()).pathname.slice(mount.length).replace(/\/$/, "/index.html");
        const copy = join(site, `${path}.gz`);
        const encoding = await answer.headerValue("content-encoding");
        assert.equal(encoding, existsSync(copy) ? "gzip" : null, path);
        if (!encoding) continue;
        assert.equal(Number(await answer.headerValue("content-length")), statSync(copy).size, path);
        kinds.add(path.split(".").at(-1));
      }
      assert.ok(["html", "css", "js"].every((kind) => kinds.has(kind)), [...kinds].join());
      await leaveClean();
    });

    test("what has a digest in its name is kept, and nothing else", async () => {
      const { page, answers, leaveClean } = await open("/search/?q=housing");
      await answered(page);
      let kept = 0;
      for (const answer of answers) {
        const { pathname } = new URL(answer.url());
        const digest = /[./][0-9a-f]{16,20}([./]|$)/.test(pathname);
        const wanted = digest ? /immutable/ : /^no-cache$/;
        assert.match(await answer.headerValue("cache-control"), wanted, pathname);
        kept += Number(digest);
      }
      assert.ok(kept > 5, `${kept} files are kept`);
      assert.ok(answers.some((answer) => answer.url().endsWith("/search-index/manifest.json")));
      await leaveClean();
    });

    test("addresses work without their last slash", async () => {
      const { page, leaveClean } = await open(PRACTICE.replace(/\/$/, ""));
      assert.equal(page.url(), nginx.url(PRACTICE));
      await leaveClean();
    });

    test("an old address leads to the new one", async () => {
      const lines = readFileSync(join(site, "_redirects"), "utf8").trim().split("\n");
      const [from, to] = lines.find((line) => /^\/\S+\/ \//.test(line)).split(" ");
      const { page, close } = await open(from.slice(mount.length - 1));
      await page.waitForURL((url) => url.pathname === to);
      assert.ok(to.startsWith(mount), to);
      await close();
    });

    test("an address that leads nowhere shows the site's own page", async () => {
      const { page, answers, leaveClean } = await open(NOT_FOUND);
      assert.equal(answers[0].status(), 404);
      assert.equal(await answers[0].text(), readFileSync(join(site, "404.html"), "utf8"));
      await page.locator("main a").first().click();
      await page.waitForLoadState();
      assert.ok(new URL(page.url()).pathname.startsWith(mount), page.url());
      await leaveClean();
    });

    test("the list of files is not sent", async () => {
      const { page, close } = await open(PRACTICE);
      const answer = await page.request.get(nginx.url("/.crosstown.json"), { ignoreHTTPSErrors: true });
      assert.equal(answer.status(), 404);
      await close();
    });
  });
}
