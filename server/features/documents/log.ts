/**
 * The log of a group's document in PostgreSQL. Rows are only added, numbered without a gap within their document; the
 * lock on the document's row makes appending, handing in and changes of the group follow one another.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { PendingUpdate, REFUSALS } from '../../../contract/documents.ts';
import { MAX_UPDATE_BYTES } from '../../../contract/documents.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import type { Asked, AskedTx, Db } from '../../database/prisma.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ApiError } from '../../errors.ts';
import { runTask } from '../../tasks/index.ts';
import { checkUpdate, clientsIn, decodeUpdate, deletionsIn, piecesIn, takenBy } from './guard.ts';
import type { Clock, Decoded } from './guard.ts';
import { keysOf, MAX_CLIENTS, MAX_WRITTEN } from './keys.ts';
import type { Judged } from './putTogether.ts';
import { readSmallDraft } from './smallDraft.ts';
import type { Draft, Read, Reading } from './smallDraft.ts';
import { normalize, updateOf } from './texts.ts';

/** Rows after which whoever opens a page has all up to there kept as one, too. */
export const SNAPSHOT_EVERY = 200;
/** Rows after which that is done even though no page was opened. */
const JUDGED_EVERY = 2_000;

/**
 * Items, of 0.4 µs each, that one person's edits may pass when a draft is put together from its snapshot on: as many as two
 * people leave who are both offline and each begin the same text anew a thousand times.
 */
export const MOST_PASSED = 2_000_000;
/** An edit has no more pieces of text and deletions than can be looked at in a moment. */
const MOST_PIECES = 20_000;
/** Pieces after which the server looks after others before it goes on. */
const PIECES_AT_ONCE = 4_000;
/** Bytes that a piece counts as, at least: however short it is, it is an item of the draft. */
const PIECE_BYTES = 100;
/** Times as long as edits took that were judged and refused, until others of the same person are judged. */
const REST = 10;
const MAX_SEQ = 2 ** 31 - 1;

export interface Stored {
  key: string;
  seq: number;
  data: Uint8Array;
  /** False where the log had it already: a page sent it twice. */
  fresh: boolean;
}

export type Append =
  ({ ok: true } & Stored) | { ok: false; key: string; reason: (typeof REFUSALS)[number]; message: string };

/**
 * A document that is locked until the transaction ends, and what bounds the cost of putting it together: nothing is stored
 * whose cost is not known.
 */
export interface Locked {
  /** Of its last update. */
  seq: number;
  /** When it is put together from its snapshot on, at most. */
  items: number;
  /** By person. */
  writers: Record<string, Spent>;
  /** The last update when it was tried last to keep all as one. */
  triedSeq: number;
}

interface Spent {
  /** Of all that they wrote: bytes, where no piece counts as less than `PIECE_BYTES`. */
  weight: number;
  /** Items that their edits since the snapshot pass, at most. */
  passed: number;
}

async function lockIfThere(tx: Asked, groupId: string): Promise<Locked | null> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT seq, coalesce(items, bytes) AS items, writers, tried_seq AS "triedSeq" FROM documents WHERE group_id = ${groupId}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function lockDocument(tx: Asked, groupId: string): Promise<Locked> {
  const locked = await lockIfThere(tx, groupId);
  if (!locked) throw new Error(`group ${groupId} has no document`);
  return locked;
}

/** Of what a document knows, what decides about some updates. */
export interface Known {
  /** By key, the number under which an update of that key is stored. */
  seqs: Map<string, number>;
  clocks: Map<number, Clock>;
  /** Of the writer; counted only where one of the updates is by a client that is not known. */
  clients: number;
}

async function whatIsKnown(
  tx: Asked,
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
  /** The server made the edit, of what several people wrote. */
  brings?: boolean;
}

