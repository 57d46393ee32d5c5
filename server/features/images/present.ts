import { MediaType } from '../../../contract/images.ts';
import type { DraftImageView, ImageView } from '../../../contract/images.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';

/** Of a draft's or a submission's images; never their bytes. */
export const NAMED_IMAGES = {
  orderBy: { name: 'asc' },
  select: { name: true, image: { select: { id: true, mediaType: true, size: true, sha256: true } } },
} as const satisfies Prisma.SubmissionImageFindManyArgs & Prisma.DraftImageFindManyArgs;

export const DRAFT_IMAGES = {
  orderBy: NAMED_IMAGES.orderBy,
  select: { ...NAMED_IMAGES.select, removedAt: true },
} as const satisfies Prisma.DraftImageFindManyArgs;

type NamedImage = Prisma.SubmissionImageGetPayload<{ select: (typeof NAMED_IMAGES)['select'] }>;

export function presentImage({ name, image }: NamedImage): ImageView {
  return { id: image.id, name, mediaType: MediaType.parse(image.mediaType), size: image.size };
}

export function presentDraftImage(
  image: Prisma.DraftImageGetPayload<{ select: (typeof DRAFT_IMAGES)['select'] }>,
): DraftImageView {
  return { ...presentImage(image), removed: image.removedAt !== null };
}
