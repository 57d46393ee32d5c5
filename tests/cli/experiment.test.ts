/** `stepwise experiment` as its users meet it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPTIMIZERS, stepwise } from './stepwise.ts';

const FIGURE_3 = join(OPTIMIZERS, '../figure-3');
const SAMPLES = join(FIGURE_3, 'questions/figure-3/samples/partially_accepted');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stepwise-experiment-'));
});
afterAll(() => rm(directory, { recursive: true }));

test("a wrong rule is named, its curve leaves the reference's, and the exit code says less than full marks", async () => {
  const page = join(directory, 'out.html');
  const file = join(SAMPLES, 'missing-root.py');
  const { code, stdout, stderr } = await stepwise(
    'experiment',
    FIGURE_3,
    file,
    '--epochs',
    '1',
    '--html',
    page,
  );
  expect(stderr).toBe('');
  expect(code).toBe(1);
  expect(stdout).toMatch(/figure-3 {2}partially_accepted {2}2\/3\n {2}This is AdaGrad, but it divides/);
  expect(stdout).toMatch(/✕ AdaGrad, with dropout {2}0\/0\.5\n {6}step 1, w\[\d+\]: expected/);
  const html = await readFile(page, 'utf8');
  expect(html).toContain('AdaGrad leaves the reference at step 1.');
  // Three rules, each with its reference, in a panel without and one with dropout.
  expect(html.match(/<path class="curve yours/g)).toHaveLength(6);
  expect(html.match(/<path class="curve reference/g)).toHaveLength(6);
  expect(html).toContain('✓ Adam ends below AdaGrad');
});

test.each<[string, string[], RegExp]>([
  ['no experiment', [OPTIMIZERS, join(OPTIMIZERS, 'solution/optim.py')], /optimizers has no experiment/],
  ['no file', [FIGURE_3], /which file is to train/],
  [
    'an unknown question',
    [FIGURE_3, join(FIGURE_3, 'solution/optim.py'), '--question', 'two'],
    /no experiment two in figure-3; there are figure-3/,
  ],
  [
    'no number of epochs',
    [FIGURE_3, join(FIGURE_3, 'solution/optim.py'), '--epochs', 'x'],
    /--epochs: x is not/,
  ],
])('%s is a wrong call', async (_, args, message) => {
  const { code, stderr } = await stepwise('experiment', ...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
