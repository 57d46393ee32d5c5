import type { StudentChange } from '../../../contract/effects.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SubmissionSubject } from '../../middleware/subject.ts';
import { countingByStudent } from '../grading/scoreChanges.ts';
import { tellingOfQuestions } from '../grading/tellOfChangedGrades.ts';
import { notify } from '../notifications/notify.ts';
import { countsWords } from '../notifications/words.ts';
import { PERSON_NAME } from '../people.ts';
import { isScoreSeen, withEffects } from '../policies/effects.ts';
import { requireSeen } from '../requireSeen.ts';
import { tellOfChanges, withoutTold } from '../policies/tellOfChanges.ts';

interface Pin {
  userId: string;
  /** Null takes the choice back. */
  reason: string | null;
  actorId: string;
  now: Date;
  preview: boolean;
  /** The choice that was seen; absent: whatever stands. */
  seen?: { submissionId: string; reason: string } | null | undefined;
  /** Sets of which the reader of a preview sees no name beside a score. */
  anonymous: ReadonlySet<string>;
}

const countingFor = async (tx: Tx, { assignmentId, userId }: { assignmentId: string; userId: string }) =>
  (await countingByStudent(tx, assignmentId, userId)).get(userId) ?? null;

/**
 * Lets a submission count for one of those it names, whatever comes later; without a reason, the last one again. They are told,
 * of a score of theirs where one changes, in another set, too: what counts is what late days are spent for.
 *
 * @returns as a preview what that would change for them
 * @throws ApiError unacceptable for a student whom it does not name, and to take back a choice that is another one by now
 */
export async function pinSubmission(
  db: Db,
  { course, assignment, submission, current }: SubmissionSubject,
  { userId, reason, actorId, now, preview, seen, anonymous }: Pin,
): Promise<StudentChange[] | null> {
  const assignmentId = assignment.id;
  const courseId = course.id;
  const of = { assignmentId, userId };
  const pinOrUnpin = async (tx: Tx) => {
    if (reason === null) {
      await tx.submissionPin.delete({ where: { assignmentId_userId: of } });
      return;
    }
    const pin = { submissionId: submission.id, reason, pinnedById: actorId, pinnedAt: now };
    await tx.submissionPin.upsert({
      where: { assignmentId_userId: of },
      create: { ...of, ...pin },
      update: pin,
    });
  };
  const change = async (tx: Tx) => {
    const named = await tx.submissionMember.findUnique({
      where: { submissionId_userId: { submissionId: submission.id, userId } },
    });
    if (!named) throw new ApiError('unacceptable', 'This submission does not name that student.');
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`pin ${assignmentId} ${userId}`}, 0))`;
    const pinned = await tx.submissionPin.findUnique({
      where: { assignmentId_userId: of },
      select: { submissionId: true, reason: true, pinnedBy: PERSON_NAME },
    });
    const isSame = pinned?.submissionId === submission.id && pinned.reason === reason;
    if (isSame || (reason === null && pinned === null)) return { told: new Set<string>(), counts: null };
    requireSeen(
      seen,
      pinned && { submissionId: pinned.submissionId, reason: pinned.reason },
      pinned
        ? `${pinned.pinnedBy.name} chose which submission counts meanwhile: “${pinned.reason}”.`
        : 'The choice was taken back meanwhile.',
    );
    if (reason === null && pinned && pinned.submissionId !== submission.id)
      throw new ApiError(
        'unacceptable',
        `${pinned.pinnedBy.name} chose another submission meanwhile, which counts. Nothing was changed: take that choice back, or choose this one.`,
      );
    const before = await countingFor(tx, of);
    const { told } = await tellingOfQuestions(tx, { course, assignment }, { userId, now }, () =>
      pinOrUnpin(tx),
    );
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'pinSubmission',
      subject: submission.id,
      details: {
        userId,
        before: pinned && { submission: pinned.submissionId, reason: pinned.reason },
        after: reason === null ? null : { submission: submission.id, reason },
      },
    });
    const after = await countingFor(tx, of);
    return { told, counts: after && after.submissionId !== before?.submissionId ? after.number : null };
  };
  const whose = { courseId, now, userIds: [userId], anonymous: preview ? anonymous : undefined };
  const { changes } = await withEffects(db, { ...whose, preview, adds: true }, change, async (tx, made) => {
    const rest = withoutTold(made.changes, { slug: assignment.slug, told: made.told });
    await tellOfChanges(tx, rest, { courseId, now, why: 'Another submission counts for you now.' });
    // Whoever is told of a score reads there why.
    const isToldOf = ({ before, after }: StudentChange['sets'][number]) =>
      before.score !== after.score && isScoreSeen(before, now) && isScoreSeen(after, now);
    if (made.counts === null || made.told.size > 0 || rest.some(({ sets }) => sets.some(isToldOf))) return;
    await notify(tx, {
      kind: 'graded',
      courseId,
      userIds: [userId],
      key: `${assignmentId} chosen ${now.toISOString()}`,
      words: countsWords(
        { course, set: { slug: assignment.slug, title: current.definition.title } },
        { number: made.counts, reason },
      ),
      now,
    });
  });
  return preview ? changes : null;
}
