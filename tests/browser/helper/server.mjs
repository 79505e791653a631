// A minimal static host: whole files, no ranges, no compression, no caching headers. Whatever works
// here works anywhere. It keeps a log of requests and can be told to misbehave.

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** Types that a host compresses. */
const COMPRESSED = /^text\/|json|xml|wasm/;

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

export class StaticServer {
  /**
   * @param {string} folder the folder to serve
   * @param {string} mount the path it is served at, with a slash at both ends
   */
  constructor(folder, mount = "/") {
    this.folder = folder;
    this.mount = mount;
    /** Every request: {path, status, type, bytes}. */
    this.log = [];
    /**
     * Given a path, replaces the response: {status} or {body: (file) => Buffer}, with optional
     * {headers}.
     * @type {((path: string) => object | undefined) | undefined}
     */
    this.instead = undefined;
    /** Behave like hosts that treat `.gz` as an encoding, so that the browser decompresses it. */
    this.gzipAsEncoding = false;
    /** Compress texts, as better hosts do. */
    this.compress = false;
    /** Send pages in that many pieces of whole lines, with pauses, as a slow connection delivers them. */
    this.pieces = 0;
  }

  async listen() {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The full address of a path from the site's root. */
  url(path) {
    return this.origin + this.mount + path.replace(/^\//, "");
  }

  /** Clears the log and stops misbehaving. */
  reset() {
    this.log = [];
    this.instead = undefined;
    this.gzipAsEncoding = false;
    this.compress = false;
    this.pieces = 0;
  }

  /** The file for a request's path; undefined if there is none. */
  file(path) {
    if (!path.startsWith(this.mount) || path.includes("..")) return undefined;
    const file = join(this.folder, path.slice(this.mount.length));
    if (path.endsWith("/")) return isFile(join(file, "index.html")) ? join(file, "index.html") : undefined;
    return isFile(file) ? file : undefined;
  }

  answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, this.origin).pathname);
    let status = 200;
    let file = this.file(path);
    if (!file) {
      if (this.file(`${path}/`)) {
        this.log.push({ path, status: 301, type: "", bytes: 0 });
        response.writeHead(301, { location: `${encodeURI(path)}/` }).end();
        return;
      }
      status = 404;
      file = join(this.folder, "404.html");
    }
    const instead = this.instead?.(path) ?? {};
    if (instead.status) {
      this.log.push({ path, status: instead.status, type: "text/plain", bytes: 0 });
      response.writeHead(instead.status, { "content-type": "text/plain" }).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const headers = { "content-type": type, ...instead.headers };
    if (this.gzipAsEncoding && file.endsWith(".gz")) headers["content-encoding"] = "gzip";
    this.log.push({ path, status, type, bytes: statSync(file).size });
    const isInPieces = this.pieces > 0 && type.startsWith("text/html");
    if (instead.body && !isInPieces) {
      response.writeHead(status, headers).end(instead.body(file));
      return;
    }
    const accepted = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (this.compress && accepted && COMPRESSED.test(type)) {
      response.writeHead(status, { ...headers, "content-encoding": "gzip", vary: "accept-encoding" });
      response.end(request.method === "HEAD" ? undefined : gzipSync(readFileSync(file)));
      return;
    }
    response.writeHead(status, headers);
    if (request.method === "HEAD") response.end();
    else if (isInPieces) sendInPieces(response, Buffer.from(instead.body?.(file) ?? readFileSync(file)), this.pieces);
    else createReadStream(file).pipe(response);
  }
}

async function sendInPieces(response, body, pieces) {
  const bytes = Math.ceil(body.length / pieces);
  for (let start = 0, end; start < body.length && !response.destroyed; start = end) {
    end = body.indexOf("\n", start + bytes) + 1 || body.length;
    response.write(body.subarray(start, end));
    await delay(20);
  }
  response.end();
}
