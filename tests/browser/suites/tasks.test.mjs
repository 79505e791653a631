// Decisions that policy staff make with this site, from the home page on: docs/tasks.md describes each
// and counts its steps, and this suite takes them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { answered } from "../helper/searching.mjs";
import { recordOf } from "../helper/site.mjs";
import { downloaded, repository, useStage } from "../helper/stage.mjs";

/** The decisions that the document describes, with the steps that it counts. */
const described = new Map(
  [...readFileSync(join(repository, "docs/tasks.md"), "utf8").matchAll(/^\| \d+ \| ([^|]+) \| [^|]+ \| (\d+) \|/gm)].map(
    ([, decision, steps]) => [decision.trim(), Number(steps)],
  ),
);

/** A reader who starts at the home page and counts what they do. */
class Reader {
  steps = 0;

  constructor(page) {
    this.page = page;
  }

  /** Clicks a link, a button or a box. */
  async click(target) {
    this.steps += 1;
    await target.first().click();
  }

  /** Writes into a field. */
  async write(label, text) {
    this.steps += 1;
    await this.page.getByLabel(label).fill(text);
  }

  /** Chooses from a list. */
  async choose(label, option) {
    this.steps += 1;
    await this.page.getByLabel(label).first().selectOption(option);
  }

  link(name) {
    return this.page.getByRole("link", { name });
  }

