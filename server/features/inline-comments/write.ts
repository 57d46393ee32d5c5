/** Where comments on passages come from and are changed: by rows that are added, each with its act in the log. */
import { MAX_INLINE_COMMENTS } from '../../../contract/inlineComments.ts';
import type { InlineComment, SourcePlace } from '../../../contract/inlineComment.ts';
import type { Role } from '../../../contract/common.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { questionOf } from '../grading/questionOf.ts';
import { namedBy, whoSees } from '../grading/whoSees.ts';
import { notify } from '../notifications/notify.ts';
import { commentedWords, uncommentedWords } from '../notifications/words.ts';
import { PERSON_NAME } from '../people.ts';
import { inlineCommentsOf, sourceOf } from './read.ts';

interface Writer {
  userId: string;
  role: Role;
  now: Date;
}

async function answerOf(tx: Tx | Db, { submission, current }: SubmissionSubject, questionId: string) {
  const question = questionOf(current.definition, questionId);
  const answer = await tx.answer.findUnique({
    where: { submissionId_questionId: { submissionId: submission.id, questionId } },
    select: {
      id: true,
      text: true,
      submission: {
        select: {
          id: true,
          number: true,
          submittedAt: true,
          files: { take: 1, select: { text: true } },
          members: { select: { userId: true } },
        },
      },
    },
  });
  if (!answer) throw new ApiError('not_found', 'There is no such answer.');
  return { ...answer, question };
}

/** To staff, all about an answer and earlier ones of any of its people. */
export async function listInlineComments(
  db: Db,
  subject: SubmissionSubject,
  questionId: string,
): Promise<InlineComment[]> {
  const { text, question, submission } = await answerOf(db, subject, questionId);
  const found = await inlineCommentsOf(db, {
    assignmentId: subject.assignment.id,
    submission,
    userIds: submission.members.map(({ userId }) => userId),
    questions: [{ id: question.id, kind: question.kind, text }],
  });
  return found.get(questionId) ?? [];
}

function assertPlace(source: string, { start, end }: SourcePlace): void {
  if (source.slice(start, end).trim() === '' || end > source.length)
    throw new ApiError(
      'unacceptable',
      `There are no words from ${start} to ${end} of this answer, which has ${source.length} characters. Select the passage again.`,
    );
}

/** Of an answer that is locked: comments come one at a time, so that the limit holds. */
async function assertRoom(tx: Tx, answerId: string): Promise<void> {
  const comments = await tx.inlineComment.findMany({
    where: { answerId },
    select: { events: { orderBy: { number: 'desc' }, take: 1, select: { act: true } } },
  });
  if (comments.filter(({ events: [last] }) => last?.act !== 'removed').length >= MAX_INLINE_COMMENTS)
    throw new ApiError(
      'unacceptable',
      `This answer has ${MAX_INLINE_COMMENTS} comments, the most there may be. Say the rest beside the grade.`,
    );
}

const lockAnswer = (tx: Tx, answerId: string) =>
  tx.$queryRaw`SELECT 1 FROM answers WHERE id = ${answerId}::uuid FOR NO KEY UPDATE`;

