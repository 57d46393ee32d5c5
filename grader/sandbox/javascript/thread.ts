/** A worker thread of the JavaScript sandbox, seen from the main thread. */
import { Worker } from 'node:worker_threads';
import { GraderFault } from '../../terms.ts';
import type { RunRequest } from '../sandbox.ts';
import type { RunResult } from '../../episode.ts';
import { GradientChannel } from './gradientChannel.ts';
import { orderOf, splitRow, widestLoop, widthOf } from './order.ts';
import type { Ending, Reply, ThreadOrder } from './protocol.ts';
import { RunMeter } from './runMeter.ts';
import { RunRecord } from './runRecord.ts';

/** How long after the wall limit the interpreter may take to stop by itself. */
const GRACE_MS = 250;
/** How much more than its own time a run may take, while the host answers late or gives the processor to others. */
const PATIENCE_MS = 60_000;
/** Replies that are on their way when time is up still count. */
const LAST_REPLIES_MS = 50;

export class Thread {
  /** False once a run has ended in a way that leaves the thread unfit for another. */
  reusable = true;
  readonly #worker: Worker;
  #receive: (reply: Exclude<Reply, { kind: 'ready' }>) => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;
  #error: Error | null = null;
  /** Settled when the worker is ready or has failed. */
  #readiness = Promise.withResolvers<void>();

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      argv: [],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 16 },
    });
    this.#worker.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') this.#readiness.resolve();
      else this.#receive(reply);
    });
    this.#worker.on('error', (error) => this.#fail(error as Error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the worker thread ended with code ${code}`)));
  }

  /** Resolves when the thread can take a run; rejects when it ended instead. */
  async ready(): Promise<void> {
    await this.#readiness.promise;
    if (this.#error !== null) {
      throw new GraderFault('the JavaScript sandbox does not start', { cause: this.#error });
    }
  }

  /** One run; a thread plays one at a time. */
  async run(request: RunRequest): Promise<RunResult> {
    await this.ready();
    this.#readiness = Promise.withResolvers();
    try {
      return await this.#play(request);
    } catch (error) {
      this.reusable = false;
      throw error;
    }
  }

  async end(): Promise<void> {
    this.reusable = false;
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.reusable = false;
    this.#error ??= error;
    this.#readiness.resolve();
    this.#failed(this.#error);
  }

  #play(request: RunRequest): Promise<RunResult> {
    const meter = RunMeter.ofSize(request.limits.outputBytes);
    const width = widestLoop(request);
    const channel = width > 0 ? GradientChannel.ofSize(width) : null;
    const order: ThreadOrder = {
      ...orderOf(request),
      meter: meter.buffer,
      channel: channel?.buffer ?? null,
    };
    const run = new RunRecord(request.episodes);
    return new Promise((resolve, reject) => {
      const limit = request.limits.wallSeconds * 1_000 + GRACE_MS;
      const lastMoment = performance.now() + limit + PATIENCE_MS;
      const wait = (milliseconds: number): NodeJS.Timeout =>
        setTimeout(() => {
          const left = limit - meter.own();
          if (left > 0 && performance.now() < lastMoment) timer = wait(left);
          else
            timer = setTimeout(() => {
              if (left > 0) fault('the host was too busy to let a run end', undefined);
              else finish({ status: 'limit', limit: 'time' });
            }, LAST_REPLIES_MS);
        }, milliseconds);
      let timer = wait(limit);
      const finish = (ending: Ending | null): void => {
        clearTimeout(timer);
        this.#receive = () => undefined;
        this.#failed = () => undefined;
        if (ending !== null) this.reusable = false;
        resolve(run.result(ending, meter.output()));
      };
      const fault = (message: string, cause: unknown): void => {
        this.reusable = false;
        reject(new GraderFault(message, { cause }));
        finish(null);
      };
      this.#failed = (error) => {
        const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
        if (outOfMemory) finish({ status: 'limit', limit: 'memory' });
        else fault('the JavaScript sandbox failed', error);
      };
      this.#receive = (reply) => {
        switch (reply.kind) {
          case 'gradient':
            answer(request, reply, channel).catch((error: unknown) =>
              fault('no gradient for a step of a closed loop', error),
            );
            break;
          case 'crashed':
            finish(reply.ending);
            break;
          case 'done':
            this.reusable &&= reply.reusable;
            finish(null);
            break;
          default:
            run.add(reply);
        }
      };
      this.#worker.postMessage(order);
    });
  }
}

/** Puts the gradients for a step into the channel, in the place of the parameters they are taken at. */
async function answer(
  { episodes, gradient }: RunRequest,
  { episode, step }: Extract<Reply, { kind: 'gradient' }>,
  channel: GradientChannel | null,
): Promise<void> {
  const parameters = episodes[episode]?.parameters;
  if (!parameters || !gradient || !channel) throw new Error(`episode ${episode} is not in closed loop`);
  let at = 0;
  for (const vector of await gradient(episode, step, splitRow(channel.numbers, 0, parameters))) {
    channel.numbers.set(vector, at);
    at += vector.length;
  }
  if (at !== widthOf({ parameters })) throw new Error(`${at} numbers in the gradients of step ${step}`);
  channel.answer();
}
