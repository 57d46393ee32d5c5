/** The trainer's gradients against differences of its own costs, for every kind of layer and loss. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Trainer, UnusableExperiment, type Setting } from '../../../grader/experiments/trainer.ts';

const DATA = join(import.meta.dirname, '../../../assignments/figure-3/data/fashion-mnist-14.npz');
const PLAIN = { loss: 'cross-entropy', penalty: 0, standardized: false, batch: 64, seed: 3 } as const;

/** Figures 1, 2 and 3 of the paper, in small. */
const NETWORKS: Record<string, { setting: Setting; dropout: boolean }> = {
  'logistic regression with a penalty': {
    setting: { ...PLAIN, model: [{ dense: 10 }], penalty: 1e-2, standardized: true },
    dropout: false,
  },
  'two layers with squared errors and dropout': {
    setting: {
      ...PLAIN,
      model: [{ dense: 24 }, 'relu', { dropout: 0.3 }, { dense: 24 }, 'relu', { dense: 10 }],
      loss: 'squared',
    },
    dropout: true,
  },
  'convolutions with dropout': {
    setting: {
      ...PLAIN,
      model: [
        { convolution: { channels: 4, size: 5 } },
        'pool',
        'relu',
        { convolution: { channels: 6, size: 2 } },
        'pool',
        'relu',
        { dropout: 0.5 },
        { dense: 12 },
        'relu',
        { dense: 10 },
      ],
    },
    dropout: true,
  },
};

let trainer: Trainer;
beforeAll(async () => {
  trainer = await Trainer.open();
});
afterAll(() => trainer.close());

describe('the gradient is that of the cost', () => {
  test.each(Object.entries(NETWORKS))('%s', async (_, { setting, dropout }) => {
    const { start } = await trainer.begin(DATA, setting);
    const step = 41;
    const { gradient } = await trainer.at(step, dropout, start);
    expect(gradient).toHaveLength(start.length);
    // From every part of the vector, and so of every layer, the last biases included.
    const places = Array.from({ length: 24 }, (_, i) => Math.floor((i * (start.length - 1)) / 23));
    const h = 1e-5;
    for (const place of places) {
      const costAt = async (difference: number) => {
        const moved = Float64Array.from(start, (x, i) => (i === place ? x + difference : x));
        return (await trainer.at(step, dropout, moved)).cost;
      };
      const slope = ((await costAt(h)) - (await costAt(-h))) / (2 * h);
      expect(Math.abs(slope - gradient[place]!)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
    }
  });
});

test('a step asks the same whenever it is asked, and another one something else', async () => {
  const { setting } = NETWORKS['convolutions with dropout']!;
  const { start } = await trainer.begin(DATA, setting);
  const first = await trainer.at(7, true, start);
  const other = await trainer.at(8, true, start);
  const again = await trainer.at(7, true, start);
  expect(again).toEqual(first);
  expect(other.cost).not.toBe(first.cost);
  expect((await trainer.at(7, false, start)).cost).not.toBe(first.cost);
  const { start: sameStart } = await trainer.begin(DATA, setting);
  expect(sameStart).toEqual(start);
});

test.each<[string, Partial<Setting>, RegExp]>([
  [
    'too small an image',
    { model: ['pool', { convolution: { channels: 2, size: 9 } }, { dense: 10 }] },
    /layer 2: a convolution of size 9/,
  ],
  [
    'an odd image',
    { model: ['pool', 'pool', { dense: 10 }] },
    /layer 2: a pool needs an image of even height/,
  ],
  ['too few classes', { model: [{ dense: 9 }] }, /gives \(9,\) where the data have 10 classes/],
  [
    'too large a batch',
    { model: [{ dense: 10 }], batch: 4000 },
    /a batch of 4000 is more than the 2560 images/,
  ],
])('an author is told of %s, and the trainer goes on', async (_, changes, message) => {
  const begun = trainer.begin(DATA, { ...PLAIN, model: [{ dense: 10 }], ...changes });
  await expect(begun).rejects.toThrow(UnusableExperiment);
  await expect(begun).rejects.toThrow(message);
  await expect(trainer.begin(DATA, { ...PLAIN, model: [{ dense: 10 }] })).resolves.toMatchObject({
    stepsAnEpoch: 40,
  });
});

test('a file that is no data is said to be none', async () => {
  await expect(trainer.begin(import.meta.filename, { ...PLAIN, model: [{ dense: 10 }] })).rejects.toThrow(
    /no \.npz file/,
  );
});
