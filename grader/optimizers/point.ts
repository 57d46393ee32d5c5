/** The coordinates of the design space; `space.ts` says what they do. */
import type { HyperparameterName } from '../terms.ts';

/**
 * Whether an average's new term has the factor 1−β, or has it twice; 'exchanged': the old average has it, and the new term β; 'sum':
 * neither the old average nor the new term has a factor; 'unfading': the old average alone has none; 'both': β stands before
 * both, 'both-complement': 1−β before both; 'plus': the new term has 1+β; 'piled': the old average has 1+β, as where
 * `+=` adds the whole average to it, 'sign-turned': 2−β, as in v + (1−β)(g² + v); or the new term has a weight of its own
 * whatever β is.
 */
export type Complement =
  | boolean
  | 'twice'
  | 'exchanged'
  | 'sum'
  | 'unfading'
  | 'both'
  | 'both-complement'
  | 'plus'
  | 'piled'
  | 'sign-turned'
  | { weight: number };

/** What stands where the gradient belongs: g², |g|, its sign, 1/g, θ, gθ, or nothing: 1. */
export type Mistaken = 'square' | 'absolute' | 'sign' | 'reciprocal' | 'parameters' | 'product' | 'one';

/** Where a decay rate stands: before the old average, in the weight of the new term, in the bias correction. */
export type DecayPlace = `${'first' | 'second'}-${'old' | 'new' | 'correction'}`;

/** An average of which one term is subtracted: βm − (1−β)g, or (1−β)g − βm. */
export type Minus = 'new' | 'old';

