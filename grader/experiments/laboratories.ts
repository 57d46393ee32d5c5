/** Trainers that are opened when they are first needed, and the way to the data on this host. */
import { availableParallelism } from 'node:os';
import type { PublishedExperiment } from '../../contract/assignment.ts';
import { Turns } from '../sandbox/turns.ts';
import { Trainer } from './trainer.ts';

/** As many curves of one submission as the sandbox plays at a time on the smallest machine. */
const MOST_AT_ONCE = 2;

export interface Trainers {
  /** A trainer has one network: as many tasks at a time as there are trainers, and the others wait for their turn. */
  withTrainer: <T>(task: (trainer: Trainer) => Promise<T>) => Promise<T>;
  /** How many there are: each keeps a processor busy. */
  atOnce: number;
  close: () => void;
}

export interface Laboratories extends Trainers {
  /** Path of the question's data. */
  dataOf: (question: Pick<PublishedExperiment, 'data' | 'dataHash'>) => Promise<string>;
}

export function openTrainers(): Trainers {
  const atOnce = Math.min(MOST_AT_ONCE, availableParallelism());
  const turns = new Turns(atOnce, atOnce);
  const open = new Set<Trainer>();
  const free: Trainer[] = [];
  async function take(): Promise<Trainer> {
    for (let trainer = free.pop(); trainer; trainer = free.pop()) {
      if (trainer.usable) return trainer;
      open.delete(trainer);
    }
    const trainer = await Trainer.open();
    open.add(trainer);
    return trainer;
  }
  return {
    atOnce,
    withTrainer: (task) =>
      turns.use(open, async () => {
        const trainer = await take();
        try {
          return await task(trainer);
        } finally {
          free.push(trainer);
        }
      }),
    close: () => open.forEach((trainer) => trainer.close()),
  };
}

export const openLaboratories = (dataOf: Laboratories['dataOf']): Laboratories => ({
  ...openTrainers(),
  dataOf,
});
