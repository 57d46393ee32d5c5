import type { Act } from '../../contract/auditLog.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { AskedTx } from './prisma.ts';
import { uuid7 } from './uuid7.ts';

interface Event {
  /** Of an act that is done once by its key (`actOf`): the event's id. */
  act?: string | undefined;
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
    ({ act = uuid7(), actorId, courseId, action, subject, details = {} }) =>
      Prisma.sql`(${act}::uuid, clock_timestamp(), ${actorId}::uuid, ${courseId}::uuid, ${action}, ${subject},
        ${JSON.stringify(details)}::jsonb)`,
  );
  return Prisma.sql`
    INSERT INTO audit_events (id, at, actor_id, course_id, action, subject, details) VALUES ${Prisma.join(rows)}`;
}

/** Writes down who did what, in the transaction that does it. Every act of everybody does so, and Prisma takes ten times as long. */
export async function recordAudit(tx: AskedTx, ...events: Event[]): Promise<void> {
  if (events.length > 0) await tx.$executeRaw(auditRows(events));
}

/**
 * What the log says of an act that has been done under its key; whoever sends it twice at the same time waits here for the first.
 * Its second sender is answered with what stands.
 *
 * @returns null where it is yet to be done
 */
export async function doneBefore(
  tx: AskedTx,
  act: string,
): Promise<{ subject: string; details: Prisma.JsonObject } | null> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`act ${act}`}, 0))`;
  const [event] = await tx.$queryRaw<{ subject: string; details: Prisma.JsonObject }[]>`
    SELECT subject, details FROM audit_events WHERE id = ${act}::uuid`;
  return event ?? null;
}
