/** The JSON of the zygote, the keeper and the runner, checked where it comes in: a run may send anything. */
import { z } from 'zod';
import { cleanText } from '../text.ts';
import { ProtocolViolation } from './frames.ts';

const Text = z.string().transform((text) => cleanText(text));
const Step = z.number().int().nonnegative();
const Limit = z.enum(['time', 'memory', 'output']);

const FailureMessage = z.object({
  type: Text,
  message: Text,
  line: z.number().int().positive().nullable(),
  trace: Text,
});

const LimitOrDeath = [
  z.object({ status: z.literal('limit'), limit: Limit, step: Step.optional() }),
  z.object({ status: z.literal('died'), reason: Text, step: Step.optional() }),
] as const;

/** How loading went; the first frame of a run. */
export const LoadMessage = z.discriminatedUnion('status', [
  z.object({ status: z.literal('loaded') }),
  z.object({ status: z.literal('syntax-error'), failure: FailureMessage }),
  z.object({ status: z.literal('raised'), failure: FailureMessage }),
  z.object({
    status: z.literal('entry-missing'),
    entry: Text,
    available: z.array(Text).max(50),
    steppers: z.array(Text).max(50),
  }),
  z.object({ status: z.literal('entry-unusable'), entry: Text, found: Text }),
  ...LimitOrDeath,
]);

/** How an episode went, or `partly`: rows of an episode that goes on. The rows are the frame's numbers. */
export const EpisodeMessage = z.discriminatedUnion('status', [
  z.object({ status: z.literal('partly') }),
  z.object({
    status: z.literal('completed'),
    dtypes: z.array(Text).max(100),
    keeps: z.enum(['all', 'but-the-rate']).optional(),
  }),
  z.object({ status: z.literal('raised'), step: Step, failure: FailureMessage }),
  z.object({
    status: z.literal('bad-return'),
    step: Step,
    reason: z.enum([
      'nothing-returned',
      'only-parameters',
      'only-config',
      'pair-exchanged',
      'not-a-pair',
      'config-not-a-dict',
      'wrong-shape',
      'wrong-type',
      'complex-values',
    ]),
    found: Text,
    expected: Text,
  }),
  ...LimitOrDeath,
]);
export type EpisodeMessage = z.infer<typeof EpisodeMessage>;

/** The end of a part: bytes of output of the run so far. */
export const PartEndMessage = z.object({ printed: z.number().int().nonnegative() });

/** The keeper's account of how the run's process ended. */
export const Trailer = z.object({
  /** Whether the jail was complete; if not, the run says nothing about the student's code. */
  prepared: z.boolean(),
  /** `talk`: it said what the runner never says. `lag`: the host left it too little time to meet a limit of its own. */
  limit: z.enum([...Limit.options, 'talk', 'lag']).nullable(),
  /** Number of the signal that ended it, 0 for none. */
  signal: z.number().int(),
  exit: z.number().int(),
  /** How far it came; only as believable as the run. */
  episode: z.number().int(),
  step: z.number().int(),
  outputBytes: z.number().int().nonnegative(),
  /** Of rows that were not sent. */
  rowBytes: z.number().int().nonnegative(),
});
export type Trailer = z.infer<typeof Trailer>;

/** What the zygote says once, when it starts. */
export const Greeting = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ready'),
    python: z.string(),
    numpy: z.string(),
    userNamespace: z.boolean(),
    cgroup: z.number().int().nullable(),
    cgroupNote: z.string(),
  }),
  z.object({ status: z.literal('refused'), reason: z.string() }),
]);
export type Greeting = Extract<z.infer<typeof Greeting>, { status: 'ready' }>;

/** Parses JSON that a run sent. */
export function parseMessage<T>(schema: z.ZodType<T>, json: string): T {
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    throw new ProtocolViolation('a message that the runner does not send', { cause: error });
  }
}
