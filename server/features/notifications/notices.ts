import { createHmac, timingSafeEqual } from 'node:crypto';
import { NOTICE_KINDS, NoticeKind } from '../../../contract/notifications.ts';
import type { NoticeChoices, NoticeWay } from '../../../contract/notifications.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { listNotices as operation } from '../../../contract/notifications.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

const MOST = 100;

export async function listNotices(db: Db, userId: string): Promise<ResponseOf<typeof operation>> {
  const [unread, rows] = await Promise.all([
    db.notification.count({ where: { userId, readAt: null } }),
    db.notification.findMany({ where: { userId }, orderBy: { at: 'desc' }, take: MOST }),
  ]);
  return {
    unread,
    notices: rows.map(({ id, kind, subject, text, path, at, readAt }) => ({
      id,
      kind: NoticeKind.parse(kind),
      subject,
      text,
      path,
      at: at.toISOString(),
      read: readAt !== null,
    })),
  };
}

export async function readNotices(
  db: Db,
  { userId, upTo, now }: { userId: string; upTo: Date; now: Date },
): Promise<ResponseOf<typeof operation>> {
  const where = { userId, readAt: null, at: { lte: upTo } };
  await db.notification.updateMany({ where, data: { readAt: now } });
  return listNotices(db, userId);
}

export async function getChoices(db: Db, userId: string): Promise<NoticeChoices['choices']> {
  const rows = await db.noticeChoice.findMany({ where: { userId } });
  return NOTICE_KINDS.map((kind) => ({ kind, way: rows.find((row) => row.kind === kind)?.way ?? 'mail' }));
}

export async function setChoice(
  db: Db,
  userId: string,
  { kind, way }: { kind: NoticeKind; way: NoticeWay },
): Promise<void> {
  const where = { userId_kind: { userId, kind } };
  await db.noticeChoice.upsert({ where, create: { userId, kind, way }, update: { way } });
}

const sealOf = (secret: string, userId: string, kind: string): string =>
  createHmac('sha256', secret).update(`stop ${userId} ${kind}`).digest('base64url');

/** Of the link in a mail by which its reader gets no more of the kind. It opens nothing else, and is stored nowhere. */
export const stopToken = (secret: string, userId: string, kind: NoticeKind): string =>
  `${userId}.${kind}.${sealOf(secret, userId, kind)}`;

/** Whoever has the link may be somebody to whom the mail was forwarded: it changes nothing but how its owner is told. */
export async function stopMails(db: Db, secret: string, token: string): Promise<NoticeKind> {
  const [userId = '', written = '', seal = ''] = token.split('.');
  const kind = NoticeKind.safeParse(written);
  const expected = Buffer.from(sealOf(secret, userId, written));
  const given = Buffer.from(seal);
  const isSealed = expected.length === given.length && timingSafeEqual(expected, given);
  const user = isSealed ? await db.user.findUnique({ where: { id: userId }, select: { id: true } }) : null;
  if (!kind.success || !user)
    throw new ApiError('not_found', 'This link is incomplete. Sign in and choose under Notifications.');
  await setChoice(db, userId, { kind: kind.data, way: 'page' });
  return kind.data;
}
