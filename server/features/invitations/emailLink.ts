/** Another e-mail address of an account: mails go to the old and to the new one, and it holds once both have said yes. */
import { randomUUID } from 'node:crypto';
import type { EmailChange, User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { LINK_PATH, mailToken } from '../mail/mailToken.ts';
import { tokenHash } from './tokenHash.ts';

const OPEN_MS = 24 * 3_600_000;
/** Of one account within a day, two for each wish: nobody sends mail to strangers by asking again and again. */
const MOST_MAILS = 10;

/** Whoever asks for the same address again waits for the mails that are on their way. */
const BETWEEN_MS = 60_000;

const GONE = new ApiError(
  'unacceptable',
  'This link works no more: the address was changed or kept, or the link is older than a day.',
);

interface Words {
  subject: string;
  text: string;
  path: string;
}

const toOld = ({ name }: User, email: string): Words => ({
  subject: 'Is your account to have another e-mail address?',
  text: `Somebody, perhaps you, asked that the account of ${name} has the address ${email} instead of this one. Say yes or no behind the link below, within a day; the new address is asked as well. Without both nothing changes.`,
  path: LINK_PATH,
});

const toNew = ({ name }: User): Words => ({
  subject: 'Is this the new e-mail address of your account?',
  text: `Somebody, perhaps you, asked that the account of ${name} has this address from now on. Say yes or no behind the link below, within a day; the address of until now is asked as well. If you know nothing of it, do nothing.`,
  path: LINK_PATH,
});

/** To the owner of an account, whom nobody else is told of. */
const toTaken = (): Words => ({
  subject: 'You have an account with this address',
  text: 'Somebody, perhaps you, asked that another account has this address from now on. An account of yours has it already, so that it cannot. Sign in with that one, or change its address first.',
  path: '/sign-in',
});

export function askForEmailChange(
  db: Db,
  { userId, email, mailSecret, now }: { userId: string; email: string; mailSecret: string; now: Date },
): Promise<void> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.email === email)
      throw new ApiError('unacceptable', `${email} is the address of your account already.`);
    const since = new Date(now.getTime() - OPEN_MS);
    const mails = { userId, kind: 'email_change' };
    const waits = await tx.emailChange.count({ where: { userId, email } });
    const justNow = { gt: new Date(now.getTime() - BETWEEN_MS) };
    if (waits > 0 && (await tx.mail.count({ where: { ...mails, writtenAt: justNow } })) > 0) return;
    if ((await tx.mail.count({ where: { ...mails, writtenAt: { gt: since } } })) >= MOST_MAILS)
      throw new ApiError(
        'unacceptable',
        `You asked ${MOST_MAILS / 2} times within a day. Use the links of the last mails, or wait until tomorrow.`,
      );
    const taken = (await tx.user.count({ where: { email } })) > 0;
    const [oldId, newId] = [randomUUID(), randomUUID()];
    const times = { writtenAt: now, notBefore: now };
    await tx.mail.createMany({
      data: [
        { id: oldId, ...mails, ...toOld(user, email), address: user.email, ...times },
        { id: newId, ...mails, ...(taken ? toTaken() : toNew(user)), address: email, ...times },
      ],
    });
    const data = {
      email,
      oldHash: tokenHash(mailToken(mailSecret, oldId)),
      newHash: tokenHash(mailToken(mailSecret, newId)),
      oldConfirmedAt: null,
      newConfirmedAt: null,
      expiresAt: new Date(now.getTime() + OPEN_MS),
    };
    await tx.emailChange.upsert({ where: { userId }, create: { userId, ...data }, update: data });
    await recordAudit(tx, {
      actorId: userId,
      courseId: null,
      action: 'askForEmailChange',
      subject: userId,
      details: { before: { email: user.email }, after: { email } },
    });
  });
}

