/**
 * Which of many candidates can explain an observation at all? Nearly all part from it within its first steps, and where
 * gradients are replayed those steps are the same for every submission: they are taken once, and what was observed is
 * compared with numbers that are known. What is left is for `explains` to judge; it would refuse all that is left out.
 */
import type { Observation } from '../episode.ts';
import { step as takeStep, type Memory, type Point } from '../optimizers/space.ts';
import type { Vector } from '../terms.ts';
import type { Candidate } from './candidates.ts';
import { relativeErrorOf } from './compare.ts';
import { freshMemories, HUGE, mayStepOverZeros, type Complete } from './observation.ts';

/** So many steps are taken, and so many coordinates of the first parameter are looked at. */
const STEPS = 4;
const COORDINATES = 2;
/** Fewer candidates are judged one by one. */
const FEW = 8;
/** Numbers that all tables together may hold, 16 MiB; then they are made anew. */
const ROOM = 2 ** 21;

/** The numbers of one candidate: coordinate by coordinate, after one step after another. */
type Prefix = Float64Array;

/** By what was played. The first step of every candidate, and further ones of those that come so far. */
interface Table {
  first: Prefix;
  further: Map<number, Prefix>;
}

let tables = new WeakMap<readonly Candidate[], Map<string, Table>>();
let room = ROOM;

/**
 * @param key what `complete` makes of hyperparameters, in words: those with the same key do the same
 * @param most by how many steps they are judged
 */
export function plausible(
  candidates: readonly Candidate[],
  observation: Observation,
  completeOf: (candidate: Candidate) => Complete,
  key: string,
  most = STEPS,
): readonly Candidate[] {
  const steps = Math.min(most, observation.rows.length, observation.restarts?.[0] ?? STEPS);
  if (candidates.length < FEW || steps === 0 || isHuge(observation, steps)) return candidates;
  const width = Math.min(COORDINATES, observation.starts[0]!.length);
  const played = keyOf(observation, steps);
  const { first } = tableOf(candidates, `1 ${key} ${played.first}`, () =>
    firsts(candidates, observation, completeOf, width),
  );
  const { further } = tableOf(candidates, `${steps} ${key} ${played.all}`, () => new Float64Array(0));
  return candidates.filter((candidate, index) => {
    const start = first.subarray(index * width, (index + 1) * width);
    const { point } = candidate;
    if (!fits(point, observation, start, width)) return false;
    if (steps === 1 || (point.sharesState !== 'no' && observation.starts.length > 1)) return true;
    let prefix = further.get(index);
    if (!prefix) {
      prefix = prefixOf(point, observation, completeOf(candidate), steps, width);
      further.set(index, prefix);
      room -= prefix.length;
    }
    return fits(point, observation, prefix, width);
  });
}

function tableOf(candidates: readonly Candidate[], key: string, first: () => Prefix): Table {
  if (room <= 0) {
    tables = new WeakMap();
    room = ROOM;
  }
  const known = tables.get(candidates) ?? new Map<string, Table>();
  tables.set(candidates, known);
  const table = known.get(key) ?? { first: first(), further: new Map<number, Prefix>() };
  if (!known.has(key)) room -= table.first.length;
  known.set(key, table);
  return table;
}

const keys = new WeakMap<Observation, { first: string; all: string }>();

/** What was played, as far as the first step and the first few steps depend on it. */
function keyOf(observation: Observation, steps: number): { first: string; all: string } {
  const known = keys.get(observation);
  if (known) return known;
  const { starts, gradients, given } = observation;
  const at = (step: number) => `${gradients[step]!.map(String).join(';')} ${JSON.stringify(given[step])}`;
  const first = `${starts.map(String).join(';')} ${at(0)}`;
  const all = [first, ...Array.from({ length: steps - 1 }, (_, step) => at(step + 1))].join(' ');
  const made = { first, all };
  keys.set(observation, made);
  return made;
}

function firsts(
  candidates: readonly Candidate[],
  observation: Observation,
  completeOf: (candidate: Candidate) => Complete,
  width: number,
): Prefix {
  const all = new Float64Array(candidates.length * width);
  for (const [index, candidate] of candidates.entries())
    all.set(prefixOf(candidate.point, observation, completeOf(candidate), 1, width), index * width);
  return all;
}

/** A state that parameters share is made anew for a run, of which this is taken to be the beginning. */
function prefixOf(
  point: Point,
  observation: Observation,
  complete: Complete,
  steps: number,
  width: number,
): Prefix {
  const { starts, given, gradients } = observation;
  const [memory] = freshMemories(observation) as [Memory];
  const prefix = new Float64Array(steps * width);
  let theta: Vector = starts[0]!;
  for (let step = 0; step < steps; step++) {
    theta = takeStep(point, complete(given[step]!), memory, theta, gradients[step]![0]!);
    for (let i = 0; i < width; i++) prefix[step * width + i] = theta[i]!;
  }
  return prefix;
}

/** Whether the observed rows go along with those of a point, as far as both are known. */
function fits(
  point: Point,
  { starts, rows, tolerance }: Observation,
  prefix: Prefix,
  width: number,
): boolean {
  for (let i = 0; i < width; i++) {
    let before = starts[0]![i]!;
    let travelled = 0;
    let largest = Math.abs(before);
    for (let step = 0, at = i; at < prefix.length; step++, at += width) {
      const expected = prefix[at]!;
      const found = rows[step]![0]![i]!;
      // From here on it goes by what the rule makes of 0/0.
      if (Number.isNaN(expected) && Number.isFinite(found) && mayStepOverZeros(point)) break;
      travelled += Math.abs(expected - before);
      largest = Math.max(largest, Math.abs(expected));
      before = expected;
      if (!(relativeErrorOf(found, expected, travelled, largest, step + 1) <= tolerance)) return false;
    }
  }
  return true;
}

/** Where numbers overflow, nothing after them tells rules apart. */
const isHuge = ({ rows }: Observation, steps: number): boolean =>
  rows.slice(0, steps).some((row) => row.some((theta) => theta.some((x) => Math.abs(x) > HUGE)));
