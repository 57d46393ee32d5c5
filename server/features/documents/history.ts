/** Who wrote when, and the texts as they were: of the groups that a person is or was in, as far as they were in them. */
import type { DocumentView, HistoryEntry } from '../../../contract/documents.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { loadDocument } from './log.ts';
import { textsOf } from './texts.ts';

/** A pause that ends a stretch of writing. */
const PAUSE_S = 300;
const MOST_ENTRIES = 500;

/** The last update that the person may read, by group. */
async function readable(
  db: Db,
  { assignment }: AssignmentSubject,
  userId: string,
): Promise<Map<string, number>> {
  const former = await db.formerMember.findMany({
    where: { userId, group: { assignmentId: assignment.id } },
    select: { groupId: true, seq: true },
  });
  const now = await db.groupMember.findUnique({
    where: { assignmentId_userId: { assignmentId: assignment.id, userId } },
    select: { group: { select: { id: true, document: { select: { seq: true } } } } },
  });
  const limits = new Map<string, number>();
  for (const { groupId, seq } of former) limits.set(groupId, Math.max(seq, limits.get(groupId) ?? 0));
  if (now?.group.document) limits.set(now.group.id, now.group.document.seq);
  return limits;
}

export async function listHistory(
  db: Db,
  subject: AssignmentSubject,
  userId: string,
): Promise<HistoryEntry[]> {
  const limits = await readable(db, subject, userId);
  const rows = await db.$queryRaw<
    {
      group: string;
      seq: number;
      from: Date;
      to: Date;
      id: string | null;
      name: string | null;
      updates: number;
    }[]
  >`
    WITH limits AS (
      SELECT * FROM unnest(${[...limits.keys()]}::uuid[], ${[...limits.values()]}::int[]) AS l(group_id, seq)
    ), marked AS (
      SELECT u.group_id, u.seq, u.at, u.user_id,
        CASE WHEN u.user_id IS NOT DISTINCT FROM lag(u.user_id) OVER w
              AND u.at - lag(u.at) OVER w < make_interval(secs => ${PAUSE_S}) THEN 0 ELSE 1 END AS starts
      FROM document_updates u JOIN limits l ON l.group_id = u.group_id AND u.seq <= l.seq
      WINDOW w AS (PARTITION BY u.group_id ORDER BY u.seq)
    ), stretches AS (
      SELECT *, sum(starts) OVER (PARTITION BY group_id ORDER BY seq) AS stretch FROM marked
    )
    SELECT s.group_id AS "group", max(s.seq) AS seq, min(s.at) AS "from", max(s.at) AS "to",
      s.user_id AS id, p.name, count(*)::int AS updates
    FROM stretches s LEFT JOIN users p ON p.id = s.user_id
    GROUP BY s.group_id, s.stretch, s.user_id, p.name
    ORDER BY max(s.at) DESC, max(s.seq) DESC
    LIMIT ${MOST_ENTRIES}`;
  return rows.map(({ group, seq, from, to, id, name, updates }) => ({
    group,
    seq,
    from: from.toISOString(),
    to: to.toISOString(),
    by: id !== null && name !== null ? { id, name } : null,
    updates,
  }));
}

export async function getDocumentAt(
  db: Db,
  subject: AssignmentSubject,
  { userId, group, seq }: { userId: string; group: string; seq: number },
): Promise<DocumentView> {
  const limit = (await readable(db, subject, userId)).get(group);
  if (limit === undefined || seq > limit)
    throw new ApiError('not_found', 'There is no such state of a draft of yours.');
  const { document, seq: last } = await loadDocument(db, group, seq);
  return { group, seq: last, texts: presentTexts(document, subject) };
}

export function presentTexts(
  document: Parameters<typeof textsOf>[0],
  { version }: Pick<AssignmentSubject, 'version'>,
): DocumentView['texts'] {
  return [...textsOf(document, version.definition)].map(([key, text]) => ({ key, text }));
}
