/** A recursion and the sum that it unrolls to: two ways to write one quantity, if they take the same steps. */
import type { Vector } from '../../terms.ts';
import { Machine } from './machine.ts';
import type { Model } from '../model/model.ts';
import { numberFor } from '../model/sameness.ts';
import { schedule } from './schedule.ts';

const STEPS = 5;
const SIZE = 2;

function machineOf(model: Model): Machine {
  return new Machine(schedule(model), model.parameter, model.initial);
}

function trajectory(machine: Machine, names: Iterable<string>): Vector[] {
  const constants = new Map([...names].map((name) => [name, numberFor(name, 0)]));
  const gradientAt = (step: number): Vector =>
    Float64Array.from({ length: SIZE }, (_, i) => numberFor(`gradient ${i}`, step) - 0.7);
  const start: Vector = Float64Array.from({ length: SIZE }, (_, i) => numberFor(`start ${i}`, 0));
  const gradients = Array.from({ length: STEPS }, (_, step) => gradientAt(step));
  return machine.run(start, gradients, () => constants);
}

/** @throws Unreadable where one of the two cannot be put in order */
export function takeTheSameSteps(a: Model, b: Model): boolean {
  return areTheSame(
    trajectory(machineOf(a), a.constants.keys()),
    trajectory(machineOf(b), b.constants.keys()),
  );
}

/** Do two machines take the same steps, with the same numbers for these constants? */
export function machinesAgree(a: Machine, b: Machine, names: readonly string[]): boolean {
  return areTheSame(trajectory(a, names), trajectory(b, names));
}

function areTheSame(one: readonly Vector[], other: readonly Vector[]): boolean {
  return one.every((theta, step) =>
    theta.every((value, i) => {
      const found = other[step]?.[i] ?? Number.NaN;
      return Math.abs(value - found) <= 1e-9 * (1 + Math.abs(value)) || Object.is(value, found);
    }),
  );
}
