/** Deciding about dates, lateness and what counts: of a course and of its sets. Each says first whom it would change. */
import { z } from 'zod';
import { AssignmentParams, CourseParams, Moment, PersonName, Revision } from './common.ts';
import { Effects } from './effects.ts';
import { defineOperation } from './operation.ts';
import { CoursePolicy, SetPolicy } from './policy.ts';

/** By the clock of the course's zone, such as `2026-12-06 14:30`. */
export const CourseClock = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/, 'A day and a time, such as 2026-12-06 14:30.');

/** Times by the course's clock; a question's is null where it is held back until further notice. */
const SetPolicyWish = SetPolicy.omit({ opensAt: true, closesAt: true, heldBack: true }).extend({
  opens: CourseClock.nullable().default(null),
  closes: CourseClock.nullable().default(null),
  heldBack: z.record(z.string(), CourseClock.nullable()).default({}),
});
export type SetPolicyWish = z.infer<typeof SetPolicyWish>;

/** Says which decision somebody has seen. */
const LastDecision = z.object({ revision: Revision, decidedBy: PersonName, decidedAt: Moment });
export type LastDecision = z.infer<typeof LastDecision>;

/** The revision of the last decision that was seen, null for none: where another one stands, nothing is decided. Absent: whatever stands. */
const Seen = LastDecision.shape.revision.nullable().optional();

export const SetPolicyView = z.object({
  policy: SetPolicy,
  /** Null while nothing was decided on the pages. */
  last: LastDecision.nullable(),
  /** decided: on the pages · file: by the set's file · none: nothing is said, the course's rules hold. */
  source: z.enum(['decided', 'file', 'none']),
  dueAt: Moment,
  /** When grades come out or came, for everybody. */
  releasesAt: Moment.nullable(),
  /** Whether they have come. */
  released: z.boolean(),
  course: CoursePolicy,
  /** Of the version in force, and what was taken out while it was held back. */
  questions: z.array(z.object({ id: z.string(), label: z.string().nullable(), title: z.string() })),
  /** The last first. */
  decisions: z.array(z.object({ decidedBy: PersonName, decidedAt: Moment, taken: z.boolean() })),
});
export type SetPolicyView = z.infer<typeof SetPolicyView>;

export const getSetPolicy = defineOperation({
  id: 'getSetPolicy',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/policy',
  summary: 'Dates, late rules and weight of a set, and where they are from',
  params: AssignmentParams,
  response: SetPolicyView,
  errors: ['not_found'],
});

export const decideSetPolicy = defineOperation({
  id: 'decideSetPolicy',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}/assignments/{assignment}/policy',
  summary: 'Decide about dates, late rules and weight of a set, or only say whom that would change',
  params: AssignmentParams,
  body: z.object({
    /** Null takes back what was decided here: the set's file speaks again. */
    policy: SetPolicyWish.nullable(),
    seen: Seen,
    preview: z.boolean().default(false),
  }),
  response: Effects,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const CoursePolicyView = z.object({
  policy: CoursePolicy,
  last: LastDecision.nullable(),
  sets: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      category: z.string().nullable(),
      weight: z.number(),
      /** Whether the set has late rules of its own. */
      hasOwnRules: z.boolean(),
    }),
  ),
});
export type CoursePolicyView = z.infer<typeof CoursePolicyView>;

export const getCoursePolicy = defineOperation({
  id: 'getCoursePolicy',
  method: 'get',
  path: '/api/courses/{course}/policy',
  summary: 'Late rules, late days and categories of a course',
  params: CourseParams,
  response: CoursePolicyView,
  errors: ['not_found'],
});

export const decideCoursePolicy = defineOperation({
  id: 'decideCoursePolicy',
  method: 'put',
  once: 'seen',
  path: '/api/courses/{course}/policy',
  summary:
    'Decide about late rules, late days and categories of a course, or only say whom that would change',
  params: CourseParams,
  body: z.object({ policy: CoursePolicy, seen: Seen, preview: z.boolean().default(false) }),
  response: Effects,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

/** What a total is made of. */
export const TotalView = z.object({
  /** Null while nothing counts, and in a course without categories. */
  percent: z.number().nullable(),
  categories: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      weight: z.number(),
      dropLowest: z.number().int(),
      percent: z.number().nullable(),
      /** By slug. */
      dropped: z.array(z.string()),
    }),
  ),
});
export type TotalView = z.infer<typeof TotalView>;

export const getMyTotal = defineOperation({
  id: 'getMyTotal',
  method: 'get',
  path: '/api/courses/{course}/total',
  summary: 'My total of a course so far, from the grades that are out',
  params: CourseParams,
  response: TotalView,
  errors: ['not_found'],
});
