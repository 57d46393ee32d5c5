/** Asks an author's objective for values and gradients, one point after the other, in one run of the sandbox. */
import type { EpisodeOutcome, Failure, LoadOutcome, RunResult } from '../episode.ts';
import type { Sandboxes } from '../sandbox/index.ts';
import type { RunLimits } from '../sandbox/sandbox.ts';
import { GraderFault, type Vector } from '../terms.ts';
import { answer, ENTRY, HEAD, OVER, programOf, question, type ObjectiveSource } from './program.ts';

export interface Evaluation {
  value: number;
  gradient: Vector;
}

/** The author's program gave no numbers. Never the fault of a student, whatever their program did. */
export class ObjectiveFailed extends GraderFault {
  readonly file: string;
  /** 1-based in the author's file; null where that is not known. */
  readonly line: number | null;
  readonly problem: string;

  constructor({ file, source }: ObjectiveSource, problem: string, failure: Failure | null = null) {
    super(`${file}: ${problem}`);
    this.file = file;
    this.problem = problem;
    const lines = source.split('\n').length;
    this.line = failure?.line != null && failure.line <= lines ? failure.line : null;
  }
}

/** More points than any question asks for; a run ends when nothing more is asked. */
const MOST_POINTS = 1_000_000;

/** The processor's time decides, also where a host has much to do. */
const LIMITS: RunLimits = {
  wallSeconds: 60,
  cpuSeconds: 6,
  memoryBytes: 512 * 2 ** 20,
  outputBytes: 256 * 2 ** 10,
};

interface Asked {
  step: number;
  theta: Vector;
  forgiving: boolean;
  answer: (evaluation: Evaluation) => void;
  fail: (error: Error) => void;
}

export interface OpenObjective {
  /**
   * f and ∇f.
   *
   * @param step 0 is the first
   * @param forgiving an exception at the point gives NaN: a student's rule has led there
   * @throws ObjectiveFailed
   */
  at(step: number, theta: Vector, forgiving?: boolean): Promise<Evaluation>;
  /** Ends the run. */
  close(): Promise<void>;
}

/**
 * Starts a run at the first question.
 *
 * @param sandboxes others than those of the programs that wait for an answer: a run that held the place which this one waits
 * for would wait for ever
 */
export function openObjective(objective: ObjectiveSource, size: number, sandboxes: Sandboxes): OpenObjective {
  const waiting: Asked[] = [];
  const over = question(OVER, new Float64Array(size), false);
  let current: Asked | null = null;
  let isOver = false;
  let wake = (): void => {};
  let run: Promise<void> | null = null;

  const next = async (): Promise<Vector[]> => {
    while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
    current = waiting.shift() ?? null;
    return [current ? question(current.step, current.theta, current.forgiving) : over];
  };
  const begin = async (): Promise<void> => {
    const problem = await sandboxes
      .run({
        program: programOf(objective),
        episodes: [
          {
            entry: ENTRY,
            parameters: [{ shape: [size + HEAD], start: new Float64Array(size + HEAD), config: {} }],
            dtype: 'float64',
            steps: MOST_POINTS,
            gradients: null,
            changes: [],
            keepsRows: false,
          },
        ],
        limits: LIMITS,
        gradient: (_episode, _step, [row]) => {
          current?.answer(answer(row!));
          return next();
        },
      })
      .then(
        (result) => problemOf(objective, result),
        (error: Error) => error,
      );
    for (const asked of [...(current ? [current] : []), ...waiting.splice(0)]) asked.fail(problem);
    current = null;
  };
  return {
    at: (step, theta, forgiving = false) =>
      new Promise((resolve, fail) => {
        waiting.push({ step, theta, forgiving, answer: resolve, fail });
        run ??= begin().finally(() => (run = null));
        wake();
      }),
    async close() {
      isOver = true;
      wake();
      await run;
    },
  };
}

function problemOf(objective: ObjectiveSource, { load, episodes: [outcome] }: RunResult): ObjectiveFailed {
  const failed = (problem: string, failure: Failure | null = null) =>
    new ObjectiveFailed(objective, problem, failure);
  if (load.status === 'syntax-error' || load.status === 'raised')
    return failed(said(load.failure), load.failure);
  if (load.status !== 'loaded') return failed(loadProblem(load));
  if (outcome?.status === 'raised') return failed(said(outcome.failure), outcome.failure);
  if (outcome?.status === 'bad-return') return failed(`${outcome.expected} expected, found ${outcome.found}`);
  return failed(outcomeProblem(outcome));
}

const said = ({ type, message }: Failure): string => (message === '' ? type : `${type}: ${message}`);

const ofLimit = (limit: 'time' | 'memory' | 'output'): string =>
  limit === 'time' ? 'takes too long' : limit === 'memory' ? 'takes too much memory' : 'prints too much';

const loadProblem = (load: LoadOutcome): string =>
  load.status === 'limit' ? ofLimit(load.limit) : load.status === 'died' ? load.reason : 'cannot be called';

const outcomeProblem = (outcome: EpisodeOutcome | undefined): string =>
  outcome?.status === 'limit'
    ? ofLimit(outcome.limit)
    : outcome?.status === 'died'
      ? outcome.reason
      : 'ended too early';
