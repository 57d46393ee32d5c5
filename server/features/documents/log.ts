/**
 * The log of a group's document in PostgreSQL. Rows are only added, numbered without a gap within their document; the
 * lock on the document's row makes appending, handing in and changes of the group follow one another.
 */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { PendingUpdate, REFUSALS } from '../../../contract/documents.ts';
import { MAX_UPDATE_BYTES } from '../../../contract/documents.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { checkUpdate, clientsIn, decodeUpdate } from './guard.ts';
import type { Clock } from './guard.ts';
import { putTogether } from './putTogether.ts';
import { keysOf, MAX_CLIENTS, MAX_DOCUMENT_BYTES } from './keys.ts';
import { normalize, updateOf } from './texts.ts';

/** Rows after which all up to there are kept as one, too. */
const SNAPSHOT_EVERY = 200;

export interface Stored {
  key: string;
  seq: number;
  data: Uint8Array;
  /** False where the log had it already: a page sent it twice. */
  fresh: boolean;
}

export type Append =
  ({ ok: true } & Stored) | { ok: false; key: string; reason: (typeof REFUSALS)[number]; message: string };

/** A document that is locked until the transaction ends: the number of its last update, and the bytes of all. */
export interface Locked {
  seq: number;
  bytes: number;
}

export async function lockDocument(tx: Tx, groupId: string): Promise<Locked> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT seq, bytes FROM documents WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  if (!row) throw new Error(`group ${groupId} has no document`);
  return row;
}

/** Of what a document knows, what decides about some updates. */
interface Known {
  /** By key, the number under which an update of that key is stored. */
  seqs: Map<string, number>;
  clocks: Map<number, Clock>;
  /** Of the writer; counted only where one of the updates is by a client that is not known. */
  clients: number;
}

async function whatIsKnown(
  tx: Tx,
  { groupId, userId }: Pick<Writer, 'groupId' | 'userId'>,
  { keys, clients }: { keys: string[]; clients: number[] },
): Promise<Known> {
  const [row] = await tx.$queryRaw<
    [{ seqs: [string, number][]; clocks: [number, string | null, number][]; clients: number }]
  >`
    WITH known AS MATERIALIZED (SELECT d.client_id, d.user_id, d.clock
      FROM unnest(${clients}::bigint[]) AS wanted(id)
      JOIN document_clients d ON d.group_id = ${groupId}::uuid AND d.client_id = wanted.id)
    SELECT
      coalesce((SELECT json_agg(json_build_array(d.key, d.seq)) FROM unnest(${keys}::uuid[]) AS wanted(key)
        JOIN document_updates d ON d.group_id = ${groupId}::uuid AND d.key = wanted.key), '[]') AS seqs,
      coalesce((SELECT json_agg(json_build_array(client_id, user_id, clock)) FROM known), '[]') AS clocks,
      CASE WHEN (SELECT count(*) FROM known) = ${clients.length}::int THEN 0
        ELSE (SELECT count(*) FROM document_clients
          WHERE group_id = ${groupId}::uuid AND user_id = ${userId}::uuid) END::int AS clients`;
  return {
    seqs: new Map(row.seqs),
    clocks: new Map(row.clocks.map(([client, user, clock]) => [client, { userId: user, clock }])),
    clients: row.clients,
  };
}

export interface Writer {
  groupId: string;
  /** Null where the server itself writes. */
  userId: string | null;
  /** Of the texts that may be written. */
  keys: ReadonlySet<string>;
  now: Date;
}

