// Without JavaScript, through links alone: every page can be reached, and no link is dead.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { siteMap } from "../helper/site.mjs";
import { useStage } from "../helper/stage.mjs";

/** Number of pages fetched at a time. */
const AT_ONCE = 4;

/**
 * Executed in a page: the links, resources and anchors of another, parsed as a browser without
 * scripts parses it, but not laid out, which takes ten times as long.
 */
async function read(path) {
  const response = await fetch(path, { redirect: "error" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const from = (selector, attribute) =>
    [...page.querySelectorAll(selector)].map((element) => new URL(element.getAttribute(attribute), response.url).href);
  const anchors = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  const known = new Set();
  return {
    status: response.status,
    links: from("a[href]", "href"),
    parts: [...from("link[href]:not([rel=canonical])", "href"), ...from("[src]", "src"), ...from("form[action]", "action")],
    anchors,
    twice: anchors.filter((id) => known.has(id) || !known.add(id)),
  };
}

describe("links", () => {
  const stage = useStage();
  /** The pages found by the crawl, by path. */
  const pages = new Map();
  /** Every address of the site that a page refers to, with that page. */
  const named = new Map();

  /** Reads a page in a tab, records what it refers to, and returns the pages it links to. */
  async function open(tab, path) {
    const { status, ...found } = await tab.evaluate(read, path);
    assert.equal(status, 200, `${path}, named on ${named.get(path)}`);
    pages.set(path, found);
    const own = (href) => new URL(href).origin === stage.server.origin;
    const paths = (list) => list.filter(own).map((href) => new URL(href).pathname);
    for (const other of paths([...found.links, ...found.parts])) {
      if (!named.has(other)) named.set(other, path);
    }
    // Kits are left out: there are many, they share one template, and they have no links that their
    // practices lack.
    return paths(found.links).filter((other) => other.endsWith("/") && !other.endsWith("/kit/"));
  }

  /** Follows all links from a page, breadth first. */
  async function crawl(start) {
    const context = await stage.browser.newContext();
    const tab = await context.newPage();
    await tab.goto(stage.server.origin + "/robots.txt");
    let wave = [start];
    while (wave.length > 0) {
      const next = new Set();
      const queue = wave.values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const path of queue) (await open(tab, path)).forEach((other) => next.add(other));
        }),
      );
      wave = [...next].filter((path) => !pages.has(path));
    }
    await context.close();
  }

  test("every record can be reached from the home page", async () => {
    await crawl("/");
    const missing = siteMap().filter((path) => !pages.has(path));
    assert.deepEqual(missing, []);
    assert.ok(pages.size > 500, `${pages.size} pages`);
  });

  test("no link within the site is dead", async () => {
    const dead = [];
    for (const [path, from] of named) {
      if (pages.has(path)) continue;
      const response = await fetch(stage.server.origin + path, { method: "HEAD", redirect: "manual" });
      if (response.status !== 200) dead.push(`${path} on ${from}: ${response.status}`);
    }
    assert.deepEqual(dead, []);
  });

  test("every anchor that is linked to exists", () => {
    const dead = [];
    for (const [path, { links }] of pages) {
      for (const href of links) {
        const { origin, pathname, hash } = new URL(href);
        if (origin !== stage.server.origin || hash.length < 2) continue;
        const anchors = pages.get(pathname)?.anchors ?? [];
        if (!anchors.includes(decodeURIComponent(hash.slice(1)))) dead.push(`${pathname}${hash} on ${path}`);
      }
    }
    assert.deepEqual(dead, []);
  });

  test("no page has an anchor twice", () => {
    const twice = [...pages].filter(([, { twice }]) => twice.length > 0).map(([path, { twice }]) => `${path}: ${twice}`);
    assert.deepEqual(twice, []);
  });
});
