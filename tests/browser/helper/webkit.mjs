// WebKit as Debian packages it: MiniBrowser, the browser of WebKitGTK, on a virtual display,
// controlled over WebDriver (https://www.w3.org/TR/webdriver2/), of which these tests use a dozen
// commands.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { arrival } from "./downloads.mjs";
import { StaticServer } from "./server.mjs";
import { DESKTOP, given, siteFolder } from "./stage.mjs";

/** Timeout of every wait, in milliseconds. */
const PATIENCE = 20_000;

/** The key under which WebDriver returns references to elements. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The script that notes what goes wrong on a page; it is part of each page of the server. */
const WATCH = "/watch-for-problems.js";

/** Executed in each page before all other scripts. WebDriver gives no access to the console. */
function watch() {
  const note = (problem) => {
    const kept = JSON.parse(sessionStorage.getItem("problems") ?? "[]");
    sessionStorage.setItem("problems", JSON.stringify([...kept, problem]));
  };
  addEventListener("error", ({ message, target }) => note(`error: ${message ?? `${target} was not loaded`}`), true);
  addEventListener("unhandledrejection", ({ reason }) => note(`error: ${reason}`));
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    note(`the policy forbids ${effectiveDirective} from ${blockedURI}`),
  );
  for (const level of ["error", "warn"]) console[level] = (...words) => note(`console: ${words.join(" ")}`);
}

/** A server whose pages begin with that script. */
class WatchingServer extends StaticServer {
  answer(request, response) {
    if (request.url === WATCH) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(`(${watch})();`);
    } else {
      super.answer(request, response);
    }
  }

  reset() {
    super.reset();
    const body = (file) => readFileSync(file, "utf8").replace("<head>", `<head><script src="${WATCH}"></script>`);
    this.instead = (path) => (path.endsWith("/") ? { body } : undefined);
  }
}

/** A port that is free now. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.on("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again until there is an answer that is not empty. */
async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await delay(50);
  }
}

/** A virtual display, a server for the site, and browsers that are started on the display. */
export class WebKit {
  static async start() {
    const webkit = new WebKit();
    webkit.running = [];
    webkit.folder = mkdtempSync(join(tmpdir(), "crosstown-webkit-"));
    // Programs for a desktop keep settings and downloads in the home folder.
    webkit.downloads = join(webkit.folder, "downloads");
    mkdirSync(webkit.downloads);
    mkdirSync(join(webkit.folder, ".config"));
    writeFileSync(join(webkit.folder, ".config/user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/downloads"\n');
    const screen = ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
    const xvfb = spawn(given("XVFB_PROGRAM"), screen, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    webkit.running.push(xvfb);
    const number = await new Promise((resolve, reject) => {
      xvfb.stdio[3].once("data", resolve);
      xvfb.once("error", reject).once("exit", () => reject(new Error("Xvfb has ended")));
    });
    webkit.environment = {
      PATH: process.env.PATH,
      HOME: webkit.folder,
      XDG_RUNTIME_DIR: webkit.folder,
      LANG: "C.UTF-8",
      DISPLAY: `:${String(number).trim()}`,
      GDK_BACKEND: "x11",
      // There are neither graphics hardware nor services of a desktop.
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
      NO_AT_BRIDGE: "1",
      GIO_USE_VFS: "local",
      GSETTINGS_BACKEND: "memory",
      // Nothing leaves this machine, whatever a page requests.
      http_proxy: "http://127.0.0.1:9",
      https_proxy: "http://127.0.0.1:9",
      no_proxy: "127.0.0.1",
    };
    webkit.server = await new WatchingServer(siteFolder).listen();
    webkit.server.reset();
    return webkit;
  }

  /**
   * Starts a browser.
   * @param {{scripts?: boolean, dark?: boolean}} [reader] whether pages may run scripts, and whether
   *   dark colours are preferred
   */
  async browser({ scripts = true, dark = false } = {}) {
    const port = await freePort();
    const env = { ...this.environment, GTK_THEME: dark ? "Adwaita:dark" : "Adwaita" };
    const driver = spawn(given("WEBKIT_DRIVER"), [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
    this.running.push(driver);
    const browser = new Browser(`http://127.0.0.1:${port}`, this.server);
    await until("the driver of WebKit starts", () => browser.command("GET", "/status").catch(() => undefined));
    const args = ["--automation", `--enable-javascript=${scripts}`];
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: given("WEBKIT_BROWSER"), args } } };
    const { sessionId } = await browser.command("POST", "/session", { capabilities });
    browser.session = `/session/${sessionId}`;
    await browser.command("POST", "/window/rect", DESKTOP);
    return browser;
  }

  /** Does what makes a page hand out a file, and waits for it. */
  downloaded(work) {
    return arrival(this.downloads, work);
  }

  async stop() {
    this.running.reverse().forEach((program) => program.kill());
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One window of a browser. */
class Browser {
  constructor(driver, server) {
    this.driver = driver;
    this.server = server;
    this.session = "";
  }

  /** Sends a command of WebDriver; its errors are thrown. */
  async command(method, path, body) {
    const sent = { method, body: body === undefined ? undefined : JSON.stringify(body) };
    const response = await fetch(this.driver + this.session + path, sent);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** Opens a page of the site. */
  async visit(path) {
    await this.command("POST", "/url", { url: this.server.url(path) });
  }

  /** The address of the page. */
  async address() {
    return new URL(await this.command("GET", "/url"));
  }

  /** The value of a function in the page. It sees nothing of this file. */
  evaluate(work, ...args) {
    return this.command("POST", "/execute/sync", { script: `return (${work})(...arguments)`, args });
  }

  /** Waits until a function in the page has a value that is not empty, and returns it. */
  until(work, ...args) {
    return until(String(work), () => this.evaluate(work, ...args));
  }

  /** The first element that a selector finds; waits for it. */
  async element(selector) {
    const value = { using: "css selector", value: selector };
    const found = await until(`there is ${selector}`, async () => (await this.command("POST", "/elements", value))[0]);
    return `/element/${found[ELEMENT]}`;
  }

  /** The text of an element as readers see it. */
  async text(selector) {
    return this.command("GET", `${await this.element(selector)}/text`);
  }

  /** Clicks an element as a reader does: it has to be visible, and nothing may cover it. */
  async click(selector) {
    const element = await this.element(selector);
    // The driver would not wait until the page has scrolled smoothly.
    await this.evaluate(
      (selector) => document.querySelector(selector).scrollIntoView({ block: "center", behavior: "instant" }),
      selector,
    );
    await this.command("POST", `${element}/click`, {});
  }

  /** Types into a field, key by key. */
  async type(selector, text) {
    await this.command("POST", `${await this.element(selector)}/value`, { text });
  }

  /** Fails if anything has gone wrong on the pages visited, or they requested anything elsewhere. */
  async leaveClean() {
    const [problems, requested] = await this.evaluate(() => [
      JSON.parse(sessionStorage.getItem("problems") ?? "[]"),
      performance.getEntriesByType("resource").map(({ name }) => name),
    ]);
    await this.evaluate(() => sessionStorage.removeItem("problems"));
    assert.deepEqual(problems, [], `problems at ${await this.address()}`);
    const elsewhere = requested.filter((url) => !url.startsWith(this.server.origin) && !/^(data|blob):/.test(url));
    assert.deepEqual(elsewhere, []);
  }

  async close() {
    await this.command("DELETE", "");
  }
}
