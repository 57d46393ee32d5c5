/** Objectives that an author gives as files: judged as ours are, checked before, and no fault of a student. */
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { grade } from '../../grader/grade.ts';
import { findObjective } from '../../grader/objectives/index.ts';
import { gradientMistake } from '../../grader/own-objectives/check.ts';
import { landscapeOf } from '../../grader/report/landscape.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { ASSIGNMENT_YAML, filesWith } from './assignment/files.ts';

const sandboxes = openSandboxes();
afterAll(() => sandboxes.close());

/** Beale's function, as `grader/objectives/beale.ts` has it. */
const PYTHON = `TERMS = [(1.5, 1), (2.25, 2), (2.625, 3)]


def value(theta, step):
    x, y = theta
    return sum((c - x + x * y**k) ** 2 for c, k in TERMS)


def gradient(theta, step):
    x, y = theta
    residuals = [(c - x + x * y**k, k) for c, k in TERMS]
    return [
        sum(2 * r * (y**k - 1) for r, k in residuals),
        sum(2 * r * x * k * y ** (k - 1) for r, k in residuals),
    ]
`;
const TYPESCRIPT = `type Pair = readonly [number, number];
const TERMS: readonly Pair[] = [[1.5, 1], [2.25, 2], [2.625, 3]];

export function value([x, y]: number[]): number {
  return TERMS.reduce((sum, [c, k]) => sum + (c - x + x * y ** k) ** 2, 0);
}

export const gradient = ([x, y]: number[]): number[] =>
  TERMS.map(([c, k]) => [c - x + x * y ** k, k])
    .map(([r, k]) => [2 * r * (y ** k - 1), 2 * r * x * k * y ** (k - 1)])
    .reduce((a, b) => [a[0] + b[0], a[1] + b[1]]);
`;

const OWN = `objectives:
  - { name: mine, title: Mine, file: objectives/mine.py, start: [1, 1], minimum: [3, 0.5] }
  - { name: mine-too, title: Mine, file: objectives/mine.ts, start: [1, 1], minimum: [3, 0.5] }
`;
const questionOn = (objective: string) => `id: rmsprop
kind: optimizer
title: Momentum
points: 3
entry: rule
optimizer: nesterov
accepts: [learning-rate-inside-velocity, learning-rate-outside-velocity]
defaults: { learning_rate: 0.01, momentum: 0.9 }
tests:
  - { id: replay, kind: trajectory, title: Replay, points: 1, objective: ${objective}, parameters: 2, gradientScale: 0.5 }
  - { id: loop, kind: trajectory, title: Loop, points: 1, objective: ${objective}, mode: closed-loop, steps: 40, plot: true }
  - { id: later, kind: trajectory, title: Later, points: 1, objective: ${objective}, mode: closed-loop, start: [0.5, -0.25], visibility: after_due_date }
`;
const files = (objective: string, changes: Record<string, string> = {}) =>
  filesWith({
    'assignment.yaml': `${ASSIGNMENT_YAML.replace('[python]', '[python, javascript]')}${OWN}`,
    'objectives/mine.py': PYTHON,
    'objectives/mine.ts': TYPESCRIPT,
    'questions/rmsprop/question.yaml': questionOn(objective),
    ...changes,
  });
function definitionOn(objective: string) {
  const { definition, problems } = loadAssignment(files(objective), 'optimizers');
  expect(problems).toEqual([]);
  return definition!;
}

const RULES = {
  inside: 'v = m * v + lr * g; step = lr * g + m * v',
  ascent: 'v = m * v + g; step = -lr * (g + m * v)',
  'runs away': 'v = m * v + g; step = 1e200 * g',
};
const python = (body: string) => `import numpy as np
def rule(w, g, config=None):
    config = {} if config is None else config
    lr, m = config.get("learning_rate", 0.01), config.get("momentum", 0.9)
    v = config.get("v", np.zeros_like(w))
    ${body}
    config["v"] = v
    return w - step, config
`;
const javascript = (body: string) =>
  `export function rule(w, dw, config) {
  const { learning_rate: lr = 0.01, momentum: m = 0.9 } = config ?? {};
  const next = w.map((at, i) => {
    const g = dw[i];
    let v = config?.v?.[i] ?? 0, step = 0;
    ${body};
    return [at - step, v];
  });
  return [next.map(([at]) => at), { ...config, v: next.map(([, v]) => v) }];
}
`.replace('w.map(', 'Array.from(w).map(');

describe('judging', () => {
  test.each(
    Object.entries(RULES).flatMap(([name, body]) => [
      [name, 'mine', 'optim.py', python(body)],
      [name, 'mine-too', 'optim.js', javascript(body)],
    ]),
  )('%s on %s is said to be what it is on ours', async (_, name, fileName, source) => {
    const on = async (objective: string) =>
      (await grade(definitionOn(objective), { fileName, source }, sandboxes)).whole!.questions[0]!;
    const [ours, theirs] = [await on('beale'), await on(name)];
    expect(theirs.tests).toEqual(ours.tests);
    expect(theirs.diagnosis).toEqual(ours.diagnosis);
    const [[plot], [own]] = [ours.plots, theirs.plots];
    expect(own!.divergedAt).toBe(plot!.divergedAt);
    expect(own!.reference.map((row) => row.map((x) => x!.toFixed(9)))).toEqual(
      plot!.reference.map((row) => row.map((x) => x!.toFixed(9))),
    );
    // What is drawn under it: exact at the points of the grid.
    const { ground } = own!;
    const landscape = landscapeOf(name, ground)!;
    const side = Math.sqrt(ground!.heights.length);
    fc.assert(
      fc.property(fc.nat(side - 1), fc.nat(side - 1), (column, row) => {
        const along = ([low, high]: readonly number[], cell: number) =>
          low! + (cell / (side - 1)) * (high! - low!);
        const [x, y] = [along(ground!.x, column), along(ground!.y, row)];
        const exact = findObjective('beale')!.value(Float64Array.of(x, y), 0);
        expect(Math.abs(landscape.height(x, y) - exact)).toBeLessThanOrEqual(1e-4 * Math.abs(exact));
      }),
    );
  });
});

