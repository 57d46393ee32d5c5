import type { MailMode } from '../../../contract/health.ts';
import type { Outbox } from '../../../contract/mail.ts';
import { MailKind } from '../../../contract/mail.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { listShownMails as operation } from '../../../contract/mail.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { MailState } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { compose } from './compose.ts';

const MOST = 200;

/** What operators have to know of. */
const TROUBLED = ['waiting', 'failed', 'unsure'] as const;
export type MailCounts = Record<(typeof TROUBLED)[number], number>;

export async function countMails(db: Db): Promise<MailCounts> {
  const rows = await db.mail.groupBy({
    by: ['state'],
    where: { state: { in: [...TROUBLED] } },
    _count: true,
  });
  const count = (state: (typeof TROUBLED)[number]) => rows.find((row) => row.state === state)?._count ?? 0;
  return { waiting: count('waiting'), failed: count('failed'), unsure: count('unsure') };
}

/** What operators see: never a text. */
export async function getOutbox(db: Db, mode: MailMode): Promise<Outbox> {
  const [counts, rows] = await Promise.all([
    countMails(db),
    db.mail.findMany({
      orderBy: [{ state: 'asc' }, { writtenAt: 'desc' }],
      take: MOST,
      omit: { text: true },
    }),
  ]);
  return {
    mode,
    ...counts,
    mails: rows.map((row) => ({
      id: row.id,
      address: row.address,
      kind: MailKind.parse(row.kind),
      subject: row.subject,
      state: row.state,
      writtenAt: row.writtenAt.toISOString(),
      attempts: row.attempts,
      nextAt: row.state === 'waiting' ? row.notBefore.toISOString() : null,
      sentAt: row.sentAt?.toISOString() ?? null,
      problem: row.problem,
    })),
  };
}

/**
 * What a sender has in its hands at this moment is left to it.
 *
 * @returns how many are tried sooner than they would be
 */
export async function retryMails(
  db: Db | Tx,
  { unsure, now }: { unsure: boolean; now: Date },
): Promise<number> {
  const waiting = await db.mail.updateMany({
    where: { state: 'waiting', problem: { not: null }, handedAt: null, notBefore: { gt: now } },
    data: { notBefore: now },
  });
  const failed = await db.mail.updateMany({
    where: { state: { in: unsure ? ['failed', 'unsure'] : ['failed'] } },
    data: { state: 'waiting', notBefore: now, handedAt: null },
  });
  return waiting.count + failed.count;
}

const NOT_SHOWN = {
  sent: 'Mails are shown in a demo only; here they go to their addresses.',
  off: 'No mail is sent from here, so there is none to show. Ask whoever runs this Stepwise to set SMTP_URL.',
};

/** In a demo, where nobody sends mail. @throws ApiError not_found elsewhere: links in mails open accounts */
export async function listShownMails(
  db: Db,
  mail: MailState,
  reader: SignedIn,
): Promise<ResponseOf<typeof operation>> {
  if (mail.mode !== 'shown') throw new ApiError('not_found', NOT_SHOWN[mail.mode]);
  const rows = await db.mail.findMany({
    where: { state: 'shown', ...(reader.isAdministrator ? {} : { userId: reader.id }) },
    orderBy: { writtenAt: 'desc' },
    take: MOST,
  });
  return {
    mails: rows.map((row) => {
      const { subject, text } = compose(row, { secret: mail.secret, baseUrl: mail.baseUrl() });
      return { id: row.id, address: row.address, subject, text, writtenAt: row.writtenAt.toISOString() };
    }),
  };
}
