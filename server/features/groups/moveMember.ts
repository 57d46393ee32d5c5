import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import { own } from '../../../contract/own.ts';
import type { Tx } from '../../database/prisma.ts';
import type { Version } from '../../middleware/versions.ts';
import { copyDocument, uniteDocuments } from '../documents/copyDocument.ts';
import { lockDocument, openLocked, readTexts } from '../documents/log.ts';
import { normalize, textsOf } from '../documents/texts.ts';
import { copyImages, imagesOfDrafts } from '../images/copyImages.ts';
import { lockGroupRows } from './ensureGroup.ts';

/** A set whose people move, and the version in force. */
export interface MovingSet {
  assignment: { id: string };
  version: Version;
}

export interface Move {
  userId: string;
  from: string;
  to: string;
  now: Date;
  /** What staff say who move the person; null for a person's own decision. */
  reason: string | null;
}

/** Somebody who was moved, between which groups. */
export type Moved = Pick<Move, 'userId' | 'from' | 'to'>;

/** Who was moved, and the groups that are other ones since, as open pages are told of it. */
export const peopleIn = (moved: readonly Moved[]) => ({
  people: [...new Set(moved.map(({ userId }) => userId))],
  groups: [...new Set(moved.flatMap(({ from, to }) => [from, to]))],
});

/**
 * Moves a person from one group to another, both locked by the caller through `lockGroupRows`. Texts and submissions stay
 * where they are; the person keeps reading the old document as far as it went.
 */
export async function moveMember(
  tx: Tx,
  { assignment }: Pick<MovingSet, 'assignment'>,
  { userId, from, to, now, reason }: Move,
): Promise<Moved> {
  // What is being written just now is written before or refused after.
  const { seq } = await lockDocument(tx, from);
  const left = await tx.groupMember.delete({ where: { groupId_userId: { groupId: from, userId } } });
  await tx.formerMember.create({
    data: { groupId: from, userId, joinedAt: left.joinedAt, leftAt: now, seq, reason },
  });
  await tx.groupMember.create({ data: { groupId: to, assignmentId: assignment.id, userId, joinedAt: now } });
  await tx.groupInvitation.deleteMany({
    where: { OR: [{ groupId: to, userId }, { group: { id: from, members: { none: {} } } }] },
  });
  await tx.group.updateMany({ where: { id: { in: [from, to] } }, data: { changedAt: now } });
  return { userId, from, to };
}

/** Texts that are more than what a document begins with. */
export function writtenTexts(
  texts: ReadonlyMap<string, string>,
  definition: AssignmentDefinition,
): Map<string, string> {
  const written = [...textsOf(texts, definition)].filter(
    ([key, text]) => text.trim() !== '' && text !== normalize(own(definition.starter, key) ?? ''),
  );
  return new Map(written);
}

/** A new group for one person, with a copy of the draft and the images of the group they come from. */
export async function copyForOne(
  tx: Tx,
  { assignment, version }: MovingSet,
  { from, userId, now }: { from: string; userId: string; now: Date },
): Promise<string> {
  const { definition } = version;
  await lockGroupRows(tx, [from]);
  await openLocked(tx, { groupId: from, definition, now });
  const group = await tx.group.create({ data: { assignmentId: assignment.id } });
  await copyImages(tx, group.id, await imagesOfDrafts(tx, from));
  await copyDocument(tx, { from, to: group.id, userId, definition, now });
  return group.id;
}

/**
 * Adds what a person wrote alone to the document of the group that they join, both of which are locked: what they wrote in a copy of it where
 * they wrote it, and what they began apart in the text's place, where the group has nothing of its own there, else below.
 */
export async function bringAlong(
  tx: Tx,
  definition: AssignmentDefinition,
  { from, to, userId, now }: { from: string; to: string; userId: string; now: Date },
): Promise<void> {
  const { texts } = await readTexts(tx, from, { person: userId });
  if (writtenTexts(texts, definition).size === 0) return;
  const renamed = await copyImages(tx, to, await imagesOfDrafts(tx, from));
  await uniteDocuments(tx, { from, to, userId, definition, now }, renamed);
}
