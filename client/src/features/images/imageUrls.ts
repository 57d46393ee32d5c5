/** Where the images of answers are served. */
import { useMemo } from 'react';
import { getImage, getSubmissionImage, type ImageView } from '../../../../contract/images.ts';
import { urlOf } from '../../../../contract/operation.ts';

/** The address of the image that an answer calls by a name; null when there is none. */
export type ImageUrl = (name: string) => string | null;

function addressesOf(images: readonly ImageView[], addressOf: (imageId: string) => string): ImageUrl {
  const addresses = new Map(images.map(({ name, id }) => [name, addressOf(id)]));
  return (name) => addresses.get(name) ?? null;
}

/** Of the drafts of one's own group. */
export function draftImageUrl(
  params: { course: string; assignment: string },
  images: readonly ImageView[],
): ImageUrl {
  return addressesOf(images, (imageId) => urlOf(getImage, { ...params, imageId }));
}

/** Of a submission, for its group and for staff. */
export function submissionImageUrl(submissionId: string, images: readonly ImageView[]): ImageUrl {
  return addressesOf(images, (imageId) => urlOf(getSubmissionImage, { submissionId, imageId }));
}

/** The same function as long as the images are the same, so that nothing is drawn again for it. */
export function useSubmissionImageUrl(submissionId: string, images: readonly ImageView[]): ImageUrl {
  return useMemo(() => submissionImageUrl(submissionId, images), [submissionId, images]);
}
