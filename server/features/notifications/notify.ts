/**
 * Tells people of something, in the transaction that does it: without the act nobody is told, and with it all are. One
 * statement, however many they are.
 */
import type { NoticeKind } from '../../../contract/notifications.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { AskedTx, Tx } from '../../database/prisma.ts';
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
  /** What graders say among themselves: to those of them who are graders of the course now. */
  toGraders?: boolean;
}

/**
 * Mails of a kind that one person is written within an hour; what is more comes with the mail of the day. Whoever does something
 * again and again fills nobody's mailbox, and no mail server stops taking what is for others.
 */
const MOST_MAILS = 20;
const WITHIN_MS = 3_600_000;

/** The statement that tells of it. */
export function noticeRows({
  kind,
  courseId,
  userIds,
  key,
  words,
  now,
  alsoLeft = false,
  toGraders = false,
}: Notice): Prisma.Sql {
  const ids = [...new Set(userIds)];
  const { subject, text, proof, path } = words;
  const mailed = proof === undefined ? text : `${text}\n${proof}`;
  const since = new Date(now.getTime() - WITHIN_MS);
  const fresh = () => ids.map(() => uuid7());
  return Prisma.sql`
    WITH people AS (
      SELECT u.id, u.email, i.notice, i.mail, CASE
          WHEN coalesce(c.way, 'mail') <> 'mail' THEN c.way::text
          WHEN ${MOST_MAILS}::int <= (SELECT count(*) FROM mails m WHERE m.user_id = u.id AND m.kind = ${kind}
            AND m.written_at BETWEEN ${since}::timestamptz AND ${now}::timestamptz) THEN 'digest'
          ELSE 'mail' END AS way
      FROM unnest(${ids}::uuid[], ${fresh()}::uuid[], ${fresh()}::uuid[]) AS i(id, notice, mail)
      JOIN users u ON u.id = i.id AND u.erased_at IS NULL
      JOIN enrolments e ON e.user_id = u.id AND e.course_id = ${courseId}::uuid
        AND (${alsoLeft}::boolean OR e.left_at IS NULL)
        AND (NOT ${toGraders}::boolean OR e.role = 'ta' OR e.role = 'instructor')
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

/** Of some people those who want to be told nothing of a kind. */
export async function deafTo(tx: Tx, kind: NoticeKind, userIds: readonly string[]): Promise<string[]> {
  const choices = await tx.noticeChoice.findMany({
    where: { kind, way: 'off', userId: { in: [...userIds] } },
    select: { userId: true },
  });
  return choices.map(({ userId }) => userId);
}
