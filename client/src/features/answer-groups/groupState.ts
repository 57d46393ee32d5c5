/** Groups of answers that are graded in one action, as values. */
import type { AnswerGroupView, GroupedAnswer } from '../../../../contract/answerGroups.ts';
import { pointsText } from '../../components/points.ts';
import { isGrade } from '../grading/grade/gradeState.ts';

/** Answers that read the same: one text, shown once. */
export interface Fold {
  /** Submission id of the first. */
  key: string;
  answers: GroupedAnswer[];
}

/** Longest name that a group may have. */
export const MAX_NAME = 120;

/** Largest first; otherwise in the order given. Answers that show images are alike only to themselves. */
export function foldEqual(answers: readonly GroupedAnswer[]): Fold[] {
  const folds = new Map<string, Fold>();
  for (const answer of answers) {
    const shown = answer.images.filter(({ name }) => answer.answer.includes(name)).map(({ id }) => id);
    const key = JSON.stringify([answer.answer.replace(/\r\n?/g, '\n').trim(), ...shown]);
    const fold = folds.get(key);
    if (fold) fold.answers.push(answer);
    else folds.set(key, { key: answer.submissionId, answers: [answer] });
  }
  return [...folds.values()].sort((a, b) => b.answers.length - a.answers.length);
}

/** Those whose grade needs nobody: an answer that is another one since counts as ungraded. */
export function gradedOf(group: AnswerGroupView): GroupedAnswer[] {
  return group.answers.filter(({ grade }) => isGrade(grade) && !grade.from?.changed);
}

/** Those about which somebody decided something, if only a comment. */
function decidedOf(group: AnswerGroupView): GroupedAnswer[] {
  return group.answers.filter(
    ({ grade }) => grade !== null && grade.kind !== 'taken_back' && !grade.from?.changed,
  );
}

/** The answers that "Grade group" changes: those that nobody touched, and the others only when asked for. */
export function targetsOf(group: AnswerGroupView, includeGraded: boolean): GroupedAnswer[] {
  const decided = new Set(decidedOf(group));
  return includeGraded ? group.answers : group.answers.filter((answer) => !decided.has(answer));
}

/** How many of a group have which score, the most frequent first: "3 × 0.5, 2 × 1". */
export function scoresWords(answers: readonly GroupedAnswer[]): string {
  const counts = new Map<number, number>();
  for (const { grade } of answers)
    if (grade !== null && grade.score !== null) counts.set(grade.score, (counts.get(grade.score) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || b - a)
    .map(([score, count]) => `${count} × ${pointsText(score)}`)
    .join(', ');
}

/** The group that an answer is in; null when the answer is not there. */
export function groupWith(
  groups: readonly AnswerGroupView[],
  submissionId: string | null,
): AnswerGroupView | null {
  return groups.find(({ answers }) => answers.some((each) => each.submissionId === submissionId)) ?? null;
}

/**
 * Under which answer of a group the grade is kept that was begun for it: that of an answer which is in it, since groups are split and merged by
 * colleagues meanwhile, and what was begun goes with its answer.
 */
export function begunUnder(
  states: Readonly<Record<string, readonly unknown[]>>,
  { answers }: AnswerGroupView,
): string {
  const begun = answers.find(({ submissionId }) => Object.hasOwn(states, submissionId));
  return (begun ?? answers[0])?.submissionId ?? '';
}

/** The next group with an ungraded answer after this one, going round once; null when there is no other. */
export function nextUngradedGroup(
  groups: readonly AnswerGroupView[],
  group: AnswerGroupView,
): AnswerGroupView | null {
  const at = groups.indexOf(group);
  const round = [...groups.slice(at + 1), ...groups.slice(0, Math.max(at, 0))];
  return round.find((each) => targetsOf(each, false).length > 0) ?? null;
}

/** The first group that has something to grade, else the first; null when there is none. */
export function openingGroup(groups: readonly AnswerGroupView[]): AnswerGroupView | null {
  return groups.find((group) => targetsOf(group, false).length > 0) ?? groups[0] ?? null;
}

/** Adds or takes out. */
export function toggled(chosen: ReadonlySet<string>, ...ids: string[]): ReadonlySet<string> {
  const next = new Set(chosen);
  const on = !ids.every((id) => chosen.has(id));
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

export function answersWords(count: number): string {
  return `${count} ${count === 1 ? 'answer' : 'answers'}`;
}

/** What "Grade group" does to them: "Grade 63; 5 graded stay (3 × 0.5, 2 × 1)". */
export function gradeWords(group: AnswerGroupView, includeGraded: boolean): string {
  const targets = targetsOf(group, includeGraded).length;
  const graded = includeGraded ? [] : gradedOf(group);
  const commented = includeGraded ? 0 : decidedOf(group).length - graded.length;
  const stay = [
    ...(graded.length === 0
      ? []
      : [`${graded.length} graded ${graded.length === 1 ? 'stays' : 'stay'} (${scoresWords(graded)})`]),
    ...(commented === 0 ? [] : [`${commented} with a comment ${commented === 1 ? 'stays' : 'stay'}`]),
  ];
  return [targets === 0 ? 'Nothing to grade' : `Grade ${targets}`, ...stay].join('; ');
}
