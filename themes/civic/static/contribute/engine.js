// @ts-check
// The rules of the program, as WebAssembly: they write a record, judge it as `crosstown check` does
// and show its text. Fetched on the pages of forms only.

/**
 * @typedef {{ glue: string, engine: string, names: string }} Files
 * @typedef {{ kind: string, slug: string, title: string }} KnownRecord
 * @typedef {{ at: string, code: string, severity: "error" | "warning" | "advice", message: string, label?: string, help?: string }} Found
 * @typedef {{ path: string | null, text: string, findings: Found[], html: string }} Review
 * @typedef {{ kind: string, convening?: string, values: [string, string][], parts: { heading: string, text: string }[], words: Record<string, string> }} Draft
 */

/** Fetches a file of the site. @param {string} address */
async function fetchFile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

/** Decompresses a file, unless the host already has. @param {Response} response */
async function unpacked(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Loads the rules and the names that a record may use.
 * @param {Files} files
 * @returns {Promise<{ records: KnownRecord[], review: (draft: Draft) => Review }>}
 */
export async function load(files) {
  const [glue, engine, names] = await Promise.all([
    import(files.glue),
    fetchFile(files.engine).then(unpacked),
    fetchFile(files.names).then((response) => response.text()),
  ]);
  await glue.default({ module_or_path: engine });
  const form = new glue.Form(names);
  return { records: JSON.parse(names).records, review: (draft) => JSON.parse(form.review(JSON.stringify(draft))) };
}
