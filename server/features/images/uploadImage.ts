import type { ImageView } from '../../../contract/images.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { runTask } from '../../tasks/index.ts';
import { firstName, namesFor, namesIn } from './imageName.ts';
import { NAMED_IMAGES, presentImage } from './present.ts';
import { assertNamesFit, forgetUnused, lockImages, storeImage } from './storeImage.ts';
import type { Uploader } from './storeImage.ts';

/** Gives the image the first of the names that is free, or that means it already. */
async function claimName(tx: Tx, groupId: string, imageId: string, names: Iterable<string>): Promise<string> {
  const name = firstName(await namesIn(tx, groupId), imageId, names);
  await tx.draftImage.upsert({
    where: { groupId_name: { groupId, name } },
    create: { groupId, name, imageId },
    update: { removedAt: null },
  });
  return name;
}

/**
 * Stores an image and gives it a name in the drafts of the student's group.
 *
 * @throws ApiError locked; unacceptable for what is no image; too_large for one that is too large, alone or with the
 *   others
 */
export async function uploadImage(
  db: Db,
  { assignment }: AssignmentSubject,
  uploaded: { name: string; bytes: Uint8Array },
  uploader: Uploader,
): Promise<ImageView> {
  const inspected = await runTask('inspectImage', uploaded.bytes, uploader.userId);
  if (!inspected.ok) throw new ApiError('unacceptable', `${uploaded.name} ${inspected.problem}`);
  return db.$transaction(async (tx) => {
    const groupId = await lockImages(tx, assignment, uploader.userId);
    const imageId = await storeImage(tx, groupId, inspected, uploader).catch(async (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      await forgetUnused(tx, groupId);
      return storeImage(tx, groupId, inspected, uploader);
    });
    const name = await claimName(tx, groupId, imageId, namesFor(uploaded.name, inspected.mediaType));
    await assertNamesFit(tx, groupId);
    return presentImage(
      await tx.draftImage.findUniqueOrThrow({
        where: { groupId_name: { groupId, name } },
        select: NAMED_IMAGES.select,
      }),
    );
  });
}
