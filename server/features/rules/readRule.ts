import type { Role } from '../../../contract/common.ts';
import type { Question, WrittenQuestion } from '../../../contract/assignment.ts';
import type { RuleReading } from '../../../contract/rules.ts';
import { headlineOf, isRight, judgeRule } from '../../../grader/rules/judge.ts';
import type { RuleResult } from '../../../grader/rules/result.ts';
import { answerOf, findFormulas } from '../../../grader/rules/text/markdown.ts';
import { ApiError } from '../../errors.ts';

export type RuleFile = NonNullable<WrittenQuestion['rule']>;

/** The rule that a question asks for; null where it asks for none. */
export function ruleOf(question: Question): RuleFile | null {
  return question.kind === 'written' ? (question.rule ?? null) : null;
}

export function presentReading(result: RuleResult, { optimizer, accepts }: RuleFile): RuleReading {
  return {
    understood: result.understood,
    headline: headlineOf(result),
    right: isRight(result, { expect: optimizer, accepts }),
    message: result.message,
    remarks: [...result.assumptions, ...result.notices],
  };
}

/**
 * UTF-16 units: of a longer text `judgeRule` reads nothing and says so, and to search it takes seconds where many
 * formulas are not closed.
 */
const MAX_SEARCHED = 20_000;

export interface ReadingRequest {
  question: Question;
  text: string;
  macros: Record<string, string>;
}

/** What the rule in a text is; null where the question asks for none, or no formula is written. Run in a process: see `server/tasks`. */
export function readRule(
  question: Question,
  text: string,
  macros: Record<string, string>,
): RuleReading | null {
  const rule = ruleOf(question);
  if (!rule || (text.length <= MAX_SEARCHED && findFormulas(answerOf(text)).length === 0)) return null;
  return presentReading(judgeRule(text, { expect: rule.optimizer, accepts: rule.accepts, macros }), rule);
}

interface Moment {
  now: Date;
  dueAt: Date;
}

/** Whether the instructor lets a student know now how their rule is read. */
export function isReadingShown(question: Question, moment: Moment): boolean {
  const rule = ruleOf(question);
  return rule !== null && reasonToHide(rule, moment) === null;
}

/** Why a student does not learn now how a rule is read, in plain words; null where they do. */
function reasonToHide({ advice }: RuleFile, { now, dueAt }: Moment): string | null {
  if (advice === 'before_submitting' || (advice === 'after_due_date' && now > dueAt)) return null;
  return advice === 'never'
    ? 'For this question only the staff see how Stepwise reads the rule.'
    : 'How Stepwise reads the rule in this question is shown after the due time.';
}

/**
 * @throws ApiError locked where the reader is a student and the instructor does not show the reading now
 */
export function requireReading(rule: RuleFile, { role, now, dueAt }: Moment & { role: Role }): void {
  const reason = role === 'student' ? reasonToHide(rule, { now, dueAt }) : null;
  if (reason !== null) throw new ApiError('locked', reason);
}
