import type { FaultId } from '../../terms.ts';
import type { Complement, Twist } from '../point.ts';
import type { Point } from '../space.ts';

/** What a fault is called where it is only mentioned. */
export interface FaultWords {
  /** Its line in `docs/authoring.md`. */
  meaning: string;
  /** The term of the equations that it is in. */
  term: string;
  /** Completes "RMSProp …". */
  short: string;
  /** How an item of a rubric names it. */
  rubric?: RegExp;
}

/** One way to get an optimizer wrong: a step from a right point of the design space to wrong ones. */
export interface Fault extends FaultWords {
  /** The name of its file. */
  id: FaultId;
  /** The commonest first: where two explain a submission equally well, the one with the lower number is named. */
  order: number;
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

const NAMES = {
  first: 'the first moment',
  second: 'the second moment',
  velocity: 'the velocity',
  time: 'the step count',
} as const;

/** What a fault is in, in words: "the first moment and the velocity". */
export const named = (parts: readonly (keyof typeof NAMES)[]): string => {
  const words = parts.map((part) => NAMES[part]);
  return words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
};

/** The points of which one moving average, or both, are weighted otherwise. */
export function withComplement(point: Point, complement: Complement): Point[] {
  const first = point.first?.complement === true ? { ...point.first, complement } : null;
  const second =
    point.second?.kind === 'average' && point.second.complement === true
      ? { ...point.second, complement }
      : null;
  const faulty: Point[] = [];
  if (first && second) faulty.push({ ...point, first, second });
  if (first) faulty.push({ ...point, first });
  if (second) faulty.push({ ...point, second });
  return faulty;
}

/** The moments that a point keeps between steps. */
export const momentsOf = (point: Point) => MOMENTS.filter((moment) => point[moment] !== null);

/** Of twists that say how the step is taken those that a point can have: they go on from what its own makes of the moments. */
export function goingOn({ twist }: Point, ways: readonly Twist[]): Twist[] {
  if (!twist) return [...ways];
  return twist.takesStep || twist.parts ? [] : ways.map((way) => after(twist, way));
}

const after = (first: Twist, second: Twist): Twist => ({
  name: `${first.name}; ${second.name}`,
  parts: [first, second],
  moments: (now) => {
    const { keeps, uses } = first.moments(now);
    const corrected = { ...now, m: uses.m, v: uses.v, firstCorrection: 1, secondCorrection: 1 };
    return { keeps, uses: second.moments(corrected).uses };
  },
});
