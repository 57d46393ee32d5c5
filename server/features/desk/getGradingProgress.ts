import type { getGradingProgress as operation, QuestionProgress } from '../../../contract/desk.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { keptGraders } from '../grading/keptScores.ts';
import { shuffleFor } from '../grading/order.ts';
import { staffOf } from '../requests/listRequests.ts';
import { openSecondGradings } from '../grading-statistics/openSecondGradings.ts';
import { divisionsOf, sectionsOf } from './division.ts';
import { inForce, partsOf } from './partsOf.ts';

/** Who has graded how much of each question of the version in force. */
export async function getGradingProgress(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  { hidesSections, userId }: { hidesSections: boolean; userId: string },
): Promise<ResponseOf<typeof operation>> {
  const [answers, divisions, staff, flags] = await Promise.all([
    keptGraders(db, assignment.id),
    divisionsOf(db, assignment.id),
    staffOf(db, course.id),
    db.$queryRaw<{ question: string; flagged: number }[]>`
      SELECT question_id AS question, count(*)::int AS flagged FROM (
        SELECT DISTINCT ON (a.id) a.question_id, m.kind FROM kept_answers k
        JOIN answers a ON a.submission_id = k.submission_id AND a.question_id = k.question_id
        JOIN answer_marks m ON m.answer_id = a.id AND m.kind <> 'skipped'
        WHERE k.assignment_id = ${assignment.id}::uuid AND k.asked ORDER BY a.id, m.at DESC, m.id DESC
      ) last WHERE kind = 'flagged' GROUP BY question_id`,
  ]);
  const sections = await sectionsOf(db, course.id, [
    ...new Set(answers.map(({ submissionId }) => submissionId)),
  ]);
  const byQuestion = Map.groupBy(answers, ({ questionId }) => questionId);
  const people = new Map(
    [...staff, ...answers.flatMap(({ grader }) => grader ?? [])].map((person) => [person.id, person]),
  );
  const graders = new Set(staff.map(({ id }) => id));
  const questions = version.definition.questions.map(({ id }): QuestionProgress => {
    const order = shuffleFor(id, byQuestion.get(id) ?? []);
    const decided = divisions.get(id) ?? null;
    const division = inForce(decided, graders);
    const sectionOf = (submissionId: string) => sections.get(submissionId) ?? '';
    const parts = partsOf(
      decided,
      order.map(({ submissionId }) => ({ submissionId, section: sectionOf(submissionId) })),
      graders,
    );
    const named = Map.groupBy(order, ({ submissionId }) => sectionOf(submissionId));
    const ids = new Set([
      ...(division?.parts.map(({ userId }) => userId) ?? []),
      ...order.flatMap(({ grader }) => grader?.id ?? []),
    ]);
    return {
      question: id,
      division,
      sections: hidesSections
        ? []
        : [...named].map(([name, each]) => ({ name, answers: each.length })).toSorted(byName),
      flagged: flags.find(({ question }) => question === id)?.flagged ?? 0,
      graders: [...ids]
        .flatMap((userId) => people.get(userId) ?? [])
        .toSorted(byName)
        .map((person) => {
          const part = order.filter(({ submissionId }) => parts.get(submissionId) === person.id);
          const left = part.filter(({ toGrade }) => toGrade).length;
          return {
            person,
            graded: order.filter(({ grader }) => grader?.id === person.id).length,
            part: division?.parts.some(({ userId }) => userId === person.id)
              ? { answers: part.length, left }
              : null,
          };
        }),
    };
  });
  return {
    questions,
    staff,
    second: await openSecondGradings(db, {
      assignmentId: assignment.id,
      graderId: userId,
      definition: version.definition,
    }),
  };
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
