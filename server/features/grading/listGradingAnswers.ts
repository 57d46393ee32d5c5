import type { GradingAnswerRow } from '../../../contract/grading.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { shuffleFor } from './order.ts';
import { SCORED, scoreQuestions } from './scores.ts';
import { submissionsThatCount } from './submissionsThatCount.ts';

const SELECT = {
  ...SCORED,
  id: true,
  groupId: true,
  submittedAt: true,
  late: true,
  members: { select: { user: PERSON_NAME } },
  version: { select: LATEST_VERSION.select },
  answers: {
    select: {
      ...SCORED.answers.select,
      text: true,
      grade: { select: { adjustment: true, gradedBy: PERSON_NAME } },
    },
  },
} as const satisfies Prisma.SubmissionSelect;

/** The answers to a question in its shuffled order; of each group's last submission. */
export async function listGradingAnswers(
  db: Db,
  assignmentId: string,
  questionId: string,
): Promise<GradingAnswerRow[]> {
  const submissions = await submissionsThatCount(db, [assignmentId], SELECT);
  const withQuestion = submissions.flatMap((submission) => {
    const scores = scoreQuestions(readVersion(submission.version).definition, submission);
    const score = scores.find(({ question }) => question.id === questionId);
    return score ? [{ ...submission, score }] : [];
  });
  return shuffleFor(questionId, withQuestion).map((submission, index) => {
    const answer = submission.answers.find((candidate) => candidate.questionId === questionId);
    return {
      submissionId: submission.id,
      position: index + 1,
      members: peopleOf(submission.members),
      submittedAt: submission.submittedAt.toISOString(),
      late: submission.late,
      empty: submission.score.question.kind === 'written' && (answer?.text ?? '').trim() === '',
      score: submission.score.score,
      gradedBy: answer?.grade?.gradedBy ?? null,
    };
  });
}
