import { randomBytes } from 'node:crypto';
import type { Role } from '../../../contract/common.ts';
import type { Tx } from '../../database/prisma.ts';

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
  await tx.courseInvitation.createMany({
    data: people.map(({ name, email, role, section, studentId }) => ({
      ...common,
      name,
      email,
      role,
      section,
      studentId,
      token: newToken(),
    })),
  });
}
