/**
 * Tells people of something, in the transaction that does it: without the act nobody is told, and with it all are. One
 * statement, however many they are.
 */
import type { NoticeKind } from '../../../contract/notifications.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { AskedTx } from '../../database/prisma.ts';
import { uuid7 } from '../../database/uuid7.ts';
import type { Words } from './words.ts';

export interface Notice {
  kind: NoticeKind;
  courseId: string;
  userIds: readonly string[];
  /** What it is about: a person is told once of each. */
  key: string;
  words: Words;
  now: Date;
  /** To people who have left the course, too. */
  alsoLeft?: boolean;
}

/** The statement that tells of it. */
export function noticeRows({
  kind,
  courseId,
  userIds,
  key,
  words,
  now,
  alsoLeft = false,
}: Notice): Prisma.Sql {
  const ids = [...new Set(userIds)];
  const { subject, text, proof, path } = words;
  const mailed = proof === undefined ? text : `${text}\n${proof}`;
  const fresh = () => ids.map(() => uuid7());
  return Prisma.sql`
    WITH people AS (
      SELECT u.id, u.email, i.notice, i.mail, coalesce(c.way::text, 'mail') AS way
      FROM unnest(${ids}::uuid[], ${fresh()}::uuid[], ${fresh()}::uuid[]) AS i(id, notice, mail)
      JOIN users u ON u.id = i.id AND u.erased_at IS NULL
      JOIN enrolments e ON e.user_id = u.id AND e.course_id = ${courseId}::uuid
        AND (${alsoLeft}::boolean OR e.left_at IS NULL)
      -- Whoever tries a set as a student does everything themselves.
      JOIN courses o ON o.id = e.course_id AND o.try_of_id IS NULL
      LEFT JOIN notice_choices c ON c.user_id = u.id AND c.kind = ${kind}),
    told AS (
      INSERT INTO notifications (id, user_id, course_id, kind, key, subject, text, path, at, in_digest)
      SELECT notice, id, ${courseId}::uuid, ${kind}, ${`${kind} ${key}`}, ${subject}, ${text}, ${path},
        ${now}::timestamptz, way = 'digest'
      FROM people WHERE way <> 'off' ON CONFLICT DO NOTHING RETURNING user_id)
    INSERT INTO mails (id, user_id, address, kind, subject, text, path, written_at, not_before)
    SELECT p.mail, p.id, p.email, ${kind}, ${subject}, ${mailed}, ${path}, ${now}::timestamptz, ${now}::timestamptz
    FROM people p JOIN told t ON t.user_id = p.id WHERE p.way = 'mail'`;
}

export async function notify(tx: AskedTx, notice: Notice): Promise<void> {
  if (notice.userIds.length > 0) await tx.$executeRaw(noticeRows(notice));
}
