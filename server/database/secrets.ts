import { randomBytes } from 'node:crypto';
import type { Db } from './prisma.ts';

/** A random key of this installation, made at the first call; all servers on one database share it. */
export async function readSecret(db: Db, name: string): Promise<string> {
  await db.secret.createMany({
    data: { name, value: randomBytes(32).toString('base64url') },
    skipDuplicates: true,
  });
  const secret = await db.secret.findUniqueOrThrow({ where: { name } });
  return secret.value;
}
