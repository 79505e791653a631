// Where a site may be hosted: below a path of a shared address, and on hosts that behave differently.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";

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
    await page.locator('.search-suggest a[href$="/practices/providence-talks/"]').click();
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

describe("the engine as Brotli", () => {
  const stage = useStage();

  /** Gives the worker a decompressor of Brotli, which hands the bytes to Node. */
  const STAND_IN = `
    const Native = self.DecompressionStream;
    self.DecompressionStream = function (format) {
      if (format !== "brotli") return new Native(format);
      const chunks = [];
      return new TransformStream({
        transform: (chunk) => void chunks.push(chunk),
        flush: async (controller) => {
          const answer = await fetch("/decompress-brotli", { method: "POST", body: new Blob(chunks) });
          controller.enqueue(new Uint8Array(await answer.arrayBuffer()));
        },
      });
    };
  `;
  const withBrotli = (file) => Buffer.concat([Buffer.from(STAND_IN), readFileSync(file)]);

  /**
   * Searches in a browser that can decompress Brotli, on a host that answers requests for that file
   * as given.
   * @param {object | undefined} answer for `StaticServer.instead`
   * @returns {Promise<{engines: string[], decompressed: number}>} endings of the engine files that
   *   were requested, and how often Brotli was decompressed
   */
  async function search(answer) {
    stage.server.reset();
    stage.server.instead = (path) => {
      if (path.includes("/worker.")) return { body: withBrotli };
      return path.endsWith(".wasm.br") ? answer : undefined;
    };
    let decompressed = 0;
    const prepare = (page) =>
      page.context().route("**/decompress-brotli", (route) => {
        decompressed += 1;
        return route.fulfill({ body: brotliDecompressSync(route.request().postDataBuffer()) });
      });
    const { page, close } = await stage.visit("/search/?q=word+pedometer", { prepare });
    await answered(page);
    assert.equal((await hits(page))[0], "practices/providence-talks");
    const engines = requested();
    stage.server.reset();
    await close();
    return { engines, decompressed };
  }

  const requested = () =>
    stage.server.log.map(({ path }) => /\.wasm\.(\w+)$/.exec(path)?.[1]).filter((ending) => ending);

  test("a browser that can decompress it fetches nothing else", async () => {
    assert.deepEqual(await search(undefined), { engines: ["br"], decompressed: 1 });
  });

  test("a host that sends it as an encoding serves it, too", async () => {
    const answer = { headers: { "content-encoding": "br" }, body: readFileSync };
    assert.deepEqual(await search(answer), { engines: ["br"], decompressed: 0 });
  });

  test("on a host that does not serve it, gzip takes its place", async () => {
    assert.deepEqual(await search({ status: 404 }), { engines: ["br", "gz"], decompressed: 0 });
  });

  test("any other browser fetches gzip alone", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit("/search/?q=word+pedometer");
    const native = await page.evaluate(() => {
      try {
        return Boolean(new DecompressionStream("brotli"));
      } catch {
        return false;
      }
    });
    await answered(page);
    assert.deepEqual(requested(), [native ? "br" : "gz"]);
    await leaveClean();
  });
});
