// Nothing moves while a page loads on a slow connection: what a reader is about to press stays
// where it is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { answered } from "../helper/searching.mjs";
import { templates } from "../helper/site.mjs";
import { DESKTOP, PHONE, useStage } from "../helper/stage.mjs";

/** A phone's slow connection: bytes per second, and latency in milliseconds. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };

/** Milliseconds that a page may take on a busy machine. */
const PATIENCE = 60_000;

const PAGES = {
  ...templates(),
  "filtered results": "/search/?q=housing&sphere=capital",
  "no results": "/search/?q=zzxqvwk",
  "results of another spelling": "/search/?q=recidivsm+bond",
  "results of a field in the words": "/search/?q=housing+city:denver",
};

// The connection is slow, not the machine, so pages can wait in parallel.
describe("stillness", { concurrency: 4 }, () => {
  const stage = useStage();

  /** Executed in the page before anything is drawn. */
  function watch() {
    globalThis.moved = [];
    // Two kinds of shift do not count: the rows of the masthead and the foot fill as their items
    // arrive, which is less than a line; and a line moves slightly when a taller word joins it.
    const counts = ({ node, previousRect: from, currentRect: to }) => {
      const within = node?.closest?.("main") ?? false;
      return Math.abs(from.y - to.y) > (within ? 4 : 20) || (within && from.x !== to.x);
    };
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        for (const source of sources.filter(counts)) {
          const { node, previousRect: from, currentRect: to } = source;
          const name = `${node?.nodeName}.${node?.className ?? ""} “${node?.textContent?.trim().slice(0, 30)}”`;
          globalThis.moved.push(`${name} from ${from.x}, ${from.y} to ${to.x}, ${to.y}`);
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  }

  /** The layout shifts, once the browser has reported everything it drew. */
  const moved = (page) =>
    page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
      return globalThis.moved;
    });

  /** Prepares a page to note what moves; what a search fetches comes over a slow connection. */
  const watching = (path) => async (page) => {
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(watch);
    if (!path.includes("?")) return;
    const line = await page.context().newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", SLOW);
  };

  for (const [name, path] of Object.entries(PAGES)) {
    for (const viewport of [PHONE, DESKTOP]) {
      test(`${name}, ${viewport.width} wide`, async () => {
        // How much of a page has arrived when the browser draws is a matter of chance; with many
        // small pieces it draws as often as possible.
        stage.server.pieces = 24;
        const { page, leaveClean } = await stage.visit(path, { viewport, prepare: watching(path) });
        if (path.includes("?q=")) await answered(page);
        await page.waitForLoadState("networkidle");
        assert.deepEqual(await moved(page), []);
        await leaveClean();
      });
    }
  }

  test("what does move is seen", async () => {
    const { page, leaveClean } = await stage.visit("/", { prepare: watching("/") });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => {
      const band = document.createElement("p");
      band.style.height = "9rem";
      document.body.prepend(band);
    });
    await page.waitForFunction(() => globalThis.moved.length > 0);
    await leaveClean();
  });
});
