/**
 * What is played and what came of it: the words between whoever plans an episode, whoever plays it and whoever judges it.
 * What a student's code does can only end in one of the outcomes below.
 */
import type { Hyperparameters, Language, Vector } from './terms.ts';

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
  /** Where this is only a part of a parameter: the places of its coordinates in the whole. */
  places?: readonly number[];
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
   * for a gradient before every step, at the very row that the step before gave back.
   */
  gradients: Vector[][] | null;
  /** In a closed loop: the gradient before a step is `slopes[step][parameter]` ⊙ θ + `offsets[step][parameter]`. */
  linear?: { slopes: Vector[][]; offsets: Vector[][] };
  /** Hyperparameters written into every config just before the given step (0 is the first); see `keeps`, too. */
  changes: { step: number; set: Hyperparameters }[];
  /**
   * False for a closed loop of many numbers: whoever gives the gradients has seen every row but the last, and that one
   * alone is in the outcome.
   */
  keepsRows?: false;
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
  | 'nothing-returned'
  | 'only-parameters'
  | 'only-config'
  | 'pair-exchanged'
  | 'not-a-pair'
  | 'config-not-a-dict'
  | 'wrong-shape'
  | 'wrong-type'
  | 'complex-values';

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
  /** The entry is not there; `available` lists the functions and classes that are, `steppers` the classes whose objects take steps. */
  | { status: 'entry-missing'; entry: string; available: string[]; steppers: string[] }
  /** The entry is there but cannot be called as the question says. */
  | { status: 'entry-unusable'; entry: string; found: string };

export interface RunResult {
  load: LoadOutcome;
  /** One outcome an episode, in order; all `not-run` unless loaded. */
  episodes: EpisodeOutcome[];
  /** What the student's code printed, cut at the limit. */
  output: string;
}

/** What a rule did in one episode, with everything that it was given: what judging it needs. */
export interface Observation {
  /** θ₀ of every parameter. */
  starts: Vector[];
  /** `gradients[step][parameter]`, as the rule received them. */
  gradients: Vector[][];
  /** Hyperparameters in force at each step as far as they were given; the rest is the rule's own default. */
  given: Hyperparameters[];
  /** The rule was called without a config. */
  withoutConfig: boolean;
  /** `rows[step][parameter]`: θ after each step; shorter than `gradients` where the rule failed. */
  rows: Vector[][];
  tolerance: number;
  /** The last place of 1 in the numbers that came back, where it is not that of float64. */
  unit?: number;
  /** The call after the last row gave back something unusable, and may have changed what the rule remembers. */
  spoilt?: true;
  /** Steps (0 is the first) before which the optimizer was made anew, without what it remembered. */
  restarts?: readonly number[];
  /** Which of the program's runs it was seen in; nothing that a program keeps by mistake outlives its run. */
  run?: number;
}
