// Determines which attacks reach a page. The program refuses many with an error, and those are on
// no page. An attack that is refused for a dead link is retried with an address that exists, because
// the address is rarely the point of it.

import { lay, probes } from "./sites.mjs";
import { errors } from "./program.mjs";

/** Replacements for an address that leads nowhere, tried in turn. */
const ADDRESSES = ["/", "https://example.org/"];
/** Parsing and linking have separate findings, and linking runs only after parsing succeeds. */
const ROUNDS = 4;

const ATTRIBUTE = /\b(src|href|data|action|formaction|poster|background|cite)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/gi;

/** The attack with its harmless addresses replaced, if it has any. */
const readdressed = (attack, address) => ({
  ...attack,
  text: attack.text.replace(ATTRIBUTE, (all, name, equals, value) =>
    /^["']?[^/]*(script|data|blob|filesystem|&)[^/]*:/i.test(value) ? all : `${name}${equals}"${address}"`,
  ),
});

/** The attacks of a place that are accepted, and those that are refused. */
function sifted(root, place, attacks) {
  const refused = [];
  let rest = attacks;
  for (let round = 0; round < ROUNDS; round++) {
    const { files, blame } = probes({ bodies: [], addresses: [], [place]: rest });
    lay(root, files);
    const guilty = new Set(errors(root).map((error) => blame(error).number));
    if (guilty.size === 0) return { rest, refused };
    refused.push(...rest.filter(({ number }) => guilty.has(number)));
    rest = rest.filter(({ number }) => !guilty.has(number));
  }
  throw new Error(`after ${ROUNDS} rounds there still are attacks in ${place} that are refused`);
}

/**
 * The accepted attacks by place, and the number refused in each.
 * @param {string} root a folder for sites that are checked, not built
 */
export function accepted(root, attacks) {
  const bodies = sifted(root, "bodies", attacks);
  for (const address of ADDRESSES) {
    if (bodies.refused.length === 0) break;
    const again = sifted(root, "bodies", bodies.refused.map((attack) => readdressed(attack, address)));
    bodies.rest.push(...again.rest);
    bodies.refused = again.refused;
  }
  const tails = attacks.map((attack) => ({ ...attack, number: attack.number + attacks.length, text: `https://example.org/${attack.text}` }));
  const addresses = sifted(root, "addresses", [...attacks, ...tails]);
  return {
    places: { texts: attacks, bodies: bodies.rest, addresses: addresses.rest },
    refused: { bodies: bodies.refused, addresses: addresses.refused },
  };
}
