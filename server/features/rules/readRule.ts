import type { Question } from '../../../contract/assignment.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

/** What the rule in a text is; null where the question asks for none, or nothing is written. */
export function readRule(
  question: Question,
  text: string,
  macros: Record<string, string>,
): RuleReading | null {
  if (question.kind !== 'written' || !question.rule || text.trim() === '') return null;
  const { optimizer, accepts } = question.rule;
  const result = judgeRule(text, { expect: optimizer, accepts, macros });
  return {
    understood: result.understood,
    right: isRight(result, { expect: optimizer, accepts }),
    message: result.message,
    remarks: [...result.assumptions, ...result.notices],
  };
}

/** Whether the instructor lets a student know now how their rule is read. */
export function isReadingShown(question: Question, { now, dueAt }: { now: Date; dueAt: Date }): boolean {
  if (question.kind !== 'written' || !question.rule) return false;
  const { advice } = question.rule;
  return advice === 'before_submitting' || (advice === 'after_due_date' && now > dueAt);
}
