// Runs the suites about hosts in one process, so that they share one browser.

import "./suites/nginx.test.mjs";
