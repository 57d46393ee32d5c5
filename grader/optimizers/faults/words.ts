/** What every fault is called, those of the rule and those of how it reads its hyperparameters. */
import type { FaultId } from '../../terms.ts';
import type { FaultWords } from './fault.ts';
import { FAULT_LIST } from './index.ts';
import { READINGS } from './readings.ts';

const WORDS = new Map<FaultId, FaultWords>([
  ...FAULT_LIST.map((fault): [FaultId, FaultWords] => [fault.id, fault]),
  ...(Object.entries(READINGS) as [FaultId, FaultWords][]),
]);

export const wordsOf = (id: FaultId): FaultWords => WORDS.get(id)!;
