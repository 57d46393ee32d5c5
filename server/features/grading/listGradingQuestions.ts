import type { GradingQuestion } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { presentGradingQuestion } from './present.ts';
import { versionLineOf } from './versionLine.ts';
import { SCORED, scoreQuestions } from './scores.ts';
import { submissionsThatCount } from './submissionsThatCount.ts';

/** The questions of the version in force, counted over the submissions that count. */
export async function listGradingQuestions(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<GradingQuestion[]> {
  const submissions = await submissionsThatCount(db, [assignment.id], SCORED);
  const line = await versionLineOf(db, assignment.id);
  const scores = submissions.flatMap((one) => scoreQuestions(line, one)).filter(({ asked }) => asked);
  return version.definition.questions.map((question) => {
    const answers = scores.filter((score) => score.question.id === question.id);
    const graded = answers.filter(({ state }) => state === 'graded').length;
    return presentGradingQuestion(question, { answers: answers.length, graded });
  });
}
