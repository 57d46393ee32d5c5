/** Who wrote when, and the texts as they were: of the groups that a person is or was in, as far as they were in them. */
import type { DocumentState, DocumentView, HistoryEntry } from '../../../contract/documents.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { readTexts } from './log.ts';
import type { Texts } from './log.ts';
import { textsOf } from './texts.ts';

/** A state can be chosen of every so many seconds in which somebody wrote, however many write at once. */
const STRETCH_S = 120;
/** A stretch ends before an edit that takes so many characters away: an import, a text put back, all chosen and deleted. */
const MUCH_TAKEN = 20;
/** Of 66 hours of writing without a pause. */
const MOST_ENTRIES = 2000;

/** That a person is or was in a group, and how far they may read what it wrote. */
interface Stay {
  groupId: string;
  /** The last update of its document. */
  seq: number;
  /** When they left it last; null while they are in it. */
  until: Date | null;
}

export async function staysOf(db: Db | Tx, assignmentId: string, userId: string): Promise<Stay[]> {
  const former = await db.formerMember.findMany({
    where: { userId, group: { assignmentId } },
    select: { groupId: true, seq: true, leftAt: true },
    orderBy: { seq: 'asc' },
  });
  const now = await db.groupMember.findUnique({
    where: { assignmentId_userId: { assignmentId, userId } },
    select: { group: { select: { id: true, document: { select: { seq: true } } } } },
  });
  const stays = new Map<string, Stay>();
  for (const { groupId, seq, leftAt } of former) stays.set(groupId, { groupId, seq, until: leftAt });
  if (now) {
    const { id, document } = now.group;
    stays.set(id, { groupId: id, seq: document?.seq ?? 0, until: null });
  }
  return [...stays.values()];
}

/** Of the images of groups, those that a person may see: what was there while they were in the group. */
export const imagesOf = (stays: readonly Stay[]): Prisma.ImageWhereInput => ({
  OR: stays.map(({ groupId, until }) => ({ groupId, ...(until && { uploadedAt: { lte: until } }) })),
});

export async function listHistory(
  db: Db,
  { assignment }: AssignmentSubject,
  userId: string,
): Promise<HistoryEntry[]> {
  const stays = await staysOf(db, assignment.id, userId);
  const rows = await db.$queryRaw<(Omit<HistoryEntry, 'from' | 'to'> & { from: Date; to: Date })[]>`
    WITH limits AS (
      SELECT * FROM unnest(${stays.map(({ groupId }) => groupId)}::uuid[], ${stays.map(({ seq }) => seq)}::int[]) AS l(group_id, seq)
    ),
    u AS (
      SELECT d.group_id, d.seq, d.at, d.user_id,
        count(*) FILTER (WHERE d.taken >= ${MUCH_TAKEN}::int) OVER (PARTITION BY d.group_id ORDER BY d.seq) AS cuts
      FROM document_updates d
      JOIN limits l ON l.group_id = d.group_id AND d.seq <= l.seq
    )
    SELECT u.group_id AS "group", max(u.seq) AS seq, min(u.at) AS "from", max(u.at) AS "to", count(*)::int AS updates,
      coalesce(
        jsonb_agg(DISTINCT jsonb_build_object('id', p.id, 'name', p.name)) FILTER (WHERE p.id IS NOT NULL), '[]'
      ) AS by
    FROM u
    LEFT JOIN users p ON p.id = u.user_id
    GROUP BY u.group_id, u.cuts, date_bin(make_interval(secs => ${STRETCH_S}), u.at, 'epoch')
    ORDER BY max(u.at) DESC, max(u.seq) DESC
    LIMIT ${MOST_ENTRIES}`;
  return rows.map(({ from, to, ...entry }) => ({ ...entry, from: from.toISOString(), to: to.toISOString() }));
}

interface StateAsked {
  userId: string;
  group: string;
  seq: number;
}

/**
 * The texts of a group as they were, and which of its images the person may see.
 *
 * @throws ApiError not_found for what is no draft of the person's, or later than they were in its group
 */
export async function readState(
  db: Db | Tx,
  { assignment }: Pick<AssignmentSubject, 'assignment'>,
  { userId, group, seq }: StateAsked,
): Promise<Texts & { images: Prisma.DraftImageWhereInput }> {
  const stays = (await staysOf(db, assignment.id, userId)).filter(
    (stay) => stay.groupId === group && seq <= stay.seq,
  );
  if (stays.length === 0) throw new ApiError('not_found', 'There is no such state of a draft of yours.');
  const read = await readTexts(db, group, { person: userId, at: seq });
  return { ...read, images: { groupId: group, image: imagesOf(stays) } };
}

export async function getDocumentAt(
  db: Db,
  subject: AssignmentSubject,
  asked: StateAsked,
): Promise<DocumentState> {
  const { texts, seq, images } = await readState(db, subject, asked);
  const named = await db.draftImage.findMany({ where: images, ...NAMED_IMAGES });
  return {
    group: asked.group,
    seq,
    texts: presentTexts(texts, subject),
    images: named.map(presentImage),
  };
}

export function presentTexts(
  texts: ReadonlyMap<string, string>,
  { version }: Pick<AssignmentSubject, 'version'>,
): DocumentView['texts'] {
  return [...textsOf(texts, version.definition)].map(([key, text]) => ({ key, text }));
}
