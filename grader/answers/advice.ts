/** Which rubric item the rule in an answer speaks for. Advice to the grader, never a deduction. Pure. */
import { FAULTS, type Convention } from '../terms.ts';
import { wordsOf } from '../optimizers/faults/words.ts';
import { isRight, judgeRule } from '../rules/judge.ts';
import type { RuleResult } from '../rules/result.ts';

export interface RuleQuestion {
  /** Name of the optimizer whose rule the answer should contain. */
  optimizer: string;
  accepts: readonly Convention[];
}

export interface RubricEntry {
  text: string;
  /** What it adds to the score; a deduction is negative. */
  points: number;
}

export interface RuleSuggestion {
  result: RuleResult;
  /** Index into the items; null when it is not sure that one of them applies. */
  suggestedItem: number | null;
}

const CORRECT =
  /^\s*(?:(?:all|everything|fully|completely|entirely) )?(?:correct|right|full (?:marks?|credit|points?)|no (?:errors?|mistakes?))\b(?!.*\b(?:but|except|idea|wrong|missing|without|no|not)\b)/i;
const RULE = /\b(?:rules?|updates?|equations?|formulas?|formulae|algorithm)\b/i;
const WRONG =
  /\b(?:wrong|incorrect|mistakes?|errors?|faulty|flawed|(?:is|are) not|not (?:right|correct|that|the))\b/i;
const ABSENT = /\b(?:missing|misses|lacks?|absent|not (?:given|stated)|omit(?:s|ted)?|no|without)\b/i;
const OTHER =
  /\b(?:another|other|different|wrong) (?:optimi[sz]er|algorithm|method)\b|\bconfus(?:es|ed|ing)\b/i;

/**
 * "Correct" for a right rule, although only a person can say whether the rest of the answer is; for a wrong one the item
 * about its fault, else the one about rules that are wrong; for an empty answer the one about rules that are missing. A
 * rule that was not understood, or is none that is known, may be right: no suggestion. Nor where two items fit.
 * @param items the rubric of the question, without archived items
 */
export function adviseOnRule(
  markdown: string,
  rule: RuleQuestion,
  items: readonly RubricEntry[],
  macros: Record<string, string> = {},
): RuleSuggestion {
  const result = judgeRule(markdown, { expect: rule.optimizer, accepts: rule.accepts, macros });
  return { result, suggestedItem: suggestItem(markdown, result, rule, items) };
}

/** The index that `adviseOnRule` gives, for an answer whose rule was judged before. */
export function suggestItem(
  markdown: string,
  result: RuleResult,
  rule: RuleQuestion,
  items: readonly RubricEntry[],
): number | null {
  const right = isRight(result, { expect: rule.optimizer, accepts: rule.accepts });
  const indices = items.map((_, i) => i);
  if (right) return only(indices.filter((i) => items[i]!.points >= 0 && CORRECT.test(items[i]!.text)));
  const deductions = indices.filter((i) => items[i]!.points <= 0 && !CORRECT.test(items[i]!.text));
  const fitting = (...patterns: RegExp[]): number[] =>
    deductions.filter((i) => patterns.every((pattern) => pattern.test(items[i]!.text)));
  if (markdown.trim() === '') return only(fitting(RULE, ABSENT));
  if (!result.understood || result.optimizer === null) return null;
  const named = result.faults.flatMap((id) => {
    const words = wordsOf(id).rubric;
    return words ? fitting(words) : [];
  });
  if (named.length > 0) return only([...new Set(named)]);
  if (result.optimizer !== rule.optimizer) {
    const confused = fitting(OTHER);
    if (confused.length > 0) return only(confused);
  }
  return only(fitting(RULE, WRONG));
}

function only(indices: readonly number[]): number | null {
  return indices.length === 1 ? indices[0]! : null;
}

/** Whether any item could be suggested for a rule that is wrong: one about a fault, another optimizer, or wrong rules. */
export function hasItemForFaults(items: readonly RubricEntry[]): boolean {
  return items.some(
    ({ text, points }) =>
      points < 0 &&
      !CORRECT.test(text) &&
      (FAULTS.some((id) => wordsOf(id).rubric?.test(text)) ||
        OTHER.test(text) ||
        (RULE.test(text) && WRONG.test(text))),
  );
}
