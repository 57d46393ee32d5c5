import type { StudentChange } from '../../../contract/effects.ts';
import type { ImportPlan } from '../../../contract/roster.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { runTask } from '../../tasks/index.ts';
import { leaveGroups } from '../groups/putApart.ts';
import type { LeftGroups } from '../groups/putApart.ts';
import { compared, LONG_TRANSACTION, withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { inviteAll } from './invite.ts';
import { knownPeople, lockPeople } from './knownPeople.ts';
import { planImport } from './planImport.ts';
import type { KnownPerson } from './planImport.ts';
import { tellOfReturn } from './tellOfReturn.ts';

interface Act {
  courseId: string;
  actorId: string;
  now: Date;
}

/** What a file changes of who is there already. */
interface Applied {
  userIds: string[];
  /** Of those who are no students any more. */
  groups: LeftGroups;
}

async function applyChanges(
  tx: Tx,
  changed: ImportPlan['changed'],
  { courseId, now }: Pick<Act, 'courseId' | 'now'>,
): Promise<Applied> {
  const userIds: string[] = [];
  const noStudents: string[] = [];
  const returned: string[] = [];
  for (const { email, changes } of changed) {
    const values = Object.fromEntries(
      changes.filter(({ field }) => field !== 'returns').map(({ field, after }) => [field, after]),
    );
    const enrolled = await tx.enrolment.findFirst({ where: { courseId, user: { email } } });
    if (enrolled) {
      const { userId } = enrolled;
      // No change but one of these brings somebody back.
      const returns = changes.some(({ field }) => field === 'returns');
      const { role } = await tx.enrolment.update({
        where: { courseId_userId: { courseId, userId } },
        data: { ...values, ...(returns && { leftAt: null }) },
      });
      userIds.push(userId);
      if (returns) returned.push(userId);
      if (role !== 'student') noStudents.push(userId);
    } else await tx.courseInvitation.update({ where: { courseId_email: { courseId, email } }, data: values });
  }
  const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
  await tellOfReturn(tx, course, { userIds: returned, now });
  return { userIds, groups: await leaveGroups(tx, course, { userIds: noStudents, now }) };
}

/** Those of a plan who are in the course: their sections may have other times. */
function studentsIn({ changed }: Pick<ImportPlan, 'changed'>, people: readonly KnownPerson[]): string[] {
  const idOf = new Map(people.map(({ email, userId }) => [email, userId]));
  return changed.flatMap(({ email }) => idOf.get(email) ?? []);
}

/** Whose times a plan would change. Who is invited has none yet. */
async function changesOf(
  db: Db,
  plan: Pick<ImportPlan, 'changed'>,
  people: readonly KnownPerson[],
  { courseId, now }: Omit<Act, 'actorId'>,
): Promise<StudentChange[]> {
  const userIds = studentsIn(plan, people);
  if (userIds.length === 0) return [];
  const whose = { courseId, now, userIds, preview: true };
  const { changes } = await withEffects(db, whose, async (tx) => ({
    touched: await applyChanges(tx, plan.changed, { courseId, now }),
  }));
  return changes;
}

/**
 * What a file would do to a course and whose times that would change, and with `confirm`, the digest of the plan that was seen, exactly that.
 *
 * @throws ApiError unacceptable when the course or the file is another one than the plan was made for
 */
export async function importRoster(
  db: Db,
  news: WorkNews,
  { courseId, actorId, now }: Act,
  { bytes, confirm }: { bytes: Uint8Array; confirm: string | undefined },
): Promise<ImportPlan> {
  const file = await runTask('readRoster', bytes, actorId);
  if (confirm === undefined) {
    const people = await knownPeople(db, courseId);
    const plan = planImport(file, people);
    return { ...plan, changes: await changesOf(db, plan, people, { courseId, now }), applied: false };
  }
  const { plan, touched } = await db.$transaction(async (tx) => {
    await lockPeople(tx, courseId);
    const people = await knownPeople(tx, courseId);
    const made = planImport(file, people);
    if (made.digest !== confirm) {
      throw new ApiError(
        'unacceptable',
        'The people of the course, or the file, have changed since you looked. Nothing was changed: look at the new plan.',
      );
    }
    await inviteAll(tx, made.added, { courseId, invitedById: actorId, now });
    const whose = { courseId, now, userIds: studentsIn(made, people) };
    const { made: applied, changes } = await compared(tx, whose, () =>
      applyChanges(tx, made.changed, { courseId, now }),
    );
    await tellOfChanges(tx, changes, { courseId, now, why: 'Your section of the course is another one.' });
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'importRoster',
      subject: courseId,
      details: { added: made.added.map(({ email }) => email), changed: made.changed },
    });
    return { plan: { ...made, changes }, touched: applied };
  }, LONG_TRANSACTION);
  for (const person of touched.userIds) news.tell({ kind: 'signedOut', person });
  for (const each of touched.groups) news.tell({ kind: 'groups', ...each });
  return { ...plan, applied: true };
}
