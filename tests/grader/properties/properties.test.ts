import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { OptimizerQuestion } from '../../../contract/assignment.ts';
import { observe, planEpisode } from '../../../grader/core/episodes.ts';
import type { Hyperparameters } from '../../../grader/terms.ts';
import { findObjective } from '../../../grader/objectives/index.ts';
import { completeHyperparameters } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import { emptyMemory, step, type Point } from '../../../grader/optimizers/space.ts';
import { findProperty, PROPERTIES } from '../../../grader/properties/index.ts';

/** What the law says of a point's steps; empty when it holds. */
function judge(name: string, optimizer: string, h: Hyperparameters, point = pointOf(optimizer)): string {
  const property = findProperty(name)!;
  const question = OptimizerQuestion.parse({
    id: 'question',
    kind: 'optimizer',
    title: 'Question',
    points: 1,
    entry: 'rule',
    optimizer,
    defaults: findOptimizer(optimizer)!.defaults,
    tests: [{ id: 'law', kind: 'property', title: 'Law', points: 1, property: name }],
  });
  const plan = planEpisode(question, { ...property.episode, hyperparameters: h, changes: [] }, 1e-9);
  const complete = completeHyperparameters(h, question.defaults);
  const memory = emptyMemory(2);
  let theta = plan.episode.parameters[0]!.start;
  const rows = plan.given.map((_, t) => {
    const [gradient] = plan.episode.gradients?.[t] ?? [plan.gradientAt(t, theta)];
    theta = step(point, complete, memory, theta, gradient!);
    return [theta];
  });
  return property.judge(observe(plan, { status: 'completed', rows, dtypes: [] }), complete);
}

const pointOf = (optimizer: string): Point => findOptimizer(optimizer)!.point;
const adam = pointOf('adam');
const rmsprop = pointOf('rmsprop');
const ADAM = { learning_rate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };

interface Trial {
  property: string;
  optimizer: string;
  h: Hyperparameters;
  /** A point for which the law does not hold, with the beginning of what is said then. */
  wrong: Point;
  complaint: RegExp;
}

const TRIALS: Trial[] = [
  {
    property: 'adam-rescaling-invariance',
    optimizer: 'adam',
    h: ADAM,
    wrong: { ...adam, root: false },
    complaint: /^step 1, w\[1\]: with gradients 10000 times as large a step of /,
  },
  {
    property: 'adam-step-bound',
    optimizer: 'adam',
    h: ADAM,
    wrong: { ...adam, root: false },
    complaint: /^step 1, w\[0\]: a step of at most 0.01 expected, found /,
  },
  {
    property: 'adam-tracks-drift',
    optimizer: 'adam',
    h: { ...ADAM, learning_rate: 0.05 },
    wrong: pointOf('adagrad'),
    complaint: /^step \d+, w\[0\]: expected within 0.5 of the optimum /,
  },
  {
    property: 'adam-tracks-drift',
    optimizer: 'rmsprop',
    h: { learning_rate: 0.05, decay_rate: 0.9, epsilon: 1e-8 },
    wrong: { ...rmsprop, descent: false },
    complaint: /^step \d+, w\[0\]: expected within /,
  },
  {
    property: 'adam-sparse',
    optimizer: 'adam',
    h: { ...ADAM, beta1: 0.5, beta2: 0.999 },
    wrong: { ...adam, second: { ...adam.second!, squared: false } },
    complaint: /^step \d+, w\[1\]: a step of at least /,
  },
  {
    property: 'adam-sparse',
    optimizer: 'adagrad',
    h: { learning_rate: 0.01, epsilon: 1e-8 },
    wrong: { ...pointOf('adagrad'), second: { ...pointOf('adagrad').second!, squared: false } },
    complaint: /^step \d+, w\[1\]/,
  },
  {
    property: 'adam-sparse',
    optimizer: 'rmsprop',
    h: { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1e-8 },
    wrong: { ...rmsprop, second: { ...rmsprop.second!, squared: false } },
    complaint: /^step \d+, w\[1\]/,
  },
  {
    property: 'adam-annealing',
    optimizer: 'adam',
    h: ADAM,
    wrong: { ...adam, first: null, firstCorrection: false },
    complaint: /^a mean step of at most 0.005 expected under noise, found /,
  },
  {
    property: 'adagrad-monotone-rate',
    optimizer: 'adagrad',
    h: { learning_rate: 0.01, epsilon: 1e-8 },
    wrong: rmsprop,
    complaint: /^step \d+, w\[0\]: an effective rate of at most /,
  },
  {
    property: 'rmsprop-recovery',
    optimizer: 'rmsprop',
    h: { learning_rate: 0.01, decay_rate: 0.98, epsilon: 1e-8 },
    wrong: pointOf('adagrad'),
    complaint: /^step \d+, w\[0\]: a step of at least 0.005 expected, found /,
  },
  {
    property: 'momentum-terminal-velocity',
    optimizer: 'momentum',
    h: { learning_rate: 0.01, momentum: 0.9 },
    wrong: pointOf('momentum-ema'),
    complaint: /^step \d+: a speed of 0.05 expected, found 0.005$/,
  },
  {
    property: 'clipped-step',
    optimizer: 'sgd-clipped',
    h: { learning_rate: 0.01, clip: 2 },
    wrong: pointOf('sgd'),
    complaint: /^step 2, w\[0\]: a step of 0.02 expected, found 0.4$/,
  },
  {
    property: 'clipped-norm',
    optimizer: 'sgd-norm-clipped',
    h: { learning_rate: 0.01, clip: 1 },
    wrong: pointOf('sgd-clipped'),
    complaint: /^step 2: a step as long as 0.01 expected, found 0.0141421$/,
  },
  {
    property: 'rate-decays',
    optimizer: 'adam-decaying',
    h: ADAM,
    wrong: adam,
    complaint: /^step 2, w\[0\]: a step of 0.00707107 expected, found 0.01$/,
  },
];

describe.each(TRIALS)('$property of $optimizer', ({ property, optimizer, h, wrong, complaint }) => {
  test('holds for the reference', () => expect(judge(property, optimizer, h)).toBe(''));
  test('does not hold for a wrong point, and says where', () =>
    expect(judge(property, optimizer, h, wrong)).toMatch(complaint));
  test('does not hold for steps that are not numbers', () => {
    expect(judge(property, optimizer, { ...h, learning_rate: NaN })).not.toBe('');
  });
});

test('every law is tried with every optimizer of which it is claimed', () => {
  const claims = PROPERTIES.flatMap(({ name, optimizers }) =>
    optimizers.map((optimizer) => `${name} of ${optimizer}`),
  );
  expect(TRIALS.map(({ property, optimizer }) => `${property} of ${optimizer}`).sort()).toEqual(
    claims.sort(),
  );
});

test('AdaGrad falls behind a drifting optimum that Adam follows, as the law says', () => {
  const h = { learning_rate: 0.05, epsilon: 1e-8 };
  expect(judge('adam-tracks-drift', 'adagrad', h)).toMatch(/^step \d+, w\[0\]: expected within /);
});

test('every file of the folder is in the index under its own name, with an objective that exists', () => {
  const files = readdirSync(new URL('../../../grader/properties/', import.meta.url))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index' && file !== 'property');
  expect(PROPERTIES.map(({ name }) => name).sort()).toEqual(files.sort());
  for (const { episode, optimizers } of PROPERTIES) {
    expect(findObjective(episode.objective)).toBeDefined();
    for (const optimizer of optimizers) expect(findOptimizer(optimizer)).toBeDefined();
  }
});
