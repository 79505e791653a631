// Runs the suites that matter most in Firefox, too, in one process, so that they share one browser.

import "./suites/search.test.mjs";
import "./suites/compare.test.mjs";
import "./suites/forms.test.mjs";
import "./suites/reader.test.mjs";
