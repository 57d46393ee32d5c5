/** A grade as it is being given, beside what is saved and what is on its way: values in, values out. */
import type { Grade, GradingAnswer } from '../../../../../contract/grading.ts';
import type { OutgoingGrade } from '../grade/GradeOutbox.ts';
import {
  canSave,
  isChanged,
  itemFromRule,
  startOf,
  withChange,
  withoutLostItems,
  type GradeState,
} from '../grade/gradeState.ts';
import type { KeptGrade } from '../grade/keptGrades.ts';

/** Local changes, and the revision of the decision that they were made on. */
export interface Changes {
  states: readonly GradeState[];
  /** Null while one's own earlier one is on its way: it is what they follow. */
  base: number | null;
}

export const NO_CHANGES: Changes = { states: [], base: 0 };

export interface Looked {
  answer: Pick<GradingAnswer, 'grade' | 'rule' | 'rubric'>;
  /** One's own grade of it that has not arrived. */
  pending: OutgoingGrade | null;
}

export interface Edited {
  grade: GradeState;
  /** What it was before the changes. */
  saved: GradeState;
  dirty: boolean;
  /** Somebody else's decision about an answer that is being graded here; undefined while there is none. */
  theirs: Grade | null | undefined;
}

export type Decision = Pick<KeptGrade, 'grade' | 'baseRevision'>;

const revisionOf = ({ answer }: Looked): number => answer.grade?.revision ?? 0;

export function editedBy({ states, base }: Changes, looked: Looked): Edited {
  const { answer, pending } = looked;
  const saved = pending === null ? startOf(answer) : withoutLostItems(pending.grade, answer.rubric);
  const grade = states.at(-1) ?? saved;
  const dirty = isChanged(grade, answer, saved);
  const isBehind = dirty && pending === null && base !== null && base !== revisionOf(looked);
  const theirs =
    pending?.state.kind === 'conflict' ? pending.state.theirs : isBehind ? answer.grade : undefined;
  return { grade, saved, dirty, theirs };
}

export function changedTo(before: Changes, next: GradeState, looked: Looked): Changes {
  const { saved } = editedBy(before, looked);
  return {
    states: withChange(before.states, saved, next),
    base: before.states.length > 0 ? before.base : looked.pending === null ? revisionOf(looked) : null,
  };
}

/** What the rule speaks for becomes a grade by the button alone, not by moving on. */
const isPrepared = ({ states }: Changes, { answer, pending }: Looked): boolean =>
  states.length === 0 && pending === null && itemFromRule(answer) !== null;

function decisionOf(changes: Changes, looked: Looked, isNew: boolean): Decision | null {
  const { grade, theirs } = editedBy(changes, looked);
  const { states, base } = changes;
  const { answer, pending } = looked;
  const isRefused = pending?.state.kind === 'refused';
  if (theirs !== undefined || !(isNew || isRefused)) return null;
  if (!canSave(grade, answer.grade)) return null;
  const revision = revisionOf(looked);
  return { grade, baseRevision: isRefused ? revision : ((states.length > 0 ? base : null) ?? revision) };
}

/** What the button saves; null where there is nothing that can be saved. */
export function savedBy(changes: Changes, looked: Looked): Decision | null {
  return decisionOf(changes, looked, editedBy(changes, looked).dirty || isPrepared(changes, looked));
}

/** What is saved by moving on. */
export function leftBy(changes: Changes, looked: Looked): Decision | null {
  return decisionOf(changes, looked, editedBy(changes, looked).dirty);
}

/** Mine in the place of theirs; null where nobody decided otherwise. */
export function mineOver(changes: Changes, looked: Looked): Decision | null {
  const { grade, theirs } = editedBy(changes, looked);
  if (theirs === undefined) return null;
  return { grade: looked.pending === null ? grade : looked.pending.grade, baseRevision: theirs?.revision ?? 0 };
}
