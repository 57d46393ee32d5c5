import { describe, expect, test } from '@jest/globals';
import type { TrajectoryPlot } from '../../../contract/report.ts';
import {
  drawn,
  finitePoints,
  frameOf,
  inFrame,
  labelPoint,
  summary,
  thin,
  type Point,
} from '../../../client/src/components/plot/trajectory.ts';

const line = (rows: [number, number][]): Point[] => rows.map(([x, y], step) => ({ step, x, y }));
const straight = line([
  [1, 1],
  [0.5, 0.5],
  [0, 0],
]);

describe('the frame', () => {
  test('holds both trajectories and the minimum', () => {
    const yours = line([
      [1, 1],
      [-0.5, 1.5],
    ]);
    const frame = frameOf(straight, yours, [0, -1]);
    for (const point of [...straight, ...yours, { step: 0, x: 0, y: -1 }])
      expect(inFrame(point, frame)).toBe(true);
  });
  test('does not follow a trajectory that runs away', () => {
    const frame = frameOf(
      straight,
      line([
        [1, 1],
        [10, 10],
        [1e6, 1e6],
      ]),
      [0, 0],
    );
    expect(frame.x[1]).toBeLessThan(10);
    expect(frame.y[1]).toBeLessThan(10);
  });
  test('has an area where all points lie on one axis', () => {
    const frame = frameOf(
      line([
        [1, 0],
        [0, 0],
      ]),
      [],
      [0, 0],
    );
    expect(frame.y[1] - frame.y[0]).toBeGreaterThan(0.1);
  });
});

describe('what is drawn', () => {
  const frame = { x: [0, 10] as [number, number], y: [0, 10] as [number, number] };
  test('ends one point after leaving, with an arrow on the edge', () => {
    const { points, exit } = drawn(
      line([
        [5, 5],
        [8, 5],
        [14, 5],
        [30, 5],
      ]),
      frame,
      [],
    );
    expect(points.map(({ x }) => x)).toEqual([5, 8, 14]);
    expect(exit?.at).toMatchObject({ x: 10, y: 5 });
    expect(exit?.angle).toBeCloseTo(0);
  });
  test('all of it when it stays inside', () => {
    expect(drawn(straight, frame, [])).toEqual({ points: straight, exit: null });
  });
  test('ends before the first number that is not finite', () => {
    expect(
      finitePoints([
        [1, 2],
        [3, null],
        [5, 6],
      ]),
    ).toEqual([{ step: 0, x: 1, y: 2 }]);
  });
  test('thinning keeps the ends and the divergence', () => {
    const long = line(Array.from({ length: 2001 }, (_, i) => [i, i]));
    const steps = thin(long, [777]).map(({ step }) => step);
    expect(steps.length).toBeLessThan(500);
    expect(steps).toEqual(expect.arrayContaining([0, 777, 2000]));
  });
});

test('the name of a line stands where it is farthest from the other', () => {
  const frame = { x: [-2, 2] as [number, number], y: [-2, 2] as [number, number] };
  const bent = line([
    [1, 1],
    [-1, 1],
    [0, 0],
  ]);
  expect(labelPoint(bent, straight, frame)).toMatchObject({ x: -1, y: 1 });
  expect(labelPoint(straight, straight, frame)).toBeNull();
});

describe('the sentence', () => {
  const plot: TrajectoryPlot = {
    testId: 't',
    title: 'T',
    objective: 'quadratic',
    hyperparameters: {},
    yours: [
      [1, 1],
      [0.5, 0.5],
    ],
    reference: [
      [1, 1],
      [0.5, 0.5],
    ],
    loss: { yours: [5.5, 1.375], reference: [5.5, 1.375] },
    divergedAt: null,
  };
  test('for agreement', () => {
    expect(summary(plot, 'yours')).toBe(
      'Over 1 step your trajectory and the reference agree; both end at f = 1.375.',
    );
  });
  test('for a trajectory that ends early', () => {
    const longer = {
      ...plot,
      reference: [...plot.reference, [0.2, 0.2]],
      yours: [...plot.yours, [null, null]],
    };
    expect(summary(longer, 'yours')).toBe(
      'Your trajectory agrees with the reference and ends after step 1 of 2.',
    );
  });
  test('for divergence that leaves the numbers', () => {
    const diverged = { ...plot, divergedAt: 1, loss: { ...plot.loss, yours: [5.5, null] } };
    expect(summary(diverged, 'yours')).toBe(
      'Your path leaves the reference at step 1 of 1; yours ends at f = not finite, the reference at f = 1.375.',
    );
  });
  test('is never about the reader’s work where it is a student’s', () => {
    const diverged = { ...plot, divergedAt: 1 };
    for (const each of [plot, { ...plot, yours: plot.yours.slice(1) }, diverged])
      expect(summary(each, 'theirs')).not.toMatch(/your/i);
  });
});
