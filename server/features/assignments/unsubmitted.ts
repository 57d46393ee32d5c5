/**
 * What somebody has begun and not handed in is in no submission, and nothing but the set's own page leads to it. Whoever loses the time to hand
 * in, or that page, is told by whichever act it happens, and so they are when they have it again; a look at the act names them.
 */
import type { Assignment, Course } from '../../../prisma/generated/client.ts';
import type { PersonName } from '../../../contract/common.ts';
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import { notify } from '../notifications/notify.ts';
import { unsubmittedWords } from '../notifications/words.ts';
import { ACTIVE } from '../roster/active.ts';

interface Unsubmitted extends PersonName {
  /** They have written something. */
  hasBegun: boolean;
}

/** Students of the course now whom no submission of a set names. */
async function unsubmitted(tx: Tx, { id, courseId }: Assignment): Promise<Unsubmitted[]> {
  const none = { submissionMembers: { none: { submission: { group: { assignmentId: id } } } } };
  const document = { is: { seq: { gt: tx.document.fields.firstSeq } } };
  const [students, begun] = await Promise.all([
    tx.enrolment.findMany({
      where: { courseId, role: 'student', ...ACTIVE, user: none },
      select: { user: { select: { id: true, name: true } } },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    }),
    tx.groupMember.findMany({ where: { assignmentId: id, group: { document } }, select: { userId: true } }),
  ]);
  const writers = new Set(begun.map(({ userId }) => userId));
  return students.map(({ user }) => ({ ...user, hasBegun: writers.has(user.id) }));
}

/** Of them those who have written something. */
export async function begunWork(tx: Tx, set: Assignment): Promise<PersonName[]> {
  const all = await unsubmitted(tx, set);
  return all.flatMap(({ hasBegun, ...person }) => (hasBegun ? [person] : []));
}

interface Release {
  before: Date | null;
  after: Date | null;
  now: Date;
}

/** Whoever has begun, or is still in time, and whose time ends as grades come out, or who have it again as they are taken back. */
export async function unsubmittedAtRelease(
  tx: Tx,
  set: Assignment,
  { before, after, now }: Release,
): Promise<PersonName[]> {
  if (set.hiddenAt !== null || set.archivedAt !== null || isOut(before, now) === isOut(after, now)) return [];
  const all = await unsubmitted(tx, set);
  const ids = all.map(({ id }) => id);
  const dueTimes = await loadDueTimes(tx, [set], ids);
  const [were, are] = [before, after].map((gradesReleasedAt) => ({ ...set, gradesReleasedAt })) as [Assignment, Assignment]; // prettier-ignore
  return all.flatMap(({ hasBegun, ...person }) => {
    const { opensAt, dueAt, acceptedUntil, releasesAt } = dueTimes.of(are, person.id);
    const isInTime = dueAt > now && (opensAt === null || opensAt <= now);
    const isTaken = acceptedUntil === null || acceptedUntil > now;
    const isTurned = isOut(dueTimes.of(were, person.id).releasesAt, now) !== isOut(releasesAt, now);
    return (hasBegun || isInTime) && isTaken && isTurned ? [person] : [];
  });
}

/** Tells those of `unsubmittedAtRelease`. @param at of which moment it is, by which they are told once */
export async function tellUnsubmitted(
  tx: Tx,
  { course, set }: { course: Course; set: { id: string; slug: string; title: string } },
  people: readonly PersonName[],
  { out, at, now }: { out: boolean; at: Date; now: Date },
): Promise<void> {
  await notify(tx, {
    kind: 'extension',
    courseId: course.id,
    userIds: people.map(({ id }) => id),
    key: `${set.id} unsubmitted ${out} ${at.toISOString()}`,
    words: unsubmittedWords({ course, set }, out ? 'ended' : 'again'),
    now,
  });
}
