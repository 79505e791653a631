// Prints the gzipped size of a file, as a host would send it: node benches/weigh.mjs FILE

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

console.log(gzipSync(readFileSync(process.argv[2]), { level: 9 }).length);
