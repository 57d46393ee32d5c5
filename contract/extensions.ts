/** Other times for one student, one group or one section. What is when for whom is computed from these, never stored. */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';
import { Effects } from './effects.ts';
import { CourseClock } from './policies.ts';
import { ExtendedWindow } from './policy.ts';

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
  /** Each null where it is as for everybody. */
  opensAt: Moment.nullable(),
  dueAt: Moment.nullable(),
  lateWindow: ExtendedWindow,
  closesAt: Moment.nullable(),
  releasesAt: Moment.nullable(),
  reason: z.string(),
  grantedBy: PersonName,
  grantedAt: Moment,
});
export type ExtensionView = z.infer<typeof ExtensionView>;

const SetExtensions = z.object({
  /** The set's own. */
  dueAt: Moment,
  extensions: z.array(ExtensionView),
});

const Outcome = SetExtensions.extend(Effects.shape);
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
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/extensions',
  summary: 'Give a student, a group or a section other times, or only say whom that would change',
  params: AssignmentParams,
  body: z.object({
    target: Target,
    /** Due later. */
    until: CourseClock.nullable().default(null),
    /** Seen earlier. */
    opens: CourseClock.nullable().default(null),
    /** Late work taken for longer, counted from their due time. */
    window: ExtendedWindow.default(null),
    /** Taken longer, whatever window and hard end of the set say. */
    closes: CourseClock.nullable().default(null),
    /** Grades later than for others. */
    releases: CourseClock.nullable().default(null),
    reason: z.string().trim().min(1, 'A reason, please: those whom it is for read it.').max(500),
    preview: z.boolean().default(false),
  }),
  response: Outcome,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const revokeExtension = defineOperation({
  id: 'revokeExtension',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/extensions/{extensionId}',
  summary: 'Take an extension back, or only say whom that would change',
  params: AssignmentParams.extend({ extensionId: Id }),
  query: z.object({ preview: z.enum(['true', 'false']).default('false') }),
  response: Outcome,
  errors: ['csrf', 'not_found'],
});
