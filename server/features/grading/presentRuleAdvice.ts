import type { Question } from '../../../contract/assignment.ts';
import type { RubricItem, RuleAdvice } from '../../../contract/grading.ts';
import { adviseOnRule } from '../../../grader/answers/advice.ts';
import { byItself } from '../../tasks/byItself.ts';
import { givenUp } from '../rules/notRead.ts';
import { presentReading } from '../rules/readRule.ts';
import { ruleOf } from '../rules/ruleOf.ts';

export interface AdviceRequest {
  question: Question;
  answer: string;
  rubric: readonly RubricItem[];
  macros: Record<string, string>;
}

/**
 * Reads the rule of a written answer, where the question asks for one, and names the rubric item that fits. Run in a process: see
 * `server/tasks`.
 */
export function presentRuleAdvice(
  question: Question,
  answer: string,
  rubric: readonly RubricItem[],
  macros: Record<string, string>,
): RuleAdvice | null {
  const rule = ruleOf(question);
  if (!rule || answer.trim() === '') return null;
  const items = rubric.filter(({ archivedAt }) => archivedAt === null);
  const { deduct } = rule;
  return byItself<RuleAdvice>(
    () => {
      const { result, suggestedItem } = adviseOnRule(answer, rule, items, macros);
      const suggestedItemId = suggestedItem === null ? null : (items[suggestedItem]?.id ?? null);
      return { ...presentReading(result, rule), deduct, suggestedItemId };
    },
    (reason) => ({ ...givenUp(reason), deduct, suggestedItemId: null }),
  );
}
