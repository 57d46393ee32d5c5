import { describe, expect, test } from '@jest/globals';
import { OptimizerQuestion } from '../../../contract/assignment.ts';
import { observe, planEpisode, trace } from '../../../grader/core/episodes.ts';
import type { EpisodeSpec } from '../../../grader/question.ts';
import { findObjective } from '../../../grader/objectives/index.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';

const question = (optimizer: string, defaults: object) =>
  OptimizerQuestion.parse({
    id: 'question',
    kind: 'optimizer',
    title: 'Question',
    points: 1,
    entry: 'rule',
    optimizer,
    defaults,
    tests: [{ id: 'test', kind: 'trajectory', title: 'Test', points: 1 }],
  });
const sgd = question('sgd', { learning_rate: 0.125 });

const plan = (spec: Partial<EpisodeSpec>, asked = sgd) =>
  planEpisode(
    asked,
    { mode: 'replay', objective: 'quadratic', steps: 3, hyperparameters: {}, changes: [], ...spec },
    1e-9,
  );
const recorded = (spec: Partial<EpisodeSpec>, asked = sgd) =>
  plan(spec, asked).episode.gradients!.map((row) => row.map((gradient) => Array.from(gradient)));

describe('replay', () => {
  test('records the gradients along the reference’s own way, with the defaults where nothing is given', () => {
    expect(recorded({ start: [1, 2] })).toEqual([[[1, 20]], [[0.875, -5]], [[0.765625, 1.25]]]);
    expect(recorded({ start: [1, 2], hyperparameters: { learning_rate: 0 } })[2]).toEqual([[1, 20]]);
  });

  test('takes the gradient ahead of θ where the reference looks ahead', () => {
    const h = { learning_rate: 1, momentum: 0.5, decay_rate: 0, epsilon: 0 };
    // With ρ = 0 each step is η·sign(g) plus momentum: v = −1, θ = 3; ahead lies 3 + 0.5·(−1).
    expect(recorded({ start: [4, 0.4], steps: 2 }, question('rmsprop-nesterov', h))[1]![0]![0]).toBe(2.5);
  });

  test('written-out gradients set the steps, start at ones, and are scaled', () => {
    const { episode } = plan({
      gradients: [
        [1, 2],
        [3, 4],
      ],
      gradientScale: 10,
    });
    expect(episode.steps).toBe(2);
    expect(Array.from(episode.parameters[0]!.start)).toEqual([1, 1]);
    expect(episode.gradients!.map(([row]) => Array.from(row!))).toEqual([
      [10, 20],
      [30, 40],
    ]);
  });

  test('later parameters start elsewhere and have tracks of their own', () => {
    const { episode } = plan({ start: [1, 2], parameters: 3 });
    expect(episode.parameters.map(({ start }) => Array.from(start))).toEqual([
      [1, 2],
      [1.5, 3],
      [2, 4],
    ]);
    expect(episode.gradients![0]!.map((gradient) => Array.from(gradient))).toEqual([
      [1, 20],
      [1.5, 30],
      [2, 40],
    ]);
  });
});

describe('closed loop', () => {
  test('records nothing and answers at any point', () => {
    const closed = plan({ mode: 'closed-loop', gradientScale: 2 });
    expect(closed.episode.gradients).toBeNull();
    expect(Array.from(closed.gradientAt(0, Float64Array.of(3, 1)))).toEqual([6, 20]);
  });
});

describe('hyperparameters', () => {
  test('changes hold from their step on; the sandbox counts steps from 0', () => {
    const changed = plan({
      hyperparameters: { learning_rate: 1 },
      changes: [{ step: 2, set: { learning_rate: 0.5 } }],
    });
    expect(changed.given).toEqual([{ learning_rate: 1 }, { learning_rate: 0.5 }, { learning_rate: 0.5 }]);
    expect(changed.episode.changes).toEqual([{ step: 1, set: { learning_rate: 0.5 } }]);
  });

  test('without a config nothing is given, and the sandbox is told so', () => {
    const bare = plan({ hyperparameters: null });
    expect(bare.given).toEqual([{}, {}, {}]);
    expect(bare.episode.parameters[0]!.config).toBeNull();
    const outcome = { status: 'completed' as const, rows: [], dtypes: [] };
    expect(observe(bare, outcome).withoutConfig).toBe(true);
  });
});

describe('an observation', () => {
  test('goes as far as the rule went', () => {
    const rows = [[Float64Array.of(0, 0)]];
    const failure = { type: 'E', message: '', line: null, trace: '' };
    const observation = observe(plan({}), { status: 'raised', step: 1, failure, rows });
    expect(observation).toMatchObject({ rows, given: [{}] });
    expect(observation.gradients).toHaveLength(1);
  });

  test('of an object that was made once starts anew where more than the learning rate changed', () => {
    const changes = [
      { step: 2, set: { learning_rate: 0.5 } },
      { step: 3, set: { learning_rate: 0.1, momentum: 0 } },
    ];
    const outcome = { status: 'completed' as const, rows: [], dtypes: [] };
    expect(observe(plan({ changes }), { ...outcome, keeps: 'but-the-rate' }).restarts).toEqual([2]);
    expect(observe(plan({ changes }), { ...outcome, keeps: 'all' }).restarts).toEqual([1, 2]);
    expect(observe(plan({ changes }), outcome).restarts).toBeUndefined();
  });

  test('says when the last call may have spoilt what the rule remembers', () => {
    const bad = { reason: 'wrong-shape' as const, found: 'shape (2,)', expected: 'a single number' };
    const outcome = { status: 'bad-return' as const, step: 0, rows: [], ...bad };
    expect(observe(plan({}), outcome).spoilt).toBe(true);
    expect(observe(plan({}), { status: 'not-run' }).spoilt).toBeUndefined();
  });

  test('is empty for an episode that was not run', () => {
    expect(observe(plan({}), { status: 'not-run' })).toMatchObject({
      rows: [],
      gradients: [],
      given: [],
    });
  });

  test('of a closed loop has the gradients at the very rows that were given back', () => {
    const closed = plan({ mode: 'closed-loop', objective: 'noisy', steps: 4, parameters: 2 });
    const rows = Array.from({ length: 4 }, (_, step) => [
      Float64Array.of(step + 0.25, -step),
      Float64Array.of(7 * step, Math.PI),
    ]);
    const { gradients, starts } = observe(closed, { status: 'completed', rows, dtypes: ['float64'] });
    const before = [starts, ...rows.slice(0, -1)];
    expect(gradients).toEqual(before.map((row, step) => row.map((theta) => closed.gradientAt(step, theta))));
  });

  test('of a closed loop is whole whatever the program may have asked, or not asked', () => {
    const closed = plan({ mode: 'closed-loop', steps: 3 });
    const rows = Array.from({ length: 3 }, () => [Float64Array.of(NaN, Infinity)]);
    expect(observe(closed, { status: 'completed', rows, dtypes: [] }).gradients).toHaveLength(3);
  });
});

test('a trace is the reference’s own closed loop, its start first', () => {
  const { point, defaults } = findOptimizer('sgd')!;
  const start = Float64Array.of(1, 2);
  const trajectory = trace(point, findObjective('quadratic')!, start, [{}, { learning_rate: 0.5 }], defaults);
  expect(trajectory.map((theta) => Array.from(theta))).toEqual([
    [1, 2],
    [0.99, 1.8],
    [0.495, -7.2],
  ]);
});
