import { isDeepStrictEqual } from 'node:util';
import type { ExtensionOutcome, Target } from '../../../contract/extensions.ts';
import { ExtendedWindow } from '../../../contract/policy.ts';
import { timesFor } from '../../../grader/core/policies/times.ts';
import { recordAudit } from '../../database/audit.ts';
import { NO_JSON, type Db, type Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { datesOf } from '../../middleware/dueTimes.ts';
import type { AssignmentSubject, SetFor } from '../../middleware/subject.ts';
import { momentOf } from '../policies/courseClock.ts';
import { withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { ACTIVE } from '../roster/active.ts';
import { listExtensions } from './listExtensions.ts';

interface Act {
  actorId: string;
  now: Date;
  preview: boolean;
}

async function withOutcome(
  db: Db,
  news: WorkNews,
  { row: set }: SetFor,
  { now, preview }: Omit<Act, 'actorId'>,
  /** @returns why, as those whom it changes are told */
  change: (tx: Tx) => Promise<string>,
): Promise<ExtensionOutcome> {
  const { courseId } = set;
  let why = '';
  const make = async (tx: Tx) => {
    why = await change(tx);
    return listExtensions(tx, set);
  };
  const outcome = await withEffects(db, { courseId, now, preview, adds: true }, make, (tx, { changes }) =>
    tellOfChanges(tx, changes, { courseId, now, why, isForThem: true }),
  );
  if (outcome.applied) news.tell({ kind: 'assignment', assignment: set.id });
  return outcome;
}

const NO_STUDENT = new ApiError('not_found', 'This student is not in the course.');
const NO_GROUP = new ApiError('not_found', 'Nobody is in this group any more.');

/**
 * @returns who is in the group; nobody where it is not for a group
 * @throws ApiError not_found when there is nobody of that kind
 */
async function membersOf(
  tx: Tx,
  set: { id: string; courseId: string },
  target: Target,
): Promise<{ userId: string }[]> {
  const { courseId } = set;
  if (target.kind === 'student') {
    const where = { courseId, userId: target.userId, role: 'student' as const, ...ACTIVE };
    if ((await tx.enrolment.count({ where })) === 0) throw NO_STUDENT;
  } else if (target.kind === 'group') {
    const where = { groupId: target.groupId, assignmentId: set.id };
    const members = await tx.groupMember.findMany({ where, select: { userId: true } });
    if (members.length === 0) throw NO_GROUP;
    return members;
  } else if ((await tx.enrolment.count({ where: { courseId, section: target.section } })) === 0) {
    throw new ApiError('not_found', `Nobody is in section ${target.section}.`);
  }
  return [];
}

/** Times by the course's clock; null where one stays as it is. */
interface Wished {
  until: string | null;
  opens: string | null;
  window: ExtendedWindow;
  closes: string | null;
  releases: string | null;
}

const unacceptable = (message: string) => new ApiError('unacceptable', message);

const NOBODY = { userId: null, groupId: null, section: null };
const NOTHING = {
  ...{ ...NOBODY, members: [], reason: '' },
  ...{ opensAt: null, dueAt: null, lateWindow: null, closesAt: null, releasesAt: null },
};

/** @throws ApiError unacceptable for a time that there is not, or that gives nobody anything */
function timesOf(wished: Wished, { course, assignment }: AssignmentSubject) {
  const at = (time: string | null) => (time === null ? null : momentOf(time, course.timeZone));
  const times = {
    dueAt: at(wished.until),
    opensAt: at(wished.opens),
    lateWindow: wished.window,
    closesAt: at(wished.closes),
    releasesAt: at(wished.releases),
  };
  const { row, policy, times: own } = assignment;
  if (Object.values(times).every((time) => time === null))
    throw unacceptable('Say which time is another one: an extension without a time changes nothing.');
  if (times.dueAt && times.dueAt <= row.dueAt)
    throw unacceptable('That is no later than the set is due. An extension gives more time.');
  if (times.opensAt && (!own.opensAt || times.opensAt >= own.opensAt))
    throw unacceptable('The set is open by then for everybody. An extension opens it earlier.');
  const { dueAt, lateWindow } = times;
  const windowAlone = { ...NOTHING, dueAt, lateWindow };
  if (lateWindow && timesFor(datesOf(row, policy), policy, [windowAlone]).because.window === null)
    throw unacceptable(
      own.acceptedUntil
        ? 'That late window ends no later than for everybody. Choose a longer one; where the hard end of the set comes before, give another hard end.'
        : 'Late work of everybody is taken until grades are released: no late window is longer.',
    );
  if (times.closesAt && (!own.acceptedUntil || times.closesAt <= own.acceptedUntil))
    throw unacceptable('Everybody may hand in until then. An extension gives more time.');
  if (times.releasesAt && row.gradesReleasedAt && times.releasesAt <= row.gradesReleasedAt)
    throw unacceptable('Grades are out by then. For some they can only come later than for others.');
  return times;
}

export function grantExtension(
  db: Db,
  news: WorkNews,
  subject: AssignmentSubject,
  { target, reason, actorId, now, preview, ...wished }: Act & Wished & { target: Target; reason: string },
): Promise<ExtensionOutcome> {
  const { course, assignment: set } = subject;
  const times = timesOf(wished, subject);
  const grant = async (tx: Tx) => {
    const members = await membersOf(tx, set, target);
    const { kind, ...whom } = target;
    const lateWindow = times.lateWindow ?? NO_JSON;
    const data = { ...whom, ...times, lateWindow, reason, grantedById: actorId, grantedAt: now };
    // Sent again since its answer was lost, it is given once: taken back, it is gone. Who joined a group since is given it by another.
    const { dueAt, opensAt, closesAt, releasesAt } = times;
    const given = await tx.extension.findMany({
      where: { ...NOBODY, ...whom, assignmentId: set.id, dueAt, opensAt, closesAt, releasesAt, reason },
      select: { lateWindow: true, members: { select: { userId: true } } },
    });
    const isGiven = given.some(
      (each) =>
        isDeepStrictEqual(ExtendedWindow.parse(each.lateWindow), times.lateWindow) &&
        members.every(({ userId }) => each.members.some((named) => named.userId === userId)),
    );
    if (isGiven) return reason;
    const { id } = await tx.extension.create({
      data: { assignmentId: set.id, ...data, members: { createMany: { data: members } } },
    });
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'grantExtension',
      subject: set.slug,
      details: { id, kind, ...whom, ...inWords(times), reason, members: members.map(({ userId }) => userId) },
    });
    return reason;
  };
  return withOutcome(db, news, set, { now, preview }, grant);
}

