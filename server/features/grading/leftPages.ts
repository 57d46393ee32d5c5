/**
 * Pages of graders that have let go. The calls of a page may arrive in any order, those of one that is closed above all: whatever it
 * claims, before or after, counts for nothing from then on.
 */
import { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';

/** No request is on its way for longer. */
const KEPT_MS = 3_600_000;

interface PageOf {
  userId: string;
  pageId: string;
}

/** Of a claim `c`: a condition in SQL. */
export const OF_OPEN_PAGE = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM left_pages l WHERE l.page_id = c.page_id AND l.user_id = c.user_id)`;

/**
 * To be committed before the page's claims are taken out: one that is written meanwhile either knows of it or is found there, and one
 * that began earlier and ends later is read by nobody.
 */
export async function rememberLeft(db: Db, { userId, pageId }: PageOf, now: Date): Promise<void> {
  const old = new Date(now.getTime() - KEPT_MS);
  await db.$executeRaw`
    WITH forgotten AS (
      DELETE FROM left_pages USING (
        SELECT page_id AS page, user_id AS person FROM left_pages WHERE left_at < ${old} FOR UPDATE SKIP LOCKED
      ) old WHERE page_id = old.page AND user_id = old.person
    )
    INSERT INTO left_pages (page_id, user_id, left_at) VALUES (${pageId}::uuid, ${userId}::uuid, ${now})
    ON CONFLICT DO NOTHING`;
}

/** Asked after the claims were read: what was let go of in between holds nothing either. */
export async function ofOpenPages<Claim extends PageOf>(tx: Db | Tx, claims: Claim[]): Promise<Claim[]> {
  if (claims.length === 0) return claims;
  const left = await tx.leftPage.findMany({ where: { pageId: { in: claims.map(({ pageId }) => pageId) } } });
  return claims.filter(
    ({ userId, pageId }) => !left.some((page) => page.pageId === pageId && page.userId === userId),
  );
}
