import type { FaultId } from '../../terms.ts';
import type { Point } from '../space.ts';

/** One way to get an optimizer wrong: a step from a right point of the design space to wrong ones. */
export interface Fault {
  id: FaultId;
  /** Completes "this is RMSProp, but …". */
  difference: string;
  /** The same, more exactly, for a point that has it. */
  inWords?: (point: Point) => string;
  /** What to think about; it teaches without giving the line away. */
  hint: string;
  /** Too rare to be looked for beside another rare one. */
  rare?: true;
  /** The faulty points one fault away; empty where the optimizer cannot have this fault. */
  apply: (point: Point) => Point[];
}

export const MOMENTS = ['first', 'second', 'velocity'] as const;

/** The moments that a point keeps between steps. */
export const momentsOf = (point: Point) => MOMENTS.filter((moment) => point[moment] !== null);
