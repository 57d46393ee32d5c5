import type { Links } from '../../../contract/invitations.ts';
import { own } from '../../../contract/own.ts';
import type { Act } from '../../../contract/auditLog.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { expiryOf, mailLinks, newToken, unmailLinks } from '../roster/invite.ts';
import { lockPeople } from '../roster/knownPeople.ts';
import { presentInvited } from '../roster/listRoster.ts';
import { after } from '../after.ts';
import { requireSeen } from '../requireSeen.ts';

interface By {
  courseId: string;
  actorId: string;
  now: Date;
}

export async function listLinks(db: Db | Tx, courseId: string): Promise<Links> {
  const invitations = await db.courseInvitation.findMany({ where: { courseId }, orderBy: { name: 'asc' } });
  const joinLinks = await db.joinLink.findMany({ where: { courseId }, orderBy: { section: 'asc' } });
  return {
    invitations: invitations.map((invitation) => ({
      ...presentInvited(invitation),
      token: invitation.token,
    })),
    joinLinks: joinLinks.map(({ createdAt, ...link }) => ({ ...link, createdAt: createdAt.toISOString() })),
  };
}

/** Changes the links of a course and writes down what; nobody else changes its people meanwhile. */
function change(
  db: Db,
  { courseId, actorId }: By,
  action: Act,
  work: (tx: Tx) => Promise<{ subject: string; details?: Record<string, string | number> }>,
): Promise<Links> {
  return db.$transaction(async (tx) => {
    await lockPeople(tx, courseId);
    await recordAudit(tx, { actorId, courseId, action, ...(await work(tx)) });
    return listLinks(tx, courseId);
  });
}

const GONE = 'This invitation is not there any more: the person has joined, or it was taken back.';

interface Stands {
  id: string;
  name: string;
  expiresAt: Date;
}

/**
 * A link is known by until when it works, which each that takes its place has later. Of people who have joined meanwhile there is none to end.
 *
 * @param seen absent: whatever there is
 */
function requireSeenLinks(seen: Readonly<Record<string, string>> | undefined, rows: readonly Stands[]): void {
  const of = (endOf: (row: Stands) => string | undefined) =>
    Object.fromEntries(rows.map((row) => [row.id, endOf(row)]));
  const other = rows.filter(({ id, expiresAt }) => own(seen ?? {}, id) !== expiresAt.toISOString());
  const names = other.slice(0, 3).map(({ name }) => name);
  const rest = other.length > names.length ? ` and ${other.length - names.length} more` : '';
  requireSeen(
    seen && of(({ id }) => own(seen, id)),
    of(({ expiresAt }) => expiresAt.toISOString()),
    `Another instructor renewed the ${other.length === 1 ? 'link' : 'links'} of ${names.join(', ')}${rest} meanwhile, and may have handed ${other.length === 1 ? 'it' : 'them'} on.`,
  );
}

/** The link of before works no more, so that the new one is mailed as that was. */
export function renewInvitations(
  db: Db,
  act: By,
  { invitationIds, seen }: { invitationIds: readonly string[]; seen?: Record<string, string> | undefined },
): Promise<Links> {
  return change(db, act, 'renewInvitations', async (tx) => {
    const { courseId, now } = act;
    const where = { courseId, id: { in: [...invitationIds] } };
    const rows = await tx.courseInvitation.findMany({
      where,
      select: { id: true, name: true, email: true, token: true, expiresAt: true },
    });
    if (rows.length === 0) throw new ApiError('not_found', GONE);
    requireSeenLinks(seen, rows);
    const fresh = rows.map(({ id, email }) => ({ id, email, token: newToken() }));
    const [lastEnd] = rows.map((row) => row.expiresAt).toSorted((a, b) => b.getTime() - a.getTime());
    const expiresAt = after(lastEnd!, expiryOf(now));
    await tx.$executeRaw`
      UPDATE course_invitations SET token = fresh.token, expires_at = ${expiresAt}
      FROM json_to_recordset(${JSON.stringify(fresh)}::json) AS fresh(id uuid, token text)
      WHERE course_invitations.id = fresh.id`;
    await unmailLinks(
      tx,
      rows.map(({ token }) => token),
    );
    await mailLinks(tx, fresh, { courseId, expiresAt, now });
    return { subject: act.courseId, details: { renewed: rows.length } };
  });
}

export function revokeInvitation(db: Db, act: By, id: string, seen: string | undefined): Promise<Links> {
  return change(db, act, 'revokeInvitation', async (tx) => {
    const row = await tx.courseInvitation.findFirst({ where: { id, courseId: act.courseId } });
    if (!row) throw new ApiError('not_found', GONE);
    requireSeenLinks(seen === undefined ? undefined : { [id]: seen }, [row]);
    await tx.courseInvitation.delete({ where: { id } });
    await unmailLinks(tx, [row.token]);
    return { subject: row.email, details: { name: row.name, role: row.role } };
  });
}

/** Each link has an id of its own, so that whoever switches off an older one does not switch off its successor. */
export function openJoinLink(
  db: Db,
  act: By,
  { section, seen }: { section: string; seen?: string | null | undefined },
): Promise<Links> {
  return change(db, act, 'openJoinLink', async (tx) => {
    const of = { courseId: act.courseId, section };
    const before = await tx.joinLink.findUnique({ where: { courseId_section: of }, select: { id: true } });
    requireSeen(
      seen,
      before?.id ?? null,
      before
        ? 'Another instructor made a link meanwhile, and may have handed it on: a new one would end it.'
        : 'Another instructor switched that link off meanwhile.',
    );
    if (before) await tx.joinLink.delete({ where: { id: before.id } });
    const data = { token: newToken(), createdById: act.actorId, createdAt: act.now };
    await tx.joinLink.create({ data: { ...of, ...data } });
    return { subject: section };
  });
}

export function closeJoinLink(db: Db, act: By, id: string): Promise<Links> {
  return change(db, act, 'closeJoinLink', async (tx) => {
    const row = await tx.joinLink.findFirst({ where: { id, courseId: act.courseId } });
    if (!row) throw new ApiError('not_found', 'This link is switched off already.');
    await tx.joinLink.delete({ where: { id } });
    return { subject: row.section };
  });
}
