import type { Vector } from '../terms.ts';

/** A function to minimise. Both `value` and `gradient` are pure; `step` (0 is the first) matters only where it drifts or is noisy. */
export interface Objective {
  /** Name in question files, reports and on the command line. */
  name: string;
  title: string;
  /** The function in TeX. */
  formula: string;
  /** Customary start; its length is the dimension. */
  start: readonly number[];
  /** Where f is smallest, null where that moves or is not known in closed form. */
  minimum: readonly number[] | null;
  /** Whether any dimension goes, that of the start given. */
  anyDimension: boolean;
  value: (theta: Vector, step: number) => number;
  gradient: (theta: Vector, step: number) => Vector;
  /** Where the gradient is linear in θ. Whoever plays a closed loop computes it then, and need not ask for it. */
  linear?: LinearGradient;
}

/** ∂f/∂θ_i = slope · θ_i + offset. */
export interface LinearGradient {
  slope: (i: number, size: number, step: number) => number;
  offset: (i: number, size: number, step: number) => number;
}

/** Both from one source and in the same order of operations, so that they are the same to the last bit. */
export const linearGradient = (linear: LinearGradient): Required<Pick<Objective, 'linear' | 'gradient'>> => ({
  linear,
  gradient: (theta, step) =>
    theta.map((x, i) => linear.slope(i, theta.length, step) * x + linear.offset(i, theta.length, step)),
});

/** Deterministic uniform number in [0, 1) for a seed and two indices (Steele and others' SplitMix mixing). */
export function uniform(seed: number, i: number, j: number): number {
  let z = (seed ^ Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(j + 1, 0x85ebca77)) >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad) >>> 0;
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97) >>> 0;
  return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
}
