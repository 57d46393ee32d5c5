import type { GradingQuestion } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import { LATEST_VERSION, readVersion } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { SCORED, scoreQuestions } from './scores.ts';
import { submissionsThatCount } from './submissionsThatCount.ts';

/** The questions of the version in force, counted over each group's last submission. */
export async function listGradingQuestions(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<GradingQuestion[]> {
  const submissions = await submissionsThatCount(db, [assignment.id], {
    version: { select: LATEST_VERSION.select },
    ...SCORED,
  });
  const scores = submissions.flatMap((one) => scoreQuestions(readVersion(one.version).definition, one));
  return version.definition.questions.map((question) => {
    const answers = scores.filter((score) => score.question.id === question.id);
    return {
      id: question.id,
      label: question.label ?? null,
      title: question.title,
      kind: question.kind,
      points: question.points,
      answers: answers.length,
      graded: answers.filter(({ state }) => state === 'graded').length,
    };
  });
}
