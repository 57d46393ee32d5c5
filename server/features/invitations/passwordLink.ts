/** The way back into an account: a link that works once, for a day; mailed, or handed over by staff. */
import type { User } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { LINK_PATH, mailToken } from '../mail/mailToken.ts';
import { newToken } from '../roster/invite.ts';
import { hashPassword } from '../session/password.ts';
import { tokenHash } from './tokenHash.ts';

const OPEN_MS = 24 * 3_600_000;

export interface NewPasswordLink {
  token: string;
  name: string;
  email: string;
  expiresAt: string;
}

async function keepLink(
  tx: Tx,
  userId: string,
  {
    token,
    mailed = false,
    madeById = null,
    now,
  }: { token: string; mailed?: boolean; madeById?: string | null; now: Date },
): Promise<{ expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + OPEN_MS);
  const data = { tokenHash: tokenHash(token), mailed, madeById, expiresAt };
  const where = { userId };
  await tx.passwordLink.upsert({ where, create: { ...where, ...data }, update: data });
  return data;
}

/** As the account is once nobody else changes its address, or deletes who it was: a link belongs to whoever it is then. */
async function lockAccount(tx: Tx, id: string): Promise<User> {
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.user.findUniqueOrThrow({ where: { id } });
}

async function makeLink(
  tx: Tx,
  { id }: User,
  { madeById, now }: { madeById: string | null; now: Date },
): Promise<NewPasswordLink> {
  const user = await lockAccount(tx, id);
  if (user.erasedAt !== null)
    throw new ApiError('unacceptable', `Nobody is behind ${user.name} any more: there is no way into it.`);
  const token = newToken();
  const data = await keepLink(tx, user.id, { token, madeById, now });
  return { token, name: user.name, email: user.email, expiresAt: data.expiresAt.toISOString() };
}

/**
 * Whether an instructor has all rights over an account that there are. Whoever has a link to its password is that person, so that
 * it is no administrator's, no instructor's, and nobody's who is, or was, in a course of others.
 */
async function isWhollyOf(db: Db | Tx, user: User, instructorId: string): Promise<boolean> {
  const mine = await db.enrolment.findMany({
    where: { userId: instructorId, role: 'instructor', leftAt: null },
    select: { courseId: true },
  });
  const theirs = await db.enrolment.findMany({
    where: { userId: user.id },
    select: { courseId: true, role: true },
  });
  const isMine = (id: string) => mine.some(({ courseId }) => courseId === id);
  const within = theirs.every(({ courseId, role }) => role !== 'instructor' && isMine(courseId));
  return !user.isAdministrator && theirs.length > 0 && within;
}

/**
 * For a person of an instructor's course, who is wholly theirs now and when the link is used.
 *
 * @throws ApiError not_found, unacceptable
 */
export function createPasswordLink(
  db: Db,
  courseId: string,
  { userId, actorId, now }: { userId: string; actorId: string; now: Date },
): Promise<NewPasswordLink> {
  return db.$transaction(async (tx) => {
    const enrolment = await tx.enrolment.findUnique({
      where: { courseId_userId: { courseId, userId } },
      include: { user: true },
    });
    if (!enrolment) throw new ApiError('not_found', 'This person is not in the course.');
    const { user } = enrolment;
    if (!(await isWhollyOf(tx, user, actorId))) {
      throw new ApiError(
        'unacceptable',
        `${user.name} has rights beyond your courses: an administrator of this installation makes the link.`,
      );
    }
    await recordAudit(tx, { actorId, courseId, action: 'createPasswordLink', subject: userId });
    return makeLink(tx, user, { madeById: actorId, now });
  });
}

/** @param actorId null at the command line, where whoever reaches the database may do it */
export function createAnyPasswordLink(
  db: Db,
  { email, actorId, now }: { email: string; actorId: string | null; now: Date },
): Promise<NewPasswordLink> {
  return db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email } });
    if (!user) throw new ApiError('not_found', `There is no account with ${email}.`);
    await recordAudit(tx, { actorId, courseId: null, action: 'createAnyPasswordLink', subject: user.id });
    return makeLink(tx, user, { madeById: null, now });
  });
}

