/**
 * The design space. Every optimizer that Stepwise knows is a `Point`: the answers to a dozen questions such as
 * "is the second moment a sum or an average?" and "where does epsilon stand?". But for the norm of the gradient, where
 * that is clipped, they act coordinate by coordinate, so one step of one coordinate says everything:
 *
 *     g ← clip(∇f(θ)) (+ λθ)                 gradient, with coupled weight decay
 *     η ← η | η/√t | η/t | η/(1 + kt)        schedule
 *     m ← g | β₁m + (1−β₁)g                  first moment
 *     v ← v + g² | β₂v + (1−β₂)g² | max(β₂v, |g|)   second moment
 *     m̂, v̂ ← m/(1−β₁ᵗ), v/(1−β₂ᵗ)            bias corrections
 *     d ← m̂ / (√v̂ + ε)                       direction
 *     u ← αu + ηd | αu + d | αu + (1−α)d     velocity
 *     θ ← θ − u                              descent, with decoupled weight decay
 *
 * A point leaves out the lines it does not need. Faults and conventions are other points; see `faults/` and
 * `conventions.ts`.
 */
import type { Complement, DecayPlace, Minus, Mistaken, Point } from './point.ts';
import type { Hyperparameters, Vector } from '../terms.ts';

export { ORIGIN } from './point.ts';
export type { DecayPlace, Moments, Point, Twist } from './point.ts';

/**
 * What an optimizer remembers of one parameter between steps, a number a coordinate. Plain arrays: a search makes
 * thousands of memories, and a short typed array costs several times as much to make.
 */
export interface Memory {
  /** Whether there was a step before. */
  begun: boolean;
  /** Steps taken; an object, because it can be shared by mistake. */
  clock: { t: number };
  /** NAdam's running product of momentum factors. */
  momentumProduct: number;
  m: number[];
  v: number[];
  vMax: number[];
  u: number[];
  /** AdaDelta's average of squared steps. */
  delta: number[];
  /** What the learning rate has been multiplied by, where it compounds, since it was last given. */
  rate: { given: number; factors: number[] };
  /** The decays of the hyperparameters given last: from step to step these are hardly ever others. */
  decays: { of: CompleteHyperparameters; values: Decays } | null;
}

export function emptyMemory(size: number): Memory {
  const zeros = () => new Array<number>(size).fill(0);
  return {
    begun: false,
    clock: { t: 0 },
    momentumProduct: 1,
    m: zeros(),
    v: zeros(),
    vMax: zeros(),
    u: zeros(),
    delta: zeros(),
    rate: { given: NaN, factors: zeros() },
    decays: null,
  };
}

/** Makes a memory as it is before the first step. */
export function clear(memory: Memory): Memory {
  memory.begun = false;
  memory.clock.t = 0;
  memory.momentumProduct = 1;
  for (const part of [memory.m, memory.v, memory.vMax, memory.u, memory.delta]) part.fill(0);
  memory.rate.given = NaN;
  memory.decays = null;
  memory.rate.factors.fill(0);
  return memory;
}

/** The same memory with room for at least `size` coordinates. */
export function grown(memory: Memory, size: number): Memory {
  if (memory.m.length >= size) return memory;
  const { begun, clock, momentumProduct } = memory;
  const larger = { ...emptyMemory(size), begun, clock, momentumProduct };
  for (const part of ['m', 'v', 'vMax', 'u', 'delta'] as const)
    for (const [i, x] of memory[part].entries()) larger[part][i] = x;
  return larger;
}

/** The hyperparameters of a step, every name with a value. */
export type CompleteHyperparameters = Required<Hyperparameters>;

/** NAdam's warm-up of the momentum factor: μₜ = β₁(1 − ½·0.96^(0.004 t)) (Dozat 2016, as in PyTorch). */
const nadamMomentum = (beta1: number, t: number) => beta1 * (1 - 0.5 * 0.96 ** (t * 0.004));

