import { MediaType } from '../../../contract/images.ts';
import type { ImageView } from '../../../contract/images.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';

/** Of a draft's or a submission's images; never their bytes. */
export const NAMED_IMAGES = {
  orderBy: { name: 'asc' },
  select: { name: true, image: { select: { id: true, mediaType: true, size: true, sha256: true } } },
} as const satisfies Prisma.SubmissionImageFindManyArgs & Prisma.DraftImageFindManyArgs;

type NamedImage = Prisma.SubmissionImageGetPayload<{ select: (typeof NAMED_IMAGES)['select'] }>;

export function presentImage({ name, image }: NamedImage): ImageView {
  return { id: image.id, name, mediaType: MediaType.parse(image.mediaType), size: image.size };
}
