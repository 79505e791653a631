// A site whose searches a Quickwit server answers, and what readers notice if it does not.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { replay, strange } from "../../../search-index/tests/node/quickwit/stub.mjs";
import { hits, HITS, INPUT, state, total } from "../helper/searching.mjs";
import { StaticServer } from "../helper/server.mjs";
import { build } from "../helper/small.mjs";
import { repository, useStage } from "../helper/stage.mjs";

/** A stub of the server, on an origin of its own. */
class Stub {
  async listen() {
    this.reset();
    this.server = createServer((request, response) => this.take(request, response));
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}/`;
    return this;
  }

  reset() {
    this.asked = [];
    this.refused = [];
    /** Replaces an answer: {status, text}, or nothing for none at all. */
    this.instead = undefined;
  }

  async take(request, response) {
    let text = "";
    for await (const part of request) text += part;
    const body = JSON.parse(text || "{}");
    if (request.method !== "POST" || request.headers["content-type"] !== "text/plain") this.refused.push(request.method);
    this.refused.push(...strange(body));
    this.asked.push(body);
    const headers = { "content-type": "application/json", "access-control-allow-origin": request.headers.origin ?? "" };
    if (this.instead) {
      const { status = 200, text: lie } = this.instead(body) ?? {};
      if (lie !== undefined) response.writeHead(status, headers).end(lie);
      return;
    }
    const { status, body: answer } = replay(body);
    response.writeHead(status, headers).end(JSON.stringify(answer));
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe("a site with a search server", () => {
  const stage = useStage();
  const root = mkdtempSync(join(tmpdir(), "crosstown-quickwit-"));
  let stub;
  let server;

  before(async () => {
    stub = await new Stub().listen();
    mkdirSync(join(root, "content"));
    cpSync(join(repository, "tests/sites/_base/content"), join(root, "content"), { recursive: true });
    appendFileSync(join(root, "content/site.yaml"), `search:\n  engine: quickwit\n  url: ${stub.url}\n`);
    server = await new StaticServer(build(root, join(root, "public"))).listen();
  });

  after(async () => {
    await server.close();
    await stub.close();
    rmSync(root, { recursive: true });
  });

  async function open(path) {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(server.url(path));
    const close = async () => {
      await context.close();
      assert.deepEqual(errors, []);
      assert.deepEqual(stub.refused, [], "no recorded request has this");
      stub.reset();
    };
    return { page, close };
  }

  const hasEngine = () => server.log.some(({ path }) => path.includes(".wasm"));

  test("its hits, counts, filters and order are shown, and the engine is not loaded", async () => {
    server.reset();
    const { page, close } = await open("/search/?q=jail");
    await state(page, "ready");
    assert.equal((await hits(page))[0], "practices/los-angeles-just-in-reach");
    assert.equal(await total(page), 5);
    assert.match(await page.locator(HITS).first().innerHTML(), /<mark>jail<\/mark>/);
    await page.locator('[data-search-facet="sphere:capital"] input').check();
    await page.waitForURL(/sphere=capital/);
    await page.locator("select[data-search-sort]").selectOption("newest");
    await page.waitForURL(/sort=newest/);
    await page.waitForFunction(() => !document.querySelector("[data-search-results][aria-busy]"));
    const [last] = stub.asked.filter(({ size }) => size > 0).slice(-1);
    assert.deepEqual(last.sort, [{ year: { order: "desc" } }]);
    assert.ok(last.query.bool.filter.some(({ terms }) => terms?.sphere[0] === "capital"));
    assert.equal(hasEngine(), false);
    await close();
  });

  test("a range is a filter", async () => {
    const { page, close } = await open("/search/?q=jail&year=2010..2020");
    await state(page, "ready");
    const { filter } = stub.asked[0].query.bool;
    assert.deepEqual(filter.at(-1), { range: { year: { gte: 2010, lte: 2020 } } });
    await close();
  });

  const FAILURES = {
    "refuses": () => ({ status: 400, text: "{}" }),
    "answers nonsense": () => ({ text: "<html>" }),
    "is silent": () => undefined,
  };
  for (const [name, instead] of Object.entries(FAILURES)) {
    test(`where it ${name}, the browser searches in the index of the site`, async () => {
      stub.instead = instead;
      const { page, close } = await open("/search/?q=bins");
      await page.locator(HITS).first().waitFor({ timeout: 30_000 });
      assert.equal((await hits(page))[0], "practices/food-bins");
      const asked = stub.asked.length;
      await page.locator(INPUT).first().fill("waste");
      await page.waitForFunction(() => !document.querySelector("[data-search-results][aria-busy]") && location.search.includes("waste"));
      assert.equal(stub.asked.length, asked, "it is left alone for a while");
      await close();
    });
  }

  test("what it makes up runs nothing and leads nowhere else", async () => {
    const evil = "<img src=x onerror=window.ran=1>";
    const source = { id: "practices/food-bins", title: evil, summary: `${evil} jail`, kind: [evil], topic_label: [`a:${evil}`], sections: JSON.stringify([["x\"><b>", evil, `${evil} jail.`]]) };
    const hits = [{ _source: source }, { _source: { id: "javascript:alert(1)", title: "x" } }];
    const aggregations = { topic: { buckets: [{ key: `a:${evil}`, doc_count: 1 }] } };
    stub.instead = () => ({ text: JSON.stringify({ hits: { total: { value: 2 }, hits }, aggregations }) });
    const { page, close } = await open("/search/?q=jail");
    await page.locator(HITS).first().waitFor();
    assert.equal(await page.locator(HITS).count(), 1);
    assert.equal(await page.locator("main img[src=x]").count(), 0);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    const links = await page.locator(`${HITS} a`).evaluateAll((all) => all.map(({ origin }) => origin));
    assert.ok(links.every((origin) => origin === server.origin), links.join());
    await close();
  });

  test("the policy of pages allows this server and no other", async () => {
    const { page, close } = await open("/search/");
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    assert.ok(policy.includes(`connect-src 'self' ${stub.url.replace(/\/$/, "")};`), policy);
    const other = await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "reached", (error) => String(error)));
    assert.match(other, /Failed to fetch/);
    await close();
  });
});