export function withdrawEmailChange(db: Db, userId: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.emailChange.deleteMany({ where: { userId } });
    if (count === 0) return;
    await recordAudit(tx, {
      actorId: userId,
      courseId: null,
      action: 'withdrawEmailChange',
      subject: userId,
    });
  });
}

export interface FoundChange {
  row: EmailChange & { user: User };
  /** Which of the two addresses got the link. */
  to: 'old' | 'new';
  confirmed: boolean;
}

export async function findEmailChange(db: Db | Tx, token: string, now: Date): Promise<FoundChange | null> {
  const hash = tokenHash(token);
  const row = await db.emailChange.findFirst({
    where: { OR: [{ oldHash: hash }, { newHash: hash }], expiresAt: { gt: now } },
    include: { user: true },
  });
  if (!row) return null;
  const to = row.oldHash === hash ? 'old' : 'new';
  return { row, to, confirmed: (to === 'old' ? row.oldConfirmedAt : row.newConfirmedAt) !== null };
}

/** The change with its account locked, so that two who use the links at once do so one after the other. */
async function lockChange(tx: Tx, token: string, now: Date): Promise<FoundChange> {
  const before = await findEmailChange(tx, token, now);
  if (!before) throw GONE;
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${before.row.userId}::uuid FOR UPDATE`;
  const found = await findEmailChange(tx, token, now);
  if (!found) throw GONE;
  return found;
}

export async function confirmEmail(
  db: Db,
  { token, now }: { token: string; now: Date },
): Promise<{ email: string; done: boolean }> {
  try {
    return await db.$transaction(async (tx) => {
      const { row, to, confirmed } = await lockChange(tx, token, now);
      const { userId, email } = row;
      if (confirmed) return { email, done: false };
      const other = to === 'old' ? row.newConfirmedAt : row.oldConfirmedAt;
      if (other === null) {
        const data = to === 'old' ? { oldConfirmedAt: now } : { newConfirmedAt: now };
        await tx.emailChange.update({ where: { userId }, data });
        return { email, done: false };
      }
      await tx.emailChange.delete({ where: { userId } });
      // A link that went to the address of until now.
      await tx.passwordLink.deleteMany({ where: { userId } });
      await tx.user.update({ where: { id: userId }, data: { email, emailConfirmedAt: now } });
      await readdress(tx, userId, { before: row.user.email, after: email });
      await recordAudit(tx, {
        actorId: userId,
        courseId: null,
        action: 'confirmEmail',
        subject: userId,
        details: { before: { email: row.user.email }, after: { email } },
      });
      return { email, done: true };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError(
      'unacceptable',
      'Another account has this address by now, so that yours keeps the one it has.',
    );
  }
}

/** What was not sent yet goes to the address that the account has; links that were for the one of before work no more. */
async function readdress(
  tx: Tx,
  userId: string,
  { before, after }: { before: string; after: string },
): Promise<void> {
  const notSent = {
    userId,
    address: before,
    OR: [{ state: 'waiting' as const, handedAt: null }, { state: 'failed' as const }],
  };
  await tx.mail.deleteMany({ where: { ...notSent, path: LINK_PATH } });
  await tx.mail.updateMany({ where: notSent, data: { address: after } });
}

/**
 * Whoever reads the old address is the owner, and somebody else knows their password: every session ends. Whoever reads the
 * new one may be a stranger, who says no and nothing more.
 *
 * @returns whose sessions have ended; null when nobody's have
 */
export function refuseEmail(db: Db, { token, now }: { token: string; now: Date }): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const { row, to } = await lockChange(tx, token, now);
    const { userId } = row;
    await tx.emailChange.delete({ where: { userId } });
    const isOwner = to === 'old';
    if (isOwner)
      await tx.user.update({ where: { id: userId }, data: { credentialsVersion: { increment: 1 } } });
    await recordAudit(tx, {
      actorId: null,
      courseId: null,
      action: 'refuseEmail',
      subject: userId,
      details: { email: row.email, by: to },
    });
    return isOwner ? userId : null;
  });
}