/**
 * One step: returns the next θ and writes the next state into `memory`.
 *
 * @param theta parameters before the step, flattened
 * @param gradient same length as theta
 * @param next where the next θ is written; may be `theta` itself
 */
export function step(
  point: Point,
  given: CompleteHyperparameters,
  memory: Memory,
  theta: Vector,
  gradient: Vector,
  next: Vector = new Float64Array(theta.length),
): Vector {
  if (point.exchanges) [theta, gradient] = [gradient, Float64Array.from(theta)];
  const isFirst = !memory.begun;
  memory.begun = true;
  if (isFirst && point.firstStep === 'nothing') {
    for (let i = 0; i < theta.length; i++) next[i] = theta[i]!;
    return next;
  }
  const frozen = point.freezes.length > 0 && !isFirst ? kept(point, memory) : null;
  const swapped = point.swapsBetas ? { ...given, beta1: given.beta2, beta2: given.beta1 } : given;
  if (point.forgets.length > 0) forget(point, memory);
  memory.clock.t += 1;
  const { timePace } = point;
  const counted =
    timePace === 'coordinates'
      ? (memory.clock.t - 1) * theta.length + 1
      : memory.clock.t * (timePace === 'all-coordinates' ? theta.length : timePace);
  let t = counted + point.timeOffset + (point.timeFrom - 1);
  const rateOfGradient = point.ratesGradient ? given.learning_rate : 1;
  const h =
    point.schedule === 'constant'
      ? point.ratesGradient
        ? { ...swapped, learning_rate: 1 }
        : swapped
      : { ...swapped, learning_rate: scheduled(point.schedule, swapped.learning_rate, t) };
  if (memory.decays?.of !== swapped) memory.decays = { of: swapped, values: decaysOf(point, swapped) };
  const decays = memory.decays.values;
  let firstCorrection = correctionOf(point, 'first', decays, t);
  let secondCorrection = correctionOf(point, 'second', decays, t);
  if (point.compounds !== 'no' && memory.rate.given !== given.learning_rate) {
    memory.rate.given = given.learning_rate;
    memory.rate.factors.fill(1);
  }
  const nesterov = point.first?.nesterov ? nesterovFactors(h.beta1, t, memory) : null;

  const moves = !isFirst || point.firstStep !== 'still';
  const shrink = shrinkOf(point, gradient, h.clip);
  const { pools, normalizes, leavesOut, repeats } = point;
  const pooled =
    pools === 'sum' || pools === 'mean' || pools === 'first' ? pooledSquare(pools, gradient) : null;
  const merged = normalizes === 'sum' || normalizes === 'mean' ? mergedGradient(normalizes, gradient) : null;
  const middle = normalizes === 'centred' ? mergedGradient('mean', gradient) : 0;

  for (let i = 0; i < theta.length; i++) {
    const at = theta[i]!;
    /** Where this coordinate's state is kept. */
    const k = pools === 'state' ? 0 : i;
    const first = pools === 'first-state' ? 0 : k;
    const second = pools === 'second-state' ? 0 : k;
    if (timePace === 'coordinates' && i > 0) {
      t += 1;
      firstCorrection = correctionOf(point, 'first', decays, t);
      secondCorrection = correctionOf(point, 'second', decays, t);
    }
    const raw = (merged ?? clipped(point, gradient[i]! - middle, h.clip, shrink)) * rateOfGradient;
    const g = raw + (point.weightDecay === 'coupled' ? h.weight_decay * at : 0);
    const term = point.mistaken ? mistakenFor(point.mistaken.first, g, at) : g;
    const squared = pooled ?? (point.mistaken ? mistakenFor(point.mistaken.second, g, at) : g);

    const staleFirst = memory.m[first]!;
    if (point.first) {
      memory.m[first] = firstMoment(point, decays, staleFirst, term);
      if (repeats.includes('first')) memory.m[first] = firstMoment(point, decays, memory.m[first], term);
    }
    const staleSecond = memory.v[second]!;
    let m = point.first ? (point.stale.includes('first') ? staleFirst : memory.m[first]!) : term;
    if (point.first && point.storesAgain.includes('first'))
      memory.m[first] = firstMoment(point, decays, memory.m[first]!, term);
    let v = secondMoment(point, decays, h.epsilon, memory, second, squared);
    if (point.gradientFor?.first) m = term;
    if (point.gradientFor?.second) v = squared * squared;

    let numerator = point.gradientFor?.first === 'plain' ? m : m / firstCorrection;
    let correction = point.gradientFor?.second === 'plain' ? 1 : secondCorrection;
    let whole: number | undefined;
    if (point.twist) {
      const before = { m: staleFirst, v: staleSecond };
      const { 'first-old': beta1, 'second-old': beta2 } = decays;
      const { epsilon } = h;
      const now = { m, v, before, g, t, beta1, beta2, firstCorrection, secondCorrection, epsilon };
      const { keeps: found, uses } = point.twist.moments(now);
      // What is used may be that of the step before; what is kept never is.
      const keeps =
        point.stale.length === 0
          ? found
          : point.twist.moments({
              ...now,
              m: point.first ? memory.m[first]! : m,
              v: point.second ? memory.v[second]! : v,
            }).keeps;
      [memory.m[first], memory.v[second]] = [keeps.m, keeps.v];
      // ε̂ joins the root before it is corrected.
      [numerator, v, correction] = point.epsilonHat
        ? [uses.m, uses.v * secondCorrection, secondCorrection]
        : [uses.m, uses.v, 1];
      whole = uses.direction;
    }
    if (point.second?.keepsMaximum === 'corrected' && !point.gradientFor?.second)
      [v, correction] = [largest(memory, second, v / correction), 1];
    if (nesterov) numerator = nesterov.gradient * term + nesterov.moment * m;
    let direction =
      point.compounds === 'scale'
        ? compounded(point, memory, k, m, term, v, firstCorrection, correction, h.epsilon)
        : point.second && whole === undefined
          ? numerator / denominator(point, v, correction, h.epsilon)
          : (whole ?? numerator);
    if (point.epsilon === 'on-direction') direction += h.epsilon;

    if (point.scale === 'adadelta') {
      direction *= Math.sqrt(memory.delta[k]! + h.epsilon);
      memory.delta[k] = h.decay_rate * memory.delta[k]! + (1 - h.decay_rate) * direction * direction;
    }

    if (typeof point.compounds === 'object') {
      const { factor, from } = point.compounds;
      const { factors } = memory.rate;
      const before = factors[k]!;
      factors[k]! *= factor;
      direction *= from === 1 ? factors[k]! : before;
    }

    let change = point.velocity ? moved(point, h, memory, k, direction, at) : h.learning_rate * direction;
    if (point.compounds === 'twice') change *= h.learning_rate;
    if (point.epsilon === 'on-step') change += h.epsilon;
    else if (point.epsilon === 'on-parameter') change -= point.descent ? h.epsilon : -h.epsilon;
    if (!moves || (leavesOut !== 'none' && isLeftOut(leavesOut, i, theta.length))) change = 0;
    const decayed = point.weightDecay === 'decoupled' ? at * (1 - h.learning_rate * h.weight_decay) : at;
    const from =
      point.returns === 'step'
        ? 0
        : point.returns === 'all-divided'
          ? decayed / denominator(point, v, correction, h.epsilon)
          : decayed;
    next[i] = point.descent ? from - change : from + change;
    if (point.velocity?.storesParameters) memory.u[k] = point.velocity.storesParameters * next[i]!;
  }
  if (frozen) Object.assign(memory, frozen);
  return next;
}

