// Starts and stops `crosstown serve`, for a root or for a built site.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { program } from "./stage.mjs";

/** Starts the local server of a root, or with options; `origin` is the address that it prints. */
export async function serve(what) {
  const options = typeof what === "string" ? ["--root", what] : what;
  const child = spawn(program, ["serve", ...options, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  let origin;
  for await (const line of createInterface({ input: child.stdout })) {
    origin = /Serving (http:\/\/\S+?)\/?$/.exec(line)?.[1];
    if (origin) break;
  }
  assert.ok(origin, "the server says its address");
  child.stdout.resume();
  return {
    origin,
    /** Repeats a request until the response has this status, because a build takes time. */
    async answer(path, status) {
      for (let round = 0; round < 600; round++) {
        const response = await fetch(origin + path);
        const text = await response.text();
        if (response.status === status) return text;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return assert.fail(`${path} never answered ${status}`);
    },
    async end() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await ended;
    },
  };
}
