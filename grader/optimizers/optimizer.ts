import type { Hyperparameters } from '../terms.ts';
import { ORIGIN, type Point } from './space.ts';

/** A named optimizer: a point of the design space with its paper. */
export interface Optimizer {
  /** Name in question files, reports and on the command line; the name of its file. */
  name: string;
  /** The simplest first: where two explain a submission equally well, the one with the lower number is named. */
  order: number;
  title: string;
  /** What its steps are called where nobody sees at which point the gradient was taken, as in a program that is given it. */
  titleOfSteps?: string;
  /** Paper or book, with algorithm or equation number. */
  source: string;
  /** The update as the source writes it, in TeX. */
  equations: string;
  /** The hyperparameters it has, with their customary values. */
  defaults: Hyperparameters;
  point: Point;
  /**
   * Another optimizer with something around it, such as a schedule. Diagnoses and rules in answers look for it only where
   * it is asked for: it explains whatever the other one does, where what is around it does not show.
   */
  isWrapped?: boolean;
}

/** Names an optimizer by where it differs from plain gradient descent. */
export function defineOptimizer(optimizer: Omit<Optimizer, 'point'> & { point: Partial<Point> }): Optimizer {
  return { ...optimizer, point: { ...ORIGIN, ...optimizer.point } };
}
