import type { Act } from '../../contract/auditLog.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Tx } from './prisma.ts';

interface Event {
  /** Null at the command line. */
  actorId: string | null;
  /** Null for what concerns no course. */
  courseId: string | null;
  action: Act;
  /** Id or slug of what was acted on. */
  subject: string;
  details?: Prisma.InputJsonObject;
}

/** Writes down who did what, in the transaction that does it. */
export async function recordAudit(tx: Tx, ...events: Event[]): Promise<void> {
  await tx.auditEvent.createMany({ data: events.map((event) => ({ details: {}, ...event })) });
}
