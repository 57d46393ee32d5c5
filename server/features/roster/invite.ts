import { randomBytes } from 'node:crypto';
import type { Role } from '../../../contract/common.ts';
import type { Tx } from '../../database/prisma.ts';
import { momentText } from '../../../grader/wallClock.ts';
import { courseInvitationWords } from '../notifications/words.ts';

/** From a course's beginning well into its term; renewed by a click. */
const OPEN_MS = 30 * 86_400_000;

export const newToken = (): string => randomBytes(24).toString('base64url');

export const expiryOf = (now: Date): Date => new Date(now.getTime() + OPEN_MS);

export interface Invitee {
  name: string;
  email: string;
  role: Role;
  section: string;
  studentId: string;
}

const pathOf = (token: string): string => `/link#${token}`;

export async function inviteAll(
  tx: Tx,
  people: readonly Invitee[],
  { courseId, invitedById, now }: { courseId: string; invitedById: string; now: Date },
): Promise<void> {
  const expiresAt = expiryOf(now);
  const invitations = people.map(({ name, email, role, section, studentId }) => ({
    courseId,
    invitedById,
    invitedAt: now,
    expiresAt,
    name,
    email,
    role,
    section,
    studentId,
    token: newToken(),
  }));
  await tx.courseInvitation.createMany({ data: invitations });
  await mailLinks(tx, invitations, { courseId, expiresAt, now });
}

/** To each of those who are invited their link, and until when it lets them in. */
export async function mailLinks(
  tx: Tx,
  invitations: readonly { email: string; token: string }[],
  { courseId, expiresAt, now }: { courseId: string; expiresAt: Date; now: Date },
): Promise<void> {
  const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
  const until = momentText(expiresAt, course.timeZone);
  await tx.mail.createMany({
    data: invitations.map(({ email, token }) => ({
      ...courseInvitationWords(course, { path: pathOf(token), until }),
      address: email,
      kind: 'course_invitation',
      writtenAt: now,
      notBefore: now,
    })),
  });
}

/** Links that work no more are mailed to nobody: neither what waits, nor what an operator could send once more. */
export async function unmailLinks(tx: Tx, tokens: readonly string[]): Promise<void> {
  await tx.mail.deleteMany({
    where: {
      path: { in: tokens.map(pathOf) },
      OR: [{ state: 'waiting', handedAt: null }, { state: { in: ['failed', 'unsure'] } }],
    },
  });
}