/** The statement that writes updates that follow each other, the clocks that they lead to, and what the document then is. */
function updateRows(
  { groupId, userId, now }: Writer,
  updates: readonly Candidate[],
  { seq, items, writers }: Locked,
): Prisma.Sql {
  const clocks = new Map(updates.flatMap((update) => [...update.clocks]));
  const bytes = updates.reduce((sum, { data }) => sum + data.length, 0);
  const rows = updates.map(
    ({ key, seq, data, taken }) =>
      Prisma.sql`(${groupId}::uuid, ${seq}::int, ${key}::uuid, ${userId}::uuid, ${now}::timestamptz, ${data}::bytea, ${taken}::int)`,
  );
  return Prisma.sql`
    WITH document AS (
      UPDATE documents SET seq = ${seq}, bytes = bytes + ${bytes}::int, items = ${items}::int,
        writers = ${JSON.stringify(writers)}::jsonb
      WHERE group_id = ${groupId}::uuid),
    clients AS (
      INSERT INTO document_clients (group_id, client_id, user_id, clock)
      SELECT ${groupId}::uuid, c.client, ${userId}::uuid, c.clock
      FROM unnest(${[...clocks.keys()]}::bigint[], ${[...clocks.values()]}::int[]) AS c(client, clock)
      ON CONFLICT (group_id, client_id) DO UPDATE SET clock = excluded.clock)
    INSERT INTO document_updates (group_id, seq, key, user_id, at, data, taken) VALUES ${Prisma.join(rows)}`;
}

/** An update that may be stored if it does not cost too much. */
interface Candidate extends Stored {
  clocks: ReadonlyMap<number, number>;
  pieces: number;
  weight: number;
  taken: number;
}

interface Edit {
  key: string;
  data: Uint8Array<ArrayBuffer>;
}

interface Appended {
  /** One for each update. */
  answers: Append[];
  /** What the document is then. */
  locked: Locked;
}

type Refuse = (reason: (typeof REFUSALS)[number], message: string) => Append;

/** Decodes updates that are not too large, and lets others have their turn where that takes a while. */
async function decodeAll(updates: readonly { data: Uint8Array }[]): Promise<(Decoded | null)[]> {
  const decoded: (Decoded | null)[] = [];
  // More than one person may write in all is not looked at.
  let left = MAX_WRITTEN / PIECE_BYTES;
  let pieces = 0;
  for (const { data } of updates) {
    const many = data.length > MAX_UPDATE_BYTES ? null : piecesIn(data, Math.min(left, MOST_PIECES));
    decoded.push(many === null ? null : decodeUpdate(data));
    left -= many ?? 0;
    pieces += many ?? 0;
    if (pieces < PIECES_AT_ONCE) continue;
    pieces = 0;
    await setImmediate();
  }
  return decoded;
}

/**
 * Appends updates of one person to a document that the caller has locked. Whoever calls has seen that the person is a
 * member and that nothing is locked. Takes two statements, however many the updates are, as long as they cannot cost much.
 *
 * @param known of what the updates speak of; asked for where it is not given
 * @returns an answer to each, and what the document is then
 */
export async function append(
  tx: AskedTx,
  writer: Writer,
  updates: readonly Edit[],
  locked: Locked,
  known?: Known,
): Promise<Appended> {
  const { rows, ...appended } = await judged(tx, writer, updates, locked, known);
  if (rows) await tx.$executeRaw(rows);
  return appended;
}

/** The same where nobody waits until it is stored: it is when the transaction has succeeded. */
export async function appendAtEnd(
  tx: Transaction,
  writer: Writer,
  updates: readonly Edit[],
  locked: Locked,
  known?: Known,
): Promise<Appended> {
  const { rows, ...appended } = await judged(tx, writer, updates, locked, known);
  if (rows) tx.send(rows);
  return appended;
}

