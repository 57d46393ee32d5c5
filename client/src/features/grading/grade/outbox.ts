/**
 * Grades on their way to the server. Grading goes on while they are sent; what could not be sent waits and is sent
 * again when the server answers. What is on its way is kept on the device, and sent by the next page where this one ends.
 */
import {
  getGradingAnswer,
  gradeAnswer,
  GradeConflict,
  listGradingAnswers,
  listGradingQuestions,
  type Grade,
} from '../../../../../contract/grading.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { call, sessionEnded } from '../../../api/call.ts';
import { invalidate, queryClient, queryOf } from '../../../api/query.ts';
import { reachable } from '../../../api/reachability.ts';
import { createSignal } from '../../../api/signal.ts';
import { sameGrade, stateOfGrade } from './gradeState.ts';
import { forgetGrade, keepGrade, openKept, type KeptGrade } from './keptGrades.ts';

export interface OutgoingGrade extends KeptGrade {
  state:
    | { kind: 'sending' }
    | { kind: 'waiting' }
    | { kind: 'conflict'; theirs: Grade | null }
    | { kind: 'refused'; message: string };
}

export const outbox = createSignal<readonly OutgoingGrade[]>([]);

export function outgoing(submissionId: string, question: string): OutgoingGrade | null {
  return (
    outbox.get().find((each) => each.submissionId === submissionId && each.question === question) ?? null
  );
}

/** Submission ids of answers to a question whose grades have not arrived. */
export function onTheWay(question: string): string[] {
  return outbox.get().flatMap((each) => (each.question === question ? [each.submissionId] : []));
}

function replace(grade: KeptGrade, by: OutgoingGrade | null): void {
  const before = outgoing(grade.submissionId, grade.question);
  if (by === null) forgetGrade(grade);
  else if (by.grade !== before?.grade || by.baseRevision !== before.baseRevision) keepGrade(by);
  const others = outbox
    .get()
    .filter((each) => each.submissionId !== grade.submissionId || each.question !== grade.question);
  outbox.set(by === null ? others : [...others, by]);
}

/** Puts a grade on its way. A newer one of the same answer takes its place and goes when the first has arrived. */
export async function sendGrade(grade: KeptGrade): Promise<void> {
  const before = outgoing(grade.submissionId, grade.question);
  const next: OutgoingGrade = { ...grade, state: { kind: 'waiting' } };
  if (before?.state.kind === 'sending') replace(before, next);
  else await send(next);
}

export function dropGrade(grade: OutgoingGrade): void {
  replace(grade, null);
  void invalidate(getGradingAnswer, listGradingAnswers);
}

/** Whose earlier pages are seen to. */
let seenTo: string | null = null;

/** Sends what an earlier page of a person has left, once a page. */
export async function sendKept(userId: string): Promise<void> {
  if (seenTo === userId) return;
  seenTo = userId;
  for (const kept of await openKept(userId))
    if (outgoing(kept.submissionId, kept.question) === null) void sendGrade(kept);
}

const sends = new Set<Promise<void>>();

/** Resolves when nothing is being sent; what waits for the server is not waited for. */
export async function allSent(): Promise<void> {
  while (sends.size > 0) await Promise.all(sends);
}

function send(grade: OutgoingGrade): Promise<void> {
  const sending = attempt(grade).finally(() => sends.delete(sending));
  sends.add(sending);
  return sending;
}

async function attempt(grade: OutgoingGrade): Promise<void> {
  const { submissionId, question, baseRevision } = grade;
  const sending: OutgoingGrade = { ...grade, state: { kind: 'sending' } };
  replace(grade, sending);
  const settle = (state: OutgoingGrade['state']) => {
    // Not when a newer grade of the same answer has taken its place meanwhile.
    const now = outgoing(submissionId, question);
    if (now === sending) replace(sending, { ...sending, state });
    else if (now?.state.kind === 'waiting' && state.kind !== 'waiting') replace(now, { ...now, state });
  };
  const arrived = async (saved: Grade) => {
    remember(submissionId, question, saved);
    const newer = outgoing(submissionId, question);
    if (newer === sending) replace(sending, null);
    else if (newer !== null) await attempt({ ...newer, baseRevision: saved.revision });
    void invalidate(listGradingAnswers, listGradingQuestions);
  };
  try {
    const saved = await call(gradeAnswer, {
      params: { submissionId, question },
      body: { ...grade.grade, baseRevision },
    });
    await arrived(saved);
  } catch (error) {
    if (isApiError(error, 'grade_conflict')) {
      const { theirs } = error.detailsAs(GradeConflict);
      if (theirs !== null && isIt(theirs, grade)) await arrived(theirs);
      else settle({ kind: 'conflict', theirs });
    } else if (isApiError(error, 'unreachable', 'unavailable', 'not_signed_in')) settle({ kind: 'waiting' });
    else {
      settle({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
      // Rubric and answer are others than this page shows; with the new ones saving works again.
      void invalidate(getGradingAnswer);
    }
  }
}

/** It had arrived before: only the answer to it was lost. */
const isIt = (decision: Grade, { userId, grade }: KeptGrade): boolean =>
  decision.kind !== 'taken_back' &&
  decision.gradedBy.id === userId &&
  sameGrade(stateOfGrade(decision), grade);

/** A decision about this very answer can be taken back; what stands beside a grade that was carried over is a comment. */
const ownOf = ({ kind, from }: Grade): 'grade' | 'comment' | null => {
  if (kind === 'taken_back') return null;
  return from === null ? kind : 'comment';
};

function remember(submissionId: string, question: string, grade: Grade): void {
  queryClient.setQueryData(
    queryOf(getGradingAnswer, { params: { submissionId, question } }).queryKey,
    (answer) =>
      answer && {
        ...answer,
        grade,
        own: ownOf(grade),
        score: grade.kind === 'grade' ? grade.score : answer.automatic,
      },
  );
}

function sendWaiting(): void {
  for (const grade of outbox.get()) if (grade.state.kind === 'waiting') void send(grade);
}

reachable.subscribe(() => reachable.get() && sendWaiting());
sessionEnded.subscribe(() => !sessionEnded.get() && sendWaiting());
window.addEventListener('beforeunload', (event) => {
  if (outbox.get().length > 0) event.preventDefault();
});
