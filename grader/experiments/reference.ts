/** The reference's own run of an experiment: what is pinned beside the question. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ExperimentQuestion } from '../../contract/assignment.ts';
import { completeHyperparameters } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import { emptyMemory, gradientPoint, step as takeStep } from '../optimizers/space.ts';
import type { Vector } from '../terms.ts';
import { Curve, curvesOf, type CurveName } from './curve.ts';
import type { Trainer } from './trainer.ts';

/** `questions/<id>/reference.json`. */
export const PinnedReference = z.strictObject({
  /** Of everything that the curves depend on; see `settingsHash`. */
  settings: z.string(),
  /** The question's own seed first. */
  runs: z
    .array(z.strictObject({ seed: z.number().int(), curves: z.record(z.string(), z.array(z.number())) }))
    .min(1),
});
export type PinnedReference = z.infer<typeof PinnedReference>;

/** Seeds that a claim is tested with: the question's own and those after it. */
export const SEEDS = 5;

/** Changes whenever the curves may: then they are to be pinned anew. */
export function settingsHash(question: ExperimentQuestion, dataHash: string): string {
  const { model, loss, penalty, standardized, batch, seed, epochs, rules, variants } = question;
  const said = {
    dataHash,
    ...{ model, loss, penalty, standardized, batch, seed, epochs },
    rules: rules.map(({ entry, optimizer, hyperparameters }) => ({ entry, optimizer, hyperparameters })),
    variants: variants.map(({ id, dropout }) => ({ id, dropout })),
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** @throws Error where the cost is no number: such rates are of no use */
async function train(
  trainer: Trainer,
  { id, rule, variant }: CurveName,
  start: Vector,
  stepsAnEpoch: number,
  epochs: number,
): Promise<number[]> {
  const { point } = findOptimizer(rule.optimizer)!;
  const h = completeHyperparameters(rule.hyperparameters, {});
  const memory = emptyMemory(start.length);
  const curve = new Curve(stepsAnEpoch);
  let theta = start;
  for (let step = 0; step < epochs * stepsAnEpoch; step++) {
    const { cost, gradient } = await trainer.at(
      step,
      variant.dropout,
      gradientPoint(point, h, memory, theta),
    );
    curve.add(cost);
    theta = takeStep(point, h, memory, theta, gradient);
  }
  return curve.points.map((cost, index) => {
    if (cost === null)
      throw new Error(
        `${id}: the cost is no number at point ${index + 1}; the learning rate may be too large`,
      );
    return cost;
  });
}

/** Trains every curve with every seed. `onCurve` is told when one is done. */
export async function pinReference(
  trainer: Trainer,
  question: ExperimentQuestion,
  data: { path: string; hash: string },
  onCurve: (name: string) => void,
): Promise<PinnedReference> {
  const runs: PinnedReference['runs'] = [];
  for (let seed = question.seed; seed < question.seed + SEEDS; seed++) {
    const { start, stepsAnEpoch } = await trainer.begin(data.path, { ...question, seed });
    const curves: Record<string, number[]> = {};
    for (const name of curvesOf(question)) {
      curves[name.id] = await train(trainer, name, start, stepsAnEpoch, question.epochs);
      onCurve(`${name.id}, seed ${seed}`);
    }
    runs.push({ seed, curves });
  }
  return { settings: settingsHash(question, data.hash), runs };
}
