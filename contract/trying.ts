/** "Try as a student": an instructor goes the way of a student through a set, and nothing of it counts. */
import { z } from 'zod';
import { AssignmentFiles } from './publishing.ts';
import { CourseParams } from './common.ts';
import { Slug } from './assignment.ts';
import { defineOperation } from './operation.ts';

export const tryAsStudent = defineOperation({
  id: 'tryAsStudent',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/try',
  summary: 'Open a set in a course of my own in which I am the only student; nothing there counts anywhere',
  params: CourseParams,
  body: z.object({
    /** The set's name. */
    set: Slug,
    /** Files to be tried; without them those of the version in force. */
    files: AssignmentFiles.shape.files.optional(),
  }),
  response: z.object({
    /** Slugs: the set is under `/c/{course}/sets/{set}`. */
    course: Slug,
    set: Slug,
  }),
  status: 201,
  errors: ['csrf', 'not_found', 'assignment_problems', 'unacceptable', 'too_large', 'throttled'],
});

export const endTrying = defineOperation({
  id: 'endTrying',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/try',
  summary: 'Throw away what I wrote and handed in while trying sets of a course as a student',
  params: CourseParams,
  response: z.object({ ended: z.literal(true) }),
  errors: ['csrf', 'not_found'],
});
