import type { ResponseOf } from '../../../contract/operation.ts';
import type { getQuestionScores as operation, QuestionScore } from '../../../contract/gradebook.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { keptByQuestion } from '../grading/keptScores.ts';

/** Of one set what each question gives everybody who handed in, from what is kept. */
export async function getQuestionScores(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<ResponseOf<typeof operation>> {
  const kept = await keptByQuestion(db, assignment.id);
  const questions = version.definition.questions.map(({ id, label, title, points }) => ({
    id,
    label: label ?? null,
    title,
    points,
  }));
  return {
    questions,
    rows: kept.map(({ userId, scores }) => {
      const byId = new Map<string, QuestionScore>(scores);
      // Published a moment ago, with a question that what was kept does not have yet.
      return { userId, scores: questions.map(({ id }) => byId.get(id) ?? 'ungraded') };
    }),
  };
}
