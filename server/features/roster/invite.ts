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

export async function inviteAll(
  tx: Tx,
  people: readonly Invitee[],
  { courseId, invitedById, now }: { courseId: string; invitedById: string; now: Date },
): Promise<void> {
  const common = { courseId, invitedById, invitedAt: now, expiresAt: expiryOf(now) };
  const invitations = people.map(({ name, email, role, section, studentId }) => ({
    ...common,
    name,
    email,
    role,
    section,
    studentId,
    token: newToken(),
  }));
  await tx.courseInvitation.createMany({ data: invitations });
  const course = await tx.course.findUniqueOrThrow({ where: { id: courseId } });
  const until = momentText(common.expiresAt, course.timeZone);
  await tx.mail.createMany({
    data: invitations.map(({ email, token }) => ({
      ...courseInvitationWords(course, { token, until }),
      address: email,
      kind: 'course_invitation',
      writtenAt: now,
      notBefore: now,
    })),
  });
}
