import * as Y from 'yjs';
import type { PersonName } from '../../../contract/common.ts';
import type { Db } from '../../database/prisma.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { ensureGroup } from '../groups/ensureGroup.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { ensureDocument, loadDocument } from './log.ts';

/** More rows than this are sent as one update of the whole document. */
const MOST_ROWS = 200;

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
  /** Yjs update: what came after `since`, or all of it. */
  data: Uint8Array;
  whole: boolean;
}

/** What a page lacks that has the document up to `since`. */
export async function readSince(db: Db, groupId: string, since: number): Promise<Opened> {
  if (since > 0) {
    const rows = await db.documentUpdate.findMany({
      where: { groupId, seq: { gt: since } },
      orderBy: { seq: 'asc' },
      take: MOST_ROWS + 1,
      select: { seq: true, data: true },
    });
    const last = rows.at(-1);
    if (!last) return { seq: since, data: Y.mergeUpdates([]), whole: false };
    if (rows.length <= MOST_ROWS)
      return { seq: last.seq, data: Y.mergeUpdates(rows.map(({ data }) => data)), whole: false };
  }
  const { document, seq } = await loadDocument(db, groupId);
  return { seq, data: Y.encodeStateAsUpdate(document), whole: true };
}

export async function membersOf(db: Db, groupId: string): Promise<PersonName[]> {
  return peopleOf(await db.groupMember.findMany({ where: { groupId }, select: { user: PERSON_NAME } }));
}
