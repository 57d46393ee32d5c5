/**
 * An author's objective as the pure core reads it: what was asked of its program before. Judging is pure and at once, and a
 * program answers later, so that all that is needed is learnt first.
 */
import type { Objective } from '../objectives/objective.ts';
import { GraderFault, type Vector } from '../terms.ts';
import type { Evaluation, OpenObjective } from './ask.ts';

export interface Described {
  name: string;
  title: string;
  formula: string;
  start: readonly number[];
  minimum?: readonly number[] | undefined;
}

export class KnownObjective implements Objective {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly start: readonly number[];
  readonly minimum: readonly number[] | null;
  readonly anyDimension = false;
  readonly #known = new Map<string, Evaluation>();

  constructor({ name, title, formula, start, minimum }: Described) {
    this.name = name;
    this.title = title;
    this.formula = formula;
    this.start = start;
    this.minimum = minimum ?? null;
  }

  value(theta: Vector, step: number): number {
    return this.#at(theta, step).value;
  }

  gradient(theta: Vector, step: number): Vector {
    return this.#at(theta, step).gradient;
  }

  /**
   * Where a program went beyond all numbers, the author's is not asked.
   *
   * @param forgiving a student's rule has led there
   */
  async learn(
    from: OpenObjective,
    { step, theta, forgiving = false }: { step: number; theta: Vector; forgiving?: boolean },
  ): Promise<Evaluation> {
    const key = keyOf(theta, step);
    const before = this.#known.get(key);
    if (before) return before;
    const found = theta.every(Number.isFinite)
      ? await from.at(step, theta, forgiving)
      : { value: NaN, gradient: theta.map(() => NaN) };
    this.#known.set(key, found);
    return found;
  }

  #at(theta: Vector, step: number): Evaluation {
    const known = this.#known.get(keyOf(theta, step));
    if (!known) throw new GraderFault(`${this.name} was not asked at step ${step}`);
    return known;
  }
}

const keyOf = (theta: Vector, step: number): string => `${step} ${theta.join()}`;
