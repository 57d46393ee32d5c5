import type { Course, Role } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';

export interface Membership {
  role: Role;
  course: Course & { tryOf: { slug: string } | null };
}

export function listMemberships(db: Db, userId: string): Promise<Membership[]> {
  return db.enrolment.findMany({
    where: { userId, leftAt: null },
    select: { role: true, course: { include: { tryOf: { select: { slug: true } } } } },
    orderBy: { course: { createdAt: 'desc' } },
  });
}
