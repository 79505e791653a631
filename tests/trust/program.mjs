// Runs the program to check and to build.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { program } from "../browser/helper/stage.mjs";

const run = (...options) => spawnSync(program, options, { encoding: "utf8", maxBuffer: 1 << 29, timeout: 600_000 });

/** The errors that the program finds in a root. */
export function errors(root) {
  const { stdout, stderr, status } = run("check", "--root", root, "--format", "json");
  assert.ok(status === 0 || status === 1, `check ended with ${status}: ${stderr.slice(0, 2_000)}`);
  return JSON.parse(stdout).diagnostics.filter(({ severity }) => severity === "error");
}

/** Builds a root. */
export function build(root, site, ...more) {
  const { stderr, status } = run("build", "--root", root, "--out", site, ...more);
  assert.equal(status, 0, `the site of attacks is built:\n${stderr.slice(0, 4_000)}`);
}
