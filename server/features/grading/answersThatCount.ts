import type { Question } from '../../../contract/assignment.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { SCORED, scoreQuestion } from './scores.ts';
import type { QuestionScore, ScoredSubmission } from './scores.ts';
import { submissionsThatCount } from './submissionsThatCount.ts';
import { currentOf, versionLineOf } from './versionLine.ts';

export interface AnswerThatCounts {
  submissionId: string;
  /** Of students. */
  groupId: string;
  /** As the version in force asks it. */
  question: Question;
  score: QuestionScore;
}

/**
 * The submissions that answer a question and count for somebody, with the state of that answer. Texts and people stay
 * in the database: a course has many, and most who ask want to know only which answers there are.
 */
export async function answersThatCount(
  db: Db | Tx,
  assignmentId: string,
  questionId: string,
): Promise<AnswerThatCounts[]> {
  const select = {
    ...SCORED,
    id: true,
    groupId: true,
    answers: { ...SCORED.answers, where: { questionId } },
  } as const satisfies Prisma.SubmissionSelect;
  const submissions = await submissionsThatCount(db, [assignmentId], select);
  const line = await versionLineOf(db, assignmentId);
  const question = currentOf(line).definition.questions.find(({ id }) => id === questionId);
  if (!question) return [];
  return submissions.flatMap((submission) => {
    const { id, groupId } = submission;
    const scored: ScoredSubmission = submission;
    const score = scoreQuestion(line, question, scored);
    // One that came in since has no answer to grade.
    return score.asked && submission.answers.length > 0
      ? [{ submissionId: id, groupId, question, score }]
      : [];
  });
}
