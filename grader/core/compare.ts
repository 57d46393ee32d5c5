/** When are two trajectories the same? Pure, and the one place where a tolerance is applied. */
import type { Vector } from '../terms.ts';

/** The first place at which a trajectory leaves the expected one. */
export interface Divergence {
  /** 1 is the first step. */
  step: number;
  /** Which parameter (0-based) and which of its coordinates (flat, 0-based). */
  parameter: number;
  coordinate: number;
  expected: number;
  found: number;
  /** The step found over the step expected; absent or not finite where the expected one does not move. */
  ratio?: number;
  /** |found − expected| over the distance travelled by the expected coordinate; Infinity where not finite. */
  relativeError: number;
}

/** Relative to the distance travelled; separates rounding (1e-15) from the smallest convention (1e-9 at ε = 1e-8). */
export const DEFAULT_TOLERANCE = 1e-9;

/** float32 keeps seven digits; a few of them go in every step. */
export const FLOAT32_TOLERANCE = 1e-4;

/**
 * Error allowed for rounding in θ itself, in units of the last place of the largest |θ| met, for each step. Without
 * it a step much smaller than θ could not be judged at all.
 */
const ULPS_PER_STEP = 4;

/**
 * |found − expected| relative to the distance travelled; 0 where it is rounding.
 *
 * @param travelled by the expected coordinate so far
 * @param largest size of the expected coordinate so far
 * @param step 1 is the first
 * @param unit the last place of 1
 */
export function relativeErrorOf(
  found: number,
  expected: number,
  travelled: number,
  largest: number,
  step: number,
  unit: number = Number.EPSILON,
): number {
  if (found === expected || Object.is(found, expected)) return 0;
  // An expected value that is not finite has no neighbourhood: only the same one equals it.
  if (!Number.isFinite(expected)) return Infinity;
  const error = Math.abs(found - expected);
  const rounding = ULPS_PER_STEP * step * unit * largest;
  return error <= rounding ? 0 : error / Math.max(travelled, rounding);
}

/**
 * Follows one coordinate after another and step by step, remembering how far each has travelled, so that an error is
 * measured against the steps taken and not against the size of θ: a wrong step of 1e-8 from θ = 1 is still wrong.
 */
export class Comparison {
  /** Plain arrays: a search makes thousands of comparisons, most of which end at the first step. */
  private readonly travelled: number[][];
  private readonly largest: number[][];
  private readonly last: number[][];
  private steps = 0;
  /** Largest relative error met so far. */
  maxRelativeError = 0;
  private readonly tolerance: number;
  private readonly unit: number;

  constructor(starts: readonly Vector[], tolerance: number, unit: number = Number.EPSILON) {
    this.tolerance = tolerance;
    this.unit = unit;
    this.travelled = starts.map((start) => new Array<number>(start.length).fill(0));
    this.largest = starts.map((start) => Array.from(start, Math.abs));
    this.last = starts.map((start) => Array.from(start));
  }

  /** Compares the parameter's rows after the current step; returns the first coordinate that differs. */
  private compareRow(parameter: number, expected: Vector, found: Vector): Divergence | null {
    const travelled = this.travelled[parameter]!;
    const largest = this.largest[parameter]!;
    const last = this.last[parameter]!;
    let divergence: Divergence | null = null;
    for (let i = 0; i < expected.length; i++) {
      const right = expected[i]!;
      const given = found[i]!;
      const before = last[i]!;
      travelled[i]! += Math.abs(right - before);
      largest[i] = Math.max(largest[i]!, Math.abs(right));
      last[i] = right;
      if (Object.is(given, right) || given === right) continue;
      const relativeError = relativeErrorOf(given, right, travelled[i]!, largest[i]!, this.steps, this.unit);
      const differs = !(relativeError <= this.tolerance);
      if (!differs) this.maxRelativeError = Math.max(this.maxRelativeError, relativeError);
      else
        divergence ??= {
          step: this.steps,
          parameter,
          coordinate: i,
          expected: right,
          found: given,
          ratio: (given - before) / (right - before),
          relativeError: Number.isNaN(relativeError) ? Infinity : relativeError,
        };
    }
    return divergence;
  }

  /** One step: rows of all parameters. */
  next(expected: readonly Vector[], found: readonly Vector[]): Divergence | null {
    this.steps += 1;
    for (let parameter = 0; parameter < expected.length; parameter++) {
      const divergence = this.compareRow(parameter, expected[parameter]!, found[parameter]!);
      if (divergence) return divergence;
    }
    return null;
  }
}
