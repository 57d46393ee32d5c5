import type { Course, Role } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';

export function listMemberships(db: Db, userId: string): Promise<{ role: Role; course: Course }[]> {
  return db.enrolment.findMany({
    where: { userId, leftAt: null },
    select: { role: true, course: true },
    orderBy: { course: { createdAt: 'desc' } },
  });
}
