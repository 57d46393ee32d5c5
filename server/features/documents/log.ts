/**
 * The log of a group's document in PostgreSQL. Rows are only added, numbered without a gap within their document; the
 * lock on the document's row makes appending, handing in and changes of the group follow one another.
 */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { PendingUpdate, REFUSALS } from '../../../contract/documents.ts';
import { MAX_UPDATE_BYTES } from '../../../contract/documents.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { checkUpdate, clientsIn, decodeUpdate } from './guard.ts';
import type { Clock } from './guard.ts';
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

/** Locks the document until the transaction ends. @returns the number of its last update */
export async function lockDocument(tx: Tx, groupId: string): Promise<{ seq: number; bytes: number }> {
  const [row] = await tx.$queryRaw<{ seq: number; bytes: number }[]>`
    SELECT seq, bytes FROM documents WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  if (!row) throw new Error(`group ${groupId} has no document`);
  return row;
}

async function clocksOf(tx: Tx, groupId: string, clients: number[]): Promise<Map<number, Clock>> {
  const rows = await tx.$queryRaw<{ client: number; user_id: string | null; clock: number }[]>`
    SELECT client_id::float8 AS client, user_id, clock FROM document_clients
    WHERE group_id = ${groupId}::uuid AND client_id = ANY(${clients}::bigint[])`;
  return new Map(rows.map(({ client, user_id, clock }) => [client, { userId: user_id, clock }]));
}

async function hasTooManyClients(tx: Tx, groupId: string, userId: string | null): Promise<boolean> {
  if (userId === null) return false;
  return (await tx.documentClient.count({ where: { groupId, userId } })) >= MAX_CLIENTS;
}

export interface Writer {
  groupId: string;
  /** Null where the server itself writes. */
  userId: string | null;
  /** Of the texts that may be written. */
  keys: ReadonlySet<string>;
  now: Date;
}

/**
 * Appends updates of one person to a document that the caller has locked. Whoever calls has seen that the person is a
 * member and that nothing is locked.
 */
export async function append(
  tx: Tx,
  { groupId, userId, keys, now }: Writer,
  updates: readonly { key: string; data: Uint8Array<ArrayBuffer> }[],
): Promise<Append[]> {
  let { seq, bytes } = await lockDocument(tx, groupId);
  const known = await tx.documentUpdate.findMany({
    where: { groupId, key: { in: updates.map(({ key }) => key) } },
    select: { key: true, seq: true },
  });
  const answers: Append[] = [];
  for (const { key, data } of updates) {
    const earlier =
      known.find((row) => row.key === key) ?? answers.find((answer) => answer.key === key && answer.ok);
    if (earlier && 'seq' in earlier) {
      answers.push({ ok: true, key, seq: earlier.seq, data, fresh: false });
      continue;
    }
    const refuse = (reason: (typeof REFUSALS)[number], message: string) =>
      answers.push({ ok: false, key, reason, message });
    if (data.length > MAX_UPDATE_BYTES) {
      refuse('too_large', 'This edit is too large to be stored. Paste it in smaller pieces.');
      continue;
    }
    if (bytes + data.length > MAX_DOCUMENT_BYTES) {
      refuse(
        'too_large',
        'The history of this draft is full, so nothing more can be written. Submit it as it is, and ask your course staff.',
      );
      continue;
    }
    const decoded = decodeUpdate(data);
    if (!decoded) {
      refuse('unacceptable', 'This edit cannot be read. Copy your text, reload the page and paste it.');
      continue;
    }
    const clients = clientsIn(decoded);
    const clocks = await clocksOf(tx, groupId, clients);
    const checked = checkUpdate(decoded, { userId, known: clocks, isKey: (name) => keys.has(name) });
    if (!checked.ok) {
      refuse('unacceptable', checked.message);
      continue;
    }
    const isNew = [...checked.clocks.keys()].some((client) => !clocks.has(client));
    if (isNew && (await hasTooManyClients(tx, groupId, userId))) {
      refuse(
        'too_large',
        'You opened this draft too many times. Submit it as it is, and ask your course staff.',
      );
      continue;
    }
    seq += 1;
    bytes += data.length;
    await tx.documentUpdate.create({ data: { groupId, seq, key, userId, at: now, data } });
    for (const [client, clock] of checked.clocks) {
      await tx.$executeRaw`
        INSERT INTO document_clients (group_id, client_id, user_id, clock)
        VALUES (${groupId}::uuid, ${client}::bigint, ${userId}::uuid, ${clock})
        ON CONFLICT (group_id, client_id) DO UPDATE SET clock = excluded.clock`;
    }
    answers.push({ ok: true, key, seq, data, fresh: true });
  }
  await tx.document.update({ where: { groupId }, data: { seq, bytes } });
  return answers;
}

/** A page's pending updates as bytes. */
export const bytesOf = (updates: readonly PendingUpdate[]) =>
  updates.map(({ key, data }) => ({ key, data: new Uint8Array(Buffer.from(data, 'base64')) }));

/** The document as it is, or as it was after the update `at`. */
export async function loadDocument(
  db: Db | Tx,
  groupId: string,
  at: number = Number.MAX_SAFE_INTEGER,
): Promise<{ document: Y.Doc; seq: number }> {
  const row = await db.document.findUniqueOrThrow({ where: { groupId } });
  const document = new Y.Doc();
  const start = row.snapshot && row.snapshotSeq <= at ? row.snapshotSeq : 0;
  const rows = await db.documentUpdate.findMany({
    where: { groupId, seq: { gt: start, ...(at < Number.MAX_SAFE_INTEGER && { lte: at }) } },
    orderBy: { seq: 'asc' },
    select: { seq: true, data: true },
  });
  document.transact(() => {
    if (start > 0 && row.snapshot) Y.applyUpdate(document, row.snapshot);
    for (const { data } of rows) Y.applyUpdate(document, data);
  });
  const seq = rows.at(-1)?.seq ?? start;
  if (at === Number.MAX_SAFE_INTEGER && seq - row.snapshotSeq >= SNAPSHOT_EVERY) {
    await db.document.updateMany({
      where: { groupId, snapshotSeq: { lt: seq } },
      data: { snapshot: new Uint8Array(Y.encodeStateAsUpdate(document)), snapshotSeq: seq },
    });
  }
  return { document, seq };
}

/**
 * Makes the group's document if there is none: with what was written before there were documents, or with the starter
 * files, inserted once, by the server.
 */
export async function ensureDocument(
  tx: Tx,
  { groupId, definition, now }: { groupId: string; definition: AssignmentDefinition; now: Date },
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
  const [answer] = await append(tx, writer, [{ key: randomUUID(), data: new Uint8Array(data) }]);
  if (!answer?.ok) throw new Error(`the first update was refused: ${answer?.message}`);
  await tx.document.update({ where: { groupId }, data: { firstSeq: answer.seq } });
}
