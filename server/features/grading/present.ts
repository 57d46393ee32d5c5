import type { Question } from '../../../contract/assignment.ts';
import type { Grade, GradingQuestion, RubricItem as RubricItemView } from '../../../contract/grading.ts';
import { scoreOf } from '../../../grader/core/rubric.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { PERSON_NAME } from '../people.ts';
import { RunScores } from './scores.ts';

export const RUBRIC_ITEM = {
  id: true,
  key: true,
  text: true,
  points: true,
  archivedAt: true,
  _count: { select: { applications: true } },
} as const satisfies Prisma.RubricItemSelect;

export function presentRubricItem({
  _count,
  archivedAt,
  ...item
}: Prisma.RubricItemGetPayload<{ select: typeof RUBRIC_ITEM }>): RubricItemView {
  return { ...item, applied: _count.applications, archivedAt: archivedAt?.toISOString() ?? null };
}

export const GRADED_ANSWER = {
  id: true,
  text: true,
  grade: {
    select: {
      adjustment: true,
      comment: true,
      revision: true,
      gradedAt: true,
      groupName: true,
      gradedBy: PERSON_NAME,
    },
  },
  applications: { select: { item: { select: { id: true, text: true, points: true, position: true } } } },
} as const satisfies Prisma.AnswerSelect;
export type GradedAnswer = Prisma.AnswerGetPayload<{ select: typeof GRADED_ANSWER }>;

export function presentGradingQuestion(
  { id, label, title, kind, points }: Question,
  counts: { answers: number; graded: number },
): GradingQuestion {
  return { id, label: label ?? null, title, kind, points, ...counts };
}

/** What the answer has before people's items; null while the grader has not finished. */
export function baseOf(question: Question, runScores: unknown): number | null {
  if (question.kind === 'written') return question.points;
  return runScores === null || runScores === undefined
    ? null
    : (RunScores.parse(runScores)[question.id] ?? null);
}

/** A person's grade; null while there is none. */
export function presentGrade(
  { grade, applications }: Pick<GradedAnswer, 'grade' | 'applications'>,
  question: Question,
  runScores: unknown,
): Grade | null {
  if (!grade) return null;
  return {
    appliedItemIds: applications.map(({ item }) => item.id),
    adjustment: grade.adjustment,
    comment: grade.comment,
    score: scoreOf({
      base: baseOf(question, runScores) ?? 0,
      maximum: question.points,
      items: applications.map(({ item }) => item.points),
      adjustment: grade.adjustment,
    }),
    gradedBy: grade.gradedBy,
    gradedAt: grade.gradedAt.toISOString(),
    groupName: grade.groupName,
    revision: grade.revision,
  };
}
