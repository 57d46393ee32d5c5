import type { MailMode, Outbox } from '../../../contract/mail.ts';
import { MailKind } from '../../../contract/mail.ts';
import type { ResponseOf } from '../../../contract/operation.ts';
import type { listShownMails as operation } from '../../../contract/mail.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { MailState } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';
import { compose } from './compose.ts';

const MOST = 200;

/** What operators see: never a text. */
export async function getOutbox(db: Db, mode: MailMode): Promise<Outbox> {
  const count = (state: 'waiting' | 'failed') => db.mail.count({ where: { state } });
  const [waiting, failed, rows] = await Promise.all([
    count('waiting'),
    count('failed'),
    db.mail.findMany({
      orderBy: [{ state: 'asc' }, { writtenAt: 'desc' }],
      take: MOST,
      omit: { text: true },
    }),
  ]);
  return {
    mode,
    waiting,
    failed,
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

/** What a sender has in its hands at this moment is left to it. */
export async function retryMails(db: Db | Tx, now: Date): Promise<void> {
  await db.mail.updateMany({ where: { state: 'failed' }, data: { state: 'waiting', notBefore: now } });
  await db.mail.updateMany({
    where: { state: 'waiting', problem: { not: null } },
    data: { notBefore: now },
  });
}

/** In a demo, where nobody sends mail. @throws ApiError not_found elsewhere: links in mails open accounts */
export async function listShownMails(
  db: Db,
  mail: MailState,
  reader: SignedIn,
): Promise<ResponseOf<typeof operation>> {
  if (mail.mode !== 'shown')
    throw new ApiError('not_found', 'Mails are shown in a demo only; here they go to their addresses.');
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
