import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GradeReport } from '../../contract/report.ts';
import { ShownGradeReport } from '../../contract/submissions.ts';
import { OPTIMIZERS, stepwise } from './stepwise.ts';

/** SGD as the set asks for it. */
const RIGHT_SGD =
  'export const sgd = (w, dw, config = {}) => [w.map((x, i) => x - (config.learning_rate ?? 0.01) * dw[i]), config];\n';

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
  });

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
    expect(results.output).toMatch(
      /^sgd: Score after the due time\. This is SGD, but it moves along the gradient/,
    );
    for (const { status, visibility, output, ...rest } of results.tests) {
      expect(Object.keys(rest)).toEqual(['name', 'number', 'score', 'max_score', 'output_format', 'tags']);
      expect(['passed', 'failed']).toContain(status);
      expect(['hidden', 'after_due_date', 'after_published', 'visible']).toContain(visibility);
      expect(typeof output).toBe('string');
    }
  });

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
    [
      'no number of jobs',
      () => [join(folder, 'optim.py'), '--jobs', 'all'],
      /--jobs: all is not a whole number from 1 to 64$/,
    ],
  ])('%s: exit 2 and one line that says so', async (_, args, message) => {
    const { code, stdout, stderr } = await grade(...args());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('several files: a row each, the worst exit code, and one that cannot be read ends nothing', async () => {
    const csv = join(folder, 'table.csv');
    const solution = join(OPTIMIZERS, 'solution/optim.js');
    const paths = [solution, join(folder, 'latin.py'), join(folder, 'optim.js'), join(folder, 'nowhere.py')];
    const { code, stdout, stderr } = await grade(
      ...paths,
      ...['--question', 'sgd', '--json', '--csv', csv, '--jobs', '2'],
    );
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const { files } = JSON.parse(stdout) as { files: ({ file: string; error?: string } & GradeReport)[] };
    expect(files.map(({ file }) => file)).toEqual(paths);
    const [right, latin, wrong, missing] = files;
    expect(right).toEqual({ file: solution, ...GradeReport.parse(right) });
    expect([right!.score, wrong!.score, wrong!.questions[0]!.verdict]).toEqual([1, 0, 'wrong_answer']);
    expect([latin!.error, missing!.error]).toEqual([
      expect.stringMatching(/latin\.py is not UTF-8 text/),
      expect.stringMatching(/nowhere\.py is not there/),
    ]);
    const lines = (await readFile(csv, 'utf8')).split('\r\n');
    expect(lines[0]).toBe('file,score,max_score,error,sgd_verdict,sgd_score,sgd_faults');
    expect(lines[1]).toBe(`${solution},1,1,,accepted,1,`);
    expect(lines[2]).toMatch(/latin\.py,,,.*UTF-8/);
    expect(lines).toHaveLength(6);
  });

  test('a folder of folders stands for all submissions in it, in their order', async () => {
    const class_ = join(folder, 'class');
    for (const name of ['ben', 'ann']) {
      await mkdir(join(class_, name), { recursive: true });
      await writeFile(join(class_, name, 'optim.js'), RIGHT_SGD);
    }
    await writeFile(join(class_, '=cmd.js'), RIGHT_SGD);
    await writeFile(join(class_, 'notes.md'), 'no code');
    const { code, stdout } = await grade(class_, '--question', 'sgd');
    expect(stdout.trimEnd().split('\n')).toEqual([
      `✓ ${join(class_, '=cmd.js')}  1/1`,
      `✓ ${join(class_, 'ann/optim.js')}  1/1`,
      `✓ ${join(class_, 'ben/optim.js')}  1/1`,
      'optimizers: 3 of 3 with full marks',
    ]);
    expect(code).toBe(0);
  });

  test('a student’s view has nothing of a withheld test but their number', async () => {
    const file = join(OPTIMIZERS, 'solution/optim.js');
    const args = [file, '--question', 'sgd', '--json'];
    const staff = GradeReport.parse(JSON.parse((await grade(...args, '--view', 'staff')).stdout));
    const { stdout } = await grade(...args, '--view', 'student');
    const printed: unknown = JSON.parse(stdout);
    const student = ShownGradeReport.parse(printed);
    expect(printed).toEqual(student);
    expect(student.questions[0]).toMatchObject({ verdict: null, score: null, withheld: { afterDueDate: 2 } });
    const withheld = staff.questions[0]!.tests.filter(({ visibility }) => visibility !== 'visible');
    expect(withheld).toHaveLength(2);
    for (const { id, title } of withheld) {
      expect(stdout).not.toContain(id);
      expect(stdout).not.toContain(title);
    }
    expect(student.questions[0]!.tests).toHaveLength(staff.questions[0]!.tests.length - 2);
  });

  test('an assignment that is not there: exit 2', async () => {
    const { code, stderr } = await stepwise('grade', join(folder, 'nothing'), join(folder, 'optim.py'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing is not a folder\n$/);
  });
});