/** 1 − βᵗ, or 1 where the point does not correct this moment. */
function correctionOf(point: Point, moment: 'first' | 'second', decays: Decays, t: number): number {
  if (!point[`${moment}Correction`]) return 1;
  return 1 - decays[`${moment}-correction`] ** (point.fixedPower?.[moment] ?? t);
}

function mistakenFor(what: Mistaken | undefined, g: number, at: number): number {
  switch (what) {
    case 'square':
      return g * g;
    case 'absolute':
      return Math.abs(g);
    case 'sign':
      return Math.sign(g);
    case 'reciprocal':
      return 1 / g;
    case 'parameters':
      return at;
    case 'product':
      return g * at;
    case 'one':
      return 1;
    case undefined:
      return g;
  }
}

/** Whether a coordinate stays where it is. */
const isLeftOut = (leavesOut: Exclude<Point['leavesOut'], 'none'>, i: number, size: number): boolean =>
  leavesOut === 'last' ? i === size - 1 : (leavesOut === 'first') === (i === 0);

/** What a step finds of what is stored at the first step alone. */
function kept({ freezes }: Point, { m, v, vMax, u, clock }: Memory): Partial<Memory> {
  const parts: Partial<Memory> = {};
  if (freezes.includes('first')) parts.m = [...m];
  if (freezes.includes('second')) [parts.v, parts.vMax] = [[...v], [...vMax]];
  if (freezes.includes('velocity')) parts.u = [...u];
  if (freezes.includes('time')) parts.clock = { t: clock.t };
  return parts;
}

