// Takes screenshots of every template, for the documentation and for review:
//
//   cargo xtask screenshots
//
// Argument: the folder to write to. A screenshot shows what a reader sees before scrolling.

import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { answered, INPUT } from "./helper/searching.mjs";
import { StaticServer } from "./helper/server.mjs";
import { templates } from "./helper/site.mjs";
import { DESKTOP, launch, PHONE, siteFolder } from "./helper/stage.mjs";

/** The maximum size of a screenshot in bytes; a larger one is saved as JPEG. */
const MOST_BYTES = 400_000;
/** A sheet of A4 at 96 dots per inch. */
const SHEET = { width: 794, height: 1123 };

const folder = process.argv[2];
if (!folder) throw new Error("name the folder to write to");
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) {
  if (/\.(png|jpg)$/.test(file)) rmSync(join(folder, file));
}

const server = await new StaticServer(siteFolder).listen();
const browser = await launch();

async function save(page, name) {
  let file = `${name}.png`;
  let picture = await page.screenshot();
  if (picture.length > MOST_BYTES) {
    file = `${name}.jpg`;
    picture = await page.screenshot({ type: "jpeg", quality: 80 });
  }
  writeFileSync(join(folder, file), picture);
  console.log(`${file}: ${Math.round(statSync(join(folder, file)).size / 1000)} kB`);
}

/** Opens a page, waits until it has settled, and takes a screenshot. */
async function picture(name, path, { prepare, media, ...options }) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(server.url(path));
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  if (media) await page.emulateMedia({ media });
  await prepare?.(page);
  await save(page, name);
  await context.close();
}

const suggestions = async (page) => {
  await page.locator(INPUT).first().pressSequentially("pay for success");
  await page.locator(".search-suggest__item").last().filter({ hasText: "pay for success" }).waitFor();
};

const pages = Object.entries(templates()).map(([name, path]) => {
  const prepare = name === "results" ? answered : undefined;
  return [name.replaceAll(" ", "-"), path, prepare];
});
pages.push(["failure", "/practices/nyc-rikers-able-social-impact-bond/"]);
pages.push(["suggestions", "/practices/providence-talks/", suggestions]);

for (const [name, path, prepare] of pages) {
  await picture(`${name}-desktop`, path, { prepare, viewport: DESKTOP });
  await picture(`${name}-phone`, path, { prepare, viewport: PHONE, isMobile: true, hasTouch: true });
  await picture(`${name}-dark`, path, { prepare, viewport: DESKTOP, colorScheme: "dark" });
}
await picture("practice-print", "/practices/providence-talks/", { media: "print", viewport: SHEET });
await picture("convening-print", "/convenings/data-smart-summit-2017/", { media: "print", viewport: SHEET });

await browser.close();
await server.close();
