/** Bias corrections that are made in another way: of both moments, of the first alone or of the second alone. */
import type { Point, Twist } from '../point.ts';

/** @param by what becomes of a moment, of its decay rate and of the step count */
export const correctingBy = (
  name: string,
  by: (moment: number, beta: number, t: number) => number,
): readonly Twist[] => [
  {
    name,
    moments: ({ m, v, t, beta1, beta2 }) => ({
      keeps: { m, v },
      uses: { m: by(m, beta1, t), v: by(v, beta2, t) },
    }),
  },
  {
    name: `${name}, first`,
    moments: ({ m, v, t, beta1, secondCorrection }) => ({
      keeps: { m, v },
      uses: { m: by(m, beta1, t), v: v / secondCorrection },
    }),
  },
  {
    name: `${name}, second`,
    moments: ({ m, v, t, beta2, firstCorrection }) => ({
      keeps: { m, v },
      uses: { m: m / firstCorrection, v: by(v, beta2, t) },
    }),
  },
];

/** The point with every way that is about corrections which it has. */
export const whereCorrected = (point: Point, ways: readonly Twist[]): Point[] =>
  point.twist
    ? []
    : ways
        .filter(({ name }) => name.endsWith(', second') || point.firstCorrection)
        .filter(({ name }) => name.endsWith(', first') || point.secondCorrection)
        .map((twist) => ({ ...point, twist }));
