/** Why a mutant of a right rule may be called right: it is no other rule. */
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import { readRule } from '../../../grader/rules/parse.ts';
import type { ParsedRule } from '../../../grader/rules/parse.ts';
import type { RuleResult } from '../../../grader/rules/result.ts';
import { RELATION_IN } from './mutants.ts';
import type { Mutant, RightRule } from './mutants.ts';

export type Harmless =
  | 'right by another convention'
  | 'a start at zero'
  | 'no equation'
  | 'the type of a variable'
  | 'an index on the left-hand side'
  | 'the name of a constant'
  | 'the index of a constant'
  | 'the name of the objective or of its examples'
  | 'multiplied by what the answer sets to zero'
  | 'outside of the rule';

const says = ({ optimizer, conventions, faults }: RuleResult): string =>
  [optimizer, ...[...conventions].sort(), ...faults].join();

/** Names of the objective and its data, which a gradient is taken of: which letter they have is all the same. */
const OF_OBJECTIVE = /^(?:[JLEfFCQlxyiBmNnhzX]|\\(?:ell|mathcal|xi|zeta|phi|tau))$/;
/** What stands before the index of an objective, before the objective of a gradient, and within the bounds of a mean. */
const OBJECTIVE_WITH_INDEX = /(?:[fJL]|\\ell)_\{?$/;
/** The number of an example, x^{(i)}. */
const EXAMPLE = /[xyz]\^\{?\($/;
const GRADIENT_OF = /\\nabla(?:_\\?\w+|_\{[^{}]*\})?\s*$/;
const MEAN = /\\sum_\{?[^{}]*(?:=1\}\^\{?[nmNMB]\b|\\in)/;

/** Null for a mutant that is not called right, a reason for one that may be, and `missed` for one that must not. */
export function outcomeOf(mutant: Mutant, right: RightRule): Harmless | 'missed' | null {
  const { expect } = right;
  const found = judgeRule(mutant.rule, { expect });
  if (!isRight(found, { expect })) return null;
  const own = judgeRule(right.rule, { expect });
  if (says(found) !== says(own)) return 'right by another convention';
  // Zero is where everything starts that has no other start.
  if (/(?:=|\\(?:left|get)\w+)\s*0\W*$/.test(mutant.row)) return 'a start at zero';
  if (!RELATION_IN.test(mutant.row)) return 'no equation';
  if (/^\s*$/.test(mutant.before) && /^ [a-z]\w* =/.test(mutant.after)) return 'the type of a variable';
  if (mutant.isLeft) return 'an index on the left-hand side';
  const parsed = readRule(right.rule);
  if (!parsed.understood) return 'missed';
  const ofConstant = constantIn(mutant, parsed);
  if (ofConstant) return ofConstant;
  // g_w is the gradient with respect to w.
  if (mutant.isGradientIndex && mutant.to.replace('\\', '') === parsed.parameter)
    return 'the name of the objective or of its examples';
  if (isOfObjective(mutant)) return 'the name of the objective or of its examples';
  if (isSwitchedOff(mutant, parsed)) return 'multiplied by what the answer sets to zero';
  return says(judgeRule(mutant.without, { expect })) === says(own) ? 'outside of the rule' : 'missed';
}

/** A constant may have any name, and any index as long as it is one constant. */
function constantIn(mutant: Mutant, { constants }: ParsedRule): Harmless | null {
  const isNamed = (letter: string): boolean =>
    constants.some(({ name }) => name === letter || name.split('_').includes(letter));
  if (isNamed(lettersOf(mutant.token))) {
    if (/^(unknown name|number)$/.test(mutant.change)) return 'the name of a constant';
    const other = mutant.change === 'name' ? readRule(mutant.rule) : null;
    const isRenamed =
      other?.understood === true &&
      other.constants.length === constants.length &&
      other.constants.some(({ name }) => name.split('_').includes(lettersOf(mutant.to)));
    if (isRenamed) return 'the name of a constant';
  }
  const base = /(\\[a-z]+|[a-z])_\{?$/.exec(mutant.before)?.[1];
  return base !== undefined && isNamed(lettersOf(base)) ? 'the index of a constant' : null;
}

const lettersOf = (tex: string): string => tex.replace(/^\\(var)?/, '');

function isOfObjective({ place, token, before, row }: Mutant): boolean {
  const isInGradient = place === 'argument of a gradient' || place === 'what a gradient is of';
  if ((isInGradient || GRADIENT_OF.test(before)) && OF_OBJECTIVE.test(token)) return true;
  if (OBJECTIVE_WITH_INDEX.test(before) || EXAMPLE.test(before)) return true;
  return place === 'bound of a sum' && MEAN.test(row) && /\\nabla|\\partial/.test(row);
}

/** κ = 0: whatever stands in a term with κ. */
function isSwitchedOff({ before, after }: Mutant, { constants }: ParsedRule): boolean {
  const term = `${/[^+\-=]*$/.exec(before)![0]} ${/^[^+=]*/.exec(after)![0]}`;
  return constants.some(({ name, isZero }) => isZero && new RegExp(String.raw`\\?${name}\b`).test(term));
}
