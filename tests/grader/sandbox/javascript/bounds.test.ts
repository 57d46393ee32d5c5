/** What a submission can take of the host, and what the host may not take from it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createJavaScriptSandbox } from '../../../../grader/sandbox/javascript/index.ts';
import { DEFAULT_LIMITS, type Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { episodeOf, requestOf } from './support.ts';

const MEGABYTE = 2 ** 20;
const LONG = 120_000;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createJavaScriptSandbox({ threads: 2 });
});
afterAll(() => sandbox.close());

const GREEDY = `
const kept = [];
export const rule = (w, dw, config) => {
  for (;;) kept.push(new Float64Array(2 ** 17).fill(1));
};`;

test(
  'all runs of a submission together take no more memory than two may',
  async () => {
    const { program, ...rest } = requestOf(GREEDY, undefined, { limits: DEFAULT_LIMITS });
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 5);
    const results = await Promise.all(Array.from({ length: 6 }, () => sandbox.run({ program, ...rest })));
    clearInterval(watch);
    expect(results.map(({ episodes }) => episodes[0])).toEqual(
      results.map(() => expect.objectContaining({ status: 'limit', limit: 'memory' })),
    );
    // Of two interpreters and the threads that begin in place of theirs.
    expect(most).toBeLessThan(600 * MEGABYTE);
  },
  LONG,
);

test.each([
  ['a little at every step', () => 50],
  ['all of it at one step, while nobody looks at the clock', (step: number) => (step === 3 ? 1500 : 5)],
])('a run is not charged for the time that the host takes, %s', async (_, takes) => {
  const wait = (milliseconds: number) =>
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  const source = 'export const rule = (w, dw, config) => [w.map((x, i) => x - 0.1 * dw[i]), config];';
  const { episodes } = await sandbox.run({
    ...requestOf(source, [episodeOf({ gradients: null, steps: 40 })], { limits: { wallSeconds: 0.7 } }),
    gradient: (_episode, step, parameters) => {
      wait(takes(step));
      return parameters;
    },
  });
  expect(episodes[0]).toMatchObject({ status: 'completed' });
});

test('nothing that cannot be stored comes out of a program', async () => {
  const source = `
console.log('a\\0b\\ud800');
export const rule = () => { throw Object.assign(new Error('\\0 and \\udfff'), { name: '\\0' }); };`;
  const { episodes, output } = await sandbox.run(requestOf(source));
  const said = JSON.stringify([episodes, output]);
  expect(output).toMatch(/^a/);
  expect(said).not.toMatch(/\\u0000|\\ud[89a-f]/i);
});

test('a hundred thousand lines of nothing are one piece of output', async () => {
  const source =
    "for (let i = 0; i < 100_000; i++) console.log('');\nexport const rule = (w, dw, config) => [w, config];";
  const { load, output } = await sandbox.run(requestOf(source));
  expect(load).toEqual({ status: 'loaded' });
  expect(output).toBe('\n'.repeat(100_000));
});