/** @returns what `append` does, and the statement that stores it */
async function judged(
  tx: AskedTx,
  writer: Writer,
  updates: readonly Edit[],
  locked: Locked,
  whatIs?: Known,
): Promise<Appended & { rows?: Prisma.Sql }> {
  if (updates.length === 0) return { answers: [], locked };
  const { userId, keys, brings = false } = writer;
  let { seq } = locked;
  let { weight } = spentBy(locked, userId);
  const decoded = await decodeAll(updates);
  const clients = [...new Set(decoded.flatMap((update) => (update ? clientsIn(update) : [])))];
  const known = whatIs ?? (await whatIsKnown(tx, writer, { keys: updates.map(({ key }) => key), clients }));
  const candidates: Candidate[] = [];
  const answers = updates.map(({ key, data }, index): Append => {
    const earlier = known.seqs.get(key);
    if (earlier !== undefined) return { ok: true, key, seq: earlier, data, fresh: false };
    const refuse: Refuse = (reason, message) => ({ ok: false, key, reason, message });
    if (data.length > MAX_UPDATE_BYTES)
      return refuse('too_large', 'This edit is too large to be stored. Paste it in smaller pieces.');
    const update = decoded[index];
    if (!update)
      return refuse(
        'unacceptable',
        'This edit cannot be read. Copy your text, reload the page and paste it.',
      );
    const checked = checkUpdate(update, {
      userId,
      known: known.clocks,
      isKey: (name) => keys.has(name),
      brings,
    });
    if (!checked.ok) return refuse('unacceptable', checked.message);
    const pieces = update.structs.length + deletionsIn(update);
    const own = Math.max(data.length, pieces * PIECE_BYTES);
    if (userId !== null && weight + own > MAX_WRITTEN)
      return refuse(
        'too_large',
        'You wrote as much in this draft as it can hold of one person. Submit it as it is, and ask your course staff.',
      );
    const fresh = [...checked.clocks.keys()].filter((client) => !known.clocks.has(client));
    if (userId !== null && !brings && fresh.length > 0 && known.clients + fresh.length > MAX_CLIENTS)
      return refuse(
        'too_large',
        'You opened this draft too many times. Submit it as it is, and ask your course staff.',
      );
    seq += 1;
    weight += own;
    known.clients += fresh.length;
    known.seqs.set(key, seq);
    for (const [client, clock] of checked.clocks)
      known.clocks.set(client, { userId: known.clocks.get(client)?.userId ?? userId, clock });
    const stored: Stored = { key, seq, data, fresh: true };
    candidates.push({ ...stored, clocks: checked.clocks, pieces, weight: own, taken: takenBy(update) });
    return { ok: true, ...stored };
  });
  const { accepted, refusal, after } = await judge(tx, writer, candidates, locked);
  const rows = accepted.length > 0 && { rows: updateRows(writer, accepted, after) };
  if (refusal === null) return { answers, locked: after, ...rows };
  const left = new Set(candidates.slice(accepted.length).map(({ key }) => key));
  return {
    answers: answers.map((answer) =>
      left.has(answer.key) ? { ok: false, key: answer.key, ...refusal } : answer,
    ),
    locked: after,
    ...rows,
  };
}

interface Judgement {
  /** The first of them, in order. */
  accepted: readonly Candidate[];
  /** Of the others. */
  refusal: { reason: (typeof REFUSALS)[number]; message: string } | null;
  after: Locked;
}

const NOTHING: Spent = { weight: 0, passed: 0 };
const spentBy = ({ writers }: Locked, userId: string | null): Spent =>
  (userId === null ? null : writers[userId]) ?? NOTHING;

/** By document and person, until when no more of their edits are judged. */
const resting = new Map<string, number>();

/**
 * What the document is with these updates. No piece passes more items than there are; only where that would be too many, the
 * updates are put upon the draft, so that it is known.
 */
