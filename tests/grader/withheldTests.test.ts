/**
 * What a student sees does not depend on what they do not see. Programs that try every channel, in both languages, are
 * graded beside withheld tests of different numbers: the student's view is the same, number for number.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { StoredReport, type GradedReport } from '../../contract/report.ts';
import type { VisibleReport } from '../../contract/submissions.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import type { Visibility } from '../../grader/terms.ts';
import { grade } from '../../grader/grade.ts';
import { reportSeen } from '../../grader/report/reportSeen.ts';
import { openSandboxes, type Sandboxes } from '../../grader/sandbox/index.ts';
import type { EpisodeOutcome, RunResult } from '../../grader/episode.ts';
import type { RunRequest } from '../../grader/sandbox/sandbox.ts';
import { filesWith } from './assignment/files.ts';

/** Numbers of a withheld test, which nothing but that test has. */
interface Planted {
  start: [number, number];
  rate: number;
  gradients: [number, number][];
}

const PLANTED: Planted = {
  start: [31337.28125, -2718.03125],
  rate: 0.0577215,
  gradients: [
    [4242.71875, -1618.15625],
    [7071.90625, 1414.34375],
  ],
};
const OTHERS: Planted = {
  start: [86753.09375, 5309.40625],
  rate: 0.0693147,
  gradients: [
    [9109.46875, -6626.84375],
    [1380.65625, 6022.21875],
  ],
};

const withheldTest = (id: string, visibility: Visibility, { start, rate, gradients }: Planted) => `
  - id: ${id}
    kind: trajectory
    title: Withheld
    points: 0.25
    visibility: ${visibility}
    start: ${JSON.stringify(start)}
    gradients: ${JSON.stringify(gradients)}
    hyperparameters: { learning_rate: ${rate} }
    plot: true`;

/** Withheld tests stand before, between and after those that are shown. */
const definitionWith = (planted: Planted, later = planted): AssignmentDefinition =>
  loadAssignment(
    filesWith({
      'questions/rmsprop/question.yaml': `
id: rmsprop
kind: optimizer
title: SGD
points: 1
entry: sgd
optimizer: sgd
defaults: { learning_rate: 0.01 }
tests:${withheldTest('first', 'hidden', planted)}
  - id: shown
    kind: trajectory
    title: Shown
    points: 0.25
    start: [1, 2]
    steps: 3
    plot: true${withheldTest('between', 'after_due_date', later)}
  - id: shown-too
    kind: trajectory
    title: Shown, too
    points: 0.25
    start: [3, -1]
    steps: 3
`,
    }),
    'optimizers',
  ).definition!;

const seenBy = (stored: StoredReport, definition: AssignmentDefinition, widest: Visibility = 'visible') => {
  // As it is read back from the database.
  const kept = StoredReport.parse(JSON.parse(JSON.stringify(stored)));
  return reportSeen(kept, definition, { widest, released: false })!;
};

/** All but the time, which no two runs have in common. */
const timeless = ({ durationMs: _, ...report }: VisibleReport) => report;

const folder = new URL('../attacks/withheld/', import.meta.url);
const sandboxes = openSandboxes();
afterAll(() => sandboxes.close());

const numbersOf = ({ start, rate, gradients }: Planted): number[] => [...start, rate, ...gradients.flat()];

const gradeAttack = (name: string, definition: AssignmentDefinition) =>
  grade(
    definition,
    { fileName: `optim.${name.split('.')[1]}`, source: readFileSync(new URL(name, folder), 'utf8') },
    sandboxes,
  );

describe.each(readdirSync(folder).sort())('%s', (name) => {
  test('tells a student nothing of a withheld test', async () => {
    const definitions = [PLANTED, OTHERS].map((planted) => definitionWith(planted));
    const [report, other] = await Promise.all(definitions.map((definition) => gradeAttack(name, definition)));
    const seen = seenBy(report!, definitions[0]!);
    expect(timeless(seen)).toEqual(timeless(seenBy(other!, definitions[1]!)));
    const text = JSON.stringify(seen);
    for (const number of numbersOf(PLANTED)) expect(text).not.toContain(String(Math.abs(number)));
    expect(text).not.toMatch(/"(first|between)"|Withheld/);
    // Staff see what it did there.
    expect(report!.whole.questions[0]!.tests).toHaveLength(4);
    // Said of every reader alike: the points are none until every test that counts is seen.
    expect(seen.questions[0]).toMatchObject({
      verdict: null,
      score: null,
      withheld: { afterDueDate: 1, hidden: 1 },
    });
  });

  test('what is shown after the due time tells nothing of what is never shown', async () => {
    // The test that is shown later is the same; the hidden one is not.
    const later: Planted = { start: [1500, 2], rate: 0.1, gradients: [[5, 6]] };
    const [one, two] = [definitionWith(PLANTED, later), definitionWith(OTHERS, later)];
    const [a, b] = await Promise.all([gradeAttack(name, one), gradeAttack(name, two)]);
    expect(timeless(seenBy(a, one, 'after_due_date'))).toEqual(timeless(seenBy(b, two, 'after_due_date')));
  });
});

test.each(['time.py', 'time.js'])(
  '%s: the time that is shown ends before a withheld test begins',
  async (name) => {
    const definition = definitionWith(PLANTED);
    let sandboxTime = 0;
    const counted: Sandboxes = {
      ...sandboxes,
      run: async (request) => {
        const started = performance.now();
        const result = await sandboxes.run(request);
        if (request.episodes.some(({ parameters }) => parameters[0]!.start[0]! > 1000)) {
          sandboxTime += performance.now() - started;
        }
        return result;
      },
    };
    const source = readFileSync(new URL(name, folder), 'utf8');
    const report = await grade(definition, { fileName: `optim.${name.split('.')[1]}`, source }, counted);
    const seen = seenBy(report, definition);
    expect(sandboxTime).toBeGreaterThan(20);
    expect(report.whole.durationMs - seen.durationMs).toBeGreaterThanOrEqual(sandboxTime - 1);
  },
  60_000,
);

