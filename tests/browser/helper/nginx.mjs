// Runs nginx with the configuration of docs/hosting.md, in a separate folder: of the system's
// nginx, only the program and its list of media types are used.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { given, repository } from "./stage.mjs";

/** Debian's list of media types for nginx. */
const TYPES = "/etc/nginx/mime.types";

/** The two examples of the documentation: the whole configuration, and the lines for a path. */
function documented() {
  const text = readFileSync(join(repository, "docs/hosting.md"), "utf8");
  const blocks = [...text.matchAll(/^```nginx\n([^]*?)^```$/gm)].map(([, block]) => block);
  assert.equal(blocks.length, 2, "docs/hosting.md has two examples for nginx");
  return blocks;
}

/** Replaces a text that has to be there. */
function replaced(text, from, to) {
  assert.match(text, from);
  return text.replace(from, () => to);
}

/**
 * The documented configuration for a site in `folder`.
 * @param {string} mount the path of the site, with a slash at both ends
 */
function configuration(folder, site, mount, port) {
  let [whole, below] = documented();
  if (mount !== "/") {
    assert.ok(below.includes(mount), `docs/hosting.md has an example for ${mount}`);
    whole = replaced(whole, /^ *root .*\n *error_page .*\n/m, below);
  }
  whole = replaced(whole, /\/var\/www\/crosstown/, site);
  whole = replaced(whole, /listen 443/, `listen 127.0.0.1:${port}`);
  whole = replaced(whole, /\S+\.pem/, join(folder, "site.pem"));
  whole = replaced(whole, /\S+\.key/, join(folder, "site.key"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `
    ${user}
    worker_processes 1;
    daemon off;
    pid ${join(folder, "nginx.pid")};
    error_log stderr error;
    events {}
    http {
      include ${TYPES};
      default_type application/octet-stream;
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join("\n")}
      ${whole}
    }`;
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until somebody listens on a port. */
async function listening(port, hasEnded) {
  for (;;) {
    assert.ok(!hasEnded(), "nginx has ended, see its message above");
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export class Nginx {
  /** Serves a built site at a path, over HTTP/2. */
  static async start(site, mount = "/") {
    const nginx = new Nginx();
    nginx.folder = mkdtempSync(join(tmpdir(), "crosstown-nginx-"));
    const port = await freePort();
    const certificate = ["-keyout", join(nginx.folder, "site.key"), "-out", join(nginx.folder, "site.pem")];
    const kind = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"];
    execFileSync(given("OPENSSL_PROGRAM"), [...kind, ...certificate], { stdio: "ignore" });
    mkdirSync(join(nginx.folder, "logs"));
    const file = join(nginx.folder, "nginx.conf");
    writeFileSync(file, configuration(nginx.folder, site, mount, port));
    const log = ["-e", "stderr"];
    nginx.child = spawn(given("NGINX_PROGRAM"), ["-p", nginx.folder, ...log, "-c", file], { stdio: ["ignore", "ignore", "inherit"] });
    let ended = false;
    nginx.end = new Promise((resolve) => nginx.child.once("exit", resolve)).then(() => (ended = true));
    await listening(port, () => ended);
    nginx.origin = `https://127.0.0.1:${port}`;
    nginx.mount = mount;
    return nginx;
  }

  /** The full address of a path from the site's root. */
  url(path) {
    return this.origin + this.mount + path.replace(/^\//, "");
  }

  async close() {
    this.child.kill("SIGTERM");
    await this.end;
    rmSync(this.folder, { recursive: true });
  }
}
