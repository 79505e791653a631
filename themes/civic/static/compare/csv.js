// @ts-check
// A comparison as CSV for spreadsheets: a row for each criterion, a column for each practice.

/** @import { Practice, Row, Words } from "./rows.js" */

/** A cell that no spreadsheet takes for a formula. @param {string} text */
function cell(text) {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** @param {Practice[]} chosen @param {Row[]} rows @param {Words} words @param {string[]} have what is ticked */
export function asCsv(chosen, rows, words, have) {
  const lines = [[words.say("compare.criterion"), ...chosen.map(({ record }) => record.title)]];
  lines.push([words.say("compare.address"), ...chosen.map(({ record }) => record.url)]);
  for (const { label, cells, ticks } of rows) {
    const texts = cells.map((cell, at) =>
      cell
        .map(({ text }) => {
          const met = ticks && have.includes(`${chosen[at].slug}: ${text}`);
          return met ? `${text} (${words.say("compare.have")})` : text;
        })
        .join("\n"),
    );
    lines.push([label, ...texts]);
  }
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
