import type { GradingQuestion } from '../../../contract/grading.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { countingScores } from './countingScores.ts';
import { presentGradingQuestion } from './present.ts';
import { isToGrade } from './scores.ts';

/** The questions of the version in force, counted over the submissions that count. */
export async function listGradingQuestions(
  db: Db,
  { assignment, version }: AssignmentSubject,
): Promise<GradingQuestion[]> {
  const submissions = await countingScores(db, [assignment.id]);
  const scores = submissions.flatMap((each) => each.scores).filter(({ asked }) => asked);
  return version.definition.questions.map((question) => {
    const answers = scores.filter((score) => score.question.id === question.id);
    const graded = answers.filter((score) => score.state === 'graded' && !isToGrade(score)).length;
    const changed = answers.filter((score) => score.state === 'graded' && isToGrade(score)).length;
    return presentGradingQuestion(question, { answers: answers.length, graded, changed });
  });
}
