import type { Question } from '../../../contract/assignment.ts';
import type { GradingAnswerRow } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { isLate } from '../submissions/present.ts';
import { keptAnswerList } from './keptScores.ts';
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
  { row: assignment }: SetFor,
  question: Pick<Question, 'id' | 'kind'>,
): Promise<GradingAnswerRow[]> {
  const answers = shuffleFor(question.id, await keptAnswerList(db, assignment.id, question.id));
  const ids = answers.map(({ submissionId }) => submissionId);
  const [empty, dueTimes] = await Promise.all([
    question.kind === 'written' ? findEmpty(db, ids, question.id) : new Set<string>(),
    loadDueTimes(db, [assignment]),
  ]);
  return answers.map(({ submissionId, submittedAt, members, userIds, score, gradedBy, from }, index) => ({
    submissionId,
    position: index + 1,
    members: members.sort((a, b) => a.name.localeCompare(b.name)),
    submittedAt: submittedAt.toISOString(),
    late: isLate({ submittedAt }, dueTimes.earliest(assignment, userIds)),
    empty: empty.has(submissionId),
    score,
    gradedBy,
    from,
  }));
}
