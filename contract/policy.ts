/** What people decide about dates, lateness and what counts. Everything that follows from it is computed. */
import { z } from 'zod';

/** `2021-02-17T19:30:00.000Z`, as `Moment` of common.ts. */
const At = z.iso.datetime();
const Percent = z.number().min(0).max(100);

/** How long after the due time late work is taken. */
export const LateWindow = z.union(
  [
    z.strictObject({ hours: z.number().min(0).max(8784) }),
    z.strictObject({ days: z.number().int().min(0).max(366) }),
  ],
  'write { days: 3 } or { hours: 48 }',
);
export type LateWindow = z.infer<typeof LateWindow>;

/** Of an extension: another late window, or open: until grades are released; null: the one that everybody has. */
export const ExtendedWindow = LateWindow.or(z.literal('open')).nullable();
export type ExtendedWindow = z.infer<typeof ExtendedWindow>;

/** What late work costs, and until when it is taken. */
export const LateRules = z.strictObject({
  /** After the due time, during which nothing is late. */
  graceMinutes: z.number().int().min(0).max(1440).default(0),
  /** After the due time; null: until grades are released. 0 hours: nothing late. */
  window: LateWindow.nullable().default(null),
  /** Percent of the points that it earned for each hour or day begun, at most `atMost`. */
  penalty: z
    .strictObject({ percent: Percent, per: z.enum(['hour', 'day']), atMost: Percent.default(100) })
    .nullable()
    .default(null),
  /** Late days that a set may use; null: as many as somebody has. */
  lateDays: z.number().int().min(0).max(366).nullable().default(null),
  /** What a set that is overdue and not handed in counts in the total. */
  missing: z.enum(['zero', 'left_out']).default('zero'),
});
export type LateRules = z.infer<typeof LateRules>;

/** Nothing costs anything, and everything is taken until grades are released. */
export const LENIENT: LateRules = LateRules.parse({});

const CategoryId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'use lower-case letters, digits, - and _, at most 63 of them');

/** Of one set. */
export const SetPolicy = z.strictObject({
  opensAt: At.nullable().default(null),
  /** The hard end. */
  closesAt: At.nullable().default(null),
  /** Null: as the course says. */
  late: LateRules.nullable().default(null),
  /** Of the course's categories; null: in none, so that it does not count for the total. */
  category: CategoryId.nullable().default(null),
  /** Beside the other sets of its category. */
  weight: z.number().min(0).max(1000).default(1),
  /** Questions whose grades come out later than the set's: when, or null for until further notice. */
  heldBack: z.record(z.string(), At.nullable()).default({}),
  /** Whether TAs see no names until grades are out; null: as the course says. */
  anonymous: z.boolean().nullable().default(null),
});
export type SetPolicy = z.infer<typeof SetPolicy>;

/** Of a course. */
export const CoursePolicy = z.strictObject({
  /** For sets that have no rules of their own. */
  late: LateRules.default(LENIENT),
  /** Late days that each student has. */
  lateDays: z.number().int().min(0).max(366).default(0),
  /** What the total is made of; none: there is no total. */
  categories: z
    .array(
      z.strictObject({
        id: CategoryId,
        title: z.string().trim().min(1).max(80),
        weight: z.number().positive().max(1000),
        dropLowest: z.number().int().min(0).max(50).default(0),
      }),
    )
    .max(20)
    .refine(
      (all) => new Set(all.map(({ id }) => id)).size === all.length,
      'Two categories have the same name.',
    )
    .default([]),
  /** Whether TAs see no names until a set's grades are out, where the set says nothing else. */
  anonymous: z.boolean().default(false),
});
export type CoursePolicy = z.infer<typeof CoursePolicy>;
