import type { Question } from '../../../contract/assignment.ts';
import type { SecondGradings } from '../../../contract/gradingStatistics.ts';
import { Choice } from '../../../contract/grade.ts';
import type { Grade } from '../../../contract/grading.ts';
import type { z } from 'zod';
import { scoreOf } from '../../../grader/core/rubric.ts';
import { kappaOf, summaryOf } from '../../../grader/core/statistics.ts';
import type { Db } from '../../database/prisma.ts';
import { readGrades } from '../grading/decisions.ts';
import { gives, isSameChoice } from '../grading/setGrades.ts';
import { PERSON_NAME } from '../people.ts';
import { gradesIn } from '../roster/active.ts';

const WITH_BOTH = {
  choice: true,
  decidedAt: true,
  grader: PERSON_NAME,
  answer: { select: { submissionId: true, questionId: true } },
  first: {
    select: {
      kind: true,
      comment: true,
      fullMarks: true,
      adjustment: true,
      decidedBy: PERSON_NAME,
      items: { select: { rubricItemId: true } },
    },
  },
} as const;

/** What was asked of somebody who grades in the course no more waits for nobody: it can be drawn again. */
const readSecond = (db: Db, { id: assignmentId, courseId }: { id: string; courseId: string }) =>
  db.secondGrading.findMany({
    where: {
      answer: { submission: { group: { assignmentId } } },
      OR: [{ decidedAt: { not: null } }, { grader: gradesIn(courseId) }],
    },
    orderBy: [{ askedAt: 'asc' }, { answerId: 'asc' }],
    select: WITH_BOTH,
  });

type Row = Awaited<ReturnType<typeof readSecond>>[number];

interface Item {
  id: string;
  text: string;
  points: number;
  archivedAt: Date | null;
  group: { id: string; floor: number | null; cap: number | null } | null;
}

/** Which of both a grade is, by what it says. */
function whichOf(
  { first, choice }: Row & { choice: z.infer<typeof Choice> },
  grade: Grade | null,
): 'first' | 'second' | null {
  if (grade === null) return null;
  if (gives(first, grade)) return 'first';
  return isSameChoice(choice, grade) ? 'second' : null;
}

/** Both grades in points of today, as the score is: of the question as it is now, by the items' points of now. */
function compared(
  { points }: Question,
  items: readonly Item[],
  row: Row & { choice: z.infer<typeof Choice>; decidedAt: Date },
  standing: Grade | null,
) {
  const { choice, first, grader, answer, decidedAt } = row;
  const scoreBy = (
    ids: readonly string[],
    { fullMarks, adjustment }: { fullMarks: boolean; adjustment: number },
  ) =>
    scoreOf({
      written: true,
      automatic: null,
      maximum: points,
      decision: { fullMarks, adjustment, items: items.filter(({ id }) => ids.includes(id)) },
    })!;
  const firstIds = first.items.map(({ rubricItemId }) => rubricItemId);
  const textsOf = (holds: (id: string) => boolean) =>
    items.filter(({ id }) => holds(id)).map(({ text }) => text);
  const isFirst = (id: string) => firstIds.includes(id);
  const isSecond = (id: string) => choice.appliedItemIds.includes(id);
  const given = standing?.kind === 'grade' ? standing : null;
  return {
    marks: items
      .filter(({ id, archivedAt }) => archivedAt === null || isFirst(id) || isSecond(id))
      .map(({ id }) => [isFirst(id), isSecond(id)] as const),
    answer: {
      submissionId: answer.submissionId,
      first: first.decidedBy,
      second: grader,
      firstScore: scoreBy(firstIds, first),
      secondScore: scoreBy(choice.appliedItemIds, choice),
      onlyFirst: textsOf((id) => isFirst(id) && !isSecond(id)),
      onlySecond: textsOf((id) => isSecond(id) && !isFirst(id)),
      firstAdjustment: first.adjustment,
      secondAdjustment: choice.adjustment,
      comment: choice.comment,
      stands: whichOf(row, given),
      other: given && whichOf(row, given) === null ? { by: given.gradedBy, score: given.score } : null,
      baseRevision: standing?.revision ?? 0,
      decidedAt: decidedAt.toISOString(),
    },
  };
}

/** How far first and second grades of a set agree, by question. */
export async function agreementsIn(
  db: Db,
  assignment: { id: string; courseId: string },
  { questions, items }: { questions: readonly Question[]; items: readonly (Item & { questionId: string })[] },
): Promise<Map<string, SecondGradings>> {
  const byQuestion = Map.groupBy(await readSecond(db, assignment), ({ answer }) => answer.questionId);
  const standing = new Map(
    await Promise.all(
      questions
        .filter(({ id }) => byQuestion.has(id))
        .map(async ({ id }) => {
          const submissionIds = byQuestion.get(id)!.map(({ answer }) => answer.submissionId);
          return [
            id,
            await readGrades(db, { assignmentId: assignment.id, submissionIds, questionId: id }),
          ] as const;
        }),
    ),
  );
  return new Map(
    questions.flatMap((question): [string, SecondGradings][] => {
      const rows = byQuestion.get(question.id);
      if (!rows) return [];
      const grades = standing.get(question.id)!;
      const ofQuestion = items.filter(({ questionId }) => questionId === question.id);
      const done = rows.flatMap(({ choice, decidedAt, ...row }) =>
        choice === null || decidedAt === null
          ? []
          : [
              compared(
                question,
                ofQuestion,
                { ...row, choice: Choice.parse(choice), decidedAt },
                grades.get(row.answer.submissionId)?.grade ?? null,
              ),
            ],
      );
      const apart = (each: (typeof done)[number]) =>
        Math.abs(each.answer.firstScore - each.answer.secondScore);
      const differing = ({ answer }: (typeof done)[number]) =>
        answer.onlyFirst.length + answer.onlySecond.length;
      return [
        [
          question.id,
          {
            asked: rows.length,
            kappa: kappaOf(done.flatMap(({ marks }) => marks)),
            difference: summaryOf(done.map(apart))?.mean ?? null,
            answers: done
              .toSorted((a, b) => apart(b) - apart(a) || differing(b) - differing(a))
              .map(({ answer }) => answer),
          },
        ],
      ];
    }),
  );
}
