/** The columns of the gradebook: totals, sets, and the questions of those that are opened. */
import type { getQuestionScores, Gradebook } from '../../../../../contract/gradebook.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';
import { questionName, questionWords } from '../../../../../contract/questionName.ts';
import type { Column } from './gradebookRows.ts';

/** Of the sets whose questions are shown; null while they are fetched. */
export type ShownQuestions = ReadonlyMap<string, ResponseOf<typeof getQuestionScores>['questions'] | null>;

export interface ColumnView {
  by: Column;
  /** In words, for the buttons of its heading. */
  name: string;
  kind: 'total' | 'category' | 'set' | 'question';
  /** Of a set and of its questions. */
  set: string;
  /** Of the set among the sets. */
  index: number;
  question: string;
  title: string;
  /** What the head says in full where somebody points at it. */
  full: string;
  points: number;
}

/** The total, and what it is made of where that is more than one category. */
export function totalsOf(categories: Gradebook['categories']): ColumnView[] {
  const of = { set: '', question: '', index: -1, points: 100 };
  const shares = categories.map(({ title }, place): ColumnView => ({
    by: `total:${place}`,
    name: title,
    kind: 'category',
    title,
    full: title,
    ...of,
  }));
  return [
    { by: 'total', name: 'total', kind: 'total', title: 'Total', full: 'Total', ...of },
    ...(shares.length > 1 ? shares : []),
  ];
}

export function columnsOf(assignments: Gradebook['assignments'], questions: ShownQuestions): ColumnView[] {
  return assignments.flatMap(({ slug, title: full, short: title, maxScore }, index): ColumnView[] => [
    { by: index, name: slug, kind: 'set', set: slug, index, question: '', title, full, points: maxScore },
    ...(questions.get(slug) ?? []).map((question): ColumnView => ({
      by: `${slug}/${question.id}`,
      name: `${slug}, ${questionWords(question)}`,
      kind: 'question',
      set: slug,
      index,
      question: question.id,
      title: questionName(question),
      full: questionName(question),
      points: question.points,
    })),
  ]);
}