export async function addInlineComment(
  db: Db,
  subject: SubmissionSubject,
  questionId: string,
  { id, start, end, text, userId, now }: SourcePlace & { id: string; text: string } & Writer,
): Promise<InlineComment[]> {
  await db.$transaction(async (tx) => {
    const answer = await answerOf(tx, subject, questionId);
    assertPlace(sourceOf(answer.question.kind, { text: answer.text, files: answer.submission.files }), {
      start,
      end,
    });
    // One at a time about an answer, so that the limit holds and what is sent twice finds itself.
    await lockAnswer(tx, answer.id);
    const known = await tx.inlineComment.findUnique({ where: { id } });
    if (known?.answerId === answer.id && known.writtenById === userId) return;
    if (known) throw new ApiError('unacceptable', 'This id is another comment’s. Send a new one.');
    // Two tabs give it two ids; nobody says the same of the same words twice.
    const same = await tx.inlineComment.findMany({
      where: { answerId: answer.id, writtenById: userId, start, end },
      select: { events: { orderBy: { number: 'desc' }, take: 1, select: { act: true, text: true } } },
    });
    if (same.some(({ events: [last] }) => last?.act !== 'removed' && last?.text === text)) return;
    await assertRoom(tx, answer.id);
    await tx.inlineComment.create({
      data: {
        id,
        answerId: answer.id,
        start,
        end,
        writtenById: userId,
        events: { create: { number: 1, act: 'written', at: now, byId: userId, text } },
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: subject.course.id,
      action: 'addInlineComment',
      subject: subject.submission.id,
      details: { question: questionId, after: text },
    });
    await tellOfComment(tx, subject, answer, { act: 'said', commentId: id, now });
  });
  return listInlineComments(db, subject, questionId);
}

/**
 * Whoever sees the grade is told: of an answer once that something is said, and once that something is gone, until they have read it, however many
 * comments come and go. Answers are locked one at a time, so that of two comments at once the second finds what the first told.
 */
async function tellOfComment(
  tx: Tx,
  { course, assignment, submission, current }: SubmissionSubject,
  { id: answerId, question }: { id: string; question: { id: string; title: string } },
  { act, commentId, now }: { act: 'said' | 'removed'; commentId: string; now: Date },
): Promise<void> {
  const about = act === 'said' ? answerId : `removed ${answerId}`;
  const named = new Map([[question.id, await namedBy(tx, [submission.id])]]);
  const readers = (await whoSees(tx, assignment.row, named, now)).get(question.id) ?? [];
  const waiting = await tx.notification.findMany({
    where: { userId: { in: readers }, readAt: null, key: { startsWith: `commented ${about} ` } },
    select: { userId: true },
  });
  const told = new Set(waiting.map(({ userId }) => userId));
  await notify(tx, {
    kind: 'commented',
    courseId: course.id,
    userIds: readers.filter((userId) => !told.has(userId)),
    key: `${about} ${commentId}`,
    words: (act === 'said' ? commentedWords : uncommentedWords)(
      { course, set: { slug: assignment.slug, title: current.definition.title } },
      question.title,
    ),
    now,
  });
}

interface Change extends Writer {
  commentId: string;
  baseRevision: number;
  /** Null removes it. */
  text: string | null;
}

export async function changeInlineComment(
  db: Db,
  subject: SubmissionSubject,
  questionId: string,
  { commentId, baseRevision, text, userId, role, now }: Change,
): Promise<InlineComment[]> {
  const change = async (tx: Tx) => {
    const comment = await tx.inlineComment.findFirst({
      where: { id: commentId, answer: { submissionId: subject.submission.id, questionId } },
      select: {
        answerId: true,
        writtenById: true,
        events: { orderBy: { number: 'desc' }, take: 1, include: { by: PERSON_NAME } },
      },
    });
    const last = comment?.events[0];
    if (!comment || !last) throw new ApiError('not_found', 'There is no such comment on this answer.');
    if (comment.writtenById !== userId && !(text === null && role === 'instructor'))
      throw new ApiError(
        'unacceptable',
        text === null
          ? 'This is a colleague’s comment: they or an instructor can remove it.'
          : 'This is a colleague’s comment: only they can change its words. Add one of your own.',
      );
    const says = last.act === 'removed' ? null : last.text;
    // Sent twice, since its answer was lost, it is done once.
    if (text === says && (last.byId === userId || last.number === baseRevision)) return;
    if (last.number !== baseRevision)
      throw new ApiError(
        'unacceptable',
        `${last.by.name} ${last.act === 'removed' ? 'removed' : 'changed'} this comment meanwhile. Yours is not saved.`,
      );
    // Put back it is one more; of two who change one at once the second is refused by its number.
    await lockAnswer(tx, comment.answerId);
    if (last.act === 'removed') await assertRoom(tx, comment.answerId);
    await tx.inlineCommentEvent.create({
      data: {
        commentId,
        number: last.number + 1,
        act: text === null ? 'removed' : 'edited',
        at: now,
        byId: userId,
        text: text ?? '',
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: subject.course.id,
      action: text === null ? 'removeInlineComment' : 'editInlineComment',
      subject: subject.submission.id,
      details: { question: questionId, before: last.text || null, after: text },
    });
    const answer = await answerOf(tx, subject, questionId);
    const act = text === null ? 'removed' : 'said';
    await tellOfComment(tx, subject, answer, { act, commentId: `${commentId} ${last.number + 1}`, now });
  };
  try {
    await db.$transaction(change);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError(
      'unacceptable',
      'This comment was changed just now. Read it again; yours is not saved.',
    );
  }
  return listInlineComments(db, subject, questionId);
}