/** What the learning rate is at step t. */
function scheduled(schedule: Exclude<Point['schedule'], 'constant'>, rate: number, t: number): number {
  if (schedule === 'inverse-root') return rate / Math.sqrt(t);
  return schedule === 'inverse' ? rate / t : rate / (1 + schedule.decay * (t - 1));
}

/** Where the gradient of the next step is taken: θ itself, or ahead along the velocity (Deep Learning, Alg. 8.3, 8.6). */
export function gradientPoint(
  point: Point,
  h: CompleteHyperparameters,
  memory: Memory,
  theta: Vector,
): Vector {
  if (point.velocity?.nesterov !== 'lookahead') return theta;
  return theta.map((at, i) => at - h.momentum * memory.u[i]!);
}

/** By what the whole gradient is multiplied; a gradient of zero stays what it is. */
function shrinkOf({ clips, normalizes }: Point, gradient: Vector, clip: number): number {
  if (clips !== 'norm' && !normalizes) return 1;
  if (normalizes === 'sum' || normalizes === 'mean' || normalizes === 'centred') return 1;
  if (normalizes === 'count') return 1 / gradient.length;
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  if (normalizes) return norm === 0 ? 1 : 1 / (norm + normalizes.plus);
  return norm > clip ? clip / norm : 1;
}

/** What stands for every coordinate of the gradient. */
function mergedGradient(how: 'sum' | 'mean', gradient: Vector): number {
  const sum = gradient.reduce((total, g) => total + g, 0);
  return how === 'mean' ? sum / gradient.length : sum;
}

/** @param shrink by what the whole gradient is multiplied */
function clipped({ clips }: Point, g: number, clip: number, shrink: number): number {
  return clips === 'coordinates' ? Math.max(-clip, Math.min(clip, g)) : g * shrink;
}

type Decays = Record<DecayPlace, number>;

function decaysOf(point: Point, h: CompleteHyperparameters): Decays {
  const first = point.first ? h[point.first.decay] : 0;
  const second = point.second ? h[point.second.decay] : 0;
  const decays: Decays = {
    'first-old': first,
    'first-new': first,
    'first-correction': first,
    'second-old': second,
    'second-new': second,
    'second-correction': second,
  };
  for (const place of point.otherDecays) decays[place] = place.startsWith('first') ? second : first;
  return decays;
}

function oldWeightOf(complement: Complement, decay: number): number {
  switch (complement) {
    case 'unfading':
      return 1;
    case 'piled':
      return 1 + decay;
    case 'sign-turned':
      return 2 - decay;
    default:
      return decay;
  }
}

