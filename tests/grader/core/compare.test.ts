import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { Comparison, DEFAULT_TOLERANCE, type Divergence } from '../../../grader/core/compare.ts';
import type { Vector } from '../../../grader/terms.ts';

/** A trajectory of one parameter from its rows; the first is the start. */
const trajectory = ([start, ...rows]: readonly (readonly number[])[]) => ({
  starts: [Float64Array.from(start!)],
  rows: rows.map((row) => [Float64Array.from(row)]),
});

/** Of whole trajectories, `rows[step][parameter]`. */
function firstDivergence(
  starts: readonly Vector[],
  expected: readonly (readonly Vector[])[],
  found: readonly (readonly Vector[])[],
  tolerance = DEFAULT_TOLERANCE,
): Divergence | null {
  const comparison = new Comparison(starts, tolerance);
  for (const [step, rows] of expected.entries()) {
    const divergence = comparison.next(rows, found[step]!);
    if (divergence) return divergence;
  }
  return null;
}

/** Where `found` leaves `expected`, both given with their common start. */
function compare(expected: number[][], found: number[][], tolerance?: number) {
  const right = trajectory(expected);
  return firstDivergence(right.starts, right.rows, trajectory(found).rows, tolerance);
}

const anyNumber = fc.double({ noNaN: false, noDefaultInfinity: false });
const anyTrajectory = fc
  .integer({ min: 1, max: 4 })
  .chain((size) =>
    fc.array(fc.array(anyNumber, { minLength: size, maxLength: size }), { minLength: 2, maxLength: 8 }),
  );

describe('laws', () => {
  test('a trajectory equals itself, whatever numbers it has', () => {
    fc.assert(
      fc.property(anyTrajectory, (rows) => {
        expect(compare(rows, rows, Number.MIN_VALUE)).toBeNull();
      }),
    );
  });

  test('of two diverging trajectories the first step and coordinate that differ are reported', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 2 }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (step, coordinate, error) => {
          const right = Array.from({ length: 11 }, (_, t) => [t, 2 * t, -t]);
          const wrong = right.map((row, t) =>
            row.map((x, i) => (t > step || (t === step + 1 && i >= coordinate) ? x + error : x)),
          );
          for (let i = 0; i < coordinate; i++) wrong[step + 1]![i] = right[step + 1]![i]!;
          expect(compare(right, wrong)).toMatchObject({ step: step + 1, parameter: 0, coordinate });
        },
      ),
    );
  });

  test('scaling both trajectories by a power of two scales nothing of the relative error', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (exponent) => {
        const scale = 2 ** exponent;
        const divergence = compare([[0], [scale]], [[0], [1.25 * scale]]);
        expect(divergence?.relativeError).toBe(0.25);
      }),
    );
  });
});

describe('what the error is measured against', () => {
  test('the distance travelled so far, not the size of θ', () => {
    const divergence = compare([[1e3], [1e3 + 1], [1e3]], [[1e3], [1e3 + 1], [1e3 + 0.5]]);
    expect(divergence).toMatchObject({ step: 2, expected: 1000, found: 1000.5, relativeError: 0.25 });
  });

  test('each coordinate by its own distance: a wrong step of 1e-8 beside one of 1 is still wrong', () => {
    const divergence = compare([[1, 1]].concat([[2, 1 + 1e-8]]), [[1, 1]].concat([[2, 1 + 2e-8]]));
    expect(divergence).toMatchObject({ step: 1, coordinate: 1 });
    expect(divergence!.relativeError).toBeCloseTo(1, 5);
  });

  test('the tolerance is the largest relative error that passes', () => {
    expect(compare([[0], [1]], [[0], [1 + 2 ** -10]], 2 ** -10)).toBeNull();
    expect(compare([[0], [1]], [[0], [1 + 2 ** -10]], 2 ** -11)).not.toBeNull();
  });

  test('by default 1e-9 separates rounding from error', () => {
    expect(compare([[0], [1]], [[0], [1 + 1e-10]])).toBeNull();
    expect(compare([[0], [1]], [[0], [1 + 1e-8]])).not.toBeNull();
  });
});

describe('tiny steps', () => {
  test('the rounding of θ itself is no error', () => {
    expect(compare([[1], [1 + 2 ** -52]], [[1], [1]])).toBeNull();
  });

  test('a step of 1e-12 in the wrong direction is one', () => {
    expect(compare([[1], [1 - 1e-12]], [[1], [1 + 1e-12]])).not.toBeNull();
  });

  test('from zero, where nothing rounds, there is no smallest step', () => {
    expect(compare([[0], [1e-300]], [[0], [2e-300]])).toMatchObject({ relativeError: 1 });
    expect(compare([[0], [5e-324]], [[0], [0]])).not.toBeNull();
  });

  test('a coordinate that must not move may not move', () => {
    expect(compare([[0], [0]], [[0], [1e-12]])).toMatchObject({ relativeError: Infinity });
  });
});

describe('numbers that are not finite', () => {
  test.each([
    [1, NaN],
    [1, Infinity],
    [1, -Infinity],
    [NaN, 1],
    [Infinity, 1],
    [-Infinity, Infinity],
    [NaN, Infinity],
  ])('expected %p, found %p: they part', (right, given) => {
    expect(compare([[0], [right]], [[0], [given]])).toMatchObject({ step: 1, relativeError: Infinity });
  });

  test('an expected infinity does not excuse what follows', () => {
    expect(compare([[0], [Infinity], [NaN]], [[0], [Infinity], [7]])).toMatchObject({ step: 2 });
  });
});

describe('several parameters and unequal lengths', () => {
  const vectors = (...rows: number[]): Vector[] => rows.map((x) => Float64Array.of(x));

  test('the parameter is named', () => {
    const divergence = firstDivergence(vectors(0, 0), [vectors(1, 1)], [vectors(1, 2)]);
    expect(divergence).toMatchObject({ step: 1, parameter: 1, coordinate: 0 });
  });
});