/** Updates that follow each other, the clocks that they lead to, and what the document then is: all of it or nothing. */
async function write(
  tx: Tx,
  { groupId, userId, now }: Writer,
  updates: readonly Stored[],
  clocks: ReadonlyMap<number, number>,
  { seq, bytes }: Locked,
): Promise<void> {
  const rows = updates.map(
    ({ key, seq, data }) =>
      Prisma.sql`(${groupId}::uuid, ${seq}::int, ${key}::uuid, ${userId}::uuid, ${now}::timestamptz, ${data}::bytea)`,
  );
  await tx.$executeRaw`
    WITH document AS (UPDATE documents SET seq = ${seq}, bytes = ${bytes} WHERE group_id = ${groupId}::uuid),
    clients AS (
      INSERT INTO document_clients (group_id, client_id, user_id, clock)
      SELECT ${groupId}::uuid, c.client, ${userId}::uuid, c.clock
      FROM unnest(${[...clocks.keys()]}::bigint[], ${[...clocks.values()]}::int[]) AS c(client, clock)
      ON CONFLICT (group_id, client_id) DO UPDATE SET clock = excluded.clock)
    INSERT INTO document_updates (group_id, seq, key, user_id, at, data) VALUES ${Prisma.join(rows)}`;
}

/**
 * Appends updates of one person to a document that the caller has locked. Whoever calls has seen that the person is a
 * member and that nothing is locked. Takes two statements, however many the updates are.
 */
export async function append(
  tx: Tx,
  writer: Writer,
  updates: readonly { key: string; data: Uint8Array<ArrayBuffer> }[],
  locked: Locked,
): Promise<Append[]> {
  if (updates.length === 0) return [];
  const { userId, keys } = writer;
  let { seq, bytes } = locked;
  const decoded = updates.map(({ data }) => (data.length > MAX_UPDATE_BYTES ? null : decodeUpdate(data)));
  const clients = [...new Set(decoded.flatMap((update) => (update ? clientsIn(update) : [])))];
  const known = await whatIsKnown(tx, writer, { keys: updates.map(({ key }) => key), clients });
  const written: Stored[] = [];
  const clocks = new Map<number, number>();
  const answers = updates.map(({ key, data }, index): Append => {
    const earlier = known.seqs.get(key);
    if (earlier !== undefined) return { ok: true, key, seq: earlier, data, fresh: false };
    const refuse = (reason: (typeof REFUSALS)[number], message: string): Append => ({
      ok: false,
      key,
      reason,
      message,
    });
    if (data.length > MAX_UPDATE_BYTES)
      return refuse('too_large', 'This edit is too large to be stored. Paste it in smaller pieces.');
    if (bytes + data.length > MAX_DOCUMENT_BYTES)
      return refuse(
        'too_large',
        'The history of this draft is full, so nothing more can be written. Submit it as it is, and ask your course staff.',
      );
    const update = decoded[index];
    if (!update)
      return refuse(
        'unacceptable',
        'This edit cannot be read. Copy your text, reload the page and paste it.',
      );
    const checked = checkUpdate(update, { userId, known: known.clocks, isKey: (name) => keys.has(name) });
    if (!checked.ok) return refuse('unacceptable', checked.message);
    const fresh = [...checked.clocks.keys()].filter((client) => !known.clocks.has(client));
    if (userId !== null && fresh.length > 0 && known.clients + fresh.length > MAX_CLIENTS)
      return refuse(
        'too_large',
        'You opened this draft too many times. Submit it as it is, and ask your course staff.',
      );
    seq += 1;
    bytes += data.length;
    known.clients += fresh.length;
    known.seqs.set(key, seq);
    for (const [client, clock] of checked.clocks) {
      clocks.set(client, clock);
      known.clocks.set(client, { userId: known.clocks.get(client)?.userId ?? userId, clock });
    }
    const stored: Stored = { key, seq, data, fresh: true };
    written.push(stored);
    return { ok: true, ...stored };
  });
  if (written.length > 0) await write(tx, writer, written, clocks, { seq, bytes });
  return answers;
}

/** A page's pending updates as bytes. */
export const bytesOf = (updates: readonly PendingUpdate[]) =>
  updates.map(({ key, data }) => ({ key, data: new Uint8Array(Buffer.from(data, 'base64')) }));

