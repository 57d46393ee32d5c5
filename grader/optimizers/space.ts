/**
 * The design space. Every optimizer that Stepwise knows is a `Point`: the answers to a dozen questions such as
 * "is the second moment a sum or an average?" and "where does epsilon stand?". All of them act coordinate by
 * coordinate, so one step of one coordinate says everything:
 *
 *     g ← ∇f(θ) (+ λθ)                       gradient, with coupled weight decay
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
import type { Hyperparameters, HyperparameterName, Vector } from '../terms.ts';

/** Whether an average's new term has the factor 1−β; 'exchanged': the old average has it, and the new term β. */
export type Complement = boolean | 'exchanged';

export interface Point {
  /** m: absent (the gradient itself) or an exponential average. */
  first: { decay: HyperparameterName; complement: Complement; nesterov: boolean } | null;
  /** v: a sum of squares, an exponential average of them, or AdaMax's decayed maximum of |g|. */
  second: {
    kind: 'sum' | 'average' | 'maximum';
    decay: HyperparameterName;
    complement: Complement;
    /** false: accumulates g itself; 'absolute': |g|. */
    squared: true | false | 'absolute';
    /** AMSGrad: divide by the largest second moment so far. */
    keepsMaximum: boolean;
  } | null;
  firstCorrection: boolean;
  secondCorrection: boolean;
  /** Added to the step count t (1 at the first step) in the bias corrections. */
  timeOffset: -1 | 0 | 1;
  root: boolean;
  /** √v̂ + ε, √(v̂ + ε), or neither. */
  epsilon: 'outside' | 'inside' | 'none';
  /** ε̂ of Kingma and Ba, section 2: added to √v before the second bias correction. */
  epsilonHat: boolean;
  velocity: {
    average: 'heavy-ball' | 'exponential';
    /** Where η stands: u ← αu + ηd; θ ← θ − u, or u ← αu + d; θ ← θ − ηu. */
    learningRate: 'inside' | 'outside';
    /** 'direction': step along d + αu; 'lookahead': the gradient is taken at θ − αu. */
    nesterov: 'no' | 'direction' | 'lookahead';
  } | null;
  /** 'adadelta': the root mean square of past steps stands in for η's unit. */
  scale: 'learning-rate' | 'adadelta';
  /** How `weight_decay` enters: added to the gradient, or taken off θ directly (AdamW). */
  weightDecay: 'coupled' | 'decoupled';
  descent: boolean;
  /** What is reset at every step instead of kept. */
  forgets: readonly ('first' | 'second' | 'velocity' | 'time')[];
  /** Moments of which the step before's value is used. */
  stale: readonly ('first' | 'second' | 'velocity')[];
  /**
   * What all parameters share by mistake: one memory (made anew when a shape differs), one a shape, one a coordinate
   * whatever the shape, or the step count alone.
   */
  sharesState: 'no' | 'memory' | 'memory-by-shape' | 'memory-by-coordinate' | 'time';
  /** In a global, in a mutable default argument that only shows without a config, or in an object made for one run. */
  sharesWhen: 'always' | 'without-config' | 'within-episode';
  swapsBetas: boolean;
}

/** Plain gradient descent: the origin of the space. Optimizers say where they differ from it. */
export const ORIGIN: Point = {
  first: null,
  second: null,
  firstCorrection: false,
  secondCorrection: false,
  timeOffset: 0,
  root: true,
  epsilon: 'outside',
  epsilonHat: false,
  velocity: null,
  scale: 'learning-rate',
  weightDecay: 'coupled',
  descent: true,
  forgets: [],
  stale: [],
  sharesState: 'no',
  sharesWhen: 'always',
  swapsBetas: false,
};

/** What an optimizer remembers of one parameter between steps. */
export interface Memory {
  /** Steps taken; an object, because it can be shared by mistake. */
  clock: { t: number };
  /** NAdam's running product of momentum factors. */
  momentumProduct: number;
  m: Vector;
  v: Vector;
  vMax: Vector;
  u: Vector;
  /** AdaDelta's average of squared steps. */
  delta: Vector;
}

export function emptyMemory(size: number): Memory {
  const zeros = () => new Float64Array(size);
  return {
    clock: { t: 0 },
    momentumProduct: 1,
    m: zeros(),
    v: zeros(),
    vMax: zeros(),
    u: zeros(),
    delta: zeros(),
  };
}

