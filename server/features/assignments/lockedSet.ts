import type { Assignment } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';

/** A set as it stands, which nobody else changes until the transaction ends: what the log says was before is what is replaced. */
export async function lockedSet(tx: Tx, id: string): Promise<Assignment> {
  await tx.$queryRaw`SELECT 1 FROM assignments WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.assignment.findUniqueOrThrow({ where: { id } });
}
