/**
 * The one interface to untrusted code. A sandbox gets a program and episodes and gives back rows of numbers:
 * data, never a verdict. The reference, expected values and hidden tests never enter it.
 *
 * Each call of `run` is one isolated process (or interpreter) that loads the program once and plays the episodes
 * in order. What a student's code does can only end in one of the outcomes below; a rejected promise is a
 * `GraderFault`, that is: ours.
 */
import type { Hyperparameters, Language, Vector } from '../core/terms.ts';

export interface Program {
  language: Language;
  /** Name shown in messages and tracebacks, such as `optim.py`. */
  fileName: string;
  source: string;
}

export interface ParameterSpec {
  /** [] is a scalar, [n] a vector, [n, m] a matrix. */
  shape: number[];
  start: Vector;
  /** Given to the rule as `config` at the first step; null calls the rule without one (all defaults). */
  config: Hyperparameters | null;
}

/** One run of a rule. Several parameters are stepped in turn, each with its own config. */
export interface Episode {
  /** The student's function, class or factory, such as `rmsprop`. */
  entry: string;
  parameters: ParameterSpec[];
  dtype: 'float64' | 'float32';
  steps: number;
  /**
   * Recorded gradients, `gradients[step][parameter]` (replay), or null for closed loop: the sandbox then asks
   * `RunRequest.gradient` before every step, at the very row that the step before gave back.
   */
  gradients: Vector[][] | null;
  /** Hyperparameters written into every config just before the given step (0 is the first); see `keeps`, too. */
  changes: { step: number; set: Hyperparameters }[];
}

export interface RunLimits {
  /** Wall-clock seconds for the whole run. */
  wallSeconds: number;
  /** Processor seconds for the whole run. */
  cpuSeconds: number;
  memoryBytes: number;
  /** Bytes of standard output and error together. */
  outputBytes: number;
}

export const DEFAULT_LIMITS: RunLimits = {
  wallSeconds: 4,
  cpuSeconds: 3,
  memoryBytes: 512 * 2 ** 20,
  // A few forgotten prints of small arrays in a test of a thousand steps are no flood.
  outputBytes: 256 * 2 ** 10,
};

export interface RunRequest {
  /** The same object in all runs of a submission: together they get at most half of the runs at a time. */
  program: Program;
  episodes: Episode[];
  limits: RunLimits;
  /** Closed loop: the gradient of episode `episode` at `parameters` before step `step` (0 is the first). */
  gradient?: (episode: number, step: number, parameters: Vector[]) => Vector[];
}

/** Where and how student code failed. `line` is 1-based in the student's own file, null when unknown. */
export interface Failure {
  /** Exception type as its language names it, such as `TypeError`. */
  type: string;
  message: string;
  line: number | null;
  /** Traceback with the student's frames only. */
  trace: string;
}

/** What a rule gave back that is not a (next_w, config) pair of the right shape and type. */
export type BadReturn =
  'nothing-returned' | 'not-a-pair' | 'config-not-a-dict' | 'wrong-shape' | 'wrong-type' | 'complex-values';

export type EpisodeOutcome =
  /**
   * All steps were taken. `rows[step][parameter]`, one row a step. Values may be NaN or infinite. `keeps`: by an
   * object that keeps the hyperparameters it is made with, as those of torch.optim do. A changed learning rate is
   * written into its fields and param_groups where it has one there (`but-the-rate`); for any other change it was made
   * anew, and remembered nothing.
   */
  | { status: 'completed'; rows: Vector[][]; dtypes: string[]; keeps?: 'all' | 'but-the-rate' }
  /** The rule raised at `step` (0 is the first); `rows` are those of the steps before. */
  | { status: 'raised'; step: number; failure: Failure; rows: Vector[][] }
  /** The rule returned something unusable at `step`; `found` describes it, such as `None` or `shape (3,)`. */
  | {
      status: 'bad-return';
      step: number;
      reason: BadReturn;
      found: string;
      expected: string;
      rows: Vector[][];
    }
  /** A limit ended the run in this episode. */
  | { status: 'limit'; limit: 'time' | 'memory' | 'output'; step: number | null; rows: Vector[][] }
  /** The process died (signal, exit, forbidden system call) in this episode. */
  | { status: 'died'; reason: string; rows: Vector[][] }
  /** The run ended before this episode was reached. */
  | { status: 'not-run' };

export type LoadOutcome =
  | { status: 'loaded' }
  /** The source does not parse. */
  | { status: 'syntax-error'; failure: Failure }
  /** The module's own top level raised. */
  | { status: 'raised'; failure: Failure }
  | { status: 'limit'; limit: 'time' | 'memory' | 'output' }
  | { status: 'died'; reason: string }
  /** The entry is not there; `available` lists the functions and classes that are. */
  | { status: 'entry-missing'; entry: string; available: string[] }
  /** The entry is there but cannot be called as the question says. */
  | { status: 'entry-unusable'; entry: string; found: string };

export interface RunResult {
  load: LoadOutcome;
  /** One outcome an episode, in order; all `not-run` unless loaded. */
  episodes: EpisodeOutcome[];
  /** What the student's code printed, cut at the limit. */
  output: string;
}

export interface Sandbox {
  readonly languages: readonly Language[];
  run(request: RunRequest): Promise<RunResult>;
  /** Ends the sandbox and everything it started. */
  close(): Promise<void>;
}
