/** Rules that put a state back to a number in every step, so that it keeps nothing. */
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { number, numberOf, rewriteWithPoints, uses } from '../formulas/expression.ts';
import type { SymbolIn } from '../formulas/expression.ts';
import type { Model } from './model.ts';
import { Unreadable } from '../place.ts';
import { FORMULA, repetitionOf } from '../text/repetition.ts';
import { oldNameOf } from './roles.ts';

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
  const until = first && !isBehind ? first.raw.words.before.slice(c.raw.words.before.length) : '';
  const words = { before: beginningOf(c, candidates).raw.words.before, behind: c.raw.words.behind };
  const repetition = repetitionOf(words, { isBehind, isArrow: c.raw.isArrow, until });
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

/** `t = 0, m = 0, v = 0`: what the words say of the first number of a list holds for the others. */
function beginningOf(c: Candidate, candidates: readonly Candidate[]): Candidate {
  const previous = candidates[candidates.indexOf(c) - 1];
  if (!previous?.equation || numberOf(previous.equation.value) === null) return c;
  const between = c.raw.words.before.slice(previous.raw.words.before.length);
  return between.startsWith(FORMULA) && LISTED.test(between.slice(1)) ? beginningOf(previous, candidates) : c;
}

/** What stands between the members of a list on one line. */
const LISTED = /^[ \t,;、，]*(?:\p{L}{1,3}[ \t]+)?$/u;

/** The model with the old values of its reset states replaced by the numbers that they are reset to. */
export function withResets(model: Model, resets: ReadonlyMap<string, number>): Model {
  const updated = new Set<string>();
  const equations = model.equations.map((equation): Equation => {
    const value = rewriteWithPoints(equation.value, (e) => {
      const reset =
        e.kind === 'symbol' && isOld(e, equation, model, updated) ? resets.get(e.name) : undefined;
      return reset === undefined ? e : number(reset, e.at);
    });
    updated.add(equation.target);
    return { ...equation, value };
  });
  return { ...model, equations };
}

/** Is the value meant that a state has before its own equation makes the new one? */
function isOld(symbol: SymbolIn, by: Equation, model: Model, updated: ReadonlySet<string>): boolean {
  if (model.timeLetters.has(symbol.name)) return true;
  const own = model.equations.find((e) => e.target === symbol.name);
  if (symbol.time && own?.time) return symbol.time.offset < own.time.offset;
  return (
    !updated.has(symbol.name) && (by.target === symbol.name || by.explanation >= (own?.explanation ?? 0))
  );
}
