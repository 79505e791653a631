// The trap: detects any foreign code that runs in a page, whatever it does, and inspects the page's
// elements for code that would run only on a click.

/** Executed in every frame before the page's own scripts. */
function set() {
  const trip = (what) => globalThis.crosstownTrap(what);
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
    globalThis[name] = (...said) => trip(`${name}(${said.map(String).join(", ").slice(0, 80)})`);
  }
  // A remote picture is not a script; the policy blocks it, as it should.
  const violated = ({ effectiveDirective, blockedURI, sample, disposition }) =>
    effectiveDirective === "img-src" || trip(`policy ${disposition}: ${effectiveDirective} ${blockedURI} ${sample}`);
  document.addEventListener("securitypolicyviolation", violated, true);
}

/**
 * A report-only policy: the browser reports everything that is not a file of the site and blocks
 * nothing. A script that runs is noticed without being stopped, even if it does nothing.
 */
export const REPORTED =
  "script-src 'self' 'wasm-unsafe-eval' 'report-sample'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'";

/** Inspects a page; executed in the page. */
function inspect({ scripts, markers }) {
  const found = [];
  const schemes = new Set(["http:", "https:", "mailto:", "tel:"]);
  const addressed = ["href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "srcset", "ping"];
  const forbidden = "iframe,frame,object,embed,applet,base,portal,style:not(#xml-viewer-style),template,foreignObject,animate,set,use";
  for (const element of document.querySelectorAll(forbidden)) found.push(`element ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc") found.push(`attribute ${name}=${value.slice(0, 80)}`);
      if (!addressed.includes(name)) continue;
      // What browsers do not accept as an address leads nowhere.
      if (!URL.canParse(value, document.baseURI)) continue;
      const { protocol } = new URL(value, document.baseURI);
      const picture = protocol === "data:" && /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(value) && element.tagName === "IMG";
      if (!schemes.has(protocol) && !picture) found.push(`address ${name}=${value.slice(0, 80)}`);
    }
  }
  for (const script of document.querySelectorAll("script")) {
    // Data runs nothing; a page describes itself in its head only.
    const isData = script.type === "application/json" || (script.type === "application/ld+json" && script.parentElement === document.head);
    const own = script.src ? scripts.includes(new URL(script.src).pathname) : isData;
    if (!own) found.push(`script ${script.outerHTML.slice(0, 120)}`);
  }
  for (const meta of document.querySelectorAll("meta[http-equiv]")) {
    if (!/^content-security-policy$/i.test(meta.httpEquiv)) {
      const [, to] = /^0; ?url=(.*)$/i.exec(meta.content) ?? [];
      const local = to !== undefined && new URL(to, location.href).origin === location.origin;
      if (!local || meta.httpEquiv !== "refresh") found.push(`meta ${meta.outerHTML.slice(0, 120)}`);
    }
  }
  const shown = new Set([...document.querySelectorAll("p")].map((one) => one.textContent));
  return { found, shown: markers ? [...shown].filter((text) => /^marker\d+\.$/.test(text)) : [] };
}

/** Console messages about missing files, and about what `policy` reports anyway. */
const UNREMARKABLE = /^Failed to load resource|Content Security Policy|net::ERR_/;

/**
 * A browser context with the trap installed.
 * @param {(page: string, what: string) => void} tripped called for everything that runs
 */
export async function trapped(browser, server, scripts, tripped) {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 }, serviceWorkers: "block", acceptDownloads: false });
  context.setDefaultTimeout(60_000);
  const at = (page) => new URL(page.url()).pathname;
  await context.exposeBinding("crosstownTrap", ({ page }, what) => tripped(at(page), what));
  await context.addInitScript(set);
  context.on("request", (request) => {
    const url = request.url();
    if (url.startsWith(server.origin) || /^(data|blob):/.test(url) || request.resourceType() === "image") return;
    tripped(request.frame()?.url() ?? "", `request to ${url.slice(0, 120)}`);
  });

  /** A page that visits one address after another. */
  const open = async () => {
    const page = await context.newPage();
    let expected;
    page.on("dialog", (dialog) => { tripped(at(page), `dialog ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
    page.on("popup", () => tripped(at(page), "new window"));
    page.on("download", () => tripped(at(page), "download"));
    page.on("pageerror", (error) => tripped(at(page), `error ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !UNREMARKABLE.test(message.text())) tripped(at(page), `console ${message.text().slice(0, 160)}`);
    });
    page.on("framenavigated", (frame) => {
      if (frame.parentFrame()) tripped(at(page), `frame ${frame.url().slice(0, 120)}`);
      // The search page writes the query into its own address.
      else if (expected && frame.url().split(/[?#]/)[0] !== expected.split(/[?#]/)[0]) {
        tripped(expected, `navigation to ${frame.url().slice(0, 120)}`);
      }
    });
    const look = async (path, markers = false) => {
      const { found, shown } = await page.evaluate(inspect, { scripts, markers });
      for (const one of found) tripped(path, one);
      return shown;
    };
    return {
      page,
      /** Inspects the page in its current state. */
      look,
      /** Loads an address, waits until the page has settled, and inspects it. */
      async visit(path, markers = false) {
        expected = server.url(path);
        try {
          await page.goto(expected, { waitUntil: "load" });
          // Handlers of pictures and animations run after loading.
          await page.evaluate(() => new Promise((rest) => requestAnimationFrame(() => setTimeout(rest, 20))));
          return await look(path, markers);
        } catch (error) {
          tripped(path, `the page did not stay: ${String(error).split("\n")[0]}`);
          return [];
        }
      },
      expect: (url) => { expected = url; },
    };
  };
  return { context, open };
}
