// A static host on a slow connection, and the browser that visits it.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const require = createRequire(new URL("../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const BYTES_A_SECOND = 10_000_000 / 8;
/** Milliseconds of a round trip. */
const LATENCY = 40;
/** Bytes sent at a time: the granularity at which connections share the bandwidth. */
const CHUNK = 8 << 10;
/** Bytes of a request and of the response's headers. */
const OVERHEAD = 400;
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/**
 * A static host whose connections share 10 Mbit/s. It speaks HTTP/1.1, so a browser requests six
 * files at once.
 */
export class SlowLine {
  /** When the connection is free again. */
  free = 0;
  /** Every request so far: its path and the bytes that it cost. */
  log = [];

  /**
   * @param {string} folder the folder to serve
   * @param {{pages?: Record<string, string>, compress?: boolean}} [options] pages that the folder
   *     lacks, by path, and whether texts are compressed on the way, as most hosts do
   */
  constructor(folder, { pages = {}, compress = false } = {}) {
    this.folder = folder;
    this.pages = pages;
    this.compress = compress;
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Waits until the connection has carried this many more bytes. */
  async carry(bytes) {
    const now = performance.now();
    this.free = Math.max(this.free, now) + (bytes / BYTES_A_SECOND) * 1000;
    if (this.free > now) await sleep(this.free - now);
  }

  async answer(request, response) {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://line/").pathname));
    const entry = { path, bytes: OVERHEAD };
    this.log.push(entry);
    await sleep(LATENCY);
    const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
    let content = this.pages[path] === undefined ? read(join(this.folder, path)) : Buffer.from(this.pages[path]);
    const packed = this.compress && content && type !== "application/octet-stream" && type !== "application/wasm";
    if (packed) content = gzipSync(content);
    entry.bytes += content?.length ?? 0;
    await this.carry(OVERHEAD);
    response.writeHead(content ? 200 : 404, {
      "content-type": type,
      "content-length": content?.length ?? 0,
      // The default of most hosts: files are cached, but revalidated.
      "cache-control": "max-age=600",
      ...(packed && { "content-encoding": "gzip" }),
    });
    for (let at = 0; content && at < content.length; at += CHUNK) {
      const chunk = content.subarray(at, at + CHUNK);
      await this.carry(chunk.length);
      response.write(chunk);
    }
    response.end();
  }

  /** The requests so far, or those that `counts` accepts by their paths. */
  count(counts = () => true) {
    const counted = this.log.filter(({ path }) => counts(path));
    return { bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0), requests: counted.length };
  }
}

function read(path) {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "index.html") : path;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });

export const since = (before, after) => ({
  bytes: after.bytes - before.bytes,
  requests: after.requests - before.requests,
});

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
