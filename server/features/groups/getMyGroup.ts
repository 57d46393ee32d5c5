import type { MyGroup } from '../../../contract/groups.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import type { Closing } from '../assignments/whyClosed.ts';
import { readTexts } from '../documents/log.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { writtenTexts } from './moveMember.ts';
import { ACTIVE } from '../roster/active.ts';

/** Why groups cannot be changed any more by their members; null when they can. */
export function lockReason(closing: Omit<Closing, 'times'>): string | null {
  if (closing.hiddenAt || closing.archivedAt) return whyClosed(closing);
  return closing.gradesReleasedAt ? 'Grades are out; the group stays as it is.' : null;
}

const INVITATION = {
  id: true,
  invitedAt: true,
  user: PERSON_NAME,
  invitedBy: PERSON_NAME,
} as const satisfies Prisma.GroupInvitationSelect;

function presentInvitation(row: Prisma.GroupInvitationGetPayload<{ select: typeof INVITATION }>) {
  return { id: row.id, person: row.user, invitedBy: row.invitedBy, invitedAt: row.invitedAt.toISOString() };
}

export async function getMyGroup(
  db: Db | Tx,
  { course, assignment, version }: AssignmentSubject,
  { userId }: { userId: string },
): Promise<MyGroup> {
  const students = await db.enrolment.findMany({
    where: { courseId: course.id, role: 'student', ...ACTIVE, userId: { not: userId } },
    select: { user: PERSON_NAME },
    orderBy: { user: { name: 'asc' } },
  });
  const mine = await db.groupMember.findUnique({
    where: { assignmentId_userId: { assignmentId: assignment.id, userId } },
    select: {
      group: {
        select: {
          id: true,
          members: { select: { user: PERSON_NAME } },
          invitations: { select: INVITATION, orderBy: { invitedAt: 'asc' } },
          document: { select: { seq: true, firstSeq: true } },
        },
      },
    },
  });
  const locked = lockReason(assignment);
  // Nobody can accept one while the group stays as it is.
  const invitations =
    locked !== null
      ? []
      : await db.groupInvitation.findMany({
          where: { assignmentId: assignment.id, userId },
          select: { ...INVITATION, group: { select: { members: { select: { user: PERSON_NAME } } } } },
          orderBy: { invitedAt: 'asc' },
        });
  const arranged = await db.formerMember.findFirst({
    where: { userId, reason: { not: null }, group: { assignmentId: assignment.id } },
    select: { leftAt: true, reason: true },
    orderBy: [{ leftAt: 'desc' }, { id: 'desc' }],
  });
  const group = mine?.group ?? null;
  const wroteAlone =
    invitations.length > 0 &&
    group?.members.length === 1 &&
    group.document !== null &&
    group.document.seq > group.document.firstSeq;
  const written = wroteAlone
    ? [...writtenTexts((await readTexts(db, group.id, { person: userId })).texts, version.definition).keys()]
    : [];
  return {
    group: group && { id: group.id, members: peopleOf(group.members) },
    groupMax: version.definition.groupMax,
    locked,
    invited: group?.invitations.map(presentInvitation) ?? [],
    invitations: invitations.map((row) => ({
      ...presentInvitation(row),
      members: peopleOf(row.group.members),
    })),
    arranged: arranged && { at: arranged.leftAt.toISOString(), reason: arranged.reason ?? '' },
    written,
    classmates: students.map(({ user }) => user),
  };
}
