import type { GradingQuestion } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { keptQuestions } from './keptScores.ts';
import { presentGradingQuestion } from './present.ts';

/** The questions of the version in force, counted over the submissions that count. */
export async function listGradingQuestions(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<GradingQuestion[]> {
  const counts = await keptQuestions(db, assignment.id);
  return version.definition.questions.map((question) =>
    presentGradingQuestion(question, counts.get(question.id) ?? { answers: 0, graded: 0, changed: 0 }),
  );
}
