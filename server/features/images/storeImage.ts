import { createHash } from 'node:crypto';
import { MAX_IMAGES, MAX_IMAGES_BYTES, MAX_STORED_BYTES, bytesText } from '../../../contract/images.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { imageNamesOf } from '../../tasks/index.ts';
import { whyClosed } from '../assignments/whyClosed.ts';
import { readTexts } from '../documents/log.ts';
import { lockMyGroup } from '../groups/ensureGroup.ts';
import type { Inspected } from './inspect/inspectImage.ts';

/** How long an image may be without a name and outside of every submission: a day is enough to confirm an import. */
const UNNAMED_MS = 24 * 3_600_000;

/** Who stores, and when. */
export interface Uploader {
  userId: string;
  now: Date;
}

/**
 * The group whose images are changed, locked, so that one transaction at a time counts and changes them and a
 * submission takes all of them at one moment.
 *
 * @throws ApiError locked once grades are released
 */
export async function lockImages(tx: Tx, assignment: SetFor, userId: string): Promise<string> {
  const closed = whyClosed(assignment);
  if (closed) throw new ApiError('locked', closed);
  return lockMyGroup(tx, assignment.id, userId);
}

const sha256Of = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Images that neither a draft nor a submission names: imported and not confirmed. */
const UNUSED = { drafts: { none: {} }, submissions: { none: {} } } as const;

async function sizeOf(
  tx: Tx,
  where: Parameters<Tx['image']['aggregate']>[0]['where'] & object,
): Promise<number> {
  const { _sum } = await tx.image.aggregate({ where, _sum: { size: true } });
  return _sum.size ?? 0;
}

async function draftTexts(tx: Tx, groupId: string, person: string): Promise<string[]> {
  if ((await tx.document.count({ where: { groupId } })) === 0) return [];
  const { texts } = await readTexts(tx, groupId, { person });
  return [...texts.values()];
}

/**
 * Forgets images that were removed and that neither a submission nor the draft as it is shows. Only where there is no
 * room at all: until then a removed image comes back when its name comes back by undoing.
 */
async function forgetRemoved(tx: Tx, groupId: string, userId: string): Promise<void> {
  const removed = await tx.image.findMany({
    where: {
      groupId,
      drafts: { some: {}, every: { removedAt: { not: null } } },
      submissions: { none: {} },
    },
    select: { id: true, drafts: { select: { name: true } } },
  });
  if (removed.length === 0) return;
  const shown = await imageNamesOf(await draftTexts(tx, groupId, userId), userId);
  const forgotten = removed.filter(({ drafts }) => !drafts.some(({ name }) => shown.includes(name)));
  await tx.image.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } });
}

async function assertRoom(tx: Tx, groupId: string, size: number, userId: string): Promise<void> {
  const ofDrafts = await sizeOf(tx, {
    groupId,
    OR: [{ drafts: { some: { removedAt: null } } }, UNUSED],
  });
  if (ofDrafts + size > MAX_IMAGES_BYTES) {
    throw new ApiError(
      'too_large',
      `There is no room for this image (${bytesText(size)}): your group's images may have ${bytesText(MAX_IMAGES_BYTES)} together and have ${bytesText(ofDrafts)}. Remove those that no answer shows.`,
    );
  }
  let all = await sizeOf(tx, { groupId });
  if (all + size > MAX_STORED_BYTES) {
    await forgetRemoved(tx, groupId, userId);
    all = await sizeOf(tx, { groupId });
  }
  if (all + size > MAX_STORED_BYTES) {
    throw new ApiError(
      'too_large',
      `There is no room for this image (${bytesText(size)}): with those of its submissions your group's images have ${bytesText(all)}, and ${bytesText(MAX_STORED_BYTES)} are kept. Use images that you uploaded before.`,
    );
  }
}

/**
 * Stores an image for a group that is locked; the same bytes are stored once. It has no name yet, and is forgotten
 * after a day without one.
 *
 * @returns its id
 * @throws ApiError too_large when the group's images together are
 */
export async function storeImage(
  tx: Tx,
  groupId: string,
  { mediaType, data }: Extract<Inspected, { ok: true }>,
  { userId, now }: Uploader,
): Promise<string> {
  const before = new Date(now.getTime() - UNNAMED_MS);
  await tx.image.deleteMany({ where: { groupId, uploadedAt: { lt: before }, ...UNUSED } });
  const sha256 = sha256Of(data);
  const known = await tx.image.findUnique({
    where: { groupId_sha256: { groupId, sha256 } },
    select: { id: true },
  });
  if (known) return known.id;
  await assertRoom(tx, groupId, data.length, userId);
  const image = await tx.image.create({
    data: { groupId, sha256, mediaType, size: data.length, data, uploadedById: userId, uploadedAt: now },
    select: { id: true },
  });
  return image.id;
}

/** Makes room: what was imported and not confirmed waits only as long as nobody needs its room. */
export async function forgetUnused(tx: Tx, groupId: string): Promise<void> {
  await tx.image.deleteMany({ where: { groupId, ...UNUSED } });
}

/**
 * Forgets what a person imported earlier and never confirmed, but for images that come again: one import after the
 * other must not use up the group's room.
 */
export async function forgetUnconfirmed(
  tx: Tx,
  groupId: string,
  { userId, coming }: { userId: string; coming: readonly Uint8Array[] },
): Promise<void> {
  await tx.image.deleteMany({
    where: { groupId, uploadedById: userId, sha256: { notIn: coming.map(sha256Of) }, ...UNUSED },
  });
}

/**
 * An image counts as often as it has names: an exported submission contains it under each.
 *
 * @throws ApiError unacceptable when the drafts would give more names, or to more, than they may
 */
export async function assertNamesFit(tx: Tx, groupId: string): Promise<void> {
  const named = await tx.draftImage.findMany({
    where: { groupId, removedAt: null },
    select: { image: { select: { size: true } } },
  });
  const size = named.reduce((sum, { image }) => sum + image.size, 0);
  const reason =
    named.length > MAX_IMAGES
      ? `would have ${named.length} images; they may have ${MAX_IMAGES}`
      : size > MAX_IMAGES_BYTES
        ? `would have images of ${bytesText(size)}, each counted as often as it has names; they may have ${bytesText(MAX_IMAGES_BYTES)}`
        : null;
  if (reason === null) return;
  throw new ApiError('unacceptable', `Your group's drafts ${reason}. Remove those that no answer shows.`);
}
