/** What the sandbox and its worker threads say to each other. Numbers travel in flat float64 arrays. */
import type { Hyperparameters } from '../../terms.ts';
import type { EpisodeOutcome, LoadOutcome, Program } from '../../episode.ts';
import type { RunLimits } from '../sandbox.ts';

/** Of the interpreter of one run, which takes 2 MB for an ordinary optimizer. */
export const MAX_MEMORY_BYTES = 128 * 2 ** 20;

export interface EpisodeOrder {
  entry: string;
  dtype: 'float64' | 'float32';
  steps: number;
  parameters: { shape: number[]; start: number[]; config: Hyperparameters | null }[];
  changes: { step: number; set: Hyperparameters }[];
  /** All recorded gradients one after the other; null in closed loop. */
  gradients: Float64Array | null;
}

export interface RunOrder {
  program: Program;
  episodes: EpisodeOrder[];
  limits: RunLimits;
}

/** An order for a thread. */
export interface ThreadOrder extends RunOrder {
  /** See runMeter.ts. */
  meter: SharedArrayBuffer;
  /** For closed loop, see gradientChannel.ts; null when every episode is a replay. */
  channel: SharedArrayBuffer | null;
}

/** An outcome with its rows flat: the parameters after step 0, after step 1, and so on. */
type Flat<Outcome> = Outcome extends { rows: unknown }
  ? Omit<Outcome, 'rows'> & { rows: Float64Array }
  : Outcome;
export type EpisodeReply = Flat<EpisodeOutcome>;

/** How a run ended when the interpreter could not say so itself. */
export type Ending = { status: 'limit'; limit: 'time' | 'memory' } | { status: 'died'; reason: string };

/** What becomes known of a run, in this order. */
export type RunReply =
  | { kind: 'loaded'; load: LoadOutcome }
  | { kind: 'episode'; outcome: EpisodeReply }
  /** The interpreter itself failed under the program. */
  | { kind: 'crashed'; ending: Ending };

export type Reply =
  | RunReply
  | { kind: 'ready' }
  /** The worker waits on the channel for the gradients of this step. */
  | { kind: 'gradient'; episode: number; step: number }
  /** The run is over; a thread that is not reusable must be ended. */
  | { kind: 'done'; reusable: boolean };
