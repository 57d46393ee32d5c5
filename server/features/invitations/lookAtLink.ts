import type { lookAtLink as operation } from '../../../contract/invitations.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { Db } from '../../database/prisma.ts';
import { presentCourse } from '../courses/present.ts';
import { findEmailChange } from './emailLink.ts';
import { findPasswordLink } from './passwordLink.ts';
import { findWayIn } from './wayIn.ts';

export async function lookAtLink(db: Db, token: string, now: Date): Promise<ResponseOf<typeof operation>> {
  const way = await findWayIn(db, token, now);
  if (way?.invitation) {
    const { name, email } = way.invitation;
    const hasAccount = (await db.user.count({ where: { email } })) > 0;
    return { kind: 'invitation', course: presentCourse(way.course), name, email, hasAccount };
  }
  if (way) return { kind: 'joinLink', course: presentCourse(way.course), section: way.section };
  const change = await findEmailChange(db, token, now);
  if (change) {
    const { to, row, confirmed } = change;
    const { name, email } = row.user;
    return { kind: 'email', name, oldEmail: email, newEmail: row.email, to, confirmed };
  }
  const owner = await findPasswordLink(db, token, now);
  return owner ? { kind: 'password', name: owner.name, email: owner.email } : { kind: 'nothing' };
}
