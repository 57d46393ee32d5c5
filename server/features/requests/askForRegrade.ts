import type { BodyOf } from '../../../contract/operation.ts';
import type { AskedPassage, askForRegrade as operation } from '../../../contract/requests.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { setForStudent } from '../../middleware/subject.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { getFeedback } from '../feedback/getFeedback.ts';
import { questionOf } from '../grading/questionOf.ts';
import { askingOf, countUsed } from './asking.ts';
import { itemsOf } from './listRequests.ts';

/**
 * A student asks for another look at a grade that they see. One request about a question at a time: what was said about it
 * stands together.
 *
 * @returns the request's id
 */
export async function askForRegrade(
  db: Db,
  subject: SubmissionSubject,
  questionId: string,
  {
    userId,
    now,
    act,
    reason,
    itemId,
    passage,
  }: BodyOf<typeof operation> & { userId: string; now: Date; act: string },
): Promise<string> {
  // Before all that may have changed since it was asked.
  const asked = await db.$transaction((tx) => doneBefore(tx, act));
  if (asked) return asked.subject;
  const { course, assignment, submission } = subject;
  const feedback = await getFeedback(db, { course, assignment, version: subject.current }, { userId, now });
  if (feedback.submission.id !== submission.id)
    throw new ApiError('unacceptable', 'Another submission counts for you. Ask about that one.');
  const shown = feedback.questions.find(({ question }) => question === questionId);
  if (!shown) throw new ApiError('not_found', 'This question is not in the set any more.');
  const items = await itemsOf(db, subject, userId);
  if (itemId !== null && !items.some(({ id, question }) => id === itemId && question === questionId))
    throw new ApiError(
      'unacceptable',
      'This item is not part of your grade any more. Read your feedback again.',
    );
  const { kind } = questionOf(subject.current.definition, questionId);
  const place = passage && placeOf(passage, kind === 'written' ? null : (feedback.file?.text ?? ''));
  return db.$transaction(async (tx) => {
    // One at a time of each student, so that the limit holds.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`requests ${assignment.id} ${userId}`}, 0))`;
    // And about each answer, since several have handed it in.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`requests ${submission.id} ${questionId}`}, 0))`;
    const before = await doneBefore(tx, act);
    if (before) return before.subject;
    const row = await tx.assignment.findUniqueOrThrow({ where: { id: assignment.id } });
    const set = await setForStudent(tx, row, { userId, now });
    const used = await countUsed(tx, assignment.id, userId);
    const { closed } = askingOf(set, { question: questionId, used, now });
    if (closed !== null) throw new ApiError('locked', `Not sent. ${closed}`);
    if (shown.state !== 'graded' || shown.score === null)
      throw new ApiError('locked', 'Not sent. This answer has no grade that you see.');
    const open = await tx.regradeRequest.count({
      where: {
        submissionId: submission.id,
        questionId,
        NOT: { events: { some: { act: { in: ['closed', 'withdrawn'] } } } },
      },
    });
    if (open > 0)
      throw new ApiError('locked', 'Not sent. A request about this question is open: reply there.');
    const { id } = await tx.regradeRequest.create({
      data: {
        assignmentId: assignment.id,
        submissionId: submission.id,
        questionId,
        askedById: userId,
        askedAt: now,
        rubricItemId: itemId,
        ...place,
        reason,
      },
    });
    await recordAudit(tx, {
      act,
      actorId: userId,
      courseId: course.id,
      action: 'askForRegrade',
      subject: id,
      details: { submission: submission.id, question: questionId, item: itemId },
    });
    return id;
  });
}

const LONGEST_QUOTE = 500;

/**
 * Where a request points, as it is kept.
 *
 * @param program where the question asks for one; null where it is answered in writing
 */
function placeOf(
  passage: AskedPassage,
  program: string | null,
): { line: number; endLine: number | null; quote: string } {
  if ('quote' in passage && program === null) return { ...passage, endLine: null };
  if ('quote' in passage || program === null)
    throw new ApiError(
      'unacceptable',
      program === null
        ? 'Not sent. This answer is written: point at its words.'
        : 'Not sent. This answer is a program: point at its lines.',
    );
  const { line, endLine } = passage;
  const lines = program.split('\n');
  const chosen = lines
    .slice(line - 1, endLine)
    .join('\n')
    .trimEnd();
  if (endLine < line || endLine > lines.length || chosen.trim() === '')
    throw new ApiError(
      'unacceptable',
      `Not sent. Nothing stands in lines ${line} to ${endLine} of your file, which has ${lines.length}. Choose others.`,
    );
  const quote = chosen.length > LONGEST_QUOTE ? `${chosen.slice(0, LONGEST_QUOTE)}…` : chosen;
  return { line, endLine, quote };
}