/** Of one account within a day: whoever asks in a person's name cannot fill their mailbox. The last link works for that day. */
const MOST_MAILS = 8;
/** Whoever presses the button again waits for the mail that is on its way. */
const BETWEEN_MS = 60_000;

/**
 * Mails the link to the account's address, if there is one. The mail's row holds no token: it is made from the row's id
 * when the mail is written out.
 *
 * @param mailSecret of this installation's mails
 */
export function mailPasswordLink(
  db: Db,
  { email, mailSecret, now }: { email: string; mailSecret: string; now: Date },
): Promise<void> {
  return db.$transaction(async (tx) => {
    const found = await tx.user.findUnique({ where: { email, erasedAt: null } });
    if (!found) return;
    const since = (milliseconds: number) => ({ gt: new Date(now.getTime() - milliseconds) });
    // One at a time: of two who ask at the same moment the second sees the first one's mail.
    const user = await lockAccount(tx, found.id);
    // What was its address a moment ago may be a stranger's.
    if (user.email !== email) return;
    const mails = { userId: user.id, kind: 'password_link' };
    const [ofNow, ofDay] = [
      await tx.mail.count({ where: { ...mails, writtenAt: since(BETWEEN_MS) } }),
      await tx.mail.count({ where: { ...mails, writtenAt: since(OPEN_MS) } }),
    ];
    if (ofNow > 0 || ofDay >= MOST_MAILS) return;
    const mail = await tx.mail.create({
      data: { ...passwordLinkWords(user), ...mails, address: email, writtenAt: now, notBefore: now },
      select: { id: true },
    });
    await keepLink(tx, user.id, { token: mailToken(mailSecret, mail.id), mailed: true, now });
    await recordAudit(tx, { actorId: null, courseId: null, action: 'askForPasswordLink', subject: user.id });
  });
}

const passwordLinkWords = ({ name }: User) => ({
  subject: 'Your link to a new password',
  text: `Somebody, perhaps you, asked for a new password of the account of ${name}. The link below lets you choose one. It works once, for a day. If it was not you, do nothing: your password stays as it is.`,
  path: LINK_PATH,
});

/** Whose password the link changes; null when it works no more: a right that has grown since was never handed over. */
export async function findPasswordLink(db: Db | Tx, token: string, now: Date): Promise<User | null> {
  const row = await db.passwordLink.findUnique({
    where: { tokenHash: tokenHash(token) },
    include: { user: true },
  });
  if (!row || row.expiresAt <= now) return null;
  const works = row.madeById === null || (await isWhollyOf(db, row.user, row.madeById));
  return works ? row.user : null;
}

/** Of several who use the link at once, one does. Every session of the person ends. */
export async function setPassword(
  db: Db,
  { token, password, now }: { token: string; password: string; now: Date },
): Promise<User> {
  const used = new ApiError(
    'unacceptable',
    'This link works no more and changed nothing: it was used, is older than a day, or whoever made it has not every right over the account any more. Ask for a new one.',
  );
  // Before the costly hash, so that whoever has no link costs nothing.
  if (!(await findPasswordLink(db, token, now))) throw used;
  const passwordHash = await hashPassword(password);
  return db.$transaction(async (tx) => {
    // Whoever comes into a course at this moment is in it before the link is looked at, or after it was used.
    await tx.$queryRaw`
      SELECT 1 FROM users u JOIN password_links p ON p.user_id = u.id
      WHERE p.token_hash = ${tokenHash(token)} FOR UPDATE OF u`;
    const owner = await findPasswordLink(tx, token, now);
    if (!owner) throw used;
    const [link] = await tx.$queryRaw<{ mailed: boolean }[]>`
      DELETE FROM password_links WHERE token_hash = ${tokenHash(token)} RETURNING mailed`;
    if (!link) throw used;
    // Whoever had the account before may have asked for another address.
    await tx.emailChange.deleteMany({ where: { userId: owner.id } });
    await recordAudit(tx, { actorId: owner.id, courseId: null, action: 'setPassword', subject: owner.id });
    return tx.user.update({
      where: { id: owner.id },
      data: {
        passwordHash,
        credentialsVersion: { increment: 1 },
        ...(link.mailed && { emailConfirmedAt: now }),
      },
    });
  });
}
