/** `stepwise experiment` as its users meet it. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AUTHORING } from '../grader/assignment/authoring.ts';
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

/** Pictures in three classes: noise, and a bright square somewhere else in each. */
const BLOBS = `
import sys
import numpy
labels = numpy.arange(300) % 3
images = numpy.random.default_rng(0).integers(0, 60, (300, 8, 8))
for index, label in enumerate(labels):
    images[index, 2 * label : 2 * label + 3, 2 * label : 2 * label + 3] += 150
numpy.savez_compressed(sys.argv[1], images=images.astype('uint8'), labels=labels)
`;
const SHEET = `title: Blobs
course: A course
due: 2027-01-10 14:30
timeZone: Europe/Berlin
submission: { file: optim, languages: [python] }
blocks:
  - questions: [blobs]
`;
const RULES = `import numpy as np

def sgd(w, dw, config):
    return w - config['learning_rate'] * dw, config

def adam(w, dw, config):
    t = config.get('t', 0) + 1
    m = config['beta1'] * config.get('m', 0) + (1 - config['beta1']) * dw
    v = config['beta2'] * config.get('v', 0) + (1 - config['beta2']) * dw**2
    config.update(t=t, m=m, v=v)
    hats = m / (1 - config['beta1'] ** t), v / (1 - config['beta2'] ** t)
    return w - config['learning_rate'] * hats[0] / (np.sqrt(hats[1]) + config['epsilon']), config
`;

test('the experiment of docs/authoring.md is pinned, checked and graded', async () => {
  const folder = join(directory, 'blobs');
  const question = join(folder, 'questions/blobs');
  for (const path of [question, join(folder, 'data'), join(folder, 'solution')])
    await mkdir(path, { recursive: true });
  const documented = /^ {3}```yaml\n( {3}id: blobs\n[^]*?)^ {3}```$/m.exec(AUTHORING)![1]!;
  await writeFile(join(question, 'question.yaml'), documented.replace(/^ {3}/gm, ''));
  await writeFile(join(question, 'statement.md'), 'Write `sgd` and `adam`.\n');
  await writeFile(join(folder, 'assignment.yaml'), SHEET);
  await writeFile(join(folder, 'solution/optim.py'), RULES);
  await promisify(execFile)('python3', ['-c', BLOBS, join(folder, 'data/images.npz')]);

  const pinned = await stepwise('experiment', folder, '--pin');
  expect(pinned).toMatchObject({ code: 0, stderr: '' });
  expect(pinned.stdout).toMatch(/✓ Adam ends below SGD {2}with 5 of 5 seeds/);
  expect((await stepwise('check', folder)).stdout).toMatch(/1 question, 1 sample, no mistakes/);
  const right = await stepwise('experiment', folder, join(folder, 'solution/optim.py'));
  expect({ code: right.code, stdout: right.stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^blobs {2}accepted {2}2\/2\n/),
  });
});
