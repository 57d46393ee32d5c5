/** Of two threads that hand numbers to and fro, neither takes its own numbers for the other's. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from '@jest/globals';
import { GradientChannel } from '../../../../grader/sandbox/javascript/gradientChannel.ts';

const CHANNEL = new URL('../../../../grader/sandbox/javascript/gradientChannel.ts', import.meta.url).href;

/** Asks for the gradient at 1, 2, 3 … and says at the end what it was told. */
const ASKER = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { GradientChannel } = await import(workerData.module);
  const channel = new GradientChannel(workerData.buffer);
  const told = [];
  for (let step = 1; step <= workerData.steps; step++) {
    channel.numbers[0] = step;
    channel.exchange(() => parentPort.postMessage('asked'));
    told.push(channel.numbers[0]);
  }
  parentPort.postMessage(told);
`;

let worker: Worker | undefined;
afterEach(() => worker?.terminate());

/** A thread that asks, and what it was told in the end; `answered` is called for every question. */
async function asked(channel: GradientChannel, steps: number, answered: () => void): Promise<number[]> {
  worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(ASKER)}`), {
    workerData: { module: CHANNEL, buffer: channel.buffer, steps },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  for (;;) {
    const [message] = (await once(worker, 'message')) as ['asked' | number[]];
    if (message !== 'asked') return message;
    answered();
  }
}

const sleep = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

test('whoever is woken without an answer sleeps on', async () => {
  const channel = GradientChannel.ofSize(1);
  const turn = new Int32Array(channel.buffer, 0, 1);
  const told = await asked(channel, 5, () => {
    const at = channel.numbers[0]!;
    // The waking that belongs to the answer before, too late: until the worker sleeps, and was woken by it.
    const until = performance.now() + 2_000;
    while (Atomics.notify(turn, 0) === 0 && performance.now() < until) sleep(1);
    sleep(20);
    channel.numbers[0] = 10 * at;
    channel.answer();
  });
  expect(told).toEqual([10, 20, 30, 40, 50]);
});
