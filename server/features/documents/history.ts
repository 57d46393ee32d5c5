/** Who wrote when, and the texts as they were: of the groups that a person is or was in, as far as they were in them. */
import type { DocumentView, HistoryEntry } from '../../../contract/documents.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { readTexts } from './log.ts';
import { textsOf } from './texts.ts';

/** A state can be chosen of every so many seconds in which somebody wrote, however many write at once. */
const STRETCH_S = 120;
/** Of 66 hours of writing without a pause. */
const MOST_ENTRIES = 2000;

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
  const rows = await db.$queryRaw<(Omit<HistoryEntry, 'from' | 'to'> & { from: Date; to: Date })[]>`
    WITH limits AS (
      SELECT * FROM unnest(${[...limits.keys()]}::uuid[], ${[...limits.values()]}::int[]) AS l(group_id, seq)
    )
    SELECT u.group_id AS "group", max(u.seq) AS seq, min(u.at) AS "from", max(u.at) AS "to", count(*)::int AS updates,
      coalesce(
        jsonb_agg(DISTINCT jsonb_build_object('id', p.id, 'name', p.name)) FILTER (WHERE p.id IS NOT NULL), '[]'
      ) AS by
    FROM document_updates u
    JOIN limits l ON l.group_id = u.group_id AND u.seq <= l.seq
    LEFT JOIN users p ON p.id = u.user_id
    GROUP BY u.group_id, date_bin(make_interval(secs => ${STRETCH_S}), u.at, 'epoch')
    ORDER BY max(u.at) DESC, max(u.seq) DESC
    LIMIT ${MOST_ENTRIES}`;
  return rows.map(({ from, to, ...entry }) => ({ ...entry, from: from.toISOString(), to: to.toISOString() }));
}

export async function getDocumentAt(
  db: Db,
  subject: AssignmentSubject,
  { userId, group, seq }: { userId: string; group: string; seq: number },
): Promise<DocumentView> {
  const limit = (await readable(db, subject, userId)).get(group);
  if (limit === undefined || seq > limit)
    throw new ApiError('not_found', 'There is no such state of a draft of yours.');
  const { texts, seq: last } = await readTexts(db, group, { person: userId, at: seq });
  return { group, seq: last, texts: presentTexts(texts, subject) };
}

export function presentTexts(
  texts: ReadonlyMap<string, string>,
  { version }: Pick<AssignmentSubject, 'version'>,
): DocumentView['texts'] {
  return [...textsOf(texts, version.definition)].map(([key, text]) => ({ key, text }));
}
