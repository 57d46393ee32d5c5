/** In which of thousands of coordinates a training is compared with the reference. Pure. */
import { Comparison } from '../core/compare.ts';
import {
  emptyMemory,
  step as takeStep,
  type CompleteHyperparameters,
  type Memory,
  type Point,
} from '../optimizers/space.ts';
import type { Vector } from '../terms.ts';

/** Coordinates that the reference is stepped beside. */
const WATCHED = 256;

const inOrder = (places: Iterable<number>): number[] => [...new Set(places)].sort((a, b) => a - b);

/** Different places of a vector, in order; all of a short one. Its two ends always: that is where a loop goes wrong. */
export function chosen(length: number, chance: () => number): number[] {
  const places = new Set([0, length - 1]);
  while (places.size < Math.min(WATCHED, length)) places.add(Math.floor(chance() * length));
  return inOrder(places);
}

/** Steps at the beginning of a training that are compared in all coordinates. */
export const WHOLE_STEPS = 10;

/**
 * The first steps of a training, in all coordinates: so many are few enough to be looked at, so that a rule that leaves some
 * coordinates out is found out whichever are drawn.
 */
export class WholeSteps {
  readonly steps: { gradient: Vector; next: Vector }[] = [];
  readonly #ways: { point: Point; memory: Memory; theta: Vector; comparison: Comparison }[];
  readonly #h: CompleteHyperparameters;

  /** @param points the accepted ways */
  constructor(points: readonly Point[], h: CompleteHyperparameters, start: Vector, tolerance: number) {
    this.#h = h;
    this.#ways = points.map((point) => ({
      point,
      memory: emptyMemory(start.length),
      theta: Float64Array.from(start),
      comparison: new Comparison([start], tolerance),
    }));
  }

  /** The next step; of each way the first coordinate that is not where that way has it. */
  take(gradient: Vector, next: Vector): number[] {
    this.steps.push({ gradient: Float64Array.from(gradient), next: Float64Array.from(next) });
    return this.#ways.flatMap(({ point, memory, theta, comparison }) => {
      takeStep(point, this.#h, memory, theta, gradient, theta);
      const divergence = comparison.next([theta], [next]);
      return divergence ? [divergence.coordinate] : [];
    });
  }
}

/** The same places and these, in order. */
export const withPlaces = (places: readonly number[], more: readonly number[]): readonly number[] =>
  more.every((place) => places.includes(place)) ? places : inOrder([...places, ...more]);
