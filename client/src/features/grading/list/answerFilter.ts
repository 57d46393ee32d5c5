/** Which answers of a question the list shows, and the arrows lead to. */
import type { GradingAnswerRow } from '../../../../../contract/grading.ts';
import { createSignal } from '../../../api/signal.ts';
import { isToGrade } from '../grade/gradeState.ts';

export const STATES = {
  ungraded: 'Ungraded',
  graded: 'Graded',
  changed: 'Changed since graded',
  flagged: 'Flagged',
  skipped: 'Skipped',
  late: 'Late',
  empty: 'Empty',
  mine: 'My part',
} as const;
export type State = keyof typeof STATES;

export interface AnswerFilter {
  /** Part of a name. */
  text: string;
  state: State | null;
  section: string | null;
  itemId: string | null;
  graderId: string | null;
  /** As the list writes it. */
  score: number | null;
}

export const NO_FILTER: AnswerFilter = {
  text: '',
  state: null,
  section: null,
  itemId: null,
  graderId: null,
  score: null,
};

export const isFiltering = (filter: AnswerFilter): boolean =>
  Object.entries(filter).some(([, value]) => value !== null && value !== '');

function isIn(row: GradingAnswerRow, state: State, userId: string): boolean {
  switch (state) {
    case 'ungraded':
      return isToGrade(row) && row.score === null;
    case 'graded':
      return !isToGrade(row);
    case 'changed':
      return row.score !== null && isToGrade(row);
    case 'flagged':
      return row.marks.flag !== null;
    case 'skipped':
      return row.marks.skipped.length > 0;
    case 'late':
      return row.late;
    case 'empty':
      return row.empty;
    case 'mine':
      return row.partOf === userId;
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function filterAnswers(
  rows: GradingAnswerRow[],
  { text, state, section, itemId, graderId, score }: AnswerFilter,
  userId: string,
): GradingAnswerRow[] {
  const wanted = plain(text.trim());
  return rows.filter(
    (row) =>
      (wanted === '' || row.members.some(({ name }) => plain(name).includes(wanted))) &&
      (state === null || isIn(row, state, userId)) &&
      (section === null || row.sections.includes(section)) &&
      (itemId === null || row.itemIds.includes(itemId)) &&
      (graderId === null || row.gradedBy?.id === graderId) &&
      (score === null || row.score === score),
  );
}

/** Of the question that it was chosen for; another one begins with none. */
export const answerFilter = createSignal<{ of: string; filter: AnswerFilter }>({
  of: '',
  filter: NO_FILTER,
});

export function filterFor(question: string): AnswerFilter {
  const { of, filter } = answerFilter.get();
  return of === question ? filter : NO_FILTER;
}
