import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockImages } from './storeImage.ts';

/**
 * Takes an image with all its names out of the list of the images of the student's group. Its names go on meaning it, so
 * that an answer that has one, or gets it back by undoing, shows it.
 *
 * @throws ApiError locked; not_found when the list does not have it
 */
export async function removeImage(
  db: Db,
  { assignment }: AssignmentSubject,
  { imageId, userId, now }: { imageId: string; userId: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const groupId = await lockImages(tx, assignment, userId);
    const { count } = await tx.draftImage.updateMany({
      where: { groupId, imageId, removedAt: null },
      data: { removedAt: now },
    });
    if (count === 0) throw new ApiError('not_found', 'There is no such image.');
  });
}
