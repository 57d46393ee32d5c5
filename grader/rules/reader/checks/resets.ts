/** Words that say of a state that it is put back in every step, though no equation does. */
import { Unreadable } from '../../place.ts';
import type { Check, Objections } from './check.ts';

const PUT_BACK =
  /\b(?:(?:re)?set|put|zeroed|cleared|wiped)\b[^.;:]{0,30}?\b(?:zero|0)\b[^.;:]{0,20}?\b(?:every|each)\s+(?:step|iteration|update|time)\b|\b(?:every|each)\s+(?:step|iteration|update)\b[^.;:]{0,30}?\b(?:is|are|gets?)\s+(?:re)?set\s+(?:back\s+)?to\s+(?:zero|0)\b/i;
const DENIES = /\b(?:not|never|no|without|instead of|rather than|unlike|if|were|would)\b|n['’]t\b/i;
/** What is zeroed in every step anyway. */
const GRADIENTS = /\bgrad(?:ient)?s?\b/i;

export function* resetObjections({ parts, account: { raws } }: Check): Objections {
  const words = raws.at(-1)?.words;
  const first = parts[0];
  if (!words || !first) return;
  for (const sentence of `${words.before} ${words.behind}`.split(/(?<=[.;\n])\s/)) {
    const said = PUT_BACK.exec(sentence)?.[0];
    if (said === undefined || DENIES.test(sentence) || GRADIENTS.test(sentence)) continue;
    yield new Unreadable(
      { source: sentence.trim(), offset: Math.max(0, sentence.trim().indexOf(said)), token: said },
      'a state that is put back to zero in every step',
      'Set it to zero once, before the first step.',
    );
  }
}
