/** What people did about grades and were told of it: everything that the end of the play is judged by. */
import type { SubmissionView } from '../../../../contract/submissions.ts';
import type { VersionSteps } from '../../../../contract/versions.ts';
import type { Person } from '../stage.ts';
import type { QuestionId, Sheet } from './sheet.ts';

export interface Choice {
  kind: 'grade' | 'comment' | 'taken_back';
  items: readonly string[];
  fullMarks: boolean;
  adjustment: number;
  comment: string;
}

/** From asking to the answer, on the play's own clock. */
export interface Span {
  asked: number;
  answered: number;
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
  /** Absent where the answer was lost with its server. */
  span?: Span;
  /** What it was made about, as its row says: only what held within its span is believed. */
  basis?: { version: number; run: RunOf };
}

/** The rerun that a run is of; null for a submission's own, and where there is no program. */
export type RunOf = string | null;

export interface PublishedVersion {
  sheet: Sheet;
  steps: VersionSteps;
}

/** What held between two acts of the instructor. */
export interface Epoch {
  /** Of the act that began it. */
  span: Span;
  /** Index of the version in force. */
  version: number;
  /** By submission, the rerun whose result counts in place of its own. */
  reruns: ReadonlyMap<string, string>;
}

export interface Rerun {
  id: string;
  /** Index of the version whose tests it runs. */
  version: number;
  /** Submissions whose result counts, and since when. */
  applied: Map<string, number>;
  /** Nothing more is done with it: discarded, or stopped. */
  over: boolean;
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
  /** The first is that of the writing. */
  versions: PublishedVersion[];
  reruns: Rerun[];
  epochs: Epoch[];
  /** Acts that the instructor was told of, by operation. */
  acts: Map<string, number>;
  /** What broke a law while it was looked at. */
  wrong: string[];
  /** What is wrong unless an act explains it that was answered later; asked at the end. */
  doubts: (() => string | null)[];
  /** A later moment than every one that it gave before. */
  tick(): number;
}

/** Least that the bounded items add together. */
export const FLOOR = -1;

export const sheetNow = (log: GradingLog): Sheet => log.versions.at(-1)!.sheet;

/** Whose result counts, by submission: of those applied the last. */
function countingReruns(reruns: readonly Rerun[]): Map<string, string> {
  const counting = new Map<string, { id: string; since: number }>();
  for (const { id, applied } of reruns)
    for (const [submissionId, since] of applied)
      if (since > (counting.get(submissionId)?.since ?? 0)) counting.set(submissionId, { id, since });
  return new Map([...counting].map(([submissionId, { id }]) => [submissionId, id]));
}

/**
 * Notes that the instructor changed what decisions and runs amount to.
 *
 * @param operation null where the server died over it and nothing was changed
 */
export function noteEpoch(log: GradingLog, operation: string | null, asked: number): void {
  log.epochs.push({
    span: { asked, answered: log.tick() },
    version: log.versions.length - 1,
    reruns: countingReruns(log.reruns),
  });
  if (operation !== null) log.acts.set(operation, (log.acts.get(operation) ?? 0) + 1);
}

/** What may have held at some moment of a span. */
export function epochsWithin({ epochs }: GradingLog, span: Span | undefined): Epoch[] {
  if (!span) return epochs;
  return epochs.filter((epoch, index) => {
    const next = epochs[index + 1];
    return epoch.span.asked < span.answered && (!next || next.span.answered > span.asked);
  });
}
