/** Tries: what a text of code does, as a picture, while it is being written. Nothing is handed in, counted or stored. */
import { z } from 'zod';
import { Hyperparameters, PlayedQuestion, Slug } from './assignment.ts';
import { QuestionParams } from './common.ts';
import { defineOperation } from './operation.ts';
import { Diagnosis, TestResult, TrajectoryPlot } from './report.ts';
import { CodeFile, Withheld } from './submissions.ts';

/** Tests whose pictures are made at every pause of the typing; a question may have more. */
export const MOST_PLOTTED = 3;

/** A start or a hyperparameter beyond this draws nothing that could be seen. */
const Coordinate = z.number().min(-1e6).max(1e6);

/** Another start, other hyperparameters than those of a test. */
export const Adjustment = z.object({
  /** The test whose picture is meant. */
  test: Slug,
  /** Of a test in two dimensions; null leaves the start as it is. */
  start: z.tuple([Coordinate, Coordinate]).nullable().default(null),
  /** Those that are named are set from the first step on. */
  hyperparameters: Hyperparameters.default({}),
});
export type Adjustment = z.infer<typeof Adjustment>;

/** Where an exception or a mistake of syntax arose. */
export const TryFailure = z.object({
  /** As the language names it, such as `TypeError`. */
  type: z.string(),
  message: z.string(),
  /** 1-based in the text; null where unknown. */
  line: z.number().int().nullable(),
  /** 1 is the first step; null while the file is loaded. */
  step: z.number().int().nullable(),
});
export type TryFailure = z.infer<typeof TryFailure>;

export const Tried = z.object({
  kind: z.literal('tried'),
  /** Those that were played. */
  tests: z.array(TestResult),
  diagnosis: Diagnosis.nullable(),
  plots: z.array(TrajectoryPlot),
  /** What the code printed, cut. */
  output: z.string(),
  /** Tests of the question that a submission runs besides. */
  withheld: Withheld,
  failure: TryFailure.nullable(),
});
export type Tried = z.infer<typeof Tried>;

/** Until it is of use to ask again, with whatever is the person's latest text then. */
const Seconds = z.number().nonnegative();

/** Why nothing was played. */
export const NotTried = z.discriminatedUnion('kind', [
  /** So many submissions wait for the grader; they go first. */
  z.object({ kind: z.literal('busy'), waiting: z.number().int(), seconds: Seconds }),
  /** Many people try something at this moment; the person's place is kept. */
  z.object({ kind: z.literal('crowded'), seconds: Seconds }),
  /** Whatever plays texts was lost, or is not there at this moment. */
  z.object({ kind: z.literal('lost') }),
  /** The same person has sent a later text meanwhile. */
  z.object({ kind: z.literal('replaced') }),
  /** The person has tried very often. */
  z.object({ kind: z.literal('resting'), seconds: Seconds }),
  /** Nothing can be tried here, for the reason in the message. */
  z.object({ kind: z.literal('unavailable'), message: z.string() }),
]);
export type NotTried = z.infer<typeof NotTried>;

export const TryOutcome = z.discriminatedUnion('kind', [Tried, ...NotTried.options]);
export type TryOutcome = z.infer<typeof TryOutcome>;

export const tryCode = defineOperation({
  id: 'tryCode',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/{assignment}/questions/{question}/tries',
  summary:
    'What a text of code does in the plotted or in all visible tests of a question; nothing is handed in',
  params: QuestionParams,
  body: z.object({
    file: CodeFile,
    /** `plotted` in at most a second; `visible` as a submission plays them. */
    tests: z.enum(['plotted', 'visible']).default('plotted'),
    adjustment: Adjustment.nullable().default(null),
  }),
  response: z.object({ outcome: TryOutcome }),
  errors: ['csrf', 'not_found', 'unacceptable', 'throttled'],
});

/** What a browser needs to try texts in JavaScript and TypeScript itself. */
export const OwnTrial = z.object({
  /** With its visible tests alone. */
  question: PlayedQuestion,
  /** Tests of the question that a submission runs besides. */
  withheld: Withheld,
});
export type OwnTrial = z.infer<typeof OwnTrial>;

export const getOwnTrial = defineOperation({
  id: 'getOwnTrial',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/questions/{question}/own-trial',
  summary: 'The visible tests of a question, for a browser that plays texts in JavaScript itself',
  params: QuestionParams,
  /** Null where texts are tried by the server alone. */
  response: z.object({ trial: OwnTrial.nullable() }),
  errors: ['not_found', 'unacceptable'],
});
