/**
 * What the server and the trier say to each other, through the process that started both. A trial holds all that the
 * trier learns for a student: one question with the tests that are to be played, and a text.
 */
import { z } from 'zod';
import { PlayedQuestion, PublishedObjective } from '../../contract/assignment.ts';
import { GradeRecord, QuestionRecord } from '../../contract/report.ts';
import { CodeFile } from '../../contract/submissions.ts';
import { TryFailure } from '../../contract/tries.ts';

/** `glance`: a second at most. `whole`: as long as a submission. */
const PATIENCES = ['glance', 'whole'] as const;

export const Trial = z.object({
  question: PlayedQuestion,
  file: CodeFile,
  patience: z.enum(PATIENCES),
});
export type Trial = z.infer<typeof Trial>;

/** A sample of a set that is being written: the questions that it is of with all their tests, and nothing of a student. */
export const SampleTrial = z.object({ questions: z.array(PlayedQuestion).min(1), file: CodeFile });
export type SampleTrial = z.infer<typeof SampleTrial>;

export const Played = z.object({
  record: QuestionRecord,
  failure: TryFailure.nullable(),
});
export type Played = z.infer<typeof Played>;

/** Where a gradient is not that of its value; the line is 1-based. */
export const GradientMistake = z.object({ line: z.number().int().nullable(), message: z.string() });
export type GradientMistake = z.infer<typeof GradientMistake>;

export const ToTrier = z.object({
  toTrier: z.union([
    z.object({ id: z.uuid(), trial: Trial }),
    z.object({ id: z.uuid(), sample: SampleTrial }),
    /** Of an author's own: whether its gradient is that of its value. */
    z.object({ id: z.uuid(), objective: PublishedObjective }),
  ]),
});
export type ToTrier = z.infer<typeof ToTrier>;

export const FromTrier = z.object({
  fromTrier: z.discriminatedUnion('kind', [
    /** It has started. */
    z.object({ kind: z.literal('there') }),
    /** It has ended, with whatever it was asked. */
    z.object({ kind: z.literal('gone') }),
    z.object({ kind: z.literal('played'), id: z.uuid(), played: Played }),
    z.object({ kind: z.literal('graded'), id: z.uuid(), record: GradeRecord }),
    z.object({ kind: z.literal('compared'), id: z.uuid(), mistake: GradientMistake.nullable() }),
    /** This host cannot isolate the language, for this reason. */
    z.object({ kind: z.literal('refused'), id: z.uuid(), reason: z.string() }),
    /** Our fault, or there is no trier. */
    z.object({ kind: z.literal('failed'), id: z.uuid() }),
  ]),
});
export type FromTrier = z.infer<typeof FromTrier>;
