/**
 * Comments on passages that are being written. What a grader leaves behind by going on is sent, as a grade is; what could
 * not be sent is there again when they come back to the answer.
 */
import {
  addInlineComment,
  editInlineComment,
  listInlineComments,
} from '../../../../contract/inlineComments.ts';
import { call } from '../../api/call.ts';
import { queryClient, queryOf } from '../../api/query.ts';
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

const drafts = new Map<string, Draft>();

export const draftOf = (answer: AnswerPlace): Draft | null => drafts.get(keyOf(answer)) ?? null;

export function keepDraft(answer: AnswerPlace, draft: Draft | null): void {
  if (draft === null) drafts.delete(keyOf(answer));
  else drafts.set(keyOf(answer), draft);
}

const isWritten = ({ text, before }: Draft): boolean => text.trim() !== '' && text.trim() !== before;

/** @throws what the server answers; then the draft is still there */
export async function sendDraft(answer: AnswerPlace, draft: Draft): Promise<void> {
  const { id, start, end, text, baseRevision } = draft;
  const { comments } =
    baseRevision === null
      ? await call(addInlineComment, { params: answer, body: { id, start, end, text } })
      : await call(editInlineComment, { params: { ...answer, commentId: id }, body: { text, baseRevision } });
  if (draftOf(answer)?.id === id) keepDraft(answer, null);
  showComments(answer, comments);
}

export function showComments(
  answer: AnswerPlace,
  comments: Awaited<ReturnType<typeof call<typeof listInlineComments>>>['comments'],
): void {
  queryClient.setQueryData(queryOf(listInlineComments, { params: answer }).queryKey, { comments });
}

/** Sent, and not there yet. */
const leaving = new Set<Draft>();

/** Of an answer that is left: what is on its way is no draft any more, unless it does not arrive. */
export function sendLeftDraft(answer: AnswerPlace): void {
  const draft = draftOf(answer);
  keepDraft(answer, null);
  if (draft === null || !isWritten(draft)) return;
  leaving.add(draft);
  void sendDraft(answer, draft)
    .catch(() => {
      if (draftOf(answer) === null) keepDraft(answer, draft);
    })
    .finally(() => leaving.delete(draft));
}

window.addEventListener('beforeunload', (event) => {
  if (leaving.size > 0 || [...drafts.values()].some(isWritten)) event.preventDefault();
});
