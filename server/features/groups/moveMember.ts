import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { Tx } from '../../database/prisma.ts';
import type { Version } from '../../middleware/versions.ts';
import { editTexts } from '../documents/editTexts.ts';
import { ensureDocument, lockDocument, openLocked, readTexts } from '../documents/log.ts';
import { normalize, textsOf } from '../documents/texts.ts';
import { copyImages, imagesOfDrafts } from '../images/copyImages.ts';
import { renameImages } from '../images/renameImages.ts';
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

/**
 * Moves a person from one group to another, both locked by the caller through `lockGroupRows`. Texts and submissions stay
 * where they are; the person keeps reading the old document as far as it went.
 */
export async function moveMember(
  tx: Tx,
  { assignment }: Pick<MovingSet, 'assignment'>,
  { userId, from, to, now, reason }: Move,
): Promise<void> {
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
}

/** Texts that are more than what a document begins with. */
export function writtenTexts(
  texts: ReadonlyMap<string, string>,
  definition: AssignmentDefinition,
): Map<string, string> {
  const written = [...textsOf(texts, definition)].filter(
    ([key, text]) => text.trim() !== '' && text !== normalize(definition.starter[key] ?? ''),
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
  const { texts } = await readTexts(tx, from, { person: userId });
  const group = await tx.group.create({ data: { assignmentId: assignment.id } });
  await copyImages(tx, group.id, await imagesOfDrafts(tx, from));
  await ensureDocument(tx, { groupId: group.id, definition, now });
  await editTexts(tx, { groupId: group.id, userId, definition, now }, textsOf(texts, definition));
  return group.id;
}

const COMMENT: Record<string, string> = { py: '# ', js: '// ', mjs: '// ', ts: '// ' };

/** A text to be added below another: code as a comment, so that it does not take the place of what stands above. */
function below(key: string, text: string): string {
  const sign = key.includes('.') ? COMMENT[key.slice(key.lastIndexOf('.') + 1)] : undefined;
  if (sign === undefined) return text;
  return text.replace(/^.*$/gm, (line) => `${sign}${line}`.trimEnd());
}

/**
 * Adds what a person wrote alone to the document of the group that they join: where it has nothing of its own in the
 * text's place, else below.
 *
 * @param renamed images that have another name in the new group
 */
export async function bringAlong(
  tx: Tx,
  definition: AssignmentDefinition,
  { from, to, userId, now }: { from: string; to: string; userId: string; now: Date },
): Promise<void> {
  const { texts: own } = await readTexts(tx, from, { person: userId });
  const brought = writtenTexts(own, definition);
  if (brought.size === 0) return;
  const renamed = await copyImages(tx, to, await imagesOfDrafts(tx, from));
  const place = { groupId: to, userId, definition, now };
  await openLocked(tx, place);
  const { texts } = await readTexts(tx, to, { person: userId });
  const theirs = writtenTexts(texts, definition);
  const wanted = new Map<string, string>();
  for (const [key, text] of brought) {
    const mine = renameImages(text, renamed);
    const present = texts.get(key) ?? '';
    if (!theirs.has(key)) wanted.set(key, mine);
    else if (!present.includes(mine)) wanted.set(key, `${present}\n\n${below(key, mine)}`);
  }
  await editTexts(tx, place, wanted);
}