export interface Point {
  /** m: absent (the gradient itself) or an exponential average. */
  first: { decay: HyperparameterName; complement: Complement; nesterov: boolean } | null;
  /** v: a sum of squares, an exponential average of them, or AdaMax's decayed maximum of |g|. */
  second: {
    kind: 'sum' | 'average' | 'maximum';
    decay: HyperparameterName;
    complement: Complement;
    /** false: accumulates g itself; 'absolute': |g|; 'doubled': 2g; 'sized': g, and the size of what comes of it
     * is divided by; or |g| to another power than 2. */
    squared: true | false | 'absolute' | 'doubled' | 'sized' | { power: number };
    /** AMSGrad: divide by the largest second moment so far; 'corrected': by the largest of those that are corrected. */
    keepsMaximum: boolean | 'corrected';
  } | null;
  firstCorrection: boolean;
  secondCorrection: boolean;
  /** Added to the step count t (1 at the first step) in the bias corrections. */
  timeOffset: -1 | 0 | 1;
  /**
   * By how much a step raises the step count: 2 where it is raised at the beginning and at the end, or by 1 for each coordinate, before
   * each is moved ('coordinates') or before any is ('all-coordinates').
   */
  timePace: 1 | 2 | 'coordinates' | 'all-coordinates';
  /** t at the first step; from 2 where the step count starts at 1 and is raised before it is used. */
  timeFrom: 1 | 2;
  /** The power that a bias correction has at every step instead of t. */
  fixedPower: { first?: number; second?: number } | null;
  /** √v̂, v̂ itself, v̂/2 as of `v ** 1/2`, or v̂ to another power than ½. */
  root: boolean | 'half' | { power: number };
  /**
   * √v̂ + ε, √(v̂ + ε), or neither; amiss: η(m̂/√v̂ + ε) is 'on-direction', ηm̂/√v̂ + ε 'on-step', θ + ε 'on-parameter'.
   */
  epsilon: 'outside' | 'inside' | 'none' | 'on-direction' | 'on-step' | 'on-parameter';
  /** ε̂ of Kingma and Ba, section 2: added to √v before the second bias correction. */
  epsilonHat: boolean;
  velocity: {
    /**
     * 'exchanged': (1−α)u + αd, or u + αd where the new term has no factor ('on-gradient'); 'on-both': α(u + d); 'rate-exchanged': α and η have
     * changed places; 'exponential-twice': αu + (1−α)d, and the step has the factor 1−α again; 'unfading': u + (1−α)d; 'piled':
     * (1+α)u + d, or with (1−α)d 'exponential-piled'.
     */
    average:
      | 'heavy-ball'
      | 'exponential'
      | 'exponential-twice'
      | 'exchanged'
      | 'on-gradient'
      | 'on-both'
      | 'unfading'
      | 'piled'
      | 'exponential-piled'
      | 'rate-exchanged';
    /** Where η stands: u ← αu + ηd; θ ← θ − u, or u ← αu + d; θ ← θ − ηu. */
    learningRate: 'inside' | 'outside';
    /** 'direction': step along d + αu; 'lookahead': the gradient is taken at θ − αu. */
    nesterov: 'no' | 'direction' | 'lookahead';
    /** The first velocity is the direction itself, without the factor that its new term has. */
    startsWhole?: true;
    /** What the velocity is before the first step: a number, θ, its own first term, or the gradient; −g where the velocity is added to θ. */
    startsAt?: number | 'parameters' | 'term' | 'gradient' | 'minus-gradient';
    /** θ is stored in its place, and the next velocity goes on from that; −1 where the velocity is added to θ. */
    storesParameters?: 1 | -1;
    /** The step takes the velocity and its new term once more. */
    addsTerm?: true;
  } | null;
  /** 'adadelta': the root mean square of past steps stands in for η's unit. */
  scale: 'learning-rate' | 'adadelta';
  /**
   * Before anything else sees the gradient, each of its coordinates is cut to [−c, c], or the whole of it made as short as
   * c where it is longer.
   */
  clips: 'no' | 'coordinates' | 'norm';
  /**
   * The gradient is divided by its length, and a small number that is added to it; or by how many coordinates it has; or the sum or the
   * mean of its coordinates stands for each of them, or is taken off each ('centred').
   */
  normalizes: { plus: number } | 'count' | 'sum' | 'mean' | 'centred' | null;
  /** η of step t is η/√t, η/t, or η/(1 + kt) where t is 0 at the first step. */
  schedule: 'constant' | 'inverse-root' | 'inverse' | { decay: number };
  /** How `weight_decay` enters: added to the gradient, or taken off θ directly (AdamW). */
  weightDecay: 'coupled' | 'decoupled';
  descent: boolean;
  /** What is reset at every step instead of kept. */
  forgets: readonly ('first' | 'second' | 'velocity' | 'time')[];
  /** What is stored at the first step alone: every later step goes on from that, and its own is lost. */
  freezes: readonly ('first' | 'second' | 'velocity' | 'time')[];
  /** At the first step nothing happens at all ('nothing'), or all happens but that θ does not move ('still'). */
  firstStep: 'taken' | 'nothing' | 'still';
  /** What comes out for the next θ: θ − u, or −u alone; or θ is divided as well, by what the moment is: (θ − ηm̂)/(√v̂ + ε). */
  returns: 'parameters' | 'step' | 'all-divided';
  /** What stands where the gradient belongs: in what the step goes by, and in the second moment. */
  mistaken: { first?: Mistaken; second?: Mistaken } | null;
  /**
   * What all coordinates of a parameter have in common by mistake: the sum or the mean of their squares, or that of the first; or all
   * that is remembered ('state') or one of the moments, so that each goes on from what the one before it left.
   */
  pools: 'no' | 'sum' | 'mean' | 'first' | 'state' | 'first-state' | 'second-state';
  /** Coordinates that no step moves. */
  leavesOut: 'none' | 'last' | 'first' | 'all-but-first';
  /** The gradient is multiplied by the learning rate before the moments see it. */
  ratesGradient: boolean;
  /** The parameters and the gradient have changed places. */
  exchanges: boolean;
  /** Moments that a step updates twice with the same gradient. */
  repeats: readonly ('first' | 'second' | 'velocity')[];
  /** Moments of which what is stored is updated once more than what the step used. */
  storesAgain: readonly ('first' | 'second' | 'velocity')[];
  /** Moments of which the step before's value is used. */
  stale: readonly ('first' | 'second' | 'velocity')[];
  /**
   * What all parameters share by mistake: one memory (made anew when a shape differs), one a shape, one a coordinate
   * whatever the shape, or the step count alone. A memory that is made once has the size that was needed first: what it has no
   * place for comes to no number, and where it is gone over whole ('memory-of-one-size') what it has no gradient for as well.
   */
  sharesState:
    | 'no'
    | 'memory'
    | 'memory-by-shape'
    | 'memory-by-coordinate'
    | 'memory-made-once'
    | 'memory-of-one-size'
    | 'time';
  /** In a global, in a mutable default argument that only shows without a config, or in an object made for one run. */
  sharesWhen: 'always' | 'without-config' | 'within-episode';
  swapsBetas: boolean;
  /** Places in which the decay rate of the other moment stands. */
  otherDecays: readonly DecayPlace[];
  /** Averages with a minus in them. */
  minus: { first?: Minus; second?: Minus; velocity?: Minus } | null;
  /** Where the gradient stands instead of a moment: with its bias correction, or without. */
  gradientFor: { first?: 'corrected' | 'plain'; second?: 'corrected' | 'plain' } | null;
  /**
   * The learning rate enters more than once: what the step is scaled by is written back into it, and so enters again at
   * the next step ('scale'); it is multiplied by a number at every step, from the first or the second on; it stands in
   * a step 'twice', or before the old velocity too: η(αu + d) ('velocity').
   */
  compounds: 'no' | 'scale' | 'twice' | 'velocity' | { factor: number; from: 1 | 2 };
  /** What none of the other coordinates can say. */
  twist: Twist | null;
}

