// Which attacks get as far as a page. The program refuses many with an error, and those are on no
// page whatever it would make of them. What it refuses for a link to nothing is tried again with an
// address that there is, since the address was not the point of it.

import { lay, probes } from "./sites.mjs";
import { errors } from "./program.mjs";

/** What stands in place of an address that leads nowhere, tried in turn. */
const ADDRESSES = ["/", "https://example.org/"];
/** Parsing and linking have findings of their own, and the second come after the first. */
const ROUNDS = 4;

const ATTRIBUTE = /\b(src|href|data|action|formaction|poster|background|cite)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/gi;

/** The attack with other addresses, where it has any that run nothing themselves. */
const readdressed = (attack, address) => ({
  ...attack,
  text: attack.text.replace(ATTRIBUTE, (all, name, equals, value) =>
    /^["']?[^/]*(script|data|blob|filesystem|&)[^/]*:/i.test(value) ? all : `${name}${equals}"${address}"`,
  ),
});

/** Those of a place that remain once what is refused has been taken out, and those taken out. */
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
 * The attacks by place, and how many are refused there.
 * @param {string} root a folder for sites that are only checked
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
