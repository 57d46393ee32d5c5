/** Tells people of something, in the transaction that does it: without the act nobody is told, and with it all are. */
import type { NoticeKind } from '../../../contract/notifications.ts';
import type { Tx } from '../../database/prisma.ts';
import { ACTIVE } from '../roster/active.ts';
import type { Words } from './words.ts';

export interface Notice {
  kind: NoticeKind;
  courseId: string;
  userIds: readonly string[];
  /** What it is about: a person is told once of each. */
  key: string;
  words: Words;
  now: Date;
  /** To people who have left the course, too. */
  alsoLeft?: boolean;
}

export async function notify(
  tx: Tx,
  { kind, courseId, userIds, key, words, now, alsoLeft = false }: Notice,
): Promise<void> {
  if (userIds.length === 0) return;
  const people = await tx.user.findMany({
    where: {
      id: { in: [...new Set(userIds)] },
      erasedAt: null,
      enrolments: { some: { courseId, ...(alsoLeft ? {} : ACTIVE) } },
    },
    select: { id: true, email: true, noticeChoices: { where: { kind }, select: { way: true } } },
  });
  const wayOf = new Map(people.map(({ id, noticeChoices: [choice] }) => [id, choice?.way ?? 'mail']));
  const told = await tx.notification.createManyAndReturn({
    data: people
      .filter(({ id }) => wayOf.get(id) !== 'off')
      .map(({ id }) => ({
        ...words,
        userId: id,
        courseId,
        kind,
        key: `${kind} ${key}`,
        at: now,
        inDigest: wayOf.get(id) === 'digest',
      })),
    skipDuplicates: true,
    select: { userId: true },
  });
  const toMail = new Set(told.map(({ userId }) => userId).filter((id) => wayOf.get(id) === 'mail'));
  await tx.mail.createMany({
    data: people
      .filter(({ id }) => toMail.has(id))
      .map(({ id, email }) => ({
        ...words,
        userId: id,
        address: email,
        kind,
        writtenAt: now,
        notBefore: now,
      })),
  });
}
