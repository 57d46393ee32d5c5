import type { GradingAnswerRow } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { isLate } from '../submissions/present.ts';
import { answersThatCount } from './countingScores.ts';
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
  assignment: { id: string; courseId: string; dueAt: Date },
  questionId: string,
): Promise<GradingAnswerRow[]> {
  const answers = shuffleFor(questionId, await answersThatCount(db, assignment.id, questionId));
  const ids = answers.map(({ submissionId }) => submissionId);
  const [submissions, empty, dueTimes] = await Promise.all([
    db.submission.findMany({
      where: { id: { in: ids } },
      select: { id: true, members: { select: { user: PERSON_NAME } } },
    }),
    findEmpty(db, ids, questionId),
    loadDueTimes(db, [assignment]),
  ]);
  const membersOf = new Map(submissions.map(({ id, members }) => [id, peopleOf(members)]));
  return answers.map(({ submissionId, submittedAt, students, score }, index): GradingAnswerRow => {
    const { standing, from } = score;
    return {
      submissionId,
      position: index + 1,
      members: membersOf.get(submissionId) ?? [],
      submittedAt: submittedAt.toISOString(),
      late: isLate(
        { submittedAt },
        {
          dueAt: dueTimes.earliest(
            assignment,
            students.map(({ userId }) => userId),
          ),
        },
      ),
      empty: score.question.kind === 'written' && empty.has(submissionId),
      score: score.score,
      gradedBy: standing?.decision.kind === 'grade' ? standing.decision.decidedBy : null,
      from,
    };
  });
}
