/** Groups of answers that are graded in one action, as values. */
import type { AnswerGroupView, GroupedAnswer } from '../../../../contract/answerGroups.ts';
import { sameGrade, stateOfGrade, UNGRADED, type GradeState } from '../grading/gradeState.ts';

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

export function gradedOf(group: AnswerGroupView): GroupedAnswer[] {
  return group.answers.filter(({ grade }) => grade !== null);
}

/** The answers that "Grade group" changes: those without a grade, and the graded ones only when asked for. */
export function targetsOf(group: AnswerGroupView, includeGraded: boolean): GroupedAnswer[] {
  return includeGraded ? group.answers : group.answers.filter(({ grade }) => grade === null);
}

/** What the panel begins with: the grade that all graded answers of the group share, else none. */
export function commonGrade(group: AnswerGroupView): GradeState {
  const [first, ...others] = gradedOf(group).map(({ grade }) => stateOfGrade(grade));
  return first !== undefined && others.every((other) => sameGrade(first, other)) ? first : UNGRADED;
}

/** The group that an answer is in; null when the answer is not there. */
export function groupWith(
  groups: readonly AnswerGroupView[],
  submissionId: string | null,
): AnswerGroupView | null {
  return groups.find(({ answers }) => answers.some((each) => each.submissionId === submissionId)) ?? null;
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

/** What "Grade group" does to them: "9 answers; 3 graded ones are left". */
export function gradeWords(group: AnswerGroupView, includeGraded: boolean): string {
  const targets = targetsOf(group, includeGraded).length;
  const left = group.answers.length - targets;
  if (targets === 0) return left === 1 ? 'It is graded' : `All ${left} are graded`;
  const words = answersWords(targets);
  if (left === 0) return words;
  return `${words}; ${left === 1 ? '1 graded one is' : `${left} graded ones are`} left`;
}
