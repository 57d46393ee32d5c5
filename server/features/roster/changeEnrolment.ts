import { isDeepStrictEqual } from 'node:util';
import type { StudentChange } from '../../../contract/effects.ts';
import type { RosterPerson, SeenInCourse } from '../../../contract/roster.ts';
import type { changeEnrolment as operation } from '../../../contract/roster.ts';
import type { BodyOf } from '../../../contract/operation.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { leaveGroups } from '../groups/putApart.ts';
import { notify } from '../notifications/notify.ts';
import { removedWords } from '../notifications/words.ts';
import { compared, LONG_TRANSACTION, withEffects } from '../policies/effects.ts';
import { tellOfChanges } from '../policies/tellOfChanges.ts';
import { requireSeen } from '../requireSeen.ts';
import { ACTIVE } from './active.ts';
import { requireOwnStudentId } from './addPerson.ts';
import { knownPeople, lockPeople } from './knownPeople.ts';
import { tellOfReturn } from './tellOfReturn.ts';
import { presentPerson, ROSTER_PERSON } from './listRoster.ts';

/**
 * Role, section, student ID, and whether somebody is in the course. A course keeps an instructor. A preview says whose times
 * that would change: a section may have other ones.
 */
export async function changeEnrolment(
  db: Db,
  news: WorkNews,
  courseId: string,
  {
    userId,
    change: { preview, seen, ...change },
    actorId,
    now,
  }: {
    userId: string;
    change: BodyOf<typeof operation>;
    actorId: string;
    now: Date;
  },
): Promise<RosterPerson & { changes: StudentChange[] | null }> {
  const where = { courseId_userId: { courseId, userId } };
  const act = async (tx: Tx) => {
    const before = await tx.enrolment.findUnique({ where, select: ROSTER_PERSON });
    if (!before) throw new ApiError('not_found', 'This person is not in the course.');
    const { active = before.leftAt === null, ...values } = change;
    requireSeenOf({ ...values, active }, seen, facts(before));
    const leftAt = active ? null : (before.leftAt ?? now);
    if (active && before.leftAt !== null && (await isErased(tx, userId)))
      throw new ApiError(
        'unacceptable',
        'Who this was has been deleted for ever, and nobody can come back as them. Nothing was changed: add the person anew.',
      );
    const role = values.role ?? before.role;
    if (before.role === 'instructor' && before.leftAt === null && (role !== 'instructor' || !active)) {
      const others = { courseId, role: 'instructor', userId: { not: userId }, ...ACTIVE } as const;
      if ((await tx.enrolment.count({ where: others })) === 0)
        throw new ApiError('unacceptable', 'A course needs an instructor: make somebody else one first.');
    }
    const studentId = values.studentId ?? before.studentId;
    requireOwnStudentId(await knownPeople(tx, courseId), { email: before.user.email, studentId });
    const after = await tx.enrolment.update({
      where,
      data: { ...values, leftAt },
      select: ROSTER_PERSON,
    });
    if (isDeepStrictEqual(after, before)) return { person: after, groups: [] };
    await recordAudit(tx, {
      actorId,
      courseId,
      action: 'changeEnrolment',
      subject: userId,
      details: { before: facts(before), after: facts(after) },
    });
    const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
    const isStudent = ({ role: of, leftAt: left }: typeof after) => of === 'student' && left === null;
    const groups =
      isStudent(before) && !isStudent(after) ? await leaveGroups(tx, course, { userIds: [userId], now }) : [];
    if (before.leftAt === null && after.leftAt !== null) {
      const key = `${courseId} ${now.toISOString()}`;
      const words = removedWords(course);
      await notify(tx, { kind: 'removed', courseId, userIds: [userId], key, words, now, alsoLeft: true });
    }
    if (before.leftAt !== null && after.leftAt === null)
      await tellOfReturn(tx, course, { userIds: [userId], now });
    return { person: after, groups };
  };
  const whose = { courseId, now, userIds: [userId] };
  if (preview) {
    const { changes, person } = await withEffects(db, { ...whose, preview }, act);
    return { ...presentPerson(person), changes };
  }
  // Whoever waited for the lock sees what was changed meanwhile.
  const { person, groups } = await db.$transaction(async (tx) => {
    await lockPeople(tx, courseId);
    const { made, changes } = await compared(tx, whose, () => act(tx));
    await tellOfChanges(tx, changes, { courseId, now, why: 'Your section of the course is another one.' });
    return made;
  }, LONG_TRANSACTION);
  // Open pages ask again what they may.
  news.tell({ kind: 'signedOut', person: userId });
  for (const each of groups) news.tell({ kind: 'groups', ...each });
  return { ...presentPerson(person), changes: null };
}

type Facts = Required<SeenInCourse>;

const facts = ({
  role,
  section,
  studentId,
  leftAt,
}: Omit<Facts, 'active'> & { leftAt: Date | null }): Facts => ({
  role,
  section,
  studentId,
  active: leftAt === null,
});

const FACT_WORDS: Readonly<Record<keyof Facts, string>> = {
  role: 'role',
  section: 'section',
  studentId: 'student ID',
  active: 'in the course',
};
const factWords = (value: string | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === '' ? 'none' : value;

/** Of what is changed, and is not so already, each part is as it was seen. */
function requireSeenOf(wished: SeenInCourse, seen: SeenInCourse | undefined, stands: Facts): void {
  if (seen === undefined) return;
  const fields = (Object.keys(stands) as (keyof Facts)[]).filter(
    (field) => seen[field] !== undefined && wished[field] !== undefined && wished[field] !== stands[field],
  );
  const of = (from: SeenInCourse) => Object.fromEntries(fields.map((field) => [field, from[field]]));
  const words = fields.map((field) => `${FACT_WORDS[field]}: ${factWords(stands[field])}`).join(', ');
  requireSeen(of(seen), of(stands), `Another instructor changed this meanwhile: ${words}.`);
}

const isErased = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.user.count({ where: { id, erasedAt: { not: null } } })) > 0;