function averaged(
  complement: Complement,
  oldDecay: number,
  newDecay: number,
  old: number,
  term: number,
  minus?: Minus,
): number {
  const isComplement = complement === 'exchanged' || complement === 'both-complement';
  const oldWeight = isComplement ? 1 - oldDecay : oldWeightOf(complement, oldDecay);
  let newWeight = 1;
  if (complement === 'sum') return minus === 'new' ? old - term : minus === 'old' ? term - old : old + term;
  if (complement === 'exchanged' || complement === 'both') newWeight = newDecay;
  else if (complement === 'plus') newWeight = 1 + newDecay;
  else if (complement === 'twice') newWeight = (1 - newDecay) ** 2;
  else if (typeof complement === 'object') newWeight = complement.weight;
  else if (complement) newWeight = 1 - newDecay;
  if (minus === 'new') return oldWeight * old - newWeight * term;
  if (minus === 'old') return newWeight * term - oldWeight * old;
  return oldWeight * old + newWeight * term;
}

/** The direction where its scale is multiplied into the learning rate, step after step. */
function compounded(
  point: Point,
  memory: Memory,
  i: number,
  m: number,
  g: number,
  v: number,
  firstCorrection: number,
  secondCorrection: number,
  epsilon: number,
): number {
  const { factors } = memory.rate;
  if (point.first && point.second) {
    // η ← η√(1−β₂ᵗ)/(1−β₁ᵗ) is kept; the moments are used as they are.
    factors[i]! *= Math.sqrt(secondCorrection) / firstCorrection;
    return (factors[i]! * m) / denominator(point, v, 1, epsilon);
  }
  factors[i]! /= denominator(point, v, secondCorrection, epsilon);
  return factors[i]! * g;
}

/** What stands in the second moment for the gradient of every coordinate: its square is that of all together. */
function pooledSquare(pools: 'sum' | 'mean' | 'first', gradient: Vector): number {
  if (pools === 'first') return gradient[0] ?? 0;
  const sum = gradient.reduce((total, g) => total + g * g, 0);
  return Math.sqrt(pools === 'mean' ? sum / gradient.length : sum);
}

const firstMoment = ({ first, minus }: Point, decays: Decays, old: number, term: number): number =>
  averaged(first!.complement, decays['first-old'], decays['first-new'], old, term, minus?.first);

function secondMoment(
  point: Point,
  decays: Decays,
  epsilon: number,
  memory: Memory,
  i: number,
  g: number,
): number {
  const second = point.second;
  if (!second) return 1;
  const stale = memory.v[i]!;
  const size = sizeOf(second.squared, g);
  if (second.kind === 'maximum') {
    memory.v[i] = Math.max(
      decays['second-old'] * stale,
      Math.abs(g) + (point.epsilon === 'inside' ? epsilon : 0),
    );
  } else {
    memory.v[i] = accumulated(second, decays, stale, size, point.minus?.second);
    if (point.repeats.includes('second'))
      memory.v[i] = accumulated(second, decays, memory.v[i], size, point.minus?.second);
  }
  const used = point.stale.includes('second') ? stale : memory.v[i]!;
  if (point.storesAgain.includes('second') && second.kind !== 'maximum')
    memory.v[i] = accumulated(second, decays, memory.v[i]!, size, point.minus?.second);
  const v = second.squared === 'sized' ? Math.abs(used) : used;
  return second.keepsMaximum === true ? largest(memory, i, v) : v;
}

/** The largest second moment of a coordinate so far. */
function largest(memory: Memory, i: number, v: number): number {
  return (memory.vMax[i] = Math.max(memory.vMax[i]!, v));
}

function accumulated(
  { kind, complement }: NonNullable<Point['second']>,
  decays: Decays,
  old: number,
  size: number,
  minus?: Minus,
): number {
  // A sum that is added to itself: v ← v + (v + g²)
  if (kind === 'sum') return averaged('sum', 1, 1, complement === 'piled' ? 2 * old : old, size, minus);
  return averaged(complement, decays['second-old'], decays['second-new'], old, size, minus);
}

/** What the second moment accumulates of a gradient. */
function sizeOf(squared: NonNullable<Point['second']>['squared'], g: number): number {
  if (squared === true) return g * g;
  if (squared === false || squared === 'sized') return g;
  if (squared === 'doubled') return 2 * g;
  return squared === 'absolute' ? Math.abs(g) : Math.abs(g) ** squared.power;
}

