import type { Act } from '../../contract/auditLog.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { AskedTx } from './prisma.ts';
import { uuid7 } from './uuid7.ts';

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

/** The statement that writes down who did what. */
export function auditRows(events: readonly Event[]): Prisma.Sql {
  const rows = events.map(
    ({ actorId, courseId, action, subject, details = {} }) =>
      Prisma.sql`(${uuid7()}::uuid, clock_timestamp(), ${actorId}::uuid, ${courseId}::uuid, ${action}, ${subject},
        ${JSON.stringify(details)}::jsonb)`,
  );
  return Prisma.sql`
    INSERT INTO audit_events (id, at, actor_id, course_id, action, subject, details) VALUES ${Prisma.join(rows)}`;
}

/** Writes down who did what, in the transaction that does it. Every act of everybody does so, and Prisma takes ten times as long. */
export async function recordAudit(tx: AskedTx, ...events: Event[]): Promise<void> {
  if (events.length > 0) await tx.$executeRaw(auditRows(events));
}
