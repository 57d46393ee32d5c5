/** A recursion and the sum that it unrolls to: two ways to write one quantity, if they take the same steps. */
import type { Vector } from '../../terms.ts';
import type { Machine } from './machine.ts';
import type { Model } from '../model/model.ts';
import { numberFor } from '../model/sameness.ts';
import { machineOf } from './schedule.ts';

const STEPS = 5;
const SIZE = 2;

const gradients = Array.from({ length: STEPS }, (_, step): Vector =>
  Float64Array.from({ length: SIZE }, (__, i) => numberFor(`gradient ${i}`, step) - 0.7),
);
const start: Vector = Float64Array.from({ length: SIZE }, (_, i) => numberFor(`start ${i}`, 0));

const isNear = (value: number, found: number): boolean =>
  Math.abs(value - found) <= 1e-9 * (1 + Math.abs(value)) || Object.is(value, found);

/** Do two machines take the same steps, with the same numbers for these constants? */
export function machinesAgree(a: Machine, b: Machine, names: readonly string[]): boolean {
  const constants = new Map(names.map((name) => [name, numberFor(name, 0)]));
  const [one, other] = [a, b].map((machine) => machine.run(start, gradients, () => constants));
  return one!.every((theta, step) => theta.every((value, i) => isNear(value, other![step]![i]!)));
}

/** @throws Unreadable where one of the two cannot be put in order */
export const takeTheSameSteps = (a: Model, b: Model): boolean =>
  machinesAgree(machineOf(a), machineOf(b), [...a.constants.keys(), ...b.constants.keys()]);
