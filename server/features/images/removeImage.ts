import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockImages } from './storeImage.ts';

/**
 * Takes an image with all its names away from the drafts of the student's group. Until it is forgotten (see
 * `storeImage.ts`), giving it its names again undoes that.
 *
 * @throws ApiError locked; not_found when the drafts do not name it
 */
export async function removeImage(
  db: Db,
  { assignment }: AssignmentSubject,
  { imageId, userId }: { imageId: string; userId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const groupId = await lockImages(tx, assignment, userId);
    const { count } = await tx.draftImage.deleteMany({ where: { groupId, imageId } });
    if (count === 0) throw new ApiError('not_found', 'There is no such image.');
  });
}
