// Pages that do run something. If the trap misses one of them, its silence about the pages of the
// site means nothing.

import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Each works differently; all run as soon as the page is shown, or on a click. */
const PLANTED = {
  "an inline script": "<script>alert(1)</script>",
  "a script that says nothing": "<script>void 0</script>",
  "a script of another host": '<script src="https://evil.example/x.js"></script>',
  "a script among the attachments": '<script src="/base/practices/x.js"></script>',
  "a handler of a picture": '<img src="/base/none.png" onerror="alert(1)">',
  "a handler of a drawing": "<svg onload=confirm(1)></svg>",
  "a handler of an animation": "<svg><animate onbegin=prompt(1) attributeName=x dur=1s></svg>",
  "a handler that waits": '<b onmouseover="1">x</b>',
  "a frame": '<iframe src="javascript:parent.alert(1)"></iframe>',
  "a frame with its own page": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  "an object": '<object data="data:text/html,<script>alert(1)</script>"></object>',
  "a link that runs": '<a href="java&#9;script:alert(1)">x</a>',
  "a button that runs": '<form><button formaction="javascript:alert(1)">x</button></form>',
  "another base": '<base href="https://evil.example/">',
  "a page that moves on": '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
};

/**
 * Plants them in copies of a page of the site.
 * @returns {{site: string, paths: Record<string, string>}} the address of each page by its name
 */
export function plant(site, folder) {
  cpSync(join(site, "404.html"), join(folder, "404.html"));
  for (const part of ["assets", "search-index"].filter((name) => readdirSync(site).includes(name))) {
    cpSync(join(site, part), join(folder, part), { recursive: true });
  }
  const page = readFileSync(join(site, "404.html"), "utf8");
  const paths = {};
  Object.entries(PLANTED).forEach(([name, html], at) => {
    paths[name] = `/planted-${at}.html`;
    writeFileSync(join(folder, `planted-${at}.html`), page.replace("</main>", `${html}</main>`));
  });
  return { site: folder, paths };
}
