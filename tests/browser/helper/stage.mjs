// Shared by all suites: one browser, one server for the built site, and pages that record everything
// that goes wrong on them.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { after, before } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { firefox } from "playwright-bidi";
import { chromium } from "playwright-core";

import { arrival } from "./downloads.mjs";
import { StaticServer } from "./server.mjs";

/** The environment set by the steps of `cargo xtask test`. */
export function given(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run the tests with \`cargo xtask test --only browser\``);
  return value;
}

/** The program, the folder of the built site, and the repository. */
export const program = given("CROSSTOWN");
export const siteFolder = given("CROSSTOWN_SITE");
export const repository = given("CROSSTOWN_ROOT");

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Whether the suites run in Firefox, as `firefox.mjs` has it, instead of in Chromium. */
export const inFirefox = Boolean(process.env.FIREFOX_PROGRAM);

/** Where Firefox saves files, because it reports no downloads over WebDriver BiDi. */
const downloads = inFirefox ? mkdtempSync(join(tmpdir(), "crosstown-downloads-")) : "";
process.on("exit", () => downloads && rmSync(downloads, { recursive: true, force: true }));

/**
 * Does `work`, which starts a download, and waits for the file.
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{name: string, text: string}>}
 */
export async function downloaded(page, work) {
  if (inFirefox) return arrival(downloads, work);
  const [download] = await Promise.all([page.waitForEvent("download"), work()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/**
 * Starts the browser.
 * @param {object} [preferences] of Firefox, where they belong to the browser and not to a context
 */
export async function launch(preferences = {}) {
  return inFirefox ? launchFirefox(preferences) : launchChromium();
}

/** Does `work` in a browser whose reader prefers dark colours, given with options for `visit`. */
export async function withDarkMode(browser, work) {
  if (!inFirefox) return work(browser, { colorScheme: "dark" });
  const dark = await launch({ "layout.css.prefers-color-scheme.content-override": 0 });
  await work(dark, {});
  return dark.close();
}

/** Options for contexts of Firefox, which cannot emulate preferences of readers. */
const OF_FIREFOX = { colorScheme: null, reducedMotion: null, forcedColors: null, contrast: null };

/** Firefox as Debian packages it, over WebDriver BiDi. `preferences` apply to the whole browser. */
function launchFirefox(preferences) {
  return firefox.launch({
    channel: "moz-firefox",
    executablePath: given("FIREFOX_PROGRAM"),
    firefoxUserPrefs: {
      "layout.css.prefers-color-scheme.content-override": 1,
      // Nothing leaves this machine, whatever a page requests.
      "network.proxy.type": 1,
      "network.proxy.socks": "127.0.0.1",
      "network.proxy.socks_port": 9,
      "network.proxy.no_proxies_on": "127.0.0.1",
      // The folder with the number 2 is the one that is named.
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      ...preferences,
    },
  });
}

function launchChromium() {
  return chromium.launch({
    executablePath: given("CHROMIUM"),
    // Chromium's sandbox does not work for root, who runs the tests in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Nothing leaves this machine, whatever a page requests.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** @returns {Promise<{browser: import("playwright-core").Browser, server: StaticServer}>} */
async function open() {
  const [browser, server] = await Promise.all([launch(), new StaticServer(siteFolder).listen()]);
  return { browser, server };
}

let users = 0;
let opening;

/**
 * The stage for the calling suite. Suites run one after another; the last one closes the browser.
 */
export function useStage() {
  users += 1;
  /** @type {any} */
  const stage = {};
  before(async () => {
    opening ??= open();
    Object.assign(stage, await opening);
    stage.server.reset();
    stage.visit = (path, options) => visit(stage.browser, stage.server, path, options);
  });
  after(async () => {
    users -= 1;
    if (users > 0) return;
    const { browser, server } = await opening;
    await browser.close();
    await server.close();
  });
  return stage;
}

/** Messages that are not faults of the page. */
const EXPECTED = [
  // Chromium's own remark on a page that answers 404.
  (text, path) => path === NOT_FOUND && /status of 404/.test(text),
];

/** An address that no build contains. */
export const NOT_FOUND = "/no-such-page/";

/**
 * Opens a page in a new context.
 * @param {import("playwright-core").Browser} browser
 * @param {StaticServer} server
 * @param {string} path from the root of the site
 * @param {object} [options] options of the context, and `prepare(page)` to run before the page loads
 */
export async function visit(browser, server, path, { prepare, ...options } = {}) {
  // Firefox cannot turn scripts off for one context, so this needs a browser of its own.
  const own = inFirefox && options.javaScriptEnabled === false ? await launch({ "javascript.enabled": false }) : undefined;
  if (own) delete options.javaScriptEnabled;
  const context = await (own ?? browser).newContext({ viewport: DESKTOP, ...(inFirefox && OF_FIREFOX), ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  /** Console messages, errors and requests to other hosts. */
  const problems = [];
  const note = (text) => {
    if (!EXPECTED.some((expected) => expected(text, path))) problems.push(text);
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`error: ${error}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.origin) && !/^(data|blob):/.test(url)) note(`request to ${url}`);
  });
  // Violations of the policy, which not every browser reports in its console.
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`the policy forbids ${effectiveDirective} from ${blockedURI}`),
    ),
  );
  await prepare?.(page);
  await page.goto(server.url(path));
  const close = async () => {
    await context.close();
    await own?.close();
  };
  return {
    page,
    context,
    problems,
    close,
    /** Closes the page and fails if anything went wrong on it. */
    async leaveClean() {
      await close();
      assert.deepEqual(problems, [], `problems on ${path}`);
    },
  };
}
