/** The process that trains, seen from here: it is asked for cost and gradient at one place after another. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ExperimentQuestion } from '../../contract/assignment.ts';
import { type Frame, RunStream, sendFrame } from '../sandbox/python/frames.ts';
import { findInterpreter } from '../sandbox/python/interpreter.ts';
import { GraderFault, type Vector } from '../terms.ts';

const SCRIPT = fileURLToPath(new URL('./trainer.py', import.meta.url));
/** What is kept of what it says on standard error: the end of a traceback. */
const KEPT_COMPLAINT = 2_000;

/** What decides about cost and gradient, beside the place and the step. */
export type Setting = Pick<
  ExperimentQuestion,
  'model' | 'loss' | 'penalty' | 'standardized' | 'batch' | 'seed'
>;

/** Data and model do not fit each other, or the data are no such file: the author's mistake, in words. */
export class UnusableExperiment extends Error {
  override name = 'UnusableExperiment';
}

export interface Beginning {
  /** θ₀. */
  start: Vector;
  stepsAnEpoch: number;
}

export interface Place {
  cost: number;
  gradient: Vector;
}

const Begun = z.object({ classes: z.number(), stepsAnEpoch: z.number().int().positive() });
const Unusable = z.object({ unusable: z.string() });

export class Trainer {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #stream = new RunStream();
  #waiting: { resolve: (frame: Frame) => void; reject: (error: Error) => void } | null = null;
  #failure: GraderFault | null = null;
  #complaint = '';

  private constructor(python: string) {
    this.#child = spawn(python, ['-B', SCRIPT], { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => {});
    // Whoever waits for a report that is soon there goes first.
    if (this.#child.pid !== undefined) setPriority(this.#child.pid, constants.priority.PRIORITY_LOW);
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString()).slice(-KEPT_COMPLAINT);
    });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#stream.push(chunk);
      const frame = this.#stream.nextFrame();
      if (frame === null) return;
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(frame);
    });
    this.#child.once('error', (cause) =>
      this.#fail(new GraderFault('the trainer does not start', { cause })),
    );
    this.#child.once('close', () =>
      this.#fail(new GraderFault('the trainer ended', { cause: this.#complaint.trim() })),
    );
  }

  static async open(): Promise<Trainer> {
    const { interpreter } = await findInterpreter();
    if (!interpreter)
      throw new GraderFault('no Python 3.9 or later with NumPy to train with; `stepwise doctor` says more');
    return new Trainer(interpreter.path);
  }

  /** False once it has failed or was closed: open another one. */
  get usable(): boolean {
    return this.#failure === null;
  }

  /** @throws UnusableExperiment where data and model do not fit each other */
  async begin(dataPath: string, { model, ...setting }: Setting): Promise<Beginning> {
    const { json, numbers } = await this.#ask(
      { data: dataPath, layers: model, ...pick(setting) },
      new Float64Array(),
    );
    const { stepsAnEpoch } = Begun.parse(JSON.parse(json));
    return { start: numbers.slice(), stepsAnEpoch };
  }

  /**
   * At `theta`, on the batch of step `step` (0 is the first).
   *
   * @param gradient where it is written: whoever asks thousands of times gives the same each time, and spares the garbage
   */
  async at(
    step: number,
    dropout: boolean,
    theta: Vector,
    gradient: Vector = new Float64Array(theta.length),
  ): Promise<Place> {
    const { numbers } = await this.#ask({ step, dropout }, theta);
    gradient.set(numbers.subarray(1));
    return { cost: numbers[0]!, gradient };
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  async #ask(message: object, numbers: Vector): Promise<Frame> {
    if (this.#failure) throw this.#failure;
    const frame = await new Promise<Frame>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      sendFrame(this.#child.stdin, JSON.stringify(message), [numbers]);
    });
    const unusable = Unusable.safeParse(JSON.parse(frame.json));
    if (unusable.success) throw new UnusableExperiment(unusable.data.unusable);
    return frame;
  }

  #fail(failure: GraderFault): void {
    this.#failure ??= failure;
    this.#waiting?.reject(failure);
    this.#waiting = null;
  }
}

const pick = ({ loss, penalty, standardized, batch, seed }: Omit<Setting, 'model'>) => ({
  loss,
  penalty,
  standardized,
  batch,
  seed,
});