/**
 * A mechanism of one optimizer or one fault alone, in its own file: what becomes of the moments of one coordinate after
 * the new terms have joined them. Two points are the same where the names of their twists are.
 */
export interface Twist {
  name: string;
  /** It says how the step is taken from the moments, and what comes of both. */
  takesStep?: true;
  /** The two that it is made of, see `goingOn`. */
  parts?: readonly [Twist, Twist];
  moments: (now: Moments) => {
    /** What the next step finds. */
    keeps: { m: number; v: number };
    /** What this step divides, and the square of what it divides by, with their bias corrections; or what comes of both. */
    uses: { m: number; v: number; direction?: number };
  };
}

export interface Moments {
  /** The averages with their new terms. */
  m: number;
  v: number;
  /** Those of the step before. */
  before: { m: number; v: number };
  g: number;
  /** 1 at the first step. */
  t: number;
  beta1: number;
  beta2: number;
  /** 1 − βᵗ where the point corrects the moment, else 1. */
  firstCorrection: number;
  secondCorrection: number;
  epsilon: number;
}

/** Plain gradient descent: the origin of the space. Optimizers say where they differ from it. */
export const ORIGIN: Point = {
  first: null,
  second: null,
  firstCorrection: false,
  secondCorrection: false,
  timeOffset: 0,
  timePace: 1,
  timeFrom: 1,
  fixedPower: null,
  root: true,
  epsilon: 'outside',
  epsilonHat: false,
  velocity: null,
  scale: 'learning-rate',
  clips: 'no',
  normalizes: null,
  schedule: 'constant',
  weightDecay: 'coupled',
  descent: true,
  forgets: [],
  freezes: [],
  firstStep: 'taken',
  returns: 'parameters',
  mistaken: null,
  pools: 'no',
  leavesOut: 'none',
  ratesGradient: false,
  exchanges: false,
  repeats: [],
  storesAgain: [],
  stale: [],
  sharesState: 'no',
  sharesWhen: 'always',
  swapsBetas: false,
  otherDecays: [],
  minus: null,
  gradientFor: null,
  compounds: 'no',
  twist: null,
};
