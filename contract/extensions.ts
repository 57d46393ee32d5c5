/** More time for one student, one group or one section. What is due when for whom is computed from these, never stored. */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('student'), userId: Id }),
  z.object({ kind: z.literal('group'), groupId: Id }),
  z.object({ kind: z.literal('section'), section: z.string().trim().min(1).max(60) }),
]);
export type Target = z.infer<typeof Target>;

export const ExtensionView = z.object({
  id: Id,
  target: Target,
  /** Who it is for, in words: a name, the members of a group, a section. */
  name: z.string(),
  dueAt: Moment,
  reason: z.string(),
  grantedBy: PersonName,
  grantedAt: Moment,
});
export type ExtensionView = z.infer<typeof ExtensionView>;

/** Of a student whose due time, or lateness, is another one after the change. */
export const DueChange = z.object({
  student: PersonName,
  before: Moment,
  after: Moment,
  /** Of the submission that counts; null without one. */
  lateBefore: z.boolean().nullable(),
  lateAfter: z.boolean().nullable(),
});
export type DueChange = z.infer<typeof DueChange>;

export const SetExtensions = z.object({
  /** The set's own. */
  dueAt: Moment,
  extensions: z.array(ExtensionView),
});

const Outcome = SetExtensions.extend({ changes: z.array(DueChange), applied: z.boolean() });
export type ExtensionOutcome = z.infer<typeof Outcome>;

export const listExtensions = defineOperation({
  id: 'listExtensions',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/extensions',
  summary: 'Who has more time for an assignment, until when and why',
  params: AssignmentParams,
  response: SetExtensions,
  errors: ['not_found'],
});

export const grantExtension = defineOperation({
  id: 'grantExtension',
  method: 'post',
  path: '/api/courses/{course}/assignments/{assignment}/extensions',
  summary: 'Give a student, a group or a section more time, or only say whom that would change',
  params: AssignmentParams,
  body: z.object({
    target: Target,
    /** By the clock of the course's zone, such as `2026-12-06 14:30`. */
    until: z.string().regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/, 'A day and a time, such as 2026-12-06 14:30.'),
    reason: z.string().trim().min(1, 'A reason, please: those whom it is for read it.').max(500),
    preview: z.boolean().default(false),
  }),
  response: Outcome,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const revokeExtension = defineOperation({
  id: 'revokeExtension',
  method: 'delete',
  path: '/api/courses/{course}/assignments/{assignment}/extensions/{extensionId}',
  summary: 'Take an extension back, or only say whom that would change',
  params: AssignmentParams.extend({ extensionId: Id }),
  query: z.object({ preview: z.enum(['true', 'false']).default('false') }),
  response: Outcome,
  errors: ['csrf', 'not_found'],
});
