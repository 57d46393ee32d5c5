/**
 * Comments on passages that are being written. What a grader leaves behind by going on is sent, as a grade is; what could
 * not be sent is told, and is there again when they come back to the answer. Until it has arrived it is kept on this device (ADR 116), so that it
 * outlives a reload and a browser that ends.
 */
import {
  addInlineComment,
  editInlineComment,
  listInlineComments,
} from '../../../../contract/inlineComments.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call, sessionEnded } from '../../api/call.ts';
import { putInto } from '../../api/query.ts';
import { reachable } from '../../api/reachability.ts';
import { createSignal } from '../../api/signal.ts';
import { device, readKept, writeKept } from '../../app/keptWords.ts';
import type { Place } from '../../components/passages/align.ts';

export interface Draft extends Place {
  /** Of the comment. */
  id: string;
  text: string;
  /** Of the comment that gets other words; null of a new one. */
  baseRevision: number | null;
  /** What it said before. */
  before: string;
}

export interface AnswerPlace {
  submissionId: string;
  question: string;
}

const keyOf = ({ submissionId, question }: AnswerPlace): string => `${question} ${submissionId}`;

/** In the form of each answer. */
const drafts = new Map<string, Draft>();

/** Whose device this is; nothing is kept before somebody writes. */
let writer: string | null = null;

/** Says who comments here: what is kept of others is not shown to them. */
export function writeAs(userId: string): void {
  writer = userId;
}

const placeOf = (answer: AnswerPlace): string => `comment ${keyOf(answer)}`;

function isDraft(kept: unknown): kept is Draft {
  const { id, start, end, text, before, baseRevision } = (kept ?? {}) as Partial<
    Record<keyof Draft, unknown>
  >;
  return (
    [id, text, before].every((each) => typeof each === 'string') &&
    [start, end].every((each) => typeof each === 'number') &&
    (baseRevision === null || typeof baseRevision === 'number')
  );
}

function keptDraft(answer: AnswerPlace): Draft | null {
  const kept = writer === null ? null : readKept(device, writer, placeOf(answer));
  return isDraft(kept) ? kept : null;
}

function keepOnDevice(answer: AnswerPlace, draft: Draft | null): void {
  if (writer !== null) writeKept(device, writer, placeOf(answer), draft);
}

/** One that was left and has not arrived. */
export interface UnsentComment {
  answer: AnswerPlace;
  draft: Draft;
  why: string;
  /** It is sent by itself when the server can be reached. */
  waits: boolean;
}

export const unsentComments = createSignal<readonly UnsentComment[]>([]);

/** What is being written about an answer, else what of it was left and could not be sent. */
export const draftOf = (answer: AnswerPlace): Draft | null =>
  drafts.get(keyOf(answer)) ??
  unsentComments.get().findLast((each) => keyOf(each.answer) === keyOf(answer))?.draft ??
  notLeaving(keptDraft(answer));

export function keepDraft(answer: AnswerPlace, draft: Draft | null): void {
  keepOnDevice(answer, draft !== null && isWritten(draft) ? draft : null);
  if (draft === null) drafts.delete(keyOf(answer));
  else {
    drafts.set(keyOf(answer), draft);
    dropUnsent(draft.id);
  }
}

/** It is not to be sent any more. */
export function discard({ answer, draft }: Pick<UnsentComment, 'answer' | 'draft'>): void {
  if (keptDraft(answer)?.id === draft.id) keepOnDevice(answer, null);
  dropUnsent(draft.id);
}

function dropUnsent(id: string): void {
  const others = unsentComments.get().filter(({ draft }) => draft.id !== id);
  if (others.length < unsentComments.get().length) unsentComments.set(others);
}

export const isWritten = ({ text, before }: Draft): boolean => text.trim() !== '' && text.trim() !== before;

/** @throws what the server answers; then the draft is still there */
export async function sendDraft(answer: AnswerPlace, draft: Draft): Promise<void> {
  const { id, start, end, text, baseRevision } = draft;
  const { comments } =
    baseRevision === null
      ? await call(addInlineComment, { params: answer, body: { id, start, end, text } })
      : await call(editInlineComment, { params: { ...answer, commentId: id }, body: { text, baseRevision } });
  // Not other words, which were written since.
  if (drafts.get(keyOf(answer))?.id === id && drafts.get(keyOf(answer))?.text === text)
    keepDraft(answer, null);
  const kept = keptDraft(answer);
  if (kept?.id === id && kept.text === text) keepOnDevice(answer, null);
  dropUnsent(id);
  showComments(answer, comments);
}

export function showComments(
  answer: AnswerPlace,
  comments: Awaited<ReturnType<typeof call<typeof listInlineComments>>>['comments'],
): void {
  putInto(listInlineComments, { params: answer }, () => ({ comments }));
}

/** Sent, and not there yet. */
const leaving = new Set<string>();

const notLeaving = (draft: Draft | null): Draft | null =>
  draft === null || leaving.has(draft.id) ? null : draft;

/** Of an answer that is left: what is on its way is no draft any more, unless it does not arrive. */
export function sendLeftDraft(answer: AnswerPlace): void {
  const draft = draftOf(answer);
  drafts.delete(keyOf(answer));
  if (draft !== null && isWritten(draft)) void sendLeft(answer, draft);
}

const AGAIN_MS = 10_000;

export async function sendLeft(answer: AnswerPlace, draft: Draft): Promise<void> {
  const { id } = draft;
  if (leaving.has(id)) return;
  leaving.add(id);
  try {
    await sendDraft(answer, draft);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const waits = isApiError(error, 'unreachable', 'unavailable', 'not_signed_in');
    // Where it is written on, the form has it.
    if (drafts.get(keyOf(answer))?.id !== id)
      unsentComments.set([
        ...unsentComments.get().filter((each) => each.draft.id !== id),
        { answer, draft, why, waits },
      ]);
    // Of a server that answers, nothing tells when it can again.
    if (isApiError(error, 'unavailable')) setTimeout(sendWaiting, AGAIN_MS);
  } finally {
    leaving.delete(id);
  }
}

function sendWaiting(): void {
  for (const { answer, draft, waits } of unsentComments.get()) if (waits) void sendLeft(answer, draft);
}

reachable.subscribe(() => reachable.get() && sendWaiting());
sessionEnded.subscribe(() => !sessionEnded.get() && sendWaiting());
globalThis.window?.addEventListener('beforeunload', (event) => {
  if (leaving.size + unsentComments.get().length > 0 || [...drafts.values()].some(isWritten))
    event.preventDefault();
});
