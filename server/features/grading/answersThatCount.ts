import type { Question } from '../../../contract/assignment.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { SCORED, scoreQuestion } from './scores.ts';
import type { QuestionScore, ScoredSubmission } from './scores.ts';
import { definitionsOf, submissionsThatCount } from './submissionsThatCount.ts';

export interface AnswerThatCounts {
  submissionId: string;
  /** Of students. */
  groupId: string;
  /** As it was published when the submission was made. */
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
    versionId: true,
    answers: { ...SCORED.answers, where: { questionId } },
  } as const satisfies Prisma.SubmissionSelect;
  const submissions = await submissionsThatCount(db, [assignmentId], select);
  const definitions = await definitionsOf(db, submissions);
  return submissions.flatMap((submission) => {
    const { id, groupId, versionId } = submission;
    const question = definitions.get(versionId)?.questions.find((one) => one.id === questionId);
    const scored: ScoredSubmission = submission;
    return question ? [{ submissionId: id, groupId, question, score: scoreQuestion(question, scored) }] : [];
  });
}
