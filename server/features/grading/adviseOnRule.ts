import type { Question } from '../../../contract/assignment.ts';
import type { RuleAdvice } from '../../../contract/grading.ts';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

/** Reads the rule of a written answer, where the question asks for one. */
export function adviseOnRule(
  question: Question,
  answer: string,
  macros: Record<string, string>,
): RuleAdvice | null {
  if (question.kind !== 'written' || !question.rule || answer.trim() === '') return null;
  const { optimizer, accepts } = question.rule;
  const result = judgeRule(answer, { expect: optimizer, accepts, macros });
  return {
    understood: result.understood,
    right: isRight(result, { expect: optimizer, accepts }),
    message: result.message,
    remarks: [...result.assumptions, ...result.notices],
  };
}
