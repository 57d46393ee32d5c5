/** Constants that an answer gives as 0, such as PyTorch's dampening: is it their value in the rule, or a special case? */
import { numberOf } from '../formulas/expression.ts';
import type { Candidate } from '../equations/candidates.ts';
import { lastSentence, optimizersIn } from '../text/prose.ts';
import { FORMULA } from '../text/repetition.ts';

/** "For β = 0 we recover …", "setting λ = 0 …" */
const SPECIAL_BEFORE =
  /\b(for|if|when|once|unless|without|setting|choosing|taking|putting|letting|suppose|assuming|unlike|case)\b[^.,;:]*$/i;

/** "β = 0 is plain descent", "λ = 0 gives …" */
const SPECIAL_BEHIND =
  /\b(recovers?|gives?|yields?|reduces?|becomes?|is (just|the same|plain|ordinary|then)|coincides?|(we|one|you) (get|obtain|have|recover|are)|turns?|equivalent|special|correspond\w*|leads?|instead|would)\b/i;

/** "starts at τ = 0", "τ = 0 at first, and grows" */
const CHANGES =
  /\b(initial\w*|starts?|started|starting|begin\w*|first|grows?|increases?|rais\w+|annealed|warm-?up)\b/i;

/** Does the answer give the constant that the equation defines as 0 for the rule itself? */
export function isStatedZero({ raw, equation }: Candidate): boolean {
  if (!equation || numberOf(equation.value) !== 0 || raw.isAside || raw.isRemark) return false;
  const behind = /^[^.!?\n]*/.exec(raw.words.behind)?.[0] ?? '';
  const clause = lastSentence(raw.words.before).split(FORMULA).at(-1) ?? '';
  if (CHANGES.test(clause) || CHANGES.test(behind)) return false;
  if (/\b(off|disabled|unused)\b/i.test(behind)) return true;
  return !SPECIAL_BEFORE.test(clause) && !SPECIAL_BEHIND.test(behind) && optimizersIn(behind).length === 0;
}
