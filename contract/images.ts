/**
 * Images of answers. A group uploads an image and calls it by a name, as `![loss curve](figures/loss.png)` in an
 * answer. A name means the same image for ever: what an answer shows follows from its text alone, at any time of its
 * history, and is undone with it. A submission keeps the images that its answers show.
 */
import { z } from 'zod';
import { AssignmentParams, FileBytes, Id, SubmissionParams } from './common.ts';
import { defineOperation } from './operation.ts';

const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/svg+xml', 'application/pdf'] as const;
export const MediaType = z.enum(MEDIA_TYPES);
export type MediaType = z.infer<typeof MediaType>;

/** Largest image, in bytes. */
export const MAX_IMAGE_BYTES = 5_000_000;
/** Most that the images of a group's drafts may have together in one assignment, in bytes. */
export const MAX_IMAGES_BYTES = 50_000_000;
/** Most that a group's images may have together with those that only submissions keep, in bytes. */
export const MAX_STORED_BYTES = 200_000_000;
/** Most names that a group's drafts may give to images in one assignment, and that a submission may show. */
export const MAX_IMAGES = 100;
/** Most pixels of an image: what a browser must hold to show it, however few bytes it was sent as. */
export const MAX_PIXELS = 40_000_000;

/** Such as `7.3 MB`, `12 kB` or `640 bytes`. */
export function bytesText(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
  return bytes >= 1_000 ? `${Math.round(bytes / 1_000)} kB` : `${bytes} bytes`;
}

/** Why bytes are too many for one image, after its name; null when they are not. */
export function sizeProblem(bytes: number): string | null {
  if (bytes <= MAX_IMAGE_BYTES) return null;
  return `has ${bytesText(bytes)}; an image may have ${bytesText(MAX_IMAGE_BYTES)}. Save it smaller: fewer pixels, JPEG for a photo, PDF or SVG for a plot.`;
}

/** A path as a LaTeX project has it: no parent folders, no root, nothing that Markdown or TeX would read otherwise. */
export const ImageName = z
  .string()
  .max(200)
  .regex(
    /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\p{L}\p{N}_.+@-][\p{L}\p{N}_.+@ -]*(?:\/[\p{L}\p{N}_.+@ -]+)*$/u,
    'letters, digits, spaces and - _ . + @, with / between folders',
  );

export const ImageView = z.object({
  id: Id,
  /** What answers call it. */
  name: z.string(),
  mediaType: MediaType,
  /** In bytes. */
  size: z.number().int(),
});
export type ImageView = z.infer<typeof ImageView>;

export const DraftImageView = ImageView.extend({
  /** Out of the list of images, which makes room; an answer that calls it by its name shows it still. */
  removed: z.boolean(),
});
export type DraftImageView = z.infer<typeof DraftImageView>;

export const listImages = defineOperation({
  id: 'listImages',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/images',
  summary: "The images that my group's drafts may show, those that were removed from the list included",
  params: AssignmentParams,
  response: z.object({ images: z.array(DraftImageView) }),
  errors: ['not_found'],
});

export const uploadImage = defineOperation({
  id: 'uploadImage',
  method: 'post',
  once: 'named',
  path: '/api/courses/{course}/assignments/{assignment}/images',
  summary:
    'Upload an image; a name that another image has or had gets a number, the same image again keeps its name',
  params: AssignmentParams,
  query: z.object({ name: ImageName }),
  body: FileBytes,
  bodyType: 'application/octet-stream',
  response: ImageView,
  status: 201,
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'too_large', 'throttled'],
});

/** After an import was confirmed, or a removal undone: names of images that are there, without a second upload. */
export const nameImages = defineOperation({
  id: 'nameImages',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/images',
  summary: 'Give names to images of my group; a name never comes to mean another image',
  params: AssignmentParams,
  body: z.object({ names: z.array(z.object({ name: ImageName, id: Id })).max(MAX_IMAGES) }),
  response: z.object({ images: z.array(DraftImageView) }),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable'],
});

export const removeImage = defineOperation({
  id: 'removeImage',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/images/{imageId}',
  summary: "Take an image out of the list of my group's images; answers that call it by a name show it still",
  params: AssignmentParams.extend({ imageId: Id }),
  response: z.object({}),
  errors: ['csrf', 'not_found', 'locked'],
});

const CACHED = 'The bytes of one image; they never change';

export const getImage = defineOperation({
  id: 'getImage',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/images/{imageId}',
  summary: `${CACHED}. Of my own group, or of one that I was in, as far as it was there then`,
  params: AssignmentParams.extend({ imageId: Id }),
  response: FileBytes,
  responseType: 'application/octet-stream',
  errors: ['not_found'],
});

export const getSubmissionImage = defineOperation({
  id: 'getSubmissionImage',
  method: 'get',
  path: '/api/submissions/{submissionId}/images/{imageId}',
  summary: `${CACHED}. Of a submission`,
  params: SubmissionParams.extend({ imageId: Id }),
  response: FileBytes,
  responseType: 'application/octet-stream',
  errors: ['not_found'],
});
