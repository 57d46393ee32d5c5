import type { GroupList } from '../../../contract/arranging.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { ACTIVE } from '../roster/active.ts';

/** For staff: who works with whom. */
export async function listGroups(
  db: Db | Tx,
  { course, assignment, version }: AssignmentSubject,
): Promise<GroupList> {
  const groups = await db.group.findMany({
    where: { assignmentId: assignment.id, members: { some: {} } },
    select: { id: true, members: { select: { user: PERSON_NAME } } },
    orderBy: { createdAt: 'asc' },
  });
  const together = groups.filter(({ members }) => members.length > 1);
  const students = await db.enrolment.findMany({
    where: { courseId: course.id, role: 'student', ...ACTIVE },
    select: { user: PERSON_NAME },
    orderBy: { user: { name: 'asc' } },
  });
  const inCompany = new Set(together.flatMap(({ members }) => members.map(({ user }) => user.id)));
  return {
    groupMax: version.definition.groupMax,
    groups: together.map(({ id, members }) => ({ id, members: peopleOf(members) })),
    alone: students.map(({ user }) => user).filter(({ id }) => !inCompany.has(id)),
  };
}
