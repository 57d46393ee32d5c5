/** Rules that are read: what an update rule in an answer is, and its trajectory beside the paper's and the code's. */
import { z } from 'zod';
import { QuestionParams, SubmissionParams } from './common.ts';
import { MAX_TEXT } from './documents.ts';
import { defineOperation } from './operation.ts';

/** What a student sees of the reading. */
export const RuleReading = z.object({
  understood: z.boolean(),
  /** In a few words, such as `Read as RMSProp, epsilon inside the root`. */
  headline: z.string(),
  /** It is the optimizer that the question asks for, by an accepted convention and without a fault. */
  right: z.boolean(),
  message: z.string(),
  /** Readings that the answer does not force, and other remarks. */
  remarks: z.array(z.string()),
});
export type RuleReading = z.infer<typeof RuleReading>;

export const readRule = defineOperation({
  id: 'readRule',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/{assignment}/questions/{question}/rule',
  summary: 'What the rule in a text is, where the instructor lets students know it now',
  params: QuestionParams,
  body: z.object({ text: z.string().max(MAX_TEXT) }),
  /** Null where the text has no formula yet. */
  response: z.object({ reading: RuleReading.nullable() }),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'throttled'],
});

const Path = z.object({
  /** One row a step; row 0 is the start. Two coordinates a row, null where not finite. Shorter where a run ended early. */
  points: z.array(z.array(z.number().nullable())),
  /** f at every point. */
  losses: z.array(z.number().nullable()),
});

/** One of the three sources of a step function. */
export const RuleSource = Path.extend({
  source: z.enum(['paper', 'written', 'code']),
  /** Such as `Adam`, `the written rule` or `adam in optim.py, submission 2`. */
  name: z.string(),
  /** First step at which it parts from the paper's, 1-based; null when it never does. */
  partsAt: z.number().int().nullable(),
  /**
   * The term in which it parts and how, such as "the second moment: no square root". When it does not part it is empty, or
   * says what is wrong with a parameter that is not drawn.
   */
  because: z.string(),
  /** It does not part, or only by conventions that the question accepts. */
  right: z.boolean(),
});
export type RuleSource = z.infer<typeof RuleSource>;

export const RuleSources = z.object({
  objective: z.string(),
  /** Of all three, except for numbers that stand in the written rule itself. */
  hyperparameters: z.record(z.string(), z.number()),
  /** The paper's first, then the written rule where it can be run, then code where members have handed in some. */
  sources: z.array(RuleSource).min(1),
  /** Why a source is not there, or what to know about one that is. */
  remarks: z.array(z.string()),
});
export type RuleSources = z.infer<typeof RuleSources>;

export const drawRule = defineOperation({
  id: 'drawRule',
  method: 'post',
  once: 'nothing',
  path: '/api/courses/{course}/assignments/{assignment}/questions/{question}/rule/paths',
  summary:
    "The paper's algorithm, the rule in a text and my own code as trajectories, where the instructor lets students know it now",
  params: QuestionParams,
  body: z.object({ text: z.string().max(MAX_TEXT) }),
  response: z.object({ comparison: RuleSources }),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'throttled'],
});

export const compareRuleSources = defineOperation({
  id: 'compareRuleSources',
  method: 'get',
  path: '/api/submissions/{submissionId}/answers/{question}/sources',
  summary: "The paper's algorithm, the written rule and the group's code as trajectories on one objective",
  params: SubmissionParams.extend({ question: QuestionParams.shape.question }),
  /** Null where the question asks for no rule. */
  response: z.object({ comparison: RuleSources.nullable() }),
  errors: ['not_found', 'locked', 'unacceptable', 'throttled'],
});