async function judge(
  tx: AskedTx,
  { groupId, userId }: Writer,
  candidates: readonly Candidate[],
  locked: Locked,
): Promise<Judgement> {
  const writers = { ...locked.writers };
  const after: Locked = { ...locked, seq: locked.seq + candidates.length, writers };
  let { passed } = spentBy(locked, userId);
  for (const { pieces } of candidates) {
    // Each may part one on either side.
    after.items += 3 * pieces;
    passed += pieces * after.items;
  }
  if (userId === null) return { accepted: candidates, refusal: null, after };
  const weigh = (accepted: readonly Candidate[], spent: number): void => {
    const weight = accepted.reduce((sum, each) => sum + each.weight, spentBy(locked, userId).weight);
    writers[userId] = { weight, passed: spent };
  };
  weigh(candidates, passed);
  if (candidates.length === 0 || (passed <= MOST_PASSED && after.seq - locked.triedSeq < JUDGED_EVERY))
    return { accepted: candidates, refusal: null, after };

  const place = `${groupId} ${userId}`;
  const began = performance.now();
  for (const [each, until] of resting) if (until <= began) resting.delete(each);
  if (resting.has(place))
    return {
      accepted: [],
      refusal: {
        reason: 'throttled',
        message:
          'These edits take long to be put together. They are kept on this device and sent a little later.',
      },
      after: locked,
    };
  const rest = (): void => {
    const end = performance.now();
    resting.set(place, end + Math.max(1_000, REST * (end - began)));
  };
  const { draft } = await readRows(tx, groupId);
  const judging = { draft, writer: userId, edits: candidates.map(({ data }) => data), most: MOST_PASSED };
  let judged: Judged;
  try {
    judged = await runTask('judgeEdits', judging, userId);
  } catch (error) {
    // Too much waits, or it takes too long.
    if (!(error instanceof ApiError)) throw error;
    rest();
    const reason = error.code === 'throttled' ? 'throttled' : 'unacceptable';
    return { accepted: [], refusal: { reason, message: error.message }, after: locked };
  }
  const accepted = candidates.slice(0, judged.accepted);
  after.seq = locked.seq + judged.accepted;
  after.items = judged.items;
  for (const [id, spent] of Object.entries(writers))
    writers[id] = { ...spent, passed: judged.passed.get(id) ?? 0 };
  weigh(accepted, judged.passed.get(userId) ?? 0);
  after.triedSeq = after.seq;
  await keep(tx, groupId, after, judged.snapshot);
  if (judged.accepted === candidates.length) return { accepted, refusal: null, after };
  rest();
  return {
    accepted,
    refusal: {
      reason: 'unacceptable',
      message:
        'This edit stands between words far apart, as no page writes it, and takes too long to be put together. It was not stored; copy your text, reload the page and paste it.',
    },
    after,
  };
}

/** A page's pending updates as bytes. */
export const bytesOf = (updates: readonly PendingUpdate[]) =>
  updates.map(({ key, data }) => ({ key, data: new Uint8Array(Buffer.from(data, 'base64')) }));

interface Rows {
  draft: Draft;
  /** Of its last update. */
  seq: number;
  /** As they were then. */
  items: number;
  writers: Locked['writers'];
  triedSeq: number;
  /** With which the writer wrote. */
  clients: number;
}

/** All of a draft, or what it was after the update `at`, of one moment; null where there is none. */
async function findRows(
  db: Asked,
  groupId: string,
  { at = MAX_SEQ, writer = null }: { at?: number; writer?: string | null } = {},
): Promise<Rows | null> {
  const [row] = await db.$queryRaw<
    (Omit<Rows, 'draft' | 'seq'> & {
      snapshot: Uint8Array | null;
      start: number;
      last: number | null;
      data: Uint8Array | null;
      lengths: number[] | null;
      by: (string | null)[] | null;
    })[]
  >`
    WITH draft AS (
      SELECT coalesce(items, bytes) AS items, writers, tried_seq, CASE WHEN snapshot_seq <= ${at}::int THEN snapshot END AS snapshot,
        CASE WHEN snapshot_seq <= ${at}::int THEN snapshot_seq ELSE 0 END AS start
      FROM documents WHERE group_id = ${groupId}::uuid)
    SELECT draft.items, draft.writers, draft.tried_seq AS "triedSeq", draft.snapshot, draft.start, rows.*,
      (SELECT count(*)::int FROM document_clients
        WHERE group_id = ${groupId}::uuid AND user_id = ${writer}::uuid) AS clients
    FROM draft, LATERAL (
      SELECT max(seq) AS last, string_agg(data, ''::bytea ORDER BY seq) AS data,
        json_agg(length(data) ORDER BY seq) AS lengths, json_agg(user_id ORDER BY seq) AS by
      FROM document_updates
      WHERE group_id = ${groupId}::uuid AND seq > draft.start AND seq <= ${at}::int) AS rows`;
  if (!row) return null;
  const { snapshot, start, last, data, lengths, by, ...rest } = row;
  const draft = { snapshot, data: data ?? new Uint8Array(), lengths: lengths ?? [], by: by ?? [] };
  return { draft, seq: last ?? start, ...rest };
}

