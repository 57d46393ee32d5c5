import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GradeReport } from '../../contract/report.ts';
import { OPTIMIZERS, stepwise } from './stepwise.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepwise-cli-'));
  const rule = (source: string) => `def sgd(w, dw, config=None):\n    ${source}\n`;
  await writeFile(join(folder, 'optim.py'), rule('return w + 0.1 * dw, config'));
  await writeFile(join(folder, 'optim.js'), 'export const sgd = (w, dw, config = {}) => [w, config];\n');
  await writeFile(join(folder, 'optim.txt'), 'text');
  await writeFile(join(folder, 'latin.py'), Buffer.from('# caf\xe9\n', 'latin1'));
});
afterAll(() => rm(folder, { recursive: true }));

const grade = (...args: string[]) => stepwise('grade', OPTIMIZERS, ...args);

describe('grade', () => {
  test('the solution: exit 0 and a report of the contract', async () => {
    const { code, stdout, stderr } = await grade(join(OPTIMIZERS, 'solution/optim.py'), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed: unknown = JSON.parse(stdout);
    // Parsing drops what the contract does not know: nothing may be dropped.
    const report = GradeReport.parse(printed);
    expect(printed).toEqual(report);
    expect(report).toMatchObject({ assignment: 'optimizers', score: 5, maxScore: 5 });
    expect(report.questions.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
      'sgd: accepted',
      'sgd_momentum: accepted',
      'adagrad: accepted',
      'rmsprop: accepted',
      'adam: accepted',
    ]);
    expect(Object.keys(report.questions[0]!.tests[0]!)).toEqual([
      'id',
      'title',
      'status',
      'score',
      'maxScore',
      'visibility',
      'message',
    ]);
  }, 60_000);

  test('a wrong one for Gradescope: exit 1 and the names of its results.json', async () => {
    const { code, stdout } = await grade(
      join(folder, 'optim.py'),
      '--question',
      'sgd',
      '--format',
      'gradescope',
    );
    expect(code).toBe(1);
    const results = JSON.parse(stdout) as Record<string, unknown> & { tests: Record<string, unknown>[] };
    expect(Object.keys(results)).toEqual([
      'score',
      'execution_time',
      'output',
      'output_format',
      'tests',
      'extra_data',
    ]);
    expect(results.score).toBe(0);
    expect(results.output).toMatch(/^sgd: wrong_answer/);
    for (const { status, visibility, output, ...rest } of results.tests) {
      expect(Object.keys(rest)).toEqual(['name', 'number', 'score', 'max_score', 'output_format', 'tags']);
      expect(['passed', 'failed']).toContain(status);
      expect(['hidden', 'after_due_date', 'after_published', 'visible']).toContain(visibility);
      expect(typeof output).toBe('string');
    }
  }, 60_000);

  test.each<[string, () => string[], RegExp]>([
    ['a missing file', () => [join(folder, 'nowhere.py')], /nowhere\.py is not there$/],
    ['a folder with two', () => [folder], /holds optim\.js and optim\.py: leave one of them$/],
    [
      'an unknown ending',
      () => [join(folder, 'optim.txt')],
      /the ending \.txt is not one of \.py, \.js, \.ts$/,
    ],
    ['a file that is not UTF-8', () => [join(folder, 'latin.py')], /is not UTF-8 text; save it as UTF-8$/],
    [
      'an unknown question',
      () => [join(folder, 'optim.py'), '--question', 'adamantium'],
      /no question adamantium to grade in optimizers; there are sgd, sgd_momentum, adagrad, rmsprop, adam$/,
    ],
    [
      'two formats at once',
      () => [join(folder, 'optim.py'), '--json', '--format', 'gradescope'],
      /--json and --format exclude each other$/,
    ],
    ['a flag without a submission', () => ['--json'], /--json needs a submission$/],
  ])('%s: exit 2 and one line that says so', async (_, args, message) => {
    const { code, stdout, stderr } = await grade(...args());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an assignment that is not there: exit 2', async () => {
    const { code, stderr } = await stepwise('grade', join(folder, 'nothing'), join(folder, 'optim.py'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing is not a folder\n$/);
  });
});
