import type { Question } from '../../../contract/assignment.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { questionOf } from '../grading/questionOf.ts';

export type WrittenQuestion = Extract<Question, { kind: 'written' }>;

/** @throws ApiError not_found, or unacceptable for a question answered in code */
export function writtenQuestionOf({ version }: AssignmentSubject, questionId: string): WrittenQuestion {
  const question = questionOf(version.definition, questionId);
  if (question.kind === 'written') return question;
  throw new ApiError(
    'unacceptable',
    'Only written answers are gathered; of a program, the tests say already what it gets wrong.',
  );
}
