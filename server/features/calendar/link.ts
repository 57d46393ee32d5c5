/** The address of a person's feed. It is sealed with this installation's key and stored nowhere. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { CalendarLink as LinkView } from '../../../contract/calendar.ts';
import { getCalendar } from '../../../contract/calendar.ts';
import { urlOf } from '../../../contract/operation.ts';
import type { CalendarLink } from '../../../prisma/generated/client.ts';
import type { Db } from '../../database/prisma.ts';
import type { MailState } from '../../deps.ts';
import { ApiError } from '../../errors.ts';

type Sealing = Pick<MailState, 'secret' | 'baseUrl'>;

const sealOf = (secret: string, { userId, nonce }: Pick<CalendarLink, 'userId' | 'nonce'>): string =>
  createHmac('sha256', secret).update(`calendar ${userId} ${nonce}`).digest('base64url');

function present(row: CalendarLink | null, { secret, baseUrl }: Sealing): LinkView {
  if (!row?.nonce) return { url: null, madeAt: null, readAt: null };
  const key = `${row.userId}.${sealOf(secret, row)}`;
  return {
    url: `${baseUrl()}${urlOf(getCalendar, {}, { key })}`,
    madeAt: row.madeAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}

export async function getCalendarLink(db: Db, userId: string, sealing: Sealing): Promise<LinkView> {
  return present(await db.calendarLink.findUnique({ where: { userId } }), sealing);
}

export async function makeCalendarLink(
  db: Db,
  userId: string,
  { now, ...sealing }: Sealing & { now: Date },
): Promise<LinkView> {
  const made = { nonce: randomUUID(), madeAt: now, readAt: null };
  const where = { userId };
  return present(await db.calendarLink.upsert({ where, create: { userId, ...made }, update: made }), sealing);
}

export async function revokeCalendarLink(db: Db, userId: string, sealing: Sealing): Promise<LinkView> {
  await db.calendarLink.updateMany({ where: { userId }, data: { nonce: null, readAt: null } });
  return present(null, sealing);
}

/** @throws ApiError not_found for whatever is no address of now, without saying why */
export async function ownerOf(db: Db, key: string, secret: string): Promise<string> {
  const [userId = '', seal = ''] = key.split('.');
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(userId);
  const row = isId ? await db.calendarLink.findUnique({ where: { userId } }) : null;
  const expected = Buffer.from(row?.nonce ? sealOf(secret, row) : '');
  const given = Buffer.from(seal);
  if (!row?.nonce || expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new ApiError('not_found', 'There is no calendar at this address. Its owner may have ended it.');
  return userId;
}
