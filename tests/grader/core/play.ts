/** Lets points of the design space play the student: observations as the sandbox would bring them back. */
import type { Hyperparameters, Vector } from '../../../grader/terms.ts';
import type { Observation } from '../../../grader/episode.ts';
import { uniform } from '../../../grader/objectives/objective.ts';
import { completeHyperparameters } from '../../../grader/optimizers/hyperparameters.ts';
import { emptyMemory, step, type Memory, type Point } from '../../../grader/optimizers/space.ts';

export interface Scene {
  starts: Vector[];
  gradients: Vector[][];
  /** Null: called without a config. */
  given: Hyperparameters | null;
}

/** Two parameters of `size` coordinates under gradients of either sign and many sizes, none of them zero. */
export function scene(seed: number, size: number, steps: number, given: Hyperparameters | null): Scene {
  const number = (step: number, i: number) => {
    const sign = uniform(seed, step, 2 * i) < 0.5 ? -1 : 1;
    return sign * 10 ** (2 * uniform(seed, step, 2 * i + 1) - 1);
  };
  const vector = (step: number, parameter: number) =>
    Float64Array.from({ length: size }, (_, i) => number(step, 10 * parameter + i));
  return {
    starts: [vector(1000, 0), vector(1000, 1)],
    gradients: Array.from({ length: steps }, (_, t) => [vector(t, 0), vector(t, 1)]),
    given,
  };
}

/** One program plays all scenes in order; what it shares by mistake it shares across them. */
export function play(
  point: Point,
  scenes: readonly Scene[],
  defaults: Hyperparameters,
  customary: Hyperparameters = {},
): Observation[] {
  const lasting = new LastingState(point);
  return scenes.map(({ starts, gradients, given }) => {
    lasting.beginScene();
    const memories = starts.map((start) => lasting.memoryFor(start.length, given === null));
    const h = completeHyperparameters(given ?? {}, defaults, customary);
    let thetas = starts;
    const rows = gradients.map((row) => {
      thetas = thetas.map((theta, p) => step(point, h, memories[p]!, theta, row[p]!));
      return thetas;
    });
    return {
      starts,
      gradients,
      given: gradients.map(() => given ?? {}),
      withoutConfig: given === null,
      rows,
      tolerance: 1e-9,
    };
  });
}

/** The globals of a program that shares its state, as the coordinates `sharesState` and `sharesWhen` describe them. */
class LastingState {
  private only: { size: number; memory: Memory } | null = null;
  private readonly bySize: Memory[] = [];
  /** Room for every scene of these tests. */
  private readonly everywhere = emptyMemory(16);
  private clock = { t: 0 };
  private first: Memory | null = null;
  private readonly point: Point;
  constructor(point: Point) {
    this.point = point;
  }

  /** What an object made for one run held is gone with it. */
  beginScene(): void {
    if (this.point.sharesWhen !== 'within-episode') return;
    this.only = null;
    this.clock = { t: 0 };
  }

  memoryFor(size: number, withoutConfig: boolean): Memory {
    const { sharesState, sharesWhen } = this.point;
    const shares = sharesWhen !== 'without-config' || withoutConfig;
    if (!shares || sharesState === 'no') return emptyMemory(size);
    if (sharesState === 'time') return { ...emptyMemory(size), clock: this.clock };
    if (sharesState === 'memory-by-shape') return (this.bySize[size] ??= emptyMemory(size));
    if (sharesState === 'memory-by-coordinate') return this.everywhere;
    if (sharesState === 'memory-made-once') return (this.first ??= emptyMemory(size));
    if (sharesState === 'memory-of-one-size') {
      const { m, v, vMax, u, delta } = (this.first ??= emptyMemory(size));
      // As `state.map((old, i) => … dw[i])` leaves it.
      for (const part of [m, v, vMax, u, delta]) for (let i = size; i < part.length; i++) part[i] = NaN;
      return this.first;
    }
    if (this.only?.size !== size) this.only = { size, memory: emptyMemory(size) };
    return this.only.memory;
  }
}
