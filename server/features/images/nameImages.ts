import { MediaType } from '../../../contract/images.ts';
import type { DraftImageView } from '../../../contract/images.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { assertNameOf } from './imageName.ts';
import { DRAFT_IMAGES, presentDraftImage } from './present.ts';
import { assertNamesFit, lockImages } from './storeImage.ts';

/**
 * Gives names to images of the student's group, or gives them back. A name that means another image is refused.
 *
 * @returns all images that the drafts may show then
 * @throws ApiError locked; not_found for an image of nobody or of another group; unacceptable
 */
export async function nameImages(
  db: Db,
  { assignment }: AssignmentSubject,
  names: readonly { name: string; id: string }[],
  userId: string,
): Promise<DraftImageView[]> {
  const twice = names.find(({ name }, index) => names.findIndex((other) => other.name === name) < index);
  if (twice) throw new ApiError('unacceptable', `${twice.name} is given to two images.`);
  return db.$transaction(async (tx) => {
    const groupId = await lockImages(tx, assignment, userId);
    const images = await tx.image.findMany({
      where: { groupId, id: { in: names.map(({ id }) => id) } },
      select: { id: true, mediaType: true },
    });
    const known = await tx.draftImage.findMany({
      where: { groupId, name: { in: names.map(({ name }) => name) } },
      select: { name: true, imageId: true },
    });
    for (const { name, id: imageId } of names) {
      const image = images.find(({ id }) => id === imageId);
      if (!image)
        throw new ApiError('not_found', `The image for ${name} is not there any more; upload it again.`);
      assertNameOf(name, MediaType.parse(image.mediaType));
      const holder = known.find((other) => other.name === name);
      if (holder && holder.imageId !== imageId)
        throw new ApiError(
          'unacceptable',
          `${name} is another image of your group by now, and stays it. Choose the file again: its image then gets a name of its own.`,
        );
      await tx.draftImage.upsert({
        where: { groupId_name: { groupId, name } },
        create: { groupId, name, imageId },
        update: { removedAt: null },
      });
    }
    await assertNamesFit(tx, groupId);
    const named = await tx.draftImage.findMany({ where: { groupId }, ...DRAFT_IMAGES });
    return named.map(presentDraftImage);
  });
}