  /** Types a question into the search box and sends it: one step. */
  async search(question) {
    this.steps += 1;
    await this.page.locator("[data-search-input]").first().fill(question);
    await this.page.keyboard.press("Enter");
    await this.page.waitForURL(/\/search\//);
    await answered(this.page);
  }

  /** Clicks what starts a download, and reads the file. */
  async download(target) {
    return (await downloaded(this.page, () => this.click(target))).text;
  }

  /** Opens the first practice that a search finds. */
  async find(question) {
    await this.search(question);
    await this.click(this.page.locator("[data-search-hit] a"));
    await this.page.waitForURL(/\/practices\//);
    return recordOf(new URL(this.page.url()).pathname);
  }

  text(selector = "main") {
    return this.page.locator(selector).innerText();
  }
}

/** How each decision is made. */
const WAYS = {
  "Which of the practices against homelessness helped when they were tested?": async (reader) => {
    await reader.search("homelessness");
    await reader.click(reader.page.locator("[data-search-facets]").getByRole("checkbox", { name: /^positive/i }));
    await answered(reader.page);
    const marks = await reader.page.locator("[data-search-results] [data-search-hit]").allInnerTexts();
    assert.ok(marks.length > 3 && marks.every((text) => /positive/.test(text)), marks.join("\n"));
  },
  "Which practices failed, and for which reasons?": async (reader) => {
    await reader.click(reader.link("What did not work, and why"));
    await reader.page.waitForURL(/\/failures\//);
    assert.ok((await reader.page.locator("main h2").count()) > 3, "causes are headings");
  },
  "Denver's or Santa Clara's way of housing people: which costs less for each person?": async (reader) => {
    await reader.search("supportive housing social impact bond denver santa clara");
    for (const title of ["Supportive Housing social impact bond", "Project Welcome Home"]) {
      const hit = reader.page.locator("[data-search-hit]", { has: reader.page.getByRole("link", { name: title }) });
      await reader.click(hit.getByRole("button", { name: /shortlist/i }));
    }
    await reader.click(reader.page.locator("[data-shortlist] a"));
    const row = reader.page.locator("tr", { has: reader.page.getByRole("rowheader", { name: "Cost per person reached" }) });
    assert.match(await row.innerText(), /÷/);
  },
  "How far can we trust the results of Providence Talks?": async (reader) => {
    const { evidence } = await reader.find("providence talks");
    await reader.click(reader.link(/^All \d+ reasons$/));
    const text = await reader.text();
    for (const reason of evidence.reasons) assert.ok(text.includes(reason), reason);
  },
  "Has Stockholm's biochar worked for anybody else?": async (reader) => {
    await reader.click(reader.link("Who adopted what from whom"));
    await reader.page.waitForURL(/\/adoptions\//);
    const adoptions = reader.page.locator("tbody", { hasText: "Stockholm Biochar Project" }).last().locator("tr");
    assert.ok((await adoptions.filter({ hasText: /Reported, no result known/ }).count()) > 2);
  },
  "What became of the entries that won a Mayors' Challenge?": async (reader) => {
    await reader.click(reader.link("What happened next"));
    await reader.page.waitForURL(/\/follow-up\//);
    assert.match(await reader.text(), /unknown/i);
  },
  "Where would an evaluation tell us something new?": async (reader) => {
    await reader.click(reader.link("Where evidence is missing"));
    await reader.page.waitForURL(/\/gaps\//);
    assert.ok((await reader.page.locator("main table").count()) >= 2);
  },
  "What must be in place before we start a city identity card?": async (reader) => {
    const { preconditions } = await reader.find("municipal identity card");
    assert.ok(preconditions.length > 0);
    const text = await reader.text();
    for (const item of preconditions) assert.ok(text.includes(item.text ?? item), JSON.stringify(item));
  },
  "All practices on homelessness as a table for the budget office": async (reader) => {
    await reader.click(reader.link("Topics"));
    await reader.click(reader.page.locator("main").getByRole("link", { name: /^Homelessness/ }));
    const table = await reader.download(reader.page.locator("main a[href$='index.csv']"));
    assert.match(table.split("\r\n")[0], /^id,record_kind/);
    assert.ok(table.split("\r\n").length > 5);
  },
  "Cite Providence Talks in a memo": async (reader) => {
    await reader.find("providence talks");
    await reader.click(reader.page.locator(".cite-more summary"));
    const entry = await reader.download(reader.link("BibTeX"));
    assert.match(entry, /^@/);
  },
  "What was carried out for less than a million dollars and helped?": async (reader) => {
    await reader.click(reader.link("Practices"));
    await reader.choose("One-off cost", "$100,000 to $1 million");
    await reader.choose("Result", "positive");
    await reader.click(reader.page.getByRole("button", { name: "Show practices" }));
    await answered(reader.page);
    const found = await reader.page.locator("[data-search-hit]").evaluateAll((all) => all.map((hit) => hit.dataset.searchHit));
    assert.ok(found.length > 0);
    for (const id of found) {
      const { cost, evidence } = recordOf(`/${id}/`);
      assert.ok(cost.one_off >= 1e5 && cost.one_off < 1e6 && evidence.direction === "positive", id);
    }
  },
  "What would Denver's supportive housing cost in a city of 200,000?": async (reader) => {
    await reader.find("denver supportive housing bond");
    await reader.click(reader.link("Kit for adapting this"));
    await reader.write("Population of your city", "200,000");
    const sums = reader.page.locator("#kit-sums");
    await sums.locator("li").first().waitFor();
    assert.match(await sums.innerText(), /× 200,000 residents = about/);
  },
  "What have cities like Denver done about housing?": async (reader) => {
    await reader.click(reader.link("Topics"));
    await reader.click(reader.page.locator("main").getByRole("link", { name: /^Housing/ }));
    await reader.click(reader.page.locator("[data-like] summary"));
    await reader.write("Your city", "Denver");
    await reader.click(reader.page.getByRole("button", { name: "Put cities like mine first" }));
    await reader.page.getByText("Cities like Denver come first.").waitFor();
    assert.match(await reader.page.locator(".like__why").first().innerText(), /^Like your city: /);
  },
  "Which questions of other cities does no practice answer yet?": async (reader) => {
    await reader.click(reader.link("Questions from cities"));
    await reader.page.getByRole("heading", { name: "Without an answer" }).waitFor();
    assert.match(await reader.text(), /No practice on record answers it/);
  },
  "A draft memo to council about Denver's supportive housing": async (reader) => {
    await reader.find("denver supportive housing bond");
    await reader.click(reader.link("Kit for adapting this"));
    const archive = await reader.download(reader.page.locator("main a[download]"));
    assert.ok(archive.startsWith("PK"), "it is a zip archive");
    assert.match(archive, /memo\.odt/);
  },
};

describe("decisions", () => {
  const stage = useStage();

  test("each is described, and each description is tested", () => {
    assert.deepEqual(Object.keys(WAYS), [...described.keys()]);
  });

  for (const [decision, way] of Object.entries(WAYS)) {
    test(decision, async () => {
      const { page, leaveClean } = await stage.visit("/");
      const reader = new Reader(page);
      await way(reader);
      assert.equal(reader.steps, described.get(decision), "steps");
      await leaveClean();
    });
  }
});
