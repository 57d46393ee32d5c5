/** Copies of a group's document, in which words stay those that they are, and what was written in a copy given back. */
import { randomUUID } from 'node:crypto';
import { MAX_UPDATE_BYTES } from '../../../contract/documents.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { runTask } from '../../tasks/index.ts';
import { writableKeys } from './appendAsMember.ts';
import type { Copies } from './copies.ts';
import type { Editing } from './editTexts.ts';
import { keysOf } from './keys.ts';
import { append, ensureDocument, lockDocument, makeRow, readRows, readTexts } from './log.ts';
import { textsOf } from './texts.ts';

/** Between the documents of which groups, for whom. */
export interface Between extends Omit<Editing, 'groupId'> {
  from: string;
  to: string;
}

const everyKey = async (tx: Tx, groupId: string): Promise<Set<string>> =>
  writableKeys(
    tx,
    await tx.assignmentVersion.findMany({
      where: { assignment: { groups: { some: { id: groupId } } } },
      select: { id: true, number: true },
    }),
  );

/**
 * Begins the document of a new group with all that stands in another's, which the caller has locked. Nobody writes on under the clients
 * of before: they are the server's here, so that of two documents none has other words under the same number.
 */
export async function copyDocument(tx: Tx, { from, to, userId, definition, now }: Between): Promise<void> {
  const { draft } = await readRows(tx, from);
  const { snapshot } = await runTask('keepDraft', draft, userId);
  // What cannot be put together quickly is copied as texts, whose words are new ones.
  if (snapshot === null || snapshot.length > MAX_UPDATE_BYTES) {
    const { texts } = await readTexts(tx, from, { person: userId });
    return ensureDocument(tx, { groupId: to, definition, now }, textsOf(texts, definition));
  }
  await makeRow(tx, to);
  const writer = { groupId: to, userId: null, keys: await everyKey(tx, from), now };
  const edit = { key: randomUUID(), data: new Uint8Array(snapshot) };
  const {
    answers: [answer],
  } = await append(tx, writer, [edit], await lockDocument(tx, to));
  if (answer?.ok !== true) throw new Error(`a copy was refused: ${answer?.message}`);
  await tx.document.update({ where: { groupId: to }, data: { firstSeq: answer.seq } });
}

/** Of the clients of a document. */
interface Clients {
  /** Those whose words the person wrote, or nobody. */
  own: Set<number>;
  /** By client, what of it are copies. */
  copies: Map<number, Copies>;
}

/** What is known of the clients of a document wherever they wrote: of a copy, the document where they did says whose they are. */
async function clientsOf(
  tx: Tx,
  { from, to }: Pick<Between, 'from' | 'to'>,
  userId: string,
): Promise<Clients> {
  const rows = await tx.$queryRaw<{ client: bigint; others: boolean; copies: Copies | null }[]>`
    SELECT client_id AS client, bool_or(user_id IS NOT NULL AND user_id <> ${userId}::uuid) AS others,
      (jsonb_agg(copies) FILTER (WHERE copies IS NOT NULL)) -> 0 AS copies
    FROM document_clients
    WHERE client_id IN (SELECT client_id FROM document_clients WHERE group_id IN (${from}::uuid, ${to}::uuid))
      AND group_id IN (
        SELECT g.id FROM groups g JOIN groups mine ON mine.assignment_id = g.assignment_id AND mine.id = ${to}::uuid)
    GROUP BY client_id`;
  return {
    own: new Set(rows.flatMap(({ client, others }) => (others ? [] : [Number(client)]))),
    copies: new Map(rows.flatMap(({ client, copies }) => (copies ? [[Number(client), copies]] : []))),
  };
}

/**
 * Adds what stands in the document of the group that a person leaves, and not in that of the group that they join; both are locked.
 *
 * @param renamed images that have another name in the new group
 * @throws ApiError too_large, or what the pool says of drafts that cannot be put together
 */
export async function uniteDocuments(
  tx: Tx,
  { from, to, userId, definition, now }: Between,
  renamed: ReadonlyMap<string, string>,
): Promise<void> {
  const [{ draft: mine }, { draft: theirs }] = [await readRows(tx, from), await readRows(tx, to)];
  const { starter } = definition;
  const clients = await clientsOf(tx, { from, to }, userId);
  const uniting = { mine, theirs, keys: keysOf(definition), starter, renamed, ...clients };
  const { update, client, copies } = await runTask('uniteDrafts', uniting, userId);
  if (update === null) return;
  const before = await tx.documentClient.findMany({ where: { groupId: to }, select: { clientId: true } });
  const writer = { groupId: to, userId, keys: await everyKey(tx, to), now, brings: true };
  const edit = { key: randomUUID(), data: new Uint8Array(update) };
  const {
    answers: [answer],
  } = await append(tx, writer, [edit], await lockDocument(tx, to));
  if (answer?.ok !== true)
    throw new ApiError(
      'too_large',
      `What you wrote alone is too much to be added to the draft of the group. Nothing was changed; join without it, and copy what you need from your history. ${answer?.message ?? ''}`.trim(),
    );
  const kept = [...before.map(({ clientId }) => clientId), BigInt(client)];
  await tx.documentClient.updateMany({
    where: { groupId: to, clientId: { notIn: kept } },
    data: { userId: null },
  });
  if (copies.length === 0) return;
  const groupId_clientId = { groupId: to, clientId: BigInt(client) };
  await tx.documentClient.update({ where: { groupId_clientId }, data: { copies } });
}
