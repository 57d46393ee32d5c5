/**
 * Solves for one number that a program has by mistake, most often a hyperparameter: the one with which a point takes the
 * observed steps. No list of values is asked, so that 0.997 is found as 0.999 is. Pure.
 */
import type { Observation } from '../episode.ts';
import type { Point } from '../optimizers/space.ts';
import { emptyMemory, step as takeStep } from '../optimizers/space.ts';
import type { HyperparameterName } from '../terms.ts';
import type { Divergence } from './compare.ts';
import { explains, freshMemories, partsFrom, type Complete } from './observation.ts';

export interface Unknown {
  /** Increasing values between neighbours of which the number is looked for. */
  grid: readonly number[];
  /** The value with which the steps are not those observed. */
  start: number;
  /** The rule, when the unknown has this value. */
  at: (value: number) => { point: Point; complete: Complete };
}

const powersOfTen = (from: number, to: number, perDecade: number): number[] =>
  Array.from({ length: (to - from) * perDecade + 1 }, (_, i) => 10 ** (from + i / perDecade));

const SIZES = powersOfTen(-17, 2, 2);
/** Decay rates lie between 0 and 1 and are most often close to 1. */
const RATES = [
  ...Array.from({ length: 20 }, (_, i) => i / 20),
  ...powersOfTen(-6, -1, 3)
    .toReversed()
    .map((distance) => 1 - distance / 2),
  1,
];

/** A gradient may be of any size. */
const LENGTHS = powersOfTen(-4, 6, 3);

/** Between which values a hyperparameter lies. */
export const gridOf = (name: HyperparameterName): readonly number[] =>
  name === 'clip'
    ? LENGTHS
    : name === 'learning_rate' || name === 'epsilon' || name === 'weight_decay'
      ? SIZES
      : RATES;

/** By what a learning rate is multiplied at every step. */
export const FACTORS: readonly number[] = [...RATES, 1.001, 1.01, 1.05, 1.1, 1.5, 2, 10];

/** The value, with as few digits as will do, or null where none explains the observations. */
export function solveFor(observations: readonly Observation[], unknown: Unknown): number | null {
  const place = whereItShows(observations, unknown);
  if (!place) return null;
  const { grid } = unknown;
  const error = (value: number) => errorAt(place, unknown.at(value));
  let right = error(grid[0]!);
  for (let i = 1; i < grid.length; i++) {
    const left = right;
    right = error(grid[i]!);
    if (!Number.isFinite(left) || !Number.isFinite(right) || left * right > 0 || left === right) continue;
    const value = rootBetween(error, grid[i - 1]!, grid[i]!, left);
    const found = withFewDigits(value, (x) => holds(observations, unknown.at(x)));
    if (found !== null) return found;
  }
  return null;
}

const holds = (observations: readonly Observation[], { point, complete }: ReturnType<Unknown['at']>) =>
  explains(point, observations, complete);

interface Place {
  observation: Observation;
  divergence: Divergence;
}

function whereItShows(observations: readonly Observation[], unknown: Unknown): Place | null {
  const { point, complete } = unknown.at(unknown.start);
  for (const observation of observations) {
    const divergence = partsFrom(point, observation, complete, () => freshMemories(observation));
    if (divergence) return Number.isFinite(divergence.found) ? { observation, divergence } : null;
  }
  return null;
}

/** The coordinate's value after the step in which it first parted, against the observed one. */
function errorAt({ observation, divergence }: Place, { point, complete }: ReturnType<Unknown['at']>): number {
  const { step, parameter, coordinate, found } = divergence;
  const memory = emptyMemory(observation.starts[parameter]!.length);
  let theta = observation.starts[parameter]!;
  for (let index = 0; index < step; index++) {
    const h = complete(observation.given[index]!);
    theta = takeStep(point, h, memory, theta, observation.gradients[index]![parameter]!);
  }
  return theta[coordinate]! - found;
}

/** Bisection down to neighbouring numbers. */
function rootBetween(error: (x: number) => number, from: number, to: number, errorAtFrom: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 100; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const here = error(middle);
    if (here === 0) return middle;
    if (here > 0 === errorAtFrom > 0) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

/**
 * The value with as few digits as will do, or itself where it holds; else null.
 *
 * @param precision how exactly it is known, relative to it
 */
export function withFewDigits(value: number, holds: (x: number) => boolean, precision = 1e-6): number | null {
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    // 0.9999 is one digit away from 1.
    if (Math.abs(rounded - value) <= precision * Math.abs(value) && holds(rounded)) return rounded;
  }
  return holds(value) ? value : null;
}
