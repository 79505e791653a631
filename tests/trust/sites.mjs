// Small sites full of attacks: every text of every kind of record, every body, every address.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The maximum length of a summary. */
const SUMMARY = 300;

/**
 * Closes whatever an attack left open, in Markdown and then in HTML, so that the next one starts in
 * plain text.
 */
const CLOSER =
  `?> ]]> --><b title="'"></b></script></pre></style></textarea></title></xmp></iframe></noembed></noframes>` +
  "</noscript></template></select></svg></math>";

/** A text as YAML: JSON is YAML, except for characters that only YAML treats as line ends. */
const quoted = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const list = (texts) => `[${texts.map(quoted).join(", ")}]`;

/** Marker words that show whether the page displays what follows an attack. */
export const marker = (number) => `marker${number}.`;

/** A body of attacks, each in its own section. */
export const body = (pack) =>
  pack.map(({ text, number }) => `## Section ${number}\n\n${text}\n\n${CLOSER}\n\n${marker(number)}\n`).join("\n");

/** Writes the files of a root from scratch. */
export function lay(root, files) {
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, "content", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const record = (fields, text = "") =>
  `---\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`).join("")}---\n\n${text}`;

/** Number of attacks per file of the probe: few enough that every finding is reported. */
const PROBED = 8;

/**
 * Attacks on separate lines, to find out which of them the program refuses, and where.
 * @returns {{files, blame}} the files, and the attack behind a finding: a place and a number
 */
export function probes({ bodies, addresses }) {
  const files = { "site.yaml": 'title: Probe\nbase_url: "https://probe.example/"\n' };
  parts(bodies, PROBED).forEach((pack, at) => {
    files[`pages/bodies-${at}.md`] = record({ title: "Body" }, body(pack));
  });
  parts(addresses, PROBED).forEach((pack, at) => {
    const lines = pack.map(({ text, number }) => `- {id: n${number}, title: Source, url: ${quoted(text)}}\n`);
    const sources = `\n${lines.join("")}`;
    files[`networks/addresses-${at}.md`] = record({ title: "Net", summary: "Of cities", sources });
  });
  const blame = ({ file, line }) => {
    const above = files[file.replace("content/", "")].split("\n").slice(0, line);
    const place = file.includes("bodies-") ? "bodies" : "addresses";
    const mark = place === "bodies" ? /^## Section (\d+)$/ : /^- \{id: n(\d+),/;
    return { place, number: Number(above.map((one) => mark.exec(one)?.[1]).findLast((number) => number)) };
  };
  return { files, blame };
}

/** Splits a list into parts of about the same size. */
function parts(of, size) {
  const count = Math.max(1, Math.ceil(of.length / size));
  return Array.from({ length: count }, (_, at) =>
    of.slice(Math.floor((at * of.length) / count), Math.floor(((at + 1) * of.length) / count)),
  );
}

/**
 * A site whose every text is an attack.
 * @param {{texts, bodies, addresses}} attacks the accepted attacks, by place
 * @param {number} size number of attacks per record
 * @param {boolean} everywhere whether every field and every kind of record gets all attacks of a
 *   record, or only some of them
 */
export function attacked({ texts, bodies, addresses }, size, everywhere) {
  const packs = parts(texts, size);
  const bodyPacks = bodiesIn(packs.length, bodies);
  const addressPacks = parts(addresses, Math.ceil(addresses.length / packs.length));
  const files = {};
  const topics = [];
  packs.forEach((some, at) => {
    const here = texting(some.map(({ text }) => text), everywhere ? 1 : FIELDS);
    const addresses = (addressPacks[at] ?? []).map(({ text }) => text);
    const pack = bodyPacks[at] ?? [];
    const text = (kind) => body(everywhere ? pack : pack.filter((_, one) => one % KINDS === kind));
    topics.push({ id: `t-${at}`, label: here.whole(), definition: here.whole(1), synonyms: here.items() });
    Object.assign(files, records(at, here, addresses, text));
  });
  const term = (one) =>
    `- id: ${one.id}\n  label: ${quoted(one.label)}\n  definition: ${quoted(one.definition)}\n  synonyms: ${list(one.synonyms)}\n`;
  files["vocabulary/topics.yaml"] = topics.map(term).join("");
  const some = texting(texts.filter((_, at) => at % Math.ceil(texts.length / 40) === 0).map(({ text }) => text), 1);
  files["vocabulary/mechanisms.yaml"] = term({ ...topics[0], id: "mechanism", label: some.whole(2) });
  files["vocabulary/spheres.yaml"] = ["operations", "capital", "collective-impact"]
    .map((id, at) => term({ id, label: some.whole(at), definition: some.whole(at + 3), synonyms: some.items() }))
    .join("");
  files["site.yaml"] = siteFile(some, addresses);
  return files;
}

/** Approximate length of a text with several attacks; titles appear in many lists. */
const WHOLE = 400;

/** Distributes bodies over packs. An attack that swallows everything after it comes last in one. */
function bodiesIn(count, bodies) {
  const endless = ({ text }) => /<plaintext/i.test(text);
  const closed = bodies.filter((attack) => !endless(attack));
  const packs = parts(closed, Math.ceil(closed.length / count));
  bodies.filter(endless).forEach((attack, at) => packs[at % packs.length].push(attack));
  return packs;
}

/** Number of parts into which the attacks of a record are divided among its fields. */
const FIELDS = 8;

/**
 * The texts of a pack: as lists, with a different share for each field, and as one text or summary
 * that begins with any of them.
 */
function texting(all, shares) {
  let turn = 0;
  const items = () => {
    const share = turn++ % shares;
    return all.filter((_, at) => at % shares === share);
  };
  const one = (shift, at = 0) => all[(at + shift) % all.length];
  const whole = (shift = turn++) => {
    let text = one(shift);
    for (let at = 1; at < all.length && text.length + one(shift, at).length < WHOLE; at++) text += ` \u00a6 ${one(shift, at)}`;
    return text;
  };
  return { items, one, whole, short: (shift) => [...whole(shift)].slice(0, SUMMARY).join("") };
}

function siteFile(some, addresses) {
  const links = addresses.slice(0, 6).map(({ text }, at) => `- {title: ${quoted(some.one(at, 0))}, url: ${quoted(text)}}\n`);
  return [
    `title: ${quoted(some.whole())}`,
    `base_url: "https://attacked.example/base/"`,
    `description: ${quoted(some.whole(5))}`,
    `license: ${quoted(some.whole(7))}`,
    "languages: [en, es]",
    `translations: [{lang: es, title: ${quoted(some.whole(3))}, description: ${quoted(some.whole(4))}}]`,
    `navigation:\n- {title: ${quoted(some.whole(6))}, url: /practices/}\n${links.join("")}`,
  ].join("\n");
}

/** Records with a body made from a pack. */
const KINDS = 8;

/** A record of each kind with a pack of attacks. */
function records(at, here, addresses, text) {
  const { items, whole, short } = here;
  const address = (number) => quoted(addresses[number % Math.max(1, addresses.length)] ?? "https://example.org/");
  const each = (write) => `\n${items().map((item, number) => `- ${write(quoted(item), number)}\n`).join("")}`;
  const sources = (shift) =>
    `\n- {id: s, title: ${quoted(whole(shift))}, url: ${address(shift)}, publisher: ${quoted(whole(1))}, date: 2020, authors: ${list(items())}}\n` +
    addresses.map((url, number) => `- {id: a${number}, title: Source, url: ${quoted(url)}, archived_url: ${quoted(url)}}\n`).join("");
  const common = (shift) => ({ title: quoted(whole(shift)), summary: quoted(short(shift + 3)) });
  const practice = {
    ...common(0), stage: "operating", cities: `[x-${at}]`, spheres: "[operations, capital, collective-impact]",
    topics: `[t-${at}]`, mechanisms: "[mechanism]", started: "2011", plugs_into: quoted(whole()), core: list(items()), adaptable: list(items()),
    preconditions: each((item) => `{kind: legal, text: ${item}}`),
    outcomes: each((item, number) => `{metric: ${item}, value: 12, baseline: 3, unit: ${quoted(here.one(number, 1))}, comparator: ${item}, sample: ${item}, source: s}`),
    evidence: `{level: 1, direction: positive, reasons: ${list(items())}}`,
    cost: `{one_off: 4, currency: USD, price_year: 2012, funders: ${list(items())}}`,
    timeline: each((item) => `{date: 2011, event: ${item}}`), lessons: list(items()), did_not_work: list(items()), advice: list(items()),
    adaptations: each((item) => `{city: x-${at}, year: 2018, what_changed: ${item}, result: ${item}, source: s}`),
    challenge: `{edition: h-${at}, role: winner}`, partners: list(items()), networks: `[n-${at}]`,
    contacts: `\n- {role: ${quoted(whole())}, org: ${quoted(whole(1))}, url: ${address(1)}}\n`,
    sources: sources(0), authors: list(items()), reviewers: list(items()), license: quoted(whole(2)),
  };
  const session = {
    ...common(1), date: "2021-05-04", attribution: "public", format: "panel", topics: `[t-${at}]`, chair: quoted(whole()),
    speakers: each((item) => `{name: ${item}, role: ${item}, org: ${item}, city: x-${at}}`), takeaways: list(items()),
    practices: `[{practice: p-${at}}]`, decisions: list(items()), actions: each((item) => `{who: ${item}, what: ${item}}`),
    questions: list(items()), sources: sources(1),
    materials: each((item, number) => `{title: ${item}, url: ${address(number)}}`),
  };
  const convening = {
    ...common(2), series: quoted(whole(1)), edition: quoted(whole(2)), start: "2021-05-04", city: `x-${at}`, venue: quoted(whole(3)),
    hosts: `[n-${at}]`, topics: `[t-${at}]`, cities_present: `[x-${at}]`, report: address(2), sources: sources(2),
  };
  const city = { title: quoted(whole(3)), local_names: list(items()), country: "US", region: quoted(whole(4)), lat: 10, lon: 20, sources: sources(3) };
  const network = { ...common(4), kind: "peer", url: address(3), members: `[x-${at}]`, sources: sources(4) };
  const challenge = { ...common(5), series: quoted(whole(1)), year: 2020, region: quoted(whole(2)), host: `n-${at}`, sources: sources(5) };
  return {
    [`practices/p-${at}.md`]: record(practice, text(0)),
    [`practices/p-${at}.es.md`]: record(practice, text(1)),
    [`convenings/c-${at}/index.md`]: record(convening, text(2)),
    [`convenings/c-${at}/s.md`]: record(session, text(3)),
    [`cities/x-${at}.md`]: record(city, text(4)),
    [`networks/n-${at}.md`]: record(network, text(5)),
    [`challenges/h-${at}.md`]: record(challenge, text(6)),
    [`pages/g-${at}.md`]: record(common(6), text(7)),
  };
}