type Times = ReturnType<typeof timesOf>;

const inWords = ({ dueAt, opensAt, lateWindow, closesAt, releasesAt }: Times) => ({
  dueAt: dueAt?.toISOString() ?? null,
  opensAt: opensAt?.toISOString() ?? null,
  lateWindow,
  closesAt: closesAt?.toISOString() ?? null,
  releasesAt: releasesAt?.toISOString() ?? null,
});

export function revokeExtension(
  db: Db,
  news: WorkNews,
  { course, assignment: set }: AssignmentSubject,
  { id, actorId, now, preview }: Act & { id: string },
): Promise<ExtensionOutcome> {
  return withOutcome(db, news, set, { now, preview }, async (tx) => {
    const row = await tx.extension.findFirst({ where: { id, assignmentId: set.id } });
    if (!row) throw new ApiError('not_found', 'This extension was taken back already.');
    await tx.extension.delete({ where: { id } });
    const { userId, groupId, section, reason } = row;
    const times = { ...row, lateWindow: ExtendedWindow.parse(row.lateWindow) };
    await recordAudit(tx, {
      actorId,
      courseId: course.id,
      action: 'revokeExtension',
      subject: set.slug,
      details: { id, userId, groupId, section, ...inWords(times), reason },
    });
    return `An extension was taken back. It was given for: ${reason}`;
  });
}
