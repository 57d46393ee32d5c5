import type { GradingAnswerRow } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { isLate } from '../submissions/present.ts';
import { answersThatCount } from './answersThatCount.ts';
import { shuffleFor } from './order.ts';

/** Those without text. The database sorts out nearly all that have some, so that no long text is read. */
async function findEmpty(db: Db, submissionIds: string[], questionId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ submissionId: string; text: string }[]>`
    SELECT submission_id AS "submissionId", text FROM answers
    WHERE submission_id = ANY(${submissionIds}::uuid[]) AND question_id = ${questionId} AND text !~ '[!-~]'`;
  return new Set(rows.filter(({ text }) => text.trim() === '').map(({ submissionId }) => submissionId));
}

/** The answers to a question in its shuffled order; of the submissions that count. */
export async function listGradingAnswers(
  db: Db,
  assignment: { id: string; dueAt: Date },
  questionId: string,
): Promise<GradingAnswerRow[]> {
  const answers = shuffleFor(questionId, await answersThatCount(db, assignment.id, questionId));
  const ids = answers.map(({ submissionId }) => submissionId);
  const [submissions, empty] = await Promise.all([
    db.submission.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        submittedAt: true,
        members: { select: { user: PERSON_NAME } },
        answers: {
          where: { questionId },
          select: {
            decisions: {
              orderBy: { revision: 'desc' },
              take: 1,
              select: { kind: true, decidedBy: PERSON_NAME },
            },
          },
        },
      },
    }),
    findEmpty(db, ids, questionId),
  ]);
  const byId = new Map(submissions.map((submission) => [submission.id, submission]));
  return answers.flatMap(({ submissionId, score }, index): GradingAnswerRow[] => {
    const submission = byId.get(submissionId);
    if (!submission) return [];
    const decision = submission.answers[0]?.decisions[0];
    return [
      {
        submissionId,
        position: index + 1,
        members: peopleOf(submission.members),
        submittedAt: submission.submittedAt.toISOString(),
        late: isLate(submission, assignment),
        empty: score.question.kind === 'written' && empty.has(submissionId),
        score: score.score,
        gradedBy: decision?.kind === 'grade' ? decision.decidedBy : null,
      },
    ];
  });
}