describe('checking', () => {
  const mistakeOf = (source: string, file = 'objectives/mine.py') =>
    gradientMistake({ name: 'mine', file, source, start: [1, 1] }, sandboxes);

  test('a right gradient has none', async () => {
    expect(await mistakeOf(PYTHON)).toBeNull();
    expect(await mistakeOf(TYPESCRIPT, 'objectives/mine.ts')).toBeNull();
  });

  test.each<[string, string, string, { line: number | null; message: RegExp }]>([
    [
      'a wrong coordinate',
      'mine.py',
      PYTHON.replace('2 * r * x * k', '2 * r * k'),
      {
        line: 9,
        message:
          /^coordinate 1 of the gradient at θ = \(.*\) and step 1 is \S+, but differences of value give \S+$/,
      },
    ],
    [
      'one that is wrong later',
      'mine.py',
      PYTHON.replace('return [', 'x = x + (step > 0)\n    return ['),
      { line: 9, message: /^coordinate \d .* and step 1 is/ },
    ],
    [
      'an exception',
      'mine.py',
      PYTHON.replace('x, y = theta', 'x, y = theta[:1]'),
      { line: 5, message: /^ValueError: / },
    ],
    ['no function', 'mine.ts', 'export const value = () => 1;\n', { line: null, message: /gradient/ }],
    ['no program', 'mine.py', 'def value(:\n', { line: 1, message: /^SyntaxError/ }],
    [
      'another size',
      'mine.ts',
      'export const value = () => 1;\nexport const gradient = () => [0, 0, 0];\n',
      { line: null, message: /gave 3 numbers, but theta has 2/ },
    ],
    [
      'no number',
      'mine.py',
      'def value(theta, step):\n    return float("nan")\n\n\ndef gradient(theta, step):\n    return [0, 0]\n',
      { line: 5, message: /^value gives NaN at θ/ },
    ],
  ])('%s is said with its place', async (_, file, source, { line, message }) => {
    const mistake = await mistakeOf(source, `objectives/${file}`);
    expect(mistake).toEqual({ line, message: expect.stringMatching(message) });
  });

  test('what the files do not fit together with is said with file and line', () => {
    const problemsOf = (from: string, to: string, objective = 'mine') => {
      const yaml = files(objective).get('assignment.yaml')!;
      expect(yaml).toContain(from);
      const changed = files(objective, { 'assignment.yaml': yaml.replace(from, to) });
      return loadAssignment(changed, 'optimizers')
        .problems.filter(({ severity }) => severity === 'error')
        .map(({ file, line, message }) => `${file}:${line} ${message}`);
    };
    expect(problemsOf('mine.py', 'other.py')).toEqual([
      'assignment.yaml:12 objectives #1.file: the file objectives/other.py is not there',
    ]);
    expect(problemsOf('name: mine-too', 'name: beale')).toEqual([
      "assignment.yaml:13 objectives #2.name: beale is one of Stepwise's own",
    ]);
    expect(problemsOf('[3, 0.5]', '[3]')).toEqual([
      'assignment.yaml:12 objectives #1.minimum: has 1 coordinates, but the start has 2',
    ]);
    expect(problemsOf('name: mine,', 'name: another,')).toHaveLength(3);
  });
});

test('where a student’s rule alone leads, an exception of the author’s program is no number, and the verdict theirs', async () => {
  const definition = definitionOn('mine');
  const [question] = definition.questions;
  if (question?.kind !== 'optimizer') throw new Error('it asks for an optimizer');
  const source = PYTHON.replaceAll('x, y = theta\n', 'x, y = theta\n    assert abs(x) < 1e100\n');
  const narrow = { ...question, objectives: [{ ...question.objectives[0]!, source }] };
  const { whole } = await grade(
    { ...definition, questions: [narrow] },
    { fileName: 'optim.js', source: javascript(RULES['runs away']) },
    sandboxes,
  );
  expect(whole?.questions[0]).toMatchObject({ verdict: 'wrong_answer', score: 0 });
});

test('a program that fails while a student’s waits for it is our fault, and ends', async () => {
  const definition = definitionOn('mine');
  const [question] = definition.questions;
  if (question?.kind !== 'optimizer') throw new Error('it asks for an optimizer');
  const source = PYTHON.replace('x, y = theta\n    return', 'x, y = theta\n    assert step < 5\n    return');
  const broken = { ...question, objectives: [{ ...question.objectives[0]!, source }] };
  await expect(
    grade(
      { ...definition, questions: [broken] },
      { fileName: 'optim.py', source: python(RULES.inside) },
      sandboxes,
    ),
  ).rejects.toThrow('objectives/mine.py: AssertionError');
});
