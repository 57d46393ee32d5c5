import { MediaType } from '../../../contract/images.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { firstName, namesFor, namesIn } from './imageName.ts';

/** Of a group's images, what another group is given. */
export const COPIED_IMAGE = {
  name: true,
  removedAt: true,
  image: { select: { id: true, sha256: true, mediaType: true } },
} as const satisfies Prisma.DraftImageSelect;
export type CopiedImage = Prisma.DraftImageGetPayload<{ select: typeof COPIED_IMAGE }>;

/** The images that the drafts of a group name, or did. */
export const imagesOfDrafts = (tx: Tx, groupId: string): Promise<CopiedImage[]> =>
  tx.draftImage.findMany({ where: { groupId }, select: COPIED_IMAGE, orderBy: { name: 'asc' } });

/**
 * Gives images to a group, which must be locked; the same bytes are stored once, and have one name more only where their own means
 * another image there. Given again, they are what is there already.
 *
 * @returns the names that are others in the new group
 */
export async function copyImages(
  tx: Tx,
  to: string,
  images: readonly CopiedImage[],
): Promise<Map<string, string>> {
  const taken = await namesIn(tx, to);
  const renamed = new Map<string, string>();
  for (const { name, removedAt, image } of images) {
    await tx.$executeRaw`
      INSERT INTO images (id, group_id, sha256, media_type, size, data, uploaded_by_id, uploaded_at)
      SELECT gen_random_uuid(), ${to}::uuid, sha256, media_type, size, data, uploaded_by_id, uploaded_at
      FROM images WHERE id = ${image.id}::uuid
      ON CONFLICT (group_id, sha256) DO NOTHING`;
    const { id } = await tx.image.findUniqueOrThrow({
      where: { groupId_sha256: { groupId: to, sha256: image.sha256 } },
      select: { id: true },
    });
    const newName = firstName(taken, id, namesFor(name, MediaType.parse(image.mediaType)));
    if (newName !== name) renamed.set(name, newName);
    if (taken.has(newName)) continue;
    taken.set(newName, id);
    await tx.draftImage.create({ data: { groupId: to, name: newName, imageId: id, removedAt } });
  }
  return renamed;
}
