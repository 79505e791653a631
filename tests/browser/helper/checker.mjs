// Runs the Nu HTML checker once over all files, because most of its time is spent starting Java.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
/** A memory limit, so that a CI machine does not run out; the checker uses a quarter of it. */
const HEAP = "-Xmx768m";

/**
 * Messages that are not faults of the site, with reasons.
 *
 * - The checker reads files, not a site, so it believes that the Content-Security-Policy forbids
 *   every address within the site. The browser suites find real violations.
 * - It knows `paint-order` only as an SVG property; CSS has had it since 2017.
 */
const NO_FAULTS = [/^.*violates Content Security Policy.*$/, /^CSS: “paint-order”: Property “paint-order” doesn't exist\.$/];

/** Files of a folder by extension. */
export const filesIn = (folder, end) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(end))
    .sort()
    .map((file) => join(folder, file));

/**
 * Checks files.
 * @param {string[]} files HTML, CSS and SVG, recognised by their names
 * @returns {Promise<{message: string, url: string, lastLine: number, extract?: string}[]>}
 */
export async function check(files) {
  assert.ok(files.length > 0, "there is something to check");
  const java = process.env.JAVA;
  assert.ok(java, "JAVA is not set: run the tests with `cargo xtask test --only browser`");
  const options = ["--also-check-css", "--also-check-svg", "--exit-zero-always", "--stdout", "--format", "json"];
  const { stdout } = await promisify(execFile)(java, [HEAP, "-jar", JAR, ...options, ...files], {
    maxBuffer: 1 << 28,
  });
  const { messages } = JSON.parse(stdout);
  return messages.filter(({ message, subType, type }) => {
    // A remark on the previous message.
    if (type === "info" && subType === undefined) return false;
    return !NO_FAULTS.some((pattern) => pattern.test(message));
  });
}

/**
 * Faults by kind: the number of each, and the first place.
 * @param {string} folder limits the faults to its files; places are relative to it
 */
export function summary(messages, folder) {
  const kinds = new Map();
  for (const { message, url, lastLine, extract } of messages) {
    const file = relative(folder, fileURLToPath(url.replace(/^file:\/(?!\/)/, "file:///")));
    if (file.startsWith("..")) continue;
    const places = kinds.get(message) ?? [];
    places.push(`${file}:${lastLine}${extract ? `: ${extract.trim().replace(/\s+/g, " ")}` : ""}`);
    kinds.set(message, places);
  }
  return [...kinds]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([message, places]) => `${message} (${places.length} times)\n    ${places.slice(0, 3).join("\n    ")}`);
}
