/**
 * Glossary. The words of the grader, from the inside out; everything else in `grader/` is written in them.
 *
 * - **Optimizer**: a rule that turns (parameters θ, gradient g, hyperparameters, state) into the next θ and state.
 * - **Point**: an optimizer written as coordinates of the design space (`grader/optimizers/space.ts`).
 * - **Convention**: a difference between two points that textbooks disagree on. A question lists those it accepts.
 * - **Fault**: a difference between two points that makes an optimizer wrong.
 * - **Objective**: a function f(θ) with its gradient, a customary start and its minimum.
 * - **Trajectory**: θ₀, θ₁, … — the start and the parameters after every step.
 * - **Episode**: one run of a rule from one start over one sequence of gradients; what a test asks the sandbox for.
 *   In *replay* the gradients are recorded beforehand, in *closed loop* each is taken at the student's own θ.
 * - **Divergence**: the first step and coordinate at which two trajectories part.
 * - **Test**: one check of a question with its points and visibility; it asks for episodes and judges them.
 * - **Verdict**: the one-word outcome of a question.
 * - **Cause**: why a program does not have all points, by an id: a fault, or what keeps its steps from being judged.
 * - **Diagnosis**: which point of the design space a submission is, said as optimizer, conventions and faults.
 * - **Report**: verdicts, tests, diagnosis and plot data of one submission; what is stored and shown.
 */

import { POINT_FAULTS } from './faultIds.ts';

/** The hyperparameter names a `config` may hold; fixed, because students' code and reports share them. */
export const HYPERPARAMETER_NAMES = [
  'learning_rate',
  'momentum',
  'decay_rate',
  'beta1',
  'beta2',
  'epsilon',
  'weight_decay',
  'clip',
] as const;
export type HyperparameterName = (typeof HYPERPARAMETER_NAMES)[number];
export type Hyperparameters = Partial<Record<HyperparameterName, number>>;

/** A vector of float64 numbers; matrices and scalars are flattened in row-major order. */
export type Vector = Float64Array;

/** θ₀, θ₁, …, θₙ of one parameter. */
export type Trajectory = Vector[];

export const CONVENTIONS = [
  'epsilon-outside-root',
  'epsilon-inside-root',
  'no-epsilon',
  'epsilon-hat',
  'heavy-ball',
  'ema-momentum',
  'learning-rate-inside-velocity',
  'learning-rate-outside-velocity',
  'time-from-two',
] as const;
export type Convention = (typeof CONVENTIONS)[number];

/** Faults of how a program reads its hyperparameters, beside those that are points of the design space. */
export const READING_FAULTS = [
  'wrong-default',
  'hyperparameter-fixed',
  'hyperparameter-altered',
  'reads-other-key',
  'zero-taken-for-missing',
] as const;

export const FAULTS = [...POINT_FAULTS, ...READING_FAULTS] as const;
export type FaultId = (typeof FAULTS)[number];

/** What keeps a program from full marks beside the faults of its rule. */
const PROGRAM_CAUSES = [
  'not-loaded',
  'entry-missing',
  'not-written',
  'raises',
  'nothing-returned',
  'wrong-return',
  'limit-exceeded',
  'takes-no-step',
  'not-a-number',
  'caret-for-power',
  'other-optimizer',
  'other-convention',
  'epsilon-missing',
  'hyperparameter-added',
  'single-precision',
  'rounded',
  'draws-by-chance',
  'law-broken',
  'unrecognised',
] as const;

/** Why a program does not have all points: what a class is counted by. */
export const CAUSES = [...FAULTS, ...PROGRAM_CAUSES] as const;
export type CauseId = (typeof CAUSES)[number];
/** Nothing is refused without a reason that has an id. */
export type Causes = [CauseId, ...CauseId[]];

export const VERDICTS = [
  'accepted',
  'partially_accepted',
  'wrong_answer',
  'runtime_error',
  'time_limit_exceeded',
  'memory_limit_exceeded',
  'output_limit_exceeded',
  'invalid_submission',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const TEST_STATUSES = ['passed', 'failed', 'error', 'skipped'] as const;
export type TestStatus = (typeof TEST_STATUSES)[number];

/** Who sees a test, and when. The names are Gradescope's, so that exports need no translation. */
export const VISIBILITIES = ['visible', 'after_due_date', 'after_published', 'hidden'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const LANGUAGES = ['python', 'javascript', 'typescript'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a program's file is called by. */
export const ENDINGS: Record<Language, string> = { python: '.py', javascript: '.js', typescript: '.ts' };

const LANGUAGE_OF_ENDING = new Map<string, Language>([
  ...LANGUAGES.map((language) => [ENDINGS[language], language] as const),
  ['.mjs', 'javascript'],
]);

/** By the ending of a file's name. */
export const languageOf = (fileName: string): Language | null =>
  LANGUAGE_OF_ENDING.get(/(?<=[^/])\.[a-z]+$/i.exec(fileName)?.[0].toLowerCase() ?? '') ?? null;

/**
 * Our fault, never the student's: the sandbox could not be started, a pipe broke, a file could not be read.
 * The worker retries it and it never becomes a verdict.
 */
export class GraderFault extends Error {
  override name = 'GraderFault';
}
