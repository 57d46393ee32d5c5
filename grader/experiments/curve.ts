/** Curves of training cost: what is kept of them, and how they are named. */
import type { ExperimentQuestion } from '../../contract/assignment.ts';

/** Points of a curve an epoch: enough to see its first three, and few enough to keep. */
export const POINTS_AN_EPOCH = 4;
/** More digits than a picture shows. */
const DIGITS = 5;

type Rule = ExperimentQuestion['rules'][number];
type Variant = ExperimentQuestion['variants'][number];

/** One training: a rule with or without dropout. */
export interface CurveName {
  /** `adam/dropout`; what a claim calls it. */
  id: string;
  rule: Rule;
  variant: Variant;
}

export const curvesOf = ({ rules, variants }: Pick<ExperimentQuestion, 'rules' | 'variants'>): CurveName[] =>
  variants.flatMap((variant) => rules.map((rule) => ({ id: `${rule.entry}/${variant.id}`, rule, variant })));

/** The mean of the batches' costs over each quarter of an epoch; null from where it is no number. */
export class Curve {
  readonly points: (number | null)[] = [];
  readonly #stepsAnEpoch: number;
  #sum = 0;
  #count = 0;
  #steps = 0;

  constructor(stepsAnEpoch: number) {
    this.#stepsAnEpoch = stepsAnEpoch;
  }

  /** True when a point has been added. */
  add(cost: number): boolean {
    this.#sum += cost;
    this.#count += 1;
    this.#steps += 1;
    const due = Math.floor((this.#steps * POINTS_AN_EPOCH) / this.#stepsAnEpoch);
    if (due <= this.points.length) return false;
    const mean = this.#sum / this.#count;
    // An epoch of fewer steps than points repeats them, so that a point has its place in time.
    while (this.points.length < due)
      this.points.push(Number.isFinite(mean) ? Number(mean.toPrecision(DIGITS)) : null);
    this.#sum = 0;
    this.#count = 0;
    return true;
  }
}
