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
  /** Null where one's own earlier one was on its way: it is what they follow. */
  base: number | null;
}

export const NO_CHANGES: Changes = { states: [], base: 0 };

export interface Looked {
  answer: Pick<GradingAnswer, 'grade' | 'rule' | 'rubric'>;
  /** One's own grade of it that has not arrived. */
  pending: OutgoingGrade | null;
  /** Revision of one's own last decision on this page that has arrived; null while there is none. */
  arrived: number | null;
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

export const revisionOf = (decision: Grade | null): string => String(decision?.revision ?? 0);

/** The decision that the page shows to stand; undefined while one's own, which has not arrived, is there in its place. */
export function shownOf({ answer, pending }: Looked): Grade | null | undefined {
  if (pending === null) return answer.grade;
  return pending.state.kind === 'conflict' ? pending.state.theirs : undefined;
}

/**
 * The same with the decision that somebody has had before their eyes, for what they do upon it. Where that is nothing, since one's own was in
 * its place until just now, what they do is upon no decision: one that stands there comes to be seen beside it.
 */
export function asSeen(looked: Looked, seen: Grade | null | undefined): Looked {
  if (looked.pending !== null) return looked;
  return { ...looked, answer: { ...looked.answer, grade: seen ?? null } };
}

const standingIn = ({ answer }: Looked): number => answer.grade?.revision ?? 0;

/** Revision of the decision that the next one comes after: the one that was looked at, or one's own that was on its way. */
function followed({ states, base }: Changes, looked: Looked): number {
  if (looked.pending !== null) return looked.pending.baseRevision;
  if (states.length === 0) return standingIn(looked);
  return base ?? looked.arrived ?? standingIn(looked);
}

export function editedBy(changes: Changes, looked: Looked): Edited {
  const { answer, pending, arrived } = looked;
  const saved = pending === null ? startOf(answer) : withoutLostItems(pending.grade, answer.rubric);
  const grade = changes.states.at(-1) ?? saved;
  const dirty = isChanged(grade, answer, saved);
  // What was read before one's own decision arrived is nobody's news.
  const isNews = followed(changes, looked) !== standingIn(looked) && standingIn(looked) >= (arrived ?? 0);
  const isBehind = dirty && pending === null && isNews;
  const theirs =
    pending?.state.kind === 'conflict' ? pending.state.theirs : isBehind ? answer.grade : undefined;
  return { grade, saved, dirty, theirs };
}

export function changedTo(before: Changes, next: GradeState, looked: Looked): Changes {
  const { saved } = editedBy(before, looked);
  return {
    states: withChange(before.states, saved, next),
    base: before.states.length > 0 ? before.base : looked.pending === null ? standingIn(looked) : null,
  };
}

/** What the rule speaks for becomes a grade by the button alone, not by moving on. */
const isPrepared = ({ states }: Changes, { answer, pending }: Looked): boolean =>
  states.length === 0 && pending === null && itemFromRule(answer) !== null;

const decisionOf = (changes: Changes, looked: Looked): Decision => ({
  grade: editedBy(changes, looked).grade,
  baseRevision: followed(changes, looked),
});

/**
 * What the button saves; null where there is nothing that can be saved. What the rule has prepared was made upon no decision: it is saved upon
 * the one that has been seen.
 */
export function savedBy(changes: Changes, looked: Looked, seen: Grade | null | undefined): Decision | null {
  const upon = changes.states.length === 0 ? asSeen(looked, seen) : looked;
  const { grade, dirty, theirs } = editedBy(changes, upon);
  const isRefused = upon.pending?.state.kind === 'refused';
  if (theirs !== undefined || !(dirty || isRefused || isPrepared(changes, upon))) return null;
  return canSave(grade, upon.answer.grade) ? decisionOf(changes, upon) : null;
}

/**
 * What is sent by moving on. Where somebody decided otherwise, or words stand beside no decision, the server refuses it, and that is told
 * wherever one is by then; kept back it would be lost.
 */
export function leftBy(changes: Changes, looked: Looked): Decision | null {
  const { grade, saved, dirty } = editedBy(changes, looked);
  const hasWords = grade.comment !== saved.comment && grade.comment.trim() !== '';
  return dirty && (hasWords || canSave(grade, looked.answer.grade)) ? decisionOf(changes, looked) : null;
}

/** Mine, as it is by now, in the place of theirs; null where nobody decided otherwise, or theirs has not been seen yet. */
export function mineOver(changes: Changes, looked: Looked, seen: Grade | null | undefined): Decision | null {
  const { grade, theirs } = editedBy(changes, looked);
  return theirs === undefined || seen === undefined || revisionOf(theirs) !== revisionOf(seen)
    ? null
    : { grade, baseRevision: theirs?.revision ?? 0 };
}
