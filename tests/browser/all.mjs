// Runs all suites in one process, so that they share one browser.

import "./suites/search.test.mjs";
import "./suites/box.test.mjs";
import "./suites/recent.test.mjs";
import "./suites/results.test.mjs";
import "./suites/cost.test.mjs";
import "./suites/marks.test.mjs";
import "./suites/understood.test.mjs";
import "./suites/ranges.test.mjs";
import "./suites/choose.test.mjs";
import "./suites/like.test.mjs";
import "./suites/answers.test.mjs";
import "./suites/failures.test.mjs";
import "./suites/compare.test.mjs";
import "./suites/kits.test.mjs";
import "./suites/tasks.test.mjs";
import "./suites/takeaway.test.mjs";
import "./suites/hosts.test.mjs";
import "./suites/republished.test.mjs";
import "./suites/languages.test.mjs";
import "./suites/pages.test.mjs";
import "./suites/stillness.test.mjs";
import "./suites/print.test.mjs";
import "./suites/links.test.mjs";
import "./suites/accessibility.test.mjs";
import "./suites/html.test.mjs";
import "./suites/reload.test.mjs";
