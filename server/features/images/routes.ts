import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import { MediaType } from '../../../contract/images.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { personThrottle } from '../../middleware/throttle.ts';
import { imagesOf, staysOf } from '../documents/history.ts';
import { nameImages } from './nameImages.ts';
import { DRAFT_IMAGES, presentDraftImage } from './present.ts';
import { removeImage } from './removeImage.ts';
import { describeImage } from './serveImage.ts';
import { uploadImage } from './uploadImage.ts';

/** Above the largest image, so that one a little too large is answered with what to do. */
const MOST_READ = '10mb';

/** More than the drafts of a group may have. */
const UPLOADS_A_MINUTE = 120;

const FILE = { select: { mediaType: true, data: true } } as const;

export function imageRoutes(deps: Deps): Router {
  const router = Router();
  const { db, news } = deps;
  const tellImages = async (assignmentId: string, userId: string): Promise<void> => {
    const where = { assignmentId_userId: { assignmentId, userId } };
    const mine = await db.groupMember.findUnique({ where, select: { groupId: true } });
    if (mine) news.tell({ kind: 'images', group: mine.groupId });
  };

  mount(router, deps, operations.listImages, async ({ assignment, user }) => {
    const images = await db.draftImage.findMany({
      where: { group: { assignmentId: assignment.id, members: { some: { userId: user.id } } } },
      ...DRAFT_IMAGES,
    });
    return { images: images.map(presentDraftImage) };
  });
  mount(
    router,
    deps,
    operations.uploadImage,
    async (call) => {
      const uploaded = { name: call.query.name, bytes: call.body };
      const image = await uploadImage(db, call, uploaded, { userId: call.user.id, now: call.now });
      await tellImages(call.assignment.id, call.user.id);
      return image;
    },
    {
      limit: MOST_READ,
      guards: [
        personThrottle(
          UPLOADS_A_MINUTE,
          'Very many images were uploaded in the last minute. Those that are listed are safe; please wait a minute.',
        ),
      ],
    },
  );
  mount(router, deps, operations.nameImages, async (call) => {
    const images = await nameImages(db, call, call.body.names, call.user.id);
    await tellImages(call.assignment.id, call.user.id);
    return { images };
  });
  mount(router, deps, operations.removeImage, async (call) => {
    await removeImage(db, call, { imageId: call.params.imageId, userId: call.user.id, now: call.now });
    await tellImages(call.assignment.id, call.user.id);
    return {};
  });
  mount(router, deps, operations.getImage, async ({ assignment, params, user, response }) => {
    const image = await db.image.findFirst({
      where: { id: params.imageId, ...imagesOf(await staysOf(db, assignment.id, user.id)) },
      select: { ...FILE.select, drafts: { select: { name: true }, orderBy: { name: 'asc' }, take: 1 } },
    });
    if (!image) throw new ApiError('not_found', 'There is no such image.');
    const name = image.drafts[0]?.name ?? params.imageId;
    describeImage(response, { name, mediaType: MediaType.parse(image.mediaType) });
    return image.data;
  });
  mount(router, deps, operations.getSubmissionImage, async ({ submission, params, response, veil }) => {
    const shown = await db.submissionImage.findFirst({
      where: { submissionId: submission.id, imageId: params.imageId },
      orderBy: { name: 'asc' },
      select: { name: true, image: FILE },
    });
    if (!shown) throw new ApiError('not_found', 'There is no such image in this submission.');
    const standIns = await veil?.imageNames([submission.id]);
    const name = standIns?.get(shown.name) ?? shown.name;
    describeImage(response, { name, mediaType: MediaType.parse(shown.image.mediaType) });
    return shown.image.data;
  });
  return router;
}