describe('a program that does anything at all where it is not seen', () => {
  const definition = definitionWith(PLANTED);
  const isWithheld = ({ episodes }: RunRequest) =>
    episodes.some(({ parameters }) => parameters[0]!.start[0]! > 1000);

  /** Right where it is seen; elsewhere what it is told to do. */
  const playing = (requests: RunRequest[], withheld: (request: RunRequest) => RunResult): Sandboxes => ({
    run: (request) => {
      requests.push(request);
      return Promise.resolve(isWithheld(request) ? withheld(request) : honest(request));
    },
    close: () => Promise.resolve(),
  });
  const honest = ({ episodes }: RunRequest): RunResult => ({
    load: { status: 'loaded' },
    episodes: episodes.map(({ parameters: [parameter], gradients }) => {
      let theta = parameter!.start;
      const rows = gradients!.map(([gradient]) => {
        theta = theta.map((x, i) => x - 0.01 * gradient![i]!);
        return [theta];
      });
      return { status: 'completed', rows, dtypes: ['float64'] };
    }),
    output: 'honest',
  });

  const failure = fc.record({ type: fc.string(), message: fc.string(), line: fc.nat(), trace: fc.string() });
  const row = fc.tuple(fc.double(), fc.double()).map((numbers) => [Float64Array.from(numbers)]);
  const rows = fc.array(row, { minLength: 2, maxLength: 2 });
  const outcome: fc.Arbitrary<EpisodeOutcome> = fc.oneof(
    rows.map((rows) => ({ status: 'completed' as const, rows, dtypes: ['float64'] })),
    failure.map((failure) => ({ status: 'raised' as const, step: 0, failure, rows: [] })),
    fc.constant<EpisodeOutcome>({ status: 'limit', limit: 'time', step: 0, rows: [] }),
    fc.string().map((reason) => ({ status: 'died' as const, reason, rows: [] })),
    fc.constant({ status: 'not-run' as const }),
  );
  const result: fc.Arbitrary<RunResult> = fc.record({
    load: fc.oneof(
      fc.constant({ status: 'loaded' as const }),
      failure.map((failure) => ({ status: 'raised' as const, failure })),
    ),
    episodes: fc.array(outcome, { minLength: 1, maxLength: 1 }),
    output: fc.string(),
  });
  const file = { fileName: 'optim.py', source: '' };

  test('is shown as one that does right there', async () => {
    const right = await grade(definition, file, playing([], honest));
    const expected = timeless(seenBy(right, definition));
    await fc.assert(
      fc.asyncProperty(result, async (withheld) => {
        const report = await grade(
          definition,
          file,
          playing([], () => withheld),
        );
        expect(timeless(seenBy(report, definition))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('plays each visibility in a run of its own, those that are seen first', async () => {
    const requests: RunRequest[] = [];
    await grade(definition, file, playing(requests, honest));
    expect(requests.map(({ episodes }) => episodes.length)).toEqual([2, 1, 1]);
    expect(requests.map(isWithheld)).toEqual([false, true, true]);
  });

  test('what is seen is handed out before anything withheld is begun', async () => {
    const requests: RunRequest[] = [];
    const told: { requests: number; report: StoredReport }[] = [];
    const run = (shown: Visibility) =>
      grade(definition, file, playing(requests, honest), {
        shown,
        onShown: (report) => {
          told.push({ requests: requests.length, report });
          return Promise.resolve();
        },
      });
    const whole = await run('visible');
    expect(told.map(({ requests }) => requests)).toEqual([1]);
    expect(told[0]!.report.whole).toBeNull();
    expect(seenBy(told[0]!.report, definition)).toEqual(seenBy(whole, definition));
    requests.length = told.length = 0;
    await run('after_published');
    expect(told.map(({ requests }) => requests)).toEqual([2]);
    requests.length = told.length = 0;
    await run('hidden');
    expect(told).toEqual([]);
  });

  test('without a withheld test one run plays all, and there is one record', async () => {
    const open = definitionWith({ ...PLANTED, start: [1, 1] });
    for (const question of open.questions) {
      if (question.kind === 'optimizer') for (const each of question.tests) each.visibility = 'visible';
    }
    const requests: RunRequest[] = [];
    const report: GradedReport = await grade(open, file, playing(requests, honest));
    expect([requests.length, report.views]).toEqual([1, {}]);
  });
});

test('a file that does not load is run once, whatever is withheld', async () => {
  let runs = 0;
  const definition = definitionWith(PLANTED);
  const failure = { type: 'SyntaxError', message: 'invalid syntax', line: 1, trace: '' };
  const broken: Sandboxes = {
    run: ({ episodes }) => {
      runs++;
      const load = { status: 'syntax-error' as const, failure };
      return Promise.resolve({ load, episodes: episodes.map(() => ({ status: 'not-run' })), output: '' });
    },
    close: () => Promise.resolve(),
  };
  const report = await grade(definition, { fileName: 'optim.py', source: '' }, broken);
  expect(runs).toBe(1);
  expect(report.whole.questions[0]).toMatchObject({ verdict: 'invalid_submission', score: 0 });
  expect(report.whole.questions[0]!.tests.map(({ status }) => status)).toEqual(Array(4).fill('skipped'));
});
