import type { Question } from '../../../contract/assignment.ts';
import type { GradingQuestion, RubricItem as RubricItemView } from '../../../contract/grading.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Standing } from './standing.ts';

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

/** On how many answers each item is, by the grades that stand. */
export function countApplied(
  answers: readonly { score: { standing: Standing | null } }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { score } of answers) {
    if (score.standing?.decision.kind !== 'grade') continue;
    for (const { item } of score.standing.decision.items) counts.set(item.id, (counts.get(item.id) ?? 0) + 1);
  }
  return counts;
}

export function presentGradingQuestion(
  { id, label, title, kind, points }: Question,
  counts: Pick<GradingQuestion, 'answers' | 'graded' | 'changed'>,
): GradingQuestion {
  return { id, label: label ?? null, title, kind, points, ...counts };
}
