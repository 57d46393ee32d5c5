/** What every fault is called, those of the rule and those of how it reads its hyperparameters. */
import type { CauseId, FaultId } from '../../terms.ts';
import type { Point } from '../space.ts';
import type { Fault, FaultWords } from './fault.ts';
import { FAULT_LIST } from './index.ts';
import { PROGRAMS } from './programs.ts';
import { READINGS } from './readings.ts';

const WORDS = new Map<FaultId, FaultWords>([
  ...FAULT_LIST.map((fault): [FaultId, FaultWords] => [fault.id, fault]),
  ...(Object.entries(READINGS) as [FaultId, FaultWords][]),
]);

const POINTS = new Map(FAULT_LIST.map((fault) => [fault.id as FaultId, fault]));

/** Completes "this is RMSProp, but …" as exactly as the point allows; null for a fault of how hyperparameters are read. */
export function differenceOf(id: FaultId, point: Point | null): string | null {
  const fault = POINTS.get(id);
  return fault ? (point ? inWords(fault, point) : fault.difference) : null;
}

/** The same for a fault of the rule; of a twist that is made of two, the fault is told its own. */
export function inWords(fault: Fault, point: Point): string {
  const own = point.twist?.parts?.find(({ name }) => name.startsWith(fault.id));
  return fault.inWords?.(own ? { ...point, twist: own } : point) ?? fault.difference;
}

export const wordsOf = (id: FaultId): FaultWords => WORDS.get(id)!;

/** What a class is told of a cause. */
export const meaningOf = (id: CauseId): string =>
  (WORDS.get(id as FaultId) ?? PROGRAMS[id as keyof typeof PROGRAMS]).meaning;
