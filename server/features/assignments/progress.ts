import type { Progress } from '../../../contract/assignments.ts';
import type { QuestionScore } from '../grading/scores.ts';

/** How far a group is, from what there is of it. */
export function progressOf(facts: {
  hasDraft: boolean;
  /** Of the submission that counts; null when nothing was handed in. */
  scores: readonly QuestionScore[] | null;
  released: boolean;
  overdue: boolean;
}): Progress {
  const { hasDraft, scores, released, overdue } = facts;
  if (!scores) return overdue ? 'missing' : hasDraft ? 'draft' : 'not_started';
  if (scores.some(({ state }) => state === 'grading')) return 'grading';
  if (scores.some(({ state }) => state !== 'graded')) return 'submitted';
  return released ? 'released' : 'graded';
}
