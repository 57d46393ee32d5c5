import type { PersonName } from '../../../contract/common.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ensureGroup } from '../groups/ensureGroup.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { ensureDocument, keepAsOne, SNAPSHOT_EVERY } from './log.ts';

/** A page that lacks more is sent what is kept as one. */
const MOST_ROWS = 200;
/** What comes after these is told row by row: so many are there only where they cannot be kept as one. */
const MOST_AT_ONCE = 1_000;

/** The student's group, with a document; both are made when there are none. @returns the group's id */
export async function ensureMyDocument(
  db: Db,
  { assignment, version }: Pick<AssignmentSubject, 'assignment' | 'version'>,
  { userId, now }: { userId: string; now: Date },
): Promise<string> {
  return db.$transaction(async (tx) => {
    const groupId = await ensureGroup(tx, assignment.id, userId);
    await ensureDocument(tx, { groupId, definition: version.definition, now });
    return groupId;
  });
}

export interface Opened {
  seq: number;
  /** Yjs updates, to be applied in this order: what came after `since`, or all of it. */
  updates: Uint8Array[];
  whole: boolean;
}

/**
 * What a page lacks that has the document up to `since`. It is sent as it is kept, so that it costs the page no more than it
 * was found to cost when it was stored.
 *
 * @param person whose page it is
 */
export async function readSince(
  db: Db,
  groupId: string,
  { since, person }: { since: number; person: string },
): Promise<Opened> {
  const where = { groupId };
  const document = await db.document.findUniqueOrThrow({ where, select: { seq: true, triedSeq: true } });
  if (document.seq - document.triedSeq >= SNAPSHOT_EVERY) {
    await keepAsOne(db, groupId, person).catch((error: unknown) => {
      // Too much waits, or it takes too long: there are only more rows to be sent.
      if (!(error instanceof ApiError)) throw error;
    });
  }
  const { snapshotSeq } = await db.document.findUniqueOrThrow({ where, select: { snapshotSeq: true } });
  const isNear = since > 0 && (since >= snapshotSeq || document.seq - since <= MOST_ROWS);
  const kept =
    isNear || snapshotSeq === 0
      ? null
      : await db.document.findUniqueOrThrow({ where, select: { snapshot: true, snapshotSeq: true } });
  const from = isNear ? since : (kept?.snapshotSeq ?? 0);
  const rows = await db.documentUpdate.findMany({
    where: { groupId, seq: { gt: from } },
    orderBy: { seq: 'asc' },
    take: MOST_AT_ONCE,
    select: { seq: true, data: true },
  });
  return {
    seq: rows.at(-1)?.seq ?? from,
    updates: [...(kept?.snapshot ? [kept.snapshot] : []), ...rows.map(({ data }) => data)],
    whole: !isNear,
  };
}

export async function membersOf(db: Db, groupId: string): Promise<PersonName[]> {
  return peopleOf(await db.groupMember.findMany({ where: { groupId }, select: { user: PERSON_NAME } }));
}
