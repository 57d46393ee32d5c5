/** What the author's page says of CIFAR-10, done as it stands there, on made-up images in the same layout. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ExperimentQuestion } from '../../../contract/assignment.ts';
import { Trainer } from '../../../grader/experiments/trainer.ts';
import { findInterpreter } from '../../../grader/sandbox/python/interpreter.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COUNT = 30;
const SIDE = 32;

let folder: string;
let trainer: Trainer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepwise-cifar-'));
  await mkdir(join(folder, 'data'));
  trainer = await Trainer.open();
});
afterAll(async () => {
  trainer.close();
  await rm(folder, { recursive: true });
});

/** Red grows to the right, green downwards, and blue is the image's number. */
function record(image: number): Buffer {
  const places = (value: (row: number, column: number) => number) =>
    Array.from({ length: SIDE * SIDE }, (_, i) => value(Math.floor(i / SIDE), i % SIDE));
  return Buffer.from([
    image % 10,
    ...places((_, column) => 4 * column),
    ...places((row) => 4 * row),
    ...places(() => image),
  ]);
}

test('its binary files become data that figure 3 trains with', async () => {
  const page = await readFile(join(ROOT, 'docs/authoring.md'), 'utf8');
  const program = /```python\n(import numpy\nrows = [\s\S]*?)```/.exec(page)![1]!;
  await writeFile(
    join(folder, 'data_batch_1.bin'),
    Buffer.concat(Array.from({ length: COUNT }, (_, image) => record(image))),
  );
  const { interpreter } = await findInterpreter();
  const look = `
import json
kept = numpy.load('data/cifar-10-16.npz')
print(json.dumps([list(kept['images'].shape), kept['images'][7, 3, 5].tolist(), kept['labels'].tolist()]))
`;
  const said = execFileSync(interpreter!.path, ['-c', program + look], { cwd: folder, encoding: 'utf8' });
  const labels = Array.from({ length: COUNT }, (_, image) => image % 10);
  // Of columns 10 and 11, and of rows 6 and 7.
  expect(JSON.parse(said)).toEqual([[COUNT, 16, 16, 3], [42, 26, 7], labels]);

  const yaml = await readFile(join(ROOT, 'assignments/figure-3/questions/figure-3/question.yaml'), 'utf8');
  const question = ExperimentQuestion.parse(parse(yaml));
  const setting = { ...question, standardized: true, batch: 10 };
  const { start, stepsAnEpoch } = await trainer.begin(join(folder, 'data/cifar-10-16.npz'), setting);
  expect(stepsAnEpoch).toBe(3);
  const { cost, gradient } = await trainer.at(0, true, start);
  expect(cost).toBeGreaterThan(1);
  expect(gradient.some((g) => g !== 0)).toBe(true);
});