interface Cached {
  snapshot: Uint8Array | null;
  snapshotSeq: number;
}

/** All updates of a document, or those up to one, upon each other. */
async function replay(
  db: Db | Tx,
  groupId: string,
  { snapshot, snapshotSeq }: Cached,
  at: number = Number.MAX_SAFE_INTEGER,
): Promise<{ document: Y.Doc; seq: number }> {
  const start = snapshot && snapshotSeq <= at ? snapshotSeq : 0;
  const rows = await db.documentUpdate.findMany({
    where: { groupId, seq: { gt: start, ...(at < Number.MAX_SAFE_INTEGER && { lte: at }) } },
    orderBy: { seq: 'asc' },
    select: { seq: true, userId: true, data: true },
  });
  const document = putTogether(start > 0 ? snapshot : null, rows);
  const seq = rows.at(-1)?.seq ?? start;
  if (at === Number.MAX_SAFE_INTEGER && seq - snapshotSeq >= SNAPSHOT_EVERY) {
    await db.document.updateMany({
      where: { groupId, snapshotSeq: { lt: seq } },
      data: { snapshot: new Uint8Array(Y.encodeStateAsUpdate(document)), snapshotSeq: seq },
    });
  }
  return { document, seq };
}

/** The document as it is, or as it was after the update `at`. */
export async function loadDocument(
  db: Db | Tx,
  groupId: string,
  at?: number,
): Promise<{ document: Y.Doc; seq: number }> {
  const row = await db.document.findUniqueOrThrow({
    where: { groupId },
    select: { snapshot: true, snapshotSeq: true },
  });
  return replay(db, groupId, row, at);
}

interface Place {
  groupId: string;
  definition: AssignmentDefinition;
  now: Date;
}

/** The document as it is, locked until the transaction ends; made if there is none. */
export async function openLocked(tx: Tx, place: Place): Promise<Locked & { document: Y.Doc }> {
  const { groupId } = place;
  const [row] = await tx.$queryRaw<(Locked & Cached)[]>`
    SELECT seq, bytes, snapshot, snapshot_seq AS "snapshotSeq"
    FROM documents WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  if (!row) {
    await ensureDocument(tx, place);
    return openLocked(tx, place);
  }
  const { document } = await replay(tx, groupId, row);
  return { seq: row.seq, bytes: row.bytes, document };
}

/**
 * Makes the group's document if there is none: with what was written before there were documents, or with the starter
 * files, inserted once, by the server.
 */
export async function ensureDocument(
  tx: Tx,
  { groupId, definition, now }: Place,
  texts?: ReadonlyMap<string, string>,
): Promise<void> {
  // Of two who open a sheet at once, one makes the row and the other waits for it.
  const made = await tx.$executeRaw`
    INSERT INTO documents (group_id) VALUES (${groupId}::uuid) ON CONFLICT DO NOTHING`;
  if (made === 0) return;
  const earlier = await tx.earlierDraft.findMany({ where: { groupId }, select: { key: true, text: true } });
  const first = new Map([
    ...Object.entries(definition.starter),
    ...earlier.map(({ key, text }) => [key, text] as const),
    ...(texts ?? []),
  ]);
  const document = new Y.Doc();
  const data = updateOf(document, () => {
    for (const key of keysOf(definition)) {
      const text = first.get(key) ?? '';
      if (text !== '') document.getText(key).insert(0, normalize(text));
    }
  });
  if (!data) return;
  const writer = { groupId, userId: null, keys: new Set(keysOf(definition)), now };
  const edits = [{ key: randomUUID(), data: new Uint8Array(data) }];
  const [answer] = await append(tx, writer, edits, await lockDocument(tx, groupId));
  if (!answer?.ok) throw new Error(`the first update was refused: ${answer?.message}`);
  await tx.document.update({ where: { groupId }, data: { firstSeq: answer.seq } });
}
