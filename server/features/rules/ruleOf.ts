/** Which rule a question asks for, and who learns how it is read: without what reads rules, which the pool loads alone. */
import type { Role } from '../../../contract/common.ts';
import type { Question, WrittenQuestion } from '../../../contract/assignment.ts';
import { ApiError } from '../../errors.ts';

export type RuleFile = NonNullable<WrittenQuestion['rule']>;

/** The rule that a question asks for; null where it asks for none. */
export function ruleOf(question: Question): RuleFile | null {
  return question.kind === 'written' ? (question.rule ?? null) : null;
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