function rootOf({ root }: Point, x: number): number {
  if (root === true) return Math.sqrt(x);
  if (root === 'half') return x / 2;
  return root === false ? x : x ** root.power;
}

function denominator(point: Point, v: number, correction: number, epsilon: number): number {
  if (point.second?.kind === 'maximum') return point.epsilon === 'outside' ? v + epsilon : v;
  const inside = point.epsilon === 'inside' ? epsilon : 0;
  const outside = point.epsilon === 'outside' ? epsilon : 0;
  // ε̂ joins before the correction: √v + ε̂, the whole then divided by √(1−β₂ᵗ).
  return point.epsilonHat
    ? (rootOf(point, v + inside) + outside) / rootOf(point, correction)
    : rootOf(point, v / correction + inside) + outside;
}

/** Updates the velocity and returns the distance to move against. */
function moved(
  point: Point,
  h: CompleteHyperparameters,
  memory: Memory,
  i: number,
  direction: number,
  at: number,
): number {
  const velocity = point.velocity!;
  const { average } = velocity;
  const inside = velocity.learningRate === 'inside';
  const [rate, momentum] =
    average === 'rate-exchanged' ? [h.momentum, h.learning_rate] : [h.learning_rate, h.momentum];
  const [kept, weight] = weightsOf(average, momentum);
  const push =
    velocity.startsWhole && memory.clock.t === 1 ? direction : weight * direction * (inside ? rate : 1);
  const stale = memory.clock.t === 1 ? velocityBefore(point, at, direction, push) : memory.u[i]!;
  const decay = point.compounds === 'velocity' ? rate * kept : kept;
  const old = decay * (point.repeats.includes('velocity') ? decay * stale + push : stale);
  memory.u[i] = point.minus?.velocity === 'old' ? push - old : old + push;
  const u = point.stale.includes('velocity') ? stale : memory.u[i];
  if (point.storesAgain.includes('velocity')) memory.u[i] = decay * memory.u[i] + push;
  const along = velocity.nesterov === 'direction' ? push + momentum * u : velocity.addsTerm ? push + u : u;
  const again = average === 'exponential-twice' ? 1 - momentum : 1;
  return again * (inside ? along : rate * along);
}

/** The velocity before the first step. */
function velocityBefore({ velocity, descent }: Point, at: number, direction: number, push: number): number {
  switch (velocity!.startsAt) {
    case 'parameters':
      return descent ? -at : at;
    case 'term':
      return push;
    case 'gradient':
      return direction;
    case 'minus-gradient':
      return -direction;
    default:
      return velocity!.startsAt ?? 0;
  }
}

/** Those of the old velocity and of its new term. */
function weightsOf(average: NonNullable<Point['velocity']>['average'], momentum: number): [number, number] {
  switch (average) {
    case 'exponential':
    case 'exponential-twice':
      return [momentum, 1 - momentum];
    case 'exchanged':
      return [1 - momentum, momentum];
    case 'on-gradient':
      return [1, momentum];
    case 'on-both':
      return [momentum, momentum];
    case 'unfading':
      return [1, 1 - momentum];
    case 'piled':
      return [1 + momentum, 1];
    case 'exponential-piled':
      return [1 + momentum, 1 - momentum];
    default:
      return [momentum, 1];
  }
}

function nesterovFactors(beta1: number, t: number, memory: Memory): { gradient: number; moment: number } {
  const now = nadamMomentum(beta1, t);
  const following = nadamMomentum(beta1, t + 1);
  memory.momentumProduct *= now;
  return {
    gradient: (1 - now) / (1 - memory.momentumProduct),
    moment: following / (1 - memory.momentumProduct * following),
  };
}

function forget(point: Point, memory: Memory): void {
  for (const part of point.forgets) {
    if (part === 'first') memory.m.fill(0);
    else if (part === 'second') memory.v.fill(0);
    else if (part === 'velocity') memory.u.fill(0);
    else memory.clock.t = 0;
  }
}
