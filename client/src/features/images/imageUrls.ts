/** Where the images of answers are served. */
import { useMemo } from 'react';
import { getImage, getSubmissionImage, type ImageView } from '../../../../contract/images.ts';
import { addressOf } from '../../api/address.ts';

/** The address of the image that an answer calls by a name; null when there is none. */
export type ImageUrl = (name: string) => string | null;

function byName(images: readonly ImageView[], address: (imageId: string) => string): ImageUrl {
  const addresses = new Map(images.map(({ name, id }) => [name, address(id)]));
  return (name) => addresses.get(name) ?? null;
}

/** Of the drafts of one's own group. */
export function draftImageUrl(
  params: { course: string; assignment: string },
  images: readonly ImageView[],
): ImageUrl {
  return byName(images, (imageId) => addressOf(getImage, { ...params, imageId }));
}

/** Of a submission, for its group and for staff. */
export function submissionImageUrl(submissionId: string, images: readonly ImageView[]): ImageUrl {
  return byName(images, (imageId) => addressOf(getSubmissionImage, { submissionId, imageId }));
}

/** The same function as long as the images are the same, so that nothing is drawn again for it. */
export function useSubmissionImageUrl(submissionId: string, images: readonly ImageView[]): ImageUrl {
  return useMemo(() => submissionImageUrl(submissionId, images), [submissionId, images]);
}
