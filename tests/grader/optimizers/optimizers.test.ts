import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import katex from 'katex';
import fc from 'fast-check';
import { CONVENTIONS, FAULTS, type Hyperparameters } from '../../../grader/terms.ts';
import { acceptedPoints, allConventions, conventionsOf } from '../../../grader/optimizers/conventions.ts';
import { FAULT_LIST } from '../../../grader/optimizers/faults/index.ts';
import { completeHyperparameters } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer, OPTIMIZERS } from '../../../grader/optimizers/index.ts';
import { emptyMemory, step, type Point } from '../../../grader/optimizers/space.ts';

const folder = (path: string) =>
  readdirSync(new URL(`../../../grader/optimizers/${path}`, import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));

/** θ of one coordinate after each of the gradients, from a start. */
function walk(point: Point, start: number, gradients: readonly number[], given: Hyperparameters): number[] {
  const memory = emptyMemory(1);
  let theta = Float64Array.of(start);
  return gradients.map((g) => {
    theta = Float64Array.from(
      step(point, completeHyperparameters(given, {}), memory, theta, Float64Array.of(g)),
    );
    return theta[0]!;
  });
}
const point = (name: string) => findOptimizer(name)!.point;

describe('the index', () => {
  test('has every optimizer of the folder under its own name', () => {
    const shared = ['conventions', 'hyperparameters', 'index', 'optimizer', 'point', 'space'];
    const files = folder('').filter((file) => !shared.includes(file));
    expect(OPTIMIZERS.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  test('has every fault of the folder under its own name, and with those of the hyperparameters every fault there is', () => {
    const files = folder('faults/').filter(
      (file) => !['index', 'fault', 'corrections', 'programs', 'readings', 'words'].includes(file),
    );
    const ids = FAULT_LIST.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(files.sort());
    const read = [
      'wrong-default',
      'hyperparameter-fixed',
      'hyperparameter-altered',
      'reads-other-key',
      'zero-taken-for-missing',
    ];
    expect([...ids, ...read].sort()).toEqual(FAULTS.toSorted());
  });

  test('gives every optimizer equations that can be typeset and a point of its own', () => {
    for (const { equations } of OPTIMIZERS) {
      expect(() => katex.renderToString(equations, { strict: 'error' })).not.toThrow();
    }
    expect(new Set(OPTIMIZERS.map((optimizer) => JSON.stringify(optimizer.point))).size).toBe(
      OPTIMIZERS.length,
    );
  });
});

describe('steps by hand', () => {
  const h = {
    learning_rate: 0.1,
    momentum: 0.5,
    decay_rate: 0.75,
    beta1: 0.5,
    beta2: 0.75,
    epsilon: 0,
    clip: 0.5,
  };

  test.each<[string, number[]]>([
    ['sgd', [0.8, 1.2]],
    ['sgd-clipped', [0.95, 1]],
    ['sgd-norm-clipped', [0.95, 1]],
    // v = −0.2, then −0.1 + 0.4
    ['momentum', [0.8, 1.1]],
    // v = 1, then 0.5 − 2
    ['momentum-ema', [0.9, 1.05]],
    // g + αv: 2 + 1, then −4 + 0.5·(1 − 4)
    ['nesterov', [0.7, 1.25]],
    // r = 4, then 20
    ['adagrad', [0.9, 0.9 + 0.4 / Math.sqrt(20)]],
    // r = 1, then 0.75 + 4
    ['rmsprop', [0.8, 0.8 + 0.4 / Math.sqrt(4.75)]],
    // m̂ = 2, v̂ = 4; then m = 0.5·1 − 2, v = 0.75·1 + 4
    ['adam', [0.9, 0.9 + (0.1 * (1.5 / 0.75)) / Math.sqrt(4.75 / (1 - 0.75 ** 2))]],
    // u = 2, then 4
    ['adamax', [0.9, 0.9 + (0.1 * (1.5 / 0.75)) / 4]],
  ])('%s', (name, expected) => {
    const found = walk(point(name), 1, [2, -4], h);
    for (const [i, x] of expected.entries()) expect(found[i]).toBeCloseTo(x, 14);
  });

  test('sgd-norm-clipped shortens the whole gradient, and leaves a short one as it is', () => {
    const complete = completeHyperparameters(h, {});
    const from = (...gradient: number[]) =>
      Array.from(
        step(
          point('sgd-norm-clipped'),
          complete,
          emptyMemory(2),
          Float64Array.of(1, 1),
          Float64Array.from(gradient),
        ),
      );
    expect(from(0.3, -0.4)).toEqual([1 - 0.1 * 0.3, 1 + 0.1 * 0.4]);
    const [x, y] = from(30, -40);
    expect(x).toBeCloseTo(1 - 0.1 * 0.3, 14);
    expect(y).toBeCloseTo(1 + 0.1 * 0.4, 14);
    expect(from(0, 0)).toEqual([1, 1]);
  });

  test('adamw takes its decay off θ, not into the gradient', () => {
    const [theta] = walk(point('adamw'), 1, [0.5], { ...h, weight_decay: 0.2 });
    expect(theta).toBeCloseTo(1 - 0.1 * 0.2 - 0.1, 14);
  });

  test('amsgrad divides by the largest second moment', () => {
    const gradients = [4, ...Array<number>(30).fill(0.1)];
    const last = (name: string) => {
      const thetas = walk(point(name), 1, gradients, h);
      return Math.abs(thetas.at(-1)! - thetas.at(-2)!);
    };
    expect(last('amsgrad')).toBeLessThan(last('adam') / 10);
  });

  test('a step changes neither θ nor the gradient', () => {
    const [theta, gradient] = [Float64Array.of(1, 2), Float64Array.of(3, -4)];
    for (const optimizer of OPTIMIZERS) {
      step(optimizer.point, completeHyperparameters({}, {}), emptyMemory(2), theta, gradient);
    }
    expect([theta, gradient]).toEqual([Float64Array.of(1, 2), Float64Array.of(3, -4)]);
  });
});

describe('laws', () => {
  const gradients = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 });

  test.each(OPTIMIZERS)(
    '$name is odd: opposite gradients from 0 give the opposite trajectory',
    ({ point }) => {
      fc.assert(
        fc.property(gradients, (track) => {
          const opposite = walk(
            point,
            0,
            track.map((g) => -g),
            {},
          );
          expect(walk(point, 0, track, {}).map((x) => 0 - x)).toEqual(opposite.map((x) => 0 + x));
        }),
        { numRuns: 30 },
      );
    },
  );

  test.each(OPTIMIZERS)('$name stays where it is while all gradients are 0', ({ point }) => {
    expect(walk(point, 3, [0, 0, 0], {})).toEqual([3, 3, 3]);
  });
});

describe('conventions', () => {
  test('the reference itself is always accepted, and first', () => {
    for (const { point } of OPTIMIZERS) {
      expect(acceptedPoints(point, [])).toEqual([point]);
      expect(acceptedPoints(point, CONVENTIONS)[0]).toEqual(point);
    }
  });

  test('an accepted convention is that of one accepted point', () => {
    const accepted = acceptedPoints(point('adam'), ['epsilon-inside-root', 'epsilon-hat']);
    expect(accepted.map(conventionsOf)).toEqual([
      ['epsilon-outside-root'],
      ['epsilon-hat'],
      ['epsilon-inside-root'],
      ['epsilon-inside-root', 'epsilon-hat'],
    ]);
  });

  test('conventions on different axes combine', () => {
    expect(allConventions(point('momentum'))).toHaveLength(4);
    expect(allConventions(point('rmsprop-nesterov'))).toHaveLength(12);
  });

  test('an optimizer without the axis is left alone', () => {
    expect(acceptedPoints(point('sgd'), CONVENTIONS)).toHaveLength(1);
    expect(acceptedPoints(point('rmsprop'), ['epsilon-hat'])).toHaveLength(1);
  });
});

describe('faults', () => {
  test('every fault can be had by some optimizer, and changes its point', () => {
    for (const fault of FAULT_LIST) {
      const faulty = OPTIMIZERS.flatMap(({ point }) => fault.apply(point).map((wrong) => ({ point, wrong })));
      expect(faulty.length).toBeGreaterThan(0);
      for (const { point, wrong } of faulty) expect(wrong).not.toEqual(point);
    }
  });

  test('its words complete the sentence and end as sentences do', () => {
    for (const { difference, hint } of FAULT_LIST) {
      expect(difference).toMatch(/^[a-z].*[^.]$/);
      expect(hint).toMatch(/^[A-Z].*\?$/);
    }
  });
});

test('a hyperparameter that was not given: the question’s default, then its namesake, then the customary one', () => {
  expect(completeHyperparameters({ epsilon: 1 }, { epsilon: 2, beta2: 0.5 })).toMatchObject({
    epsilon: 1,
    beta2: 0.5,
    decay_rate: 0.5,
    momentum: 0.9,
  });
  expect(completeHyperparameters({}, {}, { epsilon: 3 }).epsilon).toBe(3);
});
