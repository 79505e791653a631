// Other languages as readers see them: the search page in Spanish, suggestions under its box, and
// the switch between versions of a page.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { useStage } from "../helper/stage.mjs";
import { answered, ask, hits, INPUT, type } from "../helper/searching.mjs";

const CARE = "practices/bogota-care-blocks";

describe("languages", () => {
  const stage = useStage();

  test("the search page in Spanish speaks Spanish", async () => {
    const { page, leaveClean } = await stage.visit("/es/search/");
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    await type(page, "cuidado no remunerado");
    assert.match(await page.locator("[data-search-total]").textContent(), /^\d+ fichas?$/);
    const first = page.locator("[data-search-hit]").first();
    assert.equal(await first.getAttribute("data-search-hit"), `es/${CARE}`);
    assert.match(await first.textContent(), /Práctica · En marcha · Bogotá/);
    assert.match(await first.textContent(), /1 de 5: descrita/);
    const facets = await page.locator(".search-facet__name").allTextContents();
    assert.deepEqual(facets.slice(0, 2), ["Tema", "Ámbito"]);
    assert.match(await page.locator("[data-search-kinds]").textContent(), /Todo\s*\d+\s*Prácticas/);
    assert.match(await page.locator('[data-search-facet="topic:equity"]').textContent(), /Equidad e inclusión/);
    assert.match(await page.locator('[data-search-facet="country:co"]').textContent(), /Colombia/);
    const topic = page.locator('[data-search-facet^="topic:"]').filter({ visible: true }).first();
    const label = await topic.locator(".search-facet__label").innerText();
    await topic.locator("input").click();
    await answered(page);
    assert.ok((await page.locator("[data-search-chips]").textContent()).includes(`Tema: ${label}`));
    // No word of the interface is left in English.
    const shown = await page.locator("main").innerText();
    for (const english of ["records", "Copy link", "Clear all", "Best match", "Evidence", "Stage", "Topic", "Show all"]) {
      assert.ok(!shown.split("\n").some((line) => line.trim() === english), english);
    }
    await leaveClean();
  });

  test("with accents and without them, a record is found once, in the reader's version", async () => {
    const { page, leaveClean } = await stage.visit("/es/search/?q=x");
    await answered(page);
    for (const query of ["lavandería", "lavanderia", "LAVANDERÍA cuidadoras", "evaluación del cuidado"]) {
      await type(page, query);
      const shown = await hits(page);
      assert.equal(shown[0], `es/${CARE}`, query);
      assert.ok(!shown.includes(CARE), `${query} finds the original, too`);
    }
    // Words that occur only in the original find the original.
    await type(page, "laundry");
    assert.ok((await hits(page)).includes(CARE));
    await leaveClean();
  });

  test("an English reader finds the original, and tools choose", async () => {
    const { page, leaveClean } = await stage.visit("/search/?q=bogota+care");
    await answered(page);
    const shown = await hits(page);
    assert.ok(shown.includes(CARE) && !shown.includes(`es/${CARE}`), shown.join());
    const ids = async (options) => (await ask(page, "bogota manzanas", { limit: 50, ...options })).hits.map(({ id }) => id);
    assert.ok((await ids({})).includes(CARE));
    assert.ok((await ids({ lang: "es" })).includes(`es/${CARE}`));
    await leaveClean();
  });

  test("forms go with numbers", async () => {
    const { page, leaveClean } = await stage.visit("/es/search/?q=lavander%C3%ADa+cuidadoras+-budget");
    await answered(page);
    const text = await page.locator("[data-search-total]").textContent();
    const count = Number(text.replace(/\D/g, ""));
    assert.equal(text, count === 1 ? "1 ficha" : `${count} fichas`);
    await leaveClean();
  });

  test("names under a box are those of the language, where there are any", async () => {
    stage.server.reset();
    const { page, leaveClean } = await stage.visit("/es/");
    const box = page.locator(INPUT).first();
    await box.focus();
    await box.pressSequentially("manzanas del");
    const option = page.locator("[role=option]", { hasText: "Manzanas del Cuidado" }).first();
    await option.waitFor();
    assert.match(await option.textContent(), /Práctica/);
    assert.equal(new URL(await option.evaluate((link) => link.href)).pathname, `/es/${CARE}/`);
    await box.fill("vivienda");
    const topic = page.locator("[role=option]", { hasText: "Vivienda" }).first();
    await topic.waitFor();
    assert.match(await topic.textContent(), /Tema/);
    assert.ok(stage.server.log.some(({ path }) => path.endsWith("suggestions.es.json.gz")));
    assert.match(await page.locator("[role=option]").last().textContent(), /Todos los resultados de «vivienda»/);
    await leaveClean();
  });

  test("the switch leads from version to version and back", async () => {
    const { page, leaveClean } = await stage.visit("/practices/porto-alegre-participatory-budget/");
    const lang = () => page.locator("html").getAttribute("lang");
    const follow = async (name) => {
      const before = page.url();
      await page.locator(".languages a", { hasText: name }).click();
      await page.waitForFunction((url) => location.href !== url, before);
    };
    assert.equal(await page.locator(".languages li").count(), 3);
    await follow("Português");
    assert.equal(await lang(), "pt");
    await follow("Español");
    assert.equal(await lang(), "es");
    assert.equal(new URL(page.url()).pathname, "/es/practices/porto-alegre-participatory-budget/");
    await follow("English");
    assert.equal(await lang(), "en");
    await leaveClean();
  });

  test("an error is told in the page's language", async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const { page, close } = await stage.visit("/fr/search/?q=budget", { prepare });
    await page.locator("[data-search-status]", { hasText: "Ce navigateur est trop ancien" }).first().waitFor();
    assert.equal(await page.locator(".search-status__retry").first().textContent(), "Réessayer");
    await close();
  });
});