/** The same memory with room for at least `size` coordinates. */
export function grown(memory: Memory, size: number): Memory {
  if (memory.m.length >= size) return memory;
  const larger = { ...emptyMemory(size), clock: memory.clock, momentumProduct: memory.momentumProduct };
  for (const part of ['m', 'v', 'vMax', 'u', 'delta'] as const) larger[part].set(memory[part]);
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
 */
export function step(
  point: Point,
  given: CompleteHyperparameters,
  memory: Memory,
  theta: Vector,
  gradient: Vector,
): Vector {
  const h = point.swapsBetas ? { ...given, beta1: given.beta2, beta2: given.beta1 } : given;
  if (point.forgets.length > 0) forget(point, memory);
  memory.clock.t += 1;
  const t = memory.clock.t + point.timeOffset;
  const firstDecay = point.first ? h[point.first.decay] : 0;
  const secondDecay = point.second ? h[point.second.decay] : 0;
  const firstCorrection = point.firstCorrection ? 1 - firstDecay ** t : 1;
  const secondCorrection = point.secondCorrection ? 1 - secondDecay ** t : 1;
  const nesterov = point.first?.nesterov ? nesterovFactors(h.beta1, t, memory) : null;

  const next = new Float64Array(theta.length);
  for (let i = 0; i < theta.length; i++) {
    const at = theta[i]!;
    const g = gradient[i]! + (point.weightDecay === 'coupled' ? h.weight_decay * at : 0);

    const staleFirst = memory.m[i]!;
    if (point.first) {
      memory.m[i] = averaged(point.first.complement, firstDecay, memory.m[i]!, g);
    }
    const m = point.first ? (point.stale.includes('first') ? staleFirst : memory.m[i]!) : g;

    const v = secondMoment(point, h, memory, i, g);

    let numerator = m / firstCorrection;
    if (nesterov) numerator = nesterov.gradient * g + nesterov.moment * m;
    let direction = point.second ? numerator / denominator(point, v, secondCorrection, h.epsilon) : numerator;

    if (point.scale === 'adadelta') {
      direction *= Math.sqrt(memory.delta[i]! + h.epsilon);
      memory.delta[i] = h.decay_rate * memory.delta[i]! + (1 - h.decay_rate) * direction * direction;
    }

    const change = point.velocity ? moved(point, h, memory, i, direction) : h.learning_rate * direction;
    const decayed = point.weightDecay === 'decoupled' ? at * (1 - h.learning_rate * h.weight_decay) : at;
    next[i] = point.descent ? decayed - change : decayed + change;
  }
  return next;
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

function averaged(complement: Complement, decay: number, old: number, term: number): number {
  if (complement === 'exchanged') return (1 - decay) * old + decay * term;
  return decay * old + (complement ? 1 - decay : 1) * term;
}

function secondMoment(
  point: Point,
  h: CompleteHyperparameters,
  memory: Memory,
  i: number,
  g: number,
): number {
  const second = point.second;
  if (!second) return 1;
  const stale = memory.v[i]!;
  const decay = h[second.decay];
  const size = second.squared === true ? g * g : second.squared === 'absolute' ? Math.abs(g) : g;
  if (second.kind === 'maximum') {
    memory.v[i] = Math.max(decay * stale, Math.abs(g) + (point.epsilon === 'inside' ? h.epsilon : 0));
  } else if (second.kind === 'sum') {
    memory.v[i] = stale + size;
  } else {
    memory.v[i] = averaged(second.complement, decay, stale, size);
  }
  const v = point.stale.includes('second') ? stale : memory.v[i];
  if (!second.keepsMaximum) return v;
  memory.vMax[i] = Math.max(memory.vMax[i]!, v);
  return memory.vMax[i];
}

function denominator(point: Point, v: number, correction: number, epsilon: number): number {
  if (point.second?.kind === 'maximum') return point.epsilon === 'outside' ? v + epsilon : v;
  const root = (x: number) => (point.root ? Math.sqrt(x) : x);
  const inside = point.epsilon === 'inside' ? epsilon : 0;
  const outside = point.epsilon === 'outside' ? epsilon : 0;
  // ε̂ joins before the correction: √v + ε̂, the whole then divided by √(1−β₂ᵗ).
  return point.epsilonHat
    ? (root(v + inside) + outside) / root(correction)
    : root(v / correction + inside) + outside;
}

/** Updates the velocity and returns the distance to move against. */
function moved(
  point: Point,
  h: CompleteHyperparameters,
  memory: Memory,
  i: number,
  direction: number,
): number {
  const velocity = point.velocity!;
  const inside = velocity.learningRate === 'inside';
  const push =
    (velocity.average === 'exponential' ? 1 - h.momentum : 1) * direction * (inside ? h.learning_rate : 1);
  const stale = memory.u[i]!;
  memory.u[i] = h.momentum * stale + push;
  const u = point.stale.includes('velocity') ? stale : memory.u[i];
  const along = velocity.nesterov === 'direction' ? push + h.momentum * u : u;
  return inside ? along : h.learning_rate * along;
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
