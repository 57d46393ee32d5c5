/** What a grader gives one answer, as values. */
import type { Grade, GradingAnswer, GradingAnswerRow, RubricItem } from '../../../../contract/grading.ts';

export interface GradeState {
  appliedItemIds: string[];
  adjustment: number;
  /** Markdown + TeX. */
  comment: string;
}

export const UNGRADED: GradeState = { appliedItemIds: [], adjustment: 0, comment: '' };

export function stateOfGrade(grade: Grade | null): GradeState {
  if (grade === null) return UNGRADED;
  const { appliedItemIds, adjustment, comment } = grade;
  return { appliedItemIds, adjustment, comment };
}

type Ungraded = Pick<GradingAnswer, 'grade' | 'rule'>;

/**
 * Id of the item that the rule in an answer speaks for and that the instructor lets Stepwise apply; null once a person has
 * graded, and where there is none.
 */
export function itemFromRule({ grade, rule }: Ungraded): string | null {
  if (grade !== null || rule === null || !rule.deduct || rule.right) return null;
  return rule.suggestedItemId;
}

/** What the panel shows before anything is changed: the saved grade, else what the rule speaks for. */
export function startOf(answer: Ungraded): GradeState {
  const item = itemFromRule(answer);
  return item === null ? stateOfGrade(answer.grade) : { ...UNGRADED, appliedItemIds: [item] };
}

/**
 * Whether something is there that a person gave and that is to be saved on moving on. Neither an item from the rule that
 * was left as it is, nor one that was only taken away, is a grade.
 */
export function isChanged(grade: GradeState, answer: Ungraded, saved: GradeState): boolean {
  const onlyTakenAway = sameGrade(grade, UNGRADED) && sameGrade(saved, startOf(answer));
  return !sameGrade(grade, saved) && !(itemFromRule(answer) !== null && onlyTakenAway);
}

export function sameGrade(a: GradeState, b: GradeState): boolean {
  return (
    a.adjustment === b.adjustment &&
    a.comment === b.comment &&
    a.appliedItemIds.length === b.appliedItemIds.length &&
    a.appliedItemIds.every((id) => b.appliedItemIds.includes(id))
  );
}

export function toggleItem(state: GradeState, id: string): GradeState {
  const { appliedItemIds } = state;
  return {
    ...state,
    appliedItemIds: appliedItemIds.includes(id)
      ? appliedItemIds.filter((each) => each !== id)
      : [...appliedItemIds, id],
  };
}

/** Full marks: the item that takes nothing, where the rubric has one, and no adjustment. The comment stays. */
export function fullMarks(state: GradeState, rubric: RubricItem[]): GradeState {
  const correct = rubric.find(({ points, archivedAt }) => points === 0 && archivedAt === null);
  return { ...state, appliedItemIds: correct === undefined ? [] : [correct.id], adjustment: 0 };
}

/** clamp(points + Σ applied items + adjustment, 0, points), as the server reckons. */
export function scoreOf(state: GradeState, rubric: RubricItem[], maxScore: number): number {
  const items = rubric.filter(({ id }) => state.appliedItemIds.includes(id));
  const sum = items.reduce((total, { points }) => total + points, maxScore + state.adjustment);
  return Math.min(maxScore, Math.max(0, sum));
}

/** The next answer without a score after this one, going round once; null when all others have one. */
export function nextUngraded(rows: GradingAnswerRow[], submissionId: string): string | null {
  const at = rows.findIndex((row) => row.submissionId === submissionId);
  const round = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return round.find(({ score }) => score === null)?.submissionId ?? null;
}

/** The answer so many places on, null beyond the ends. */
export function neighbour(rows: GradingAnswerRow[], submissionId: string, by: number): string | null {
  const at = rows.findIndex((row) => row.submissionId === submissionId);
  return at < 0 ? null : (rows[at + by]?.submissionId ?? null);
}
