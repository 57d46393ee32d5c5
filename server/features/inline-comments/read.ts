/**
 * Comments on passages, for those who may see them: of an answer, and of earlier answers of the same people, so that
 * handing in again takes none away. A place is one of the text in which it was made; where the newer answer says the same,
 * it is there as well.
 */
import type { InlineComment } from '../../../contract/inlineComment.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { PERSON_NAME } from '../people.ts';

const LONGEST_QUOTE = 500;

const COMMENT = {
  id: true,
  start: true,
  end: true,
  writtenBy: PERSON_NAME,
  events: { orderBy: { number: 'asc' }, select: { number: true, act: true, at: true, text: true } },
} as const satisfies Prisma.InlineCommentSelect;

const COMMENTED = {
  questionId: true,
  text: true,
  submission: {
    select: {
      id: true,
      number: true,
      submittedAt: true,
      files: { take: 1, select: { text: true } },
    },
  },
  comments: { select: COMMENT },
} as const satisfies Prisma.AnswerSelect;

type Commented = Prisma.AnswerGetPayload<{ select: typeof COMMENTED }>;
type Row = Commented['comments'][number];

/** What comments on an answer point into. */
export const sourceOf = (
  kind: 'written' | 'optimizer' | 'experiment',
  { text, files }: { text: string; files: readonly { text: string }[] },
): string => (kind === 'written' ? text : (files[0]?.text ?? ''));

const lineAt = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;

function presentComment(
  { id, start, end, writtenBy, events }: Row,
  { source, here, submission }: { source: string; here: boolean; submission: Commented['submission'] },
): InlineComment[] {
  const last = events.at(-1);
  if (!last || last.act === 'removed') return [];
  // What was taken away and put back says what it said.
  const said = events.filter(({ act }) => act !== 'removed');
  const written = said.findLast(({ text }, index) => text !== said[index - 1]?.text) ?? last;
  const quote = source.slice(start, end);
  return [
    {
      id,
      start,
      end,
      submissionId: submission.id,
      number: submission.number,
      here,
      line: lineAt(source, start),
      endLine: lineAt(source, end - 1),
      quote: quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote,
      text: last.text,
      by: writtenBy,
      at: written.at.toISOString(),
      edited: written !== said[0],
      revision: last.number,
    },
  ];
}

interface Shown {
  assignmentId: string;
  submission: { id: string; number: number; submittedAt: Date; files: readonly { text: string }[] };
  /** Whose earlier submissions are asked about, too. */
  userIds: readonly string[];
  /** With the answers that are shown. */
  questions: readonly { id: string; kind: 'written' | 'optimizer' | 'experiment'; text: string }[];
}

/** @returns by question, those of the text that is shown in its order, then those of other texts */
export async function inlineCommentsOf(
  db: Db | Tx,
  { assignmentId, submission, userIds, questions }: Shown,
): Promise<Map<string, InlineComment[]>> {
  const answers = await db.answer.findMany({
    where: {
      questionId: { in: questions.map(({ id }) => id) },
      comments: { some: {} },
      OR: [
        { submissionId: submission.id },
        {
          submission: {
            number: { lt: submission.number },
            group: { assignmentId },
            members: { some: { userId: { in: [...userIds] } } },
          },
        },
      ],
    },
    orderBy: { submission: { number: 'desc' } },
    select: COMMENTED,
  });
  return new Map(
    questions.map(({ id, kind, text }) => {
      const shown = sourceOf(kind, { text, files: submission.files });
      const comments = answers
        .filter(({ questionId }) => questionId === id)
        .flatMap((answer) => {
          const source = sourceOf(kind, { text: answer.text, files: answer.submission.files });
          const place = { source, here: source === shown, submission: answer.submission };
          return answer.comments.flatMap((row) => presentComment(row, place));
        });
      return [id, comments.sort(inOrder)];
    }),
  );
}

/** Stable, so that of earlier submissions the last stays first. */
function inOrder(a: InlineComment, b: InlineComment): number {
  if (!a.here || !b.here) return Number(b.here) - Number(a.here);
  return a.end - b.end || a.start - b.start || a.at.localeCompare(b.at);
}
