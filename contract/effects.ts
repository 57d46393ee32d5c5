/** Whom something would change, or has changed, and how: many answers have it, and their pages load no operation of those who decide. */
import { z } from 'zod';
import { Moment, PersonName } from './common.ts';

/** How a set stands for a student. */
export const SetStanding = z.object({
  opensAt: Moment.nullable(),
  dueAt: Moment,
  acceptedUntil: Moment.nullable(),
  /** When grades come out or came; null while nobody has said. */
  releasesAt: Moment.nullable(),
  /** Whether they are out. */
  released: z.boolean(),
  /** Questions, by title, whose grades come out later: when, or null for until further notice. */
  heldBack: z.record(z.string(), Moment.nullable()),
  /** Of the submission that counts; null without one. */
  late: z.boolean().nullable(),
  lateDays: z.number().int(),
  /** After what lateness costs; null while not known. */
  score: z.number().nullable(),
});
export type SetStanding = z.infer<typeof SetStanding>;

/** A student whom a decision changes, in the sets where it does. */
export const StudentChange = z.object({
  student: PersonName,
  sets: z.array(z.object({ slug: z.string(), title: z.string(), before: SetStanding, after: SetStanding })),
  /** Of the course, in percent; null while there is none. */
  total: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
});
export type StudentChange = z.infer<typeof StudentChange>;

export const Effects = z.object({ changes: z.array(StudentChange), applied: z.boolean() });
export type Effects = z.infer<typeof Effects>;

/** Whom something would change, where that alone was asked; null where it was carried out. */
export const PreviewedChanges = z.array(StudentChange).nullable();

/** Of those who have not handed in whoever would lose their time or their page by it, or have it again; null where it was carried out. */
export const PreviewedUnsubmitted = z.array(PersonName).nullable();

/** What something does to whoever has not handed in: it ends their time or gives it back, or takes away their page or brings it back. */
export type UnsubmittedChange = 'ended' | 'again' | 'unseen' | 'seen';
