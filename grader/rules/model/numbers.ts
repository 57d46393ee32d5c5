/** What it means that an answer gives a name a number: a reset in every step, a constant that is 0, or a special case of the rule. */
import { isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { numberOf, uses } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import { lastSentence, optimizersIn } from '../text/words/prose.ts';
import { FORMULA, opens, repetitionOf } from '../text/words/repetition.ts';
import { denies, isAgain, isAtFirst } from '../text/words/states.ts';
import { oldNameOf } from './quantities.ts';

/** Does the equation give a number to a state that another equation makes from its old value? */
export function isResetting(
  c: Candidate,
  candidates: readonly Candidate[],
  isNeeded: boolean,
  timeLetters: ReadonlySet<string>,
): boolean {
  const { equation } = c;
  if (!equation || (c.raw.isRange && timeLetters.has(equation.target))) return false;
  if (equation.time?.letter === null || numberOf(equation.value) === null) return false;
  const isUpdate = ({ equation: other }: Candidate): boolean =>
    (other?.target === equation.target || oldNameOf(other?.target ?? '') === equation.target) &&
    uses((other as Equation).value, equation.target);
  const updates = candidates.filter(isUpdate);
  const first = updates[0];
  if (!first && !timeLetters.has(equation.target)) return false;
  const isBehind = first !== undefined && candidates.indexOf(first) < candidates.indexOf(c);
  if (!first) refuseCountBehind(c, candidates);
  const until = first && !isBehind ? first.raw.words.before.slice(c.raw.words.before.length) : '';
  const words = { before: beginningOf(c, candidates).raw.words.before, behind: c.raw.words.behind };
  const told = repetitionOf(words, { isBehind, isArrow: c.raw.isArrow, until });
  // "Jede Epoche startet mit v = 0", in any language
  const clause = clauseBefore(words.before);
  const isAnew = first && c.raw.plain === null && isAgain(clause) && !denies(clause);
  const around = [clause, clauseBefore(c.raw.words.before), clauseBehind(c, candidates, timeLetters)];
  const isAtStart = around.some(isAtFirst) && !around.some(isAgain);
  // In a loop a start may be that of each turn.
  const isOfTurn = opens(words.before) || isAgain(lastSentence(words.before));
  let repetition = told;
  if (told === 'once' && isAnew) repetition = 'unclear';
  else if (told !== 'once' && isAtStart) repetition = isOfTurn ? 'unclear' : 'once';
  if (repetition === 'unclear' && isNeeded) {
    const name = equation.at.token;
    throw new Unreadable(
      equation.at,
      `“${name}” gets a number, and it is not clear whether once or in every step`,
      `Write “Initialise ${name}” above the loop if it is the value before the first step.`,
    );
  }
  return repetition === 'always';
}

const clauseBefore = (words: string): string => lastSentence(words).split(FORMULA).at(-1) ?? '';

/**
 * "Then $t \\leftarrow 1$": a count that is put back behind what is computed with it, as the last of the steps.
 * @throws Unreadable where it is
 */
function refuseCountBehind(c: Candidate, candidates: readonly Candidate[]): void {
  const name = targetName(c);
  const isUsedAbove = candidates
    .slice(0, candidates.indexOf(c))
    .some(({ equation }) => equation && uses(equation.value, name));
  const beginning = beginningOf(c, candidates);
  // `m_0 ← 0, v_0 ← 0, t ← 0` is of the start.
  if (!isUsedAbove || beginning.target.time?.letter === null) return;
  const words = { before: beginning.raw.words.before, behind: c.raw.words.behind };
  const standing = { isBehind: true, isArrow: c.raw.isArrow, until: '' };
  const repetition = repetitionOf(words, standing);
  // "After that t = 1", and not "…, t = 0" in a list.
  const isSaid = /\p{L}/u.test(clauseBefore(words.before).replace(/\band\b/g, ''));
  if (repetition === 'once' || (repetition === 'unclear' && !isSaid)) return;
  const at = c.equation!.at;
  const reason = `“${at.token}” is put to a number behind the steps that it counts`;
  throw new Unreadable(at, reason, 'Write where it starts above the steps, and let it count on.');
}

/** `t = 0, m = 0, v = 0`: what the words say of the first number of a list holds for the others. */
function beginningOf(c: Candidate, candidates: readonly Candidate[]): Candidate {
  const previous = candidates[candidates.indexOf(c) - 1];
  if (!previous?.equation || numberOf(previous.equation.value) === null) return c;
  const between = c.raw.words.before.slice(previous.raw.words.before.length);
  return between.startsWith(FORMULA) && LISTED.test(between.slice(1)) ? beginningOf(previous, candidates) : c;
}

/** What the words behind a list of numbers say of each, up to the end of its sentence or the next formula: "before t = 1". */
function clauseBehind(
  c: Candidate,
  candidates: readonly Candidate[],
  timeLetters: ReadonlySet<string>,
): string {
  const next = candidates[candidates.indexOf(c) + 1];
  const isNext = next !== undefined && isNumber(next);
  if (isNext && beginningOf(next, candidates) !== next) return clauseBehind(next, candidates, timeLetters);
  const [clause = ''] = /^[^.!?;。\n]*/.exec(c.raw.words.behind) ?? [];
  const isCount = isNext && timeLetters.has(targetName(next)) && clause === c.raw.words.behind;
  return isCount ? `${clause}${targetName(next)} = ${numberOf(next.equation!.value)}` : clause;
}

/** What stands between the members of a list on one line. */
const LISTED = /^[ \t,;、，]*(?:\p{L}{1,3}[ \t]+)?$/u;

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
  const clause = clauseBefore(raw.words.before);
  if (CHANGES.test(clause) || CHANGES.test(behind)) return false;
  if (/\b(off|disabled|unused)\b/i.test(behind)) return true;
  return !SPECIAL_BEFORE.test(clause) && !SPECIAL_BEHIND.test(behind) && optimizersIn(behind).length === 0;
}
