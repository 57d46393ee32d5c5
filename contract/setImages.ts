/** The images of a set's own texts, which stand in its folder. */
import { z } from 'zod';
import { AssignmentParams, FileBytes } from './common.ts';
import { defineOperation } from './operation.ts';

/** A file of the set's `images/`. */
export const SetImageName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:png|jpe?g)$/i, 'such as loss.png');

export const getSetImage = defineOperation({
  id: 'getSetImage',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/set-images/{image}',
  summary: "An image of the set's own texts, as the version in force has it",
  params: AssignmentParams.extend({ image: SetImageName }),
  response: FileBytes,
  responseType: 'application/octet-stream',
  errors: ['not_found'],
});
