import type { Question } from '../../../contract/assignment.ts';
import type { GradingQuestion, RubricItem as RubricItemView } from '../../../contract/grading.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { LAST_DECISION } from './decisions.ts';

export const RUBRIC_ITEM = {
  id: true,
  key: true,
  text: true,
  points: true,
  archivedAt: true,
  group: { select: { id: true, name: true, exclusive: true, floor: true, cap: true } },
} as const satisfies Prisma.RubricItemSelect;

/** @param applied by item, answers that count and have it */
export function presentRubricItem(
  { archivedAt, ...item }: Prisma.RubricItemGetPayload<{ select: typeof RUBRIC_ITEM }>,
  applied: ReadonlyMap<string, number>,
): RubricItemView {
  return { ...item, applied: applied.get(item.id) ?? 0, archivedAt: archivedAt?.toISOString() ?? null };
}

/** On how many answers of these submissions each item is, by the decisions that stand. */
export async function countApplied(
  db: Db | Tx,
  submissionIds: readonly string[],
  questionId: string,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; count: number }[]>`
    SELECT item.rubric_item_id AS id, count(*)::int AS count
    FROM answers answer
    JOIN grade_decisions decision ON decision.answer_id = answer.id AND decision.kind = 'grade'
    JOIN grade_decision_items item ON item.revision = decision.revision
    WHERE answer.submission_id = ANY(${[...submissionIds]}::uuid[]) AND answer.question_id = ${questionId}
      AND NOT EXISTS (SELECT 1 FROM grade_decisions later WHERE later.supersedes = decision.revision)
    GROUP BY item.rubric_item_id`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export const GRADED_ANSWER = {
  id: true,
  text: true,
  decisions: LAST_DECISION,
} as const satisfies Prisma.AnswerSelect;
export type GradedAnswer = Prisma.AnswerGetPayload<{ select: typeof GRADED_ANSWER }>;

export function presentGradingQuestion(
  { id, label, title, kind, points }: Question,
  counts: { answers: number; graded: number },
): GradingQuestion {
  return { id, label: label ?? null, title, kind, points, ...counts };
}
