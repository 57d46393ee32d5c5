/**
 * The one interface to untrusted code. A sandbox gets a program and episodes and gives back rows of numbers:
 * data, never a verdict. The reference, expected values and hidden tests never enter it.
 *
 * Each call of `run` has the result of one isolated process (or interpreter) that loads the program once and plays the
 * episodes in order. What a student's code does can only end in one of the outcomes below; a rejected promise is a
 * `GraderFault`, that is: ours.
 */
import type { Episode, Program, RunResult } from '../episode.ts';
import type { Language, Vector } from '../terms.ts';

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
  // Forgotten prints of all that a rule has, in a test of a thousand steps, are no flood.
  outputBytes: 2 ** 20,
};

export interface RunRequest {
  /** The same object in all runs of a submission: together they get at most half of the runs at a time. */
  program: Program;
  episodes: Episode[];
  limits: RunLimits;
  /**
   * Closed loop: the gradient of episode `episode` at `parameters` before step `step` (0 is the first). The run waits
   * meanwhile, and is not charged for it.
   */
  gradient?: (episode: number, step: number, parameters: Vector[]) => Vector[] | Promise<Vector[]>;
}

export interface Sandbox {
  readonly languages: readonly Language[];
  run(request: RunRequest): Promise<RunResult>;
  /** Ends the sandbox and everything it started. */
  close(): Promise<void>;
}