export async function readRows(...asking: Parameters<typeof findRows>): Promise<Rows> {
  const rows = await findRows(...asking);
  if (!rows) throw new Error(`group ${asking[1]} has no document`);
  return rows;
}

/** What stands in a draft: nearly always at once, else from a process of the pool, on behalf of a person. */
const readDraft = (reading: Reading, person: string): Promise<Read> | Read =>
  readSmallDraft(reading) ?? runTask('readDraft', reading, person);

export interface Texts {
  texts: ReadonlyMap<string, string>;
  seq: number;
}

/** @returns what stands in a draft, or stood in it after the update `at` */
export async function readTexts(
  db: Asked,
  groupId: string,
  { person, at = MAX_SEQ }: { person: string; at?: number },
): Promise<Texts> {
  const { draft, seq } = await readRows(db, groupId, { at });
  const { texts } = await readDraft({ draft, wanted: new Map() }, person);
  return { texts, seq };
}

interface Changed {
  /** As they are once some of them are as wanted. */
  texts: ReadonlyMap<string, string>;
  /** The edit that makes them so, which is to be appended with what is known; null where they are. */
  update: Uint8Array<ArrayBuffer> | null;
  known: Known;
}

/** What stands in a draft that the caller has locked, once some of its texts are as wanted. */
export async function changeTexts(
  tx: Asked,
  { groupId, userId }: Pick<Writer, 'groupId' | 'userId'>,
  wanted: ReadonlyMap<string, string>,
): Promise<Changed> {
  return change(await readRows(tx, groupId, { writer: userId }), wanted, userId ?? groupId);
}

/** @param person on whose behalf */
async function change(
  { draft, clients }: Pick<Rows, 'draft' | 'clients'>,
  wanted: ReadonlyMap<string, string>,
  person: string,
): Promise<Changed> {
  const { texts, update, clocks } = await readDraft({ draft, wanted }, person);
  // Of those who wrote it nobody writes this edit: it is of a client of its own, with a key of its own.
  const known = [...clocks].map(([client, clock]) => [client, { userId: null, clock }] as const);
  return {
    texts,
    update: update && new Uint8Array(update),
    known: { seqs: new Map(), clocks: new Map(known), clients },
  };
}

/** A document that is locked until the transaction ends, and all that stands in it. */
export interface Whole extends Pick<Rows, 'draft' | 'clients'> {
  locked: Locked;
}

/** What `changeTexts` does to one that was read already. */
export const changeWhole = (
  whole: Whole,
  { userId }: { userId: string },
  wanted: ReadonlyMap<string, string>,
): Promise<Changed> => change(whole, wanted, userId);

/** @returns null where there is no document */
export async function openWhole(tx: Asked, groupId: string, writer: string): Promise<Whole | null> {
  // The rows are read in a statement that begins when the lock is there.
  const [locked, rows] = await Promise.all([lockIfThere(tx, groupId), findRows(tx, groupId, { writer })]);
  return locked && rows && { locked, draft: rows.draft, clients: rows.clients };
}

/** What is known of a locked document from now on; and all of it as one, where that costs little. */
async function keep(
  tx: AskedTx,
  groupId: string,
  { seq, items, writers, triedSeq }: Locked,
  snapshot: Uint8Array | null,
): Promise<void> {
  const kept = snapshot
    ? Prisma.sql`, snapshot = ${new Uint8Array(snapshot)}::bytea, snapshot_seq = ${seq}::int`
    : Prisma.empty;
  await tx.$executeRaw`
    UPDATE documents SET items = ${items}::int, writers = ${JSON.stringify(writers)}::jsonb, tried_seq = ${triedSeq}::int ${kept}
    WHERE group_id = ${groupId}::uuid`;
}

/**
 * Keeps the rows of a draft as one, where that costs little. Nothing is lost where it does not succeed: the rows stay.
 *
 * @param person for whom
 */
