/** What people did about grades and were told of it: everything that the end of the play is judged by. */
import type { SubmissionView } from '../../../../contract/submissions.ts';
import type { Person } from '../stage.ts';

export const QUESTIONS = ['one', 'two'] as const;
export type QuestionId = (typeof QUESTIONS)[number];

export interface Choice {
  kind: 'grade' | 'comment' | 'taken_back';
  items: readonly string[];
  fullMarks: boolean;
  adjustment: number;
  comment: string;
}

/** One decision about one answer. */
export interface Entry {
  by: Person;
  submissionId: string;
  question: QuestionId;
  /** Of the decision itself, and 0; or of the one that it was made on, and 1. */
  order: readonly [revision: number, after: 0 | 1];
  /** What was decided; or that the person's last decision was undone. */
  what: Choice | 'undone';
}

export interface GradingLog {
  operations: number;
  entries: Entry[];
  /** By id; those of the writing before, too. */
  submissions: Map<string, SubmissionView>;
  /** People with requests whose answers were lost with a server: each may have been done or not. */
  unanswered: Set<string>;
  /** Of rubric items, as they were changed last. */
  points: Map<string, number>;
  /** Items that together take away no more than `FLOOR`. */
  bounded: Set<string>;
  /** By student, the submission that staff pinned. */
  pins: Map<string, string>;
  /** What broke a law while it was looked at. */
  wrong: string[];
}

/** Least that the bounded items add together. */
export const FLOOR = -1;
