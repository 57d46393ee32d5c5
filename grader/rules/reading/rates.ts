/** Learning rates of which the answer only says that they change: `η_t ← SetScheduleMultiplier(t)`, "`η_t ←` as scheduled". */
import type { RawEquation } from '../equations/equations.ts';
import type { Target } from '../equations/targets.ts';
import { readTime } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName, meansWithLabels } from '../lexicon.ts';
import { argumentOf } from '../text/piece.ts';

/** Does the equation give a rate a function of the step that has nothing but a name, or what the words behind it say? */
export function isRateInWords({ right, words }: RawEquation, { name }: Target, notation: Notation): boolean {
  if (!isRateName(name) || meansWithLabels('momentum', name)) return false;
  const [first, argument, ...more] = right.filter(({ kind }) => kind !== 'break');
  if (!first) return /^\s*\p{L}/u.test(words.behind);
  const inside = argumentOf(argument);
  return first.kind === 'word' && more.length === 0 && !!inside && !!readTime(inside, notation.timeLetters);
}
