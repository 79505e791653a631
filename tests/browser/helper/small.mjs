// Sets up and builds small sites of `tests/sites/`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

import { program, repository } from "./stage.mjs";

/** Places a case over the base in a folder, as `tests/integration/sites.rs` does. */
export function layOut(name, root) {
  const sites = join(repository, "tests/sites");
  assert.ok(!existsSync(join(sites, name, "absent")), `${name} takes nothing from the base`);
  cpSync(join(sites, "_base"), root, { recursive: true });
  cpSync(join(sites, name, "content"), join(root, "content"), { recursive: true });
  return root;
}

/** Builds a root and returns the folder of the site. */
export function build(root, site, ...more) {
  execFileSync(program, ["build", "--root", root, "--out", site, ...more], { stdio: ["ignore", "ignore", "inherit"] });
  return site;
}
