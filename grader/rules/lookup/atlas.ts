/** The trajectories of all known optimizers, right and faulty, over the probes: what a written rule is looked up in. */
import { candidatesByFaults, MAX_FAULTS, OWN_OPTIMIZERS } from '../../core/candidates.ts';
import type { Convention, FaultId, HyperparameterName, Vector } from '../../terms.ts';
import { conventionsOf } from '../../optimizers/conventions.ts';
import { FAULT_LIST } from '../../optimizers/faults/index.ts';
import { OPTIMIZERS } from '../../optimizers/index.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { emptyMemory, gradientPoint, step } from '../../optimizers/space.ts';
import type { CompleteHyperparameters, Point } from '../../optimizers/space.ts';
import { paperForms } from './forms.ts';
import { remembered } from '../remembered.ts';
import { PROBES, probeAt } from '../run/probes.ts';
import type { Probe } from '../run/probes.ts';

/** Where the gradients of one probe are taken, step by step; the start is left out. */
export type Steps = Vector[];

export interface Entry {
  optimizer: Optimizer;
  readonly conventions: Convention[];
  faults: FaultId[];
  /** Null for what a paper writes otherwise, which is no point of the space. */
  point: Point | null;
  /** The hyperparameters that it depends on. */
  hyperparameters: HyperparameterName[];
  /** λθ is added to the gradient. */
  hasCoupledDecay: boolean;
  /** Both betas have the value of the first. */
  equalBetas: boolean;
  /** Its steps over the probe of that number; made when first asked for. */
  steps: (probe: number) => Steps;
}

/**
 * Those that a rule for one parameter cannot have, or that show in its names and not in its steps; and what a text says on
 * purpose: a rate that falls is a schedule there, and a gradient without its length another method.
 */
const NOT_OF_RULES: readonly FaultId[] = [
  'state-shared',
  'swapped-betas',
  'rate-decays',
  'gradient-normalized',
];
const FAULTS_OF_RULES = FAULT_LIST.filter(({ id }) => !NOT_OF_RULES.includes(id));

function hyperparametersOf(point: Point, hasRate: boolean, hasDecay: boolean): HyperparameterName[] {
  const names: HyperparameterName[] = hasRate ? ['learning_rate'] : [];
  if (point.velocity) names.push('momentum');
  // A moment for which the gradient itself stands in is computed and never used.
  if (point.first && point.gradientFor?.first !== 'plain') names.push(point.first.decay);
  if (point.second && point.second.kind !== 'sum' && point.gradientFor?.second !== 'plain')
    names.push(point.second.decay);
  if (point.second && point.epsilon !== 'none') names.push('epsilon');
  if (hasDecay) names.push('weight_decay');
  // Centered RMSProp averages both moments with one decay.
  return [...new Set(names)];
}

interface Variant {
  hasRate: boolean;
  hasDecay: boolean;
  equalBetas: boolean;
}

function probeHyperparameters(variant: Variant, probe: Probe, index: number): CompleteHyperparameters {
  const at = (name: HyperparameterName): number => probeAt(name, probe, index);
  return {
    learning_rate: variant.hasRate ? at('learning_rate') : 1,
    momentum: at('momentum'),
    decay_rate: at('decay_rate'),
    beta1: at('beta1'),
    beta2: variant.equalBetas ? at('beta1') : at('beta2'),
    epsilon: at('epsilon'),
    weight_decay: variant.hasDecay ? at('weight_decay') : 0,
    clip: at('clip'),
  };
}

function run(point: Point, variant: Variant, probe: Probe): Steps {
  const memory = emptyMemory(probe.start.length);
  let theta = probe.start;
  return probe.gradients.map((gradient, index) => {
    theta = step(point, probeHyperparameters(variant, probe, index), memory, theta, gradient);
    return gradientPoint(point, probeHyperparameters(variant, probe, index + 1), memory, theta);
  });
}

function entry(optimizer: Optimizer, point: Point, faults: FaultId[], variant: Variant): Entry {
  let conventions: Convention[] | null = null;
  return {
    optimizer,
    get conventions() {
      return (conventions ??= conventionsOf(point));
    },
    faults,
    point,
    hyperparameters: hyperparametersOf(point, variant.hasRate, variant.hasDecay),
    hasCoupledDecay: variant.hasDecay && point.weightDecay === 'coupled',
    equalBetas: variant.equalBetas,
    steps: remembered((probe) => run(point, variant, PROBES[probe] as Probe)),
  };
}

function variantsOf(optimizer: Optimizer, level: number): Variant[] {
  const hasDecay = optimizer.point.weightDecay === 'decoupled';
  const variants: Variant[] = [{ hasRate: true, hasDecay, equalBetas: false }];
  // Zeiler's rule has no learning rate.
  if (optimizer.point.scale === 'adadelta') variants.push({ hasRate: false, hasDecay, equalBetas: false });
  if (!hasDecay && level < MAX_FAULTS) variants.push({ hasRate: true, hasDecay: true, equalBetas: false });
  if (optimizer.point.first && level < MAX_FAULTS)
    variants.push({ hasRate: true, hasDecay, equalBetas: true });
  return variants;
}

/**
 * The entries with that many faults, in the order of `OPTIMIZERS`. Most rules are right, and the many entries with faults are
 * made for those alone that are not.
 */
export const atlas: (level: number) => readonly Entry[] = remembered(entriesOf);

/** `w ← w − ∇L(w)`: right but for the learning rate, which stands nowhere. */
function rateless(): Entry[] {
  return atlas(0).flatMap(({ optimizer, point, hasCoupledDecay, equalBetas }) => {
    if (!point || hasCoupledDecay || equalBetas || point.scale === 'adadelta') return [];
    const hasDecay = optimizer.point.weightDecay === 'decoupled';
    return [entry(optimizer, point, ['hyperparameter-fixed'], { hasRate: false, hasDecay, equalBetas })];
  });
}

function entriesOf(level: number): Entry[] {
  const points = OPTIMIZERS.filter(({ isWrapped }) => !isWrapped).flatMap((optimizer) =>
    candidatesByFaults(optimizer, OWN_OPTIMIZERS, FAULTS_OF_RULES, 'common', level)[level]!.flatMap(
      ({ point, faults }) =>
        variantsOf(optimizer, level).map((variant) => entry(optimizer, point, faults, variant)),
    ),
  );
  const withoutRate = level === 1 ? rateless() : [];
  const forms = paperForms().filter(({ faults }) => faults.length === level);
  const plain = { point: null, hasCoupledDecay: false, equalBetas: false };
  return [
    ...points,
    ...withoutRate,
    ...forms.map((form) => ({ ...form, ...plain, steps: remembered(form.run) })),
  ];
}
