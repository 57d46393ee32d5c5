import type { Question } from '../../../contract/assignment.ts';
import type { RubricItem, RuleAdvice } from '../../../contract/grading.ts';
import { adviseOnRule } from '../../../grader/answers/advice.ts';
import { isRight } from '../../../grader/rules/judge.ts';

/** Reads the rule of a written answer, where the question asks for one, and names the rubric item that fits. */
export function presentRuleAdvice(
  question: Question,
  answer: string,
  rubric: readonly RubricItem[],
  macros: Record<string, string>,
): RuleAdvice | null {
  if (question.kind !== 'written' || !question.rule || answer.trim() === '') return null;
  const { optimizer, accepts } = question.rule;
  const items = rubric.filter(({ archivedAt }) => archivedAt === null);
  const { result, suggestedItem } = adviseOnRule(answer, question.rule, items, macros);
  return {
    understood: result.understood,
    right: isRight(result, { expect: optimizer, accepts }),
    message: result.message,
    remarks: [...result.assumptions, ...result.notices],
    deduct: question.rule.deduct,
    suggestedItemId: suggestedItem === null ? null : (items[suggestedItem]?.id ?? null),
  };
}
