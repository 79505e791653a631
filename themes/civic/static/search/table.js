// @ts-check
// The records that a search finds as a table: rows of the tables of the site, in the order of the
// search. They are taken as they are, so no cell begins a formula.

/** @typedef {{kind: string, url: string}} Hit */
/** @typedef {{header: string, rows: Map<string, string>}} Table */

/** A row: text in quotation marks may have lines of its own. */
const ROW = /(?:"(?:[^"]|"")*"|[^"\r\n])+/g;

/** The id of a record, which is the first cell of its row. @param {Hit} hit */
const idOf = ({ url }) => decodeURI(url).replace(/^\/|\/$/g, "");

/** @param {string} address @returns {Promise<Table | undefined>} undefined if there is none */
async function tableAt(address) {
  const response = await fetch(address);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const [header = "", ...rows] = (await response.text()).match(ROW) ?? [];
  return { header, rows: new Map(rows.map((row) => [row.slice(0, row.indexOf(",")), row])) };
}

/**
 * The table with all records: of their list if they are of one kind and in one, else of the site,
 * which is in parts if it has very many.
 * @param {string[]} ids @param {Set<string>} kinds @param {(path: string) => string} address
 * @returns {Promise<Table>}
 */
async function tableOf(ids, kinds, address) {
  /** @param {Table} table */
  const hasAll = ({ rows }) => ids.every((id) => rows.has(id));
  const folders = new Set(ids.map((id) => id.slice(0, id.lastIndexOf("/"))));
  if (kinds.size === 1 && folders.size === 1) {
    const list = await tableAt(address(`/${[...folders][0]}/index.csv`));
    if (list && hasAll(list)) return list;
  }
  /** @type {Table} */
  const whole = { header: "", rows: new Map() };
  for (let part = 1; part === 1 || !hasAll(whole); part += 1) {
    const table = await tableAt(address(`/data/crosstown${part > 1 ? `-${part}` : ""}.csv`));
    if (!table) break;
    whole.header = table.header;
    for (const [id, row] of table.rows) whole.rows.set(id, row);
  }
  return whole;
}

/** @param {Hit[]} hits @param {(path: string) => string} address of a path from the root of the site */
export async function asCsv(hits, address) {
  const ids = hits.map(idOf);
  const { header, rows } = await tableOf(ids, new Set(hits.map(({ kind }) => kind)), address);
  const lines = [header, ...ids.flatMap((id) => rows.get(id) ?? [])];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** Saves a text as a file. @param {string} text */
export function save(text) {
  const link = document.createElement("a");
  link.download = "search.csv";
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}
