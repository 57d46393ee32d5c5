/** A trainer that is opened when it is first needed, and the way to the data on this host. */
import type { PublishedExperiment } from '../../contract/assignment.ts';
import { Trainer } from './trainer.ts';

export interface Trainers {
  /** One task at a time, since a trainer has one network: the others wait for their turn. */
  withTrainer: <T>(task: (trainer: Trainer) => Promise<T>) => Promise<T>;
  close: () => void;
}

export interface Laboratories extends Trainers {
  /** Path of the question's data. */
  dataOf: (question: Pick<PublishedExperiment, 'data' | 'dataHash'>) => Promise<string>;
}

export function openTrainers(): Trainers {
  let trainer: Trainer | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    withTrainer(task) {
      const turn = last.then(async () => {
        if (!trainer?.usable) trainer = await Trainer.open();
        return task(trainer);
      });
      last = turn.catch(() => {});
      return turn;
    },
    close: () => trainer?.close(),
  };
}

export const openLaboratories = (dataOf: Laboratories['dataOf']): Laboratories => ({
  ...openTrainers(),
  dataOf,
});
