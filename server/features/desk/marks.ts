/** Flags and skips: rows that are only added, of which the last says how it stands. */
import type { AnswerMarks, Mark, markAnswer as operation } from '../../../contract/desk.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { after } from '../after.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { PERSON_NAME } from '../people.ts';

export const NO_MARKS: AnswerMarks = { flag: null, skipped: [] };

/** By submission, of those that have any. */
export async function marksOf(
  db: Db | Tx,
  submissionIds: readonly string[],
  questionId: string,
): Promise<Map<string, AnswerMarks>> {
  const rows = await db.answerMark.findMany({
    where: { answer: { submissionId: { in: [...submissionIds] }, questionId } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: {
      kind: true,
      reason: true,
      at: true,
      by: PERSON_NAME,
      answer: { select: { submissionId: true } },
    },
  });
  const marks = new Map<string, AnswerMarks>();
  for (const { kind, by, reason, at, answer } of rows) {
    const { flag, skipped } = marks.get(answer.submissionId) ?? NO_MARKS;
    const mark: Mark = { by, reason, at: at.toISOString() };
    const others = skipped.filter((each) => each.by.id !== by.id);
    if (kind === 'settled') marks.set(answer.submissionId, NO_MARKS);
    else if (kind === 'flagged') marks.set(answer.submissionId, { flag: mark, skipped });
    else marks.set(answer.submissionId, { flag, skipped: [...others, mark] });
  }
  return marks;
}

const SAID = { flagged: 'flagged this', skipped: 'skipped this', settled: 'settled this' };

/** @throws ApiError not_found; unacceptable to settle what was said since the caller looked */
export async function markAnswer(
  db: Db,
  { course, submission }: SubmissionSubject,
  questionId: string,
  { userId, now, ...said }: BodyOf<typeof operation> & { userId: string; now: Date },
): Promise<AnswerMarks> {
  const { kind, reason } = said;
  const seen = said.kind === 'settled' ? said.seen : undefined;
  const where = { submissionId_questionId: { submissionId: submission.id, questionId } };
  return db.$transaction(async (tx) => {
    const answer = await tx.answer.findUnique({ where, select: { id: true } });
    if (!answer) throw new ApiError('not_found', 'There is no such answer.');
    await tx.$queryRaw`SELECT 1 FROM answers WHERE id = ${answer.id}::uuid FOR NO KEY UPDATE`;
    const last = await tx.answerMark.findFirst({
      where: { answerId: answer.id },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      include: { by: PERSON_NAME },
    });
    // Sent twice it is the same.
    const isSame = last?.kind === kind && last.byId === userId && last.reason === reason;
    if (isSame) return (await marksOf(tx, [submission.id], questionId)).get(submission.id) ?? NO_MARKS;
    if (seen !== undefined && last && last.at.toISOString() !== new Date(seen).toISOString())
      throw new ApiError(
        'unacceptable',
        `${last.by.name} ${SAID[last.kind]} meanwhile${last.reason === '' ? '' : `: “${last.reason}”`}. Nothing was settled: look at it first.`,
      );
    await tx.answerMark.create({
      // After the last one, though the clock was set back since.
      data: { answerId: answer.id, kind, reason, byId: userId, at: after(last?.at ?? null, now) },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'markAnswer',
      subject: submission.id,
      details: { question: questionId, mark: kind, reason },
    });
    return (await marksOf(tx, [submission.id], questionId)).get(submission.id) ?? NO_MARKS;
  });
}
