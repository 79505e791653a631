// The server for other tools as a real client sees it, on the real content.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

import { Words, recordIn, rows } from "../../themes/civic/static/compare/rows.js";

const { CROSSTOWN: program, CROSSTOWN_SITE: site } = process.env;
const PAIR = ["providence-talks", "denver-supportive-housing-social-impact-bond"];

/** A published file. @param {string} path */
const published = (path) => readFileSync(`${site}/${path}`, "utf8");

describe("a client of the Model Context Protocol", () => {
  const client = new Client({ name: "test", version: "1.0.0" });
  before(() => client.connect(new StdioClientTransport({ command: program, args: ["mcp", "--dir", site] })));
  after(() => client.close());

  /** What a tool answers. @param {string} name @param {object} given */
  async function call(name, given) {
    const answer = await client.callTool({ name, arguments: given });
    assert.ok(!answer.isError, answer.content[0].text);
    return answer.structuredContent;
  }

  /** What a tool says about a wrong request. @param {string} name @param {object} given */
  async function refused(name, given) {
    const answer = await client.callTool({ name, arguments: given });
    assert.ok(answer.isError, `${name} answered ${JSON.stringify(given)}`);
    return answer.content[0].text;
  }

  test("it is told what the site is and how to read it", async () => {
    assert.equal(client.getServerVersion().name, "crosstown");
    const instructions = client.getInstructions();
    assert.match(instructions, /^Crosstown\. An open knowledge base/);
    assert.match(instructions, /a proposal is not a practice/);
    assert.deepEqual(Object.keys(client.getServerCapabilities()).sort(), ["resources", "tools"]);
  });

  test("every tool says what it is for and that it changes nothing", async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name), ["search", "record", "compare", "list_values"]);
    for (const { description, annotations, inputSchema } of tools) {
      assert.ok(description.length > 40);
      assert.equal(annotations.readOnlyHint, true);
      assert.equal(annotations.openWorldHint, false);
      assert.equal(inputSchema.additionalProperties, false);
      for (const property of Object.values(inputSchema.properties)) assert.ok(property.description);
    }
  });

  test("a search has the answer of the command line", async () => {
    const said = ["search", "jail", "--filter", "sphere=capital", "--filter", "evidence=2", "--limit", "3"];
    const options = ["--sort", "evidence", "--format", "json", "--index", `${site}/search-index`];
    const expected = JSON.parse(execFileSync(program, [...said, ...options], { encoding: "utf8" }));
    const filters = ["sphere=capital", "evidence=2"];
    const answer = await call("search", { query: "jail", filters, limit: 3, sort: "evidence" });
    assert.ok(answer.total > 0);
    assert.deepEqual(answer, expected);
  });

  test("a translated record is found in the reader's language", async () => {
    const { hits } = await call("search", { query: "cuidado", lang: "es", limit: 1 });
    assert.equal(hits[0].id, "es/practices/bogota-care-blocks");
    const record = await call("record", { id: hits[0].id });
    assert.equal(record.record_lang, "es");
  });

  test("a record is what is published beside its page", async () => {
    const id = "practices/providence-talks";
    assert.deepEqual(await call("record", { id }), JSON.parse(published(`${id}/index.json`)));
    const { content } = await client.callTool({ name: "record", arguments: { id: `/${id}/`, format: "markdown" } });
    assert.equal(content[0].text, published(`${id}/index.md`));
  });

  test("practices are compared in the rows of the page, and a gap is a gap on both", async () => {
    const words = new Words(JSON.parse(/data-compare-words>(.*?)<\/script>/s.exec(published("compare/index.html"))[1]), "en");
    globalThis.fetch = async (path) => new Response(published(path));
    const onPage = rows(await Promise.all(PAIR.map((slug) => recordIn("", slug))), words);
    const answer = await call("compare", { practices: PAIR });
    assert.deepEqual(answer.practices.map(({ id }) => id), PAIR.map((slug) => `practices/${slug}`));
    // The page has a row for each unit that both have results in.
    const isResult = ({ label }) => /results/i.test(label);
    const labels = (all) => all.filter((row) => !isResult(row)).map(({ label }) => label);
    assert.deepEqual(labels(answer.rows), labels(onPage));
    for (const { label, values } of answer.rows) {
      const cells = label === "Results" ? onPage.filter(isResult) : onPage.filter((row) => row.label === label);
      const filled = PAIR.map((_, at) => cells.some((row) => row.cells[at].length > 0));
      assert.deepEqual(values.map((value) => value !== null), filled, label);
    }
    const [talks] = answer.rows.find(({ field }) => field === "evidence").values;
    assert.equal(talks.value, JSON.parse(published("practices/providence-talks/index.json")).evidence.level);
  });

  test("values to filter by are listed with their numbers", async () => {
    const { values } = await call("list_values", { field: "sphere" });
    const capital = values.find(({ value }) => value === "capital");
    const { total } = await call("search", { filters: ["sphere=capital"], limit: 0 });
    assert.equal(capital.count, total);
    const years = await call("list_values", { field: "year" });
    assert.ok(years.values.least < years.values.most);
  });

  test("every record is a resource", async () => {
    const found = new Map();
    let cursor;
    do {
      const page = await client.listResources(cursor === undefined ? undefined : { cursor });
      for (const one of page.resources) found.set(one.uri, one);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const { total } = await call("search", { limit: 0 });
    assert.equal(found.size, total);
    const uri = "crosstown://records/practices/providence-talks/index.md";
    assert.equal(found.get(uri).title, "Providence Talks");
    const { contents } = await client.readResource({ uri });
    assert.deepEqual(contents, [
      { uri, mimeType: "text/markdown", text: published("practices/providence-talks/index.md") },
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(resourceTemplates.map(({ mimeType }) => mimeType), ["text/markdown", "application/json"]);
  });

  test("a wrong request is answered with what is expected", async () => {
    assert.match(await refused("search", { query: "x", filters: ["shpere=capital"] }), /did you mean `sphere`/);
    assert.match(await refused("search", { filters: ["topic=housng"] }), /did you mean `housing`/);
    assert.match(await refused("search", { querry: "x" }), /unknown field `querry`.*`query`/);
    assert.match(await refused("search", { limit: 1000 }), /at most 50/);
    assert.match(await refused("search", { query: "a".repeat(1001) }), /at most 1000 letters/);
    assert.match(await refused("search", { lang: "xx" }), /no record is in the language `xx`/);
    assert.match(await refused("record", { id: "practices/nothing" }), /no record.*`search` returns/);
    assert.match(await refused("record", {}), /missing field `id`/);
    assert.match(await refused("compare", { practices: PAIR.slice(1) }), /two to 4 different practices, not 1/);
    assert.match(await refused("compare", { practices: [PAIR[0], "cities/denver"] }), /is no practice/);
    assert.match(await refused("list_values", { field: "topics" }), /did you mean `topic`/);
    await assert.rejects(client.callTool({ name: "delete", arguments: {} }), /no such tool; there are search/);
  });

  test("no id and no address leads out of the site", async () => {
    const places = ["../Cargo.toml", "/etc/passwd", "practices/../../x", "search-index/d", "practices/%2e%2e", "C:/x", "."];
    for (const id of places) {
      for (const format of ["json", "markdown"]) assert.match(await refused("record", { id, format }), /no record/);
      await assert.rejects(client.readResource({ uri: `crosstown://records/${id}/index.md` }), /no record|no address/);
    }
    await assert.rejects(client.readResource({ uri: "file:///etc/passwd" }), /no address of a record/);
  });
});