export async function keepAsOne(db: Db, groupId: string, person: string): Promise<void> {
  const read = await readRows(db, groupId);
  const kept = await runTask('keepDraft', read.draft, person);
  await db.$transaction(async (tx) => {
    const locked = await lockDocument(tx, groupId);
    // Somebody else did so meanwhile.
    if (locked.triedSeq !== read.triedSeq) return;
    const writers = Object.fromEntries(
      Object.entries(locked.writers).map(([id, { weight, passed }]) => {
        // What was written meanwhile comes after it.
        const since = passed - (read.writers[id]?.passed ?? 0);
        return [id, { weight, passed: since + (kept.passed.get(id) ?? 0) }];
      }),
    );
    const items = kept.items + locked.items - read.items;
    await keep(tx, groupId, { seq: read.seq, items, writers, triedSeq: read.seq }, kept.snapshot);
  });
}

interface Place {
  groupId: string;
  definition: AssignmentDefinition;
  now: Date;
}

/** The document, locked until the transaction ends; made if there is none. */
export async function openLocked(tx: AskedTx, place: Place): Promise<Locked> {
  const locked = await lockIfThere(tx, place.groupId);
  if (locked) return locked;
  await ensureDocument(tx, place);
  return lockDocument(tx, place.groupId);
}

/** Of two who open a sheet at once, one makes the row and the other waits for it. */
export const makeRow = (tx: AskedTx, groupId: string): Promise<number> => tx.$executeRaw`
  INSERT INTO documents (group_id) SELECT id FROM groups WHERE id = ${groupId}::uuid ON CONFLICT DO NOTHING`;

interface EarlierText {
  key: string;
  text: string;
}

const earlierTexts = (tx: Asked, groupId: string): Promise<EarlierText[]> =>
  tx.$queryRaw`SELECT key, text FROM earlier_drafts WHERE group_id = ${groupId}::uuid`;

/**
 * Makes the group's document if there is none: with what was written before there were documents, or with the starter
 * files, inserted once, by the server.
 */
export async function ensureDocument(
  tx: AskedTx,
  place: Place,
  texts?: ReadonlyMap<string, string>,
): Promise<void> {
  const { groupId } = place;
  if ((await makeRow(tx, groupId)) === 0) return;
  await begin(tx, place, {
    earlier: await earlierTexts(tx, groupId),
    locked: await lockDocument(tx, groupId),
    ...(texts && { texts }),
  });
}

/** The same with all that stands in it then, locked; null where there is no such group. */
export async function makeWhole(tx: AskedTx, place: Place, writer: string): Promise<Whole | null> {
  const { groupId } = place;
  const [made, earlier, locked] = await Promise.all([
    makeRow(tx, groupId),
    earlierTexts(tx, groupId),
    lockIfThere(tx, groupId),
  ]);
  if (!locked) return null;
  return made === 0 ? openWhole(tx, groupId, writer) : begin(tx, place, { earlier, locked });
}

/** Writes what a document that was just made begins with. */
async function begin(
  tx: AskedTx,
  { groupId, definition, now }: Place,
  {
    earlier,
    locked,
    texts = new Map(),
  }: { earlier: readonly EarlierText[]; locked: Locked; texts?: ReadonlyMap<string, string> },
): Promise<Whole> {
  const first = new Map([
    ...Object.entries(definition.starter),
    ...earlier.map(({ key, text }) => [key, text] as const),
    ...texts,
  ]);
  const document = new Y.Doc();
  const made = updateOf(document, () => {
    for (const key of keysOf(definition)) {
      const text = first.get(key) ?? '';
      if (text !== '') document.getText(key).insert(0, normalize(text));
    }
  });
  if (!made)
    return { locked, draft: { snapshot: null, data: new Uint8Array(), lengths: [], by: [] }, clients: 0 };
  const data = new Uint8Array(made);
  const writer = { groupId, userId: null, keys: new Set(keysOf(definition)), now };
  const known: Known = { seqs: new Map(), clocks: new Map(), clients: 0 };
  const {
    answers: [answer],
    locked: after,
  } = await append(tx, writer, [{ key: randomUUID(), data }], locked, known);
  if (!answer?.ok) throw new Error(`the first update was refused: ${answer?.message}`);
  await tx.$executeRaw`UPDATE documents SET first_seq = ${answer.seq}::int WHERE group_id = ${groupId}::uuid`;
  return { locked: after, draft: { snapshot: null, data, lengths: [data.length], by: [null] }, clients: 0 };
}
