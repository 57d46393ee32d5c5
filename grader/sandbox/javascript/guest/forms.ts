/**
 * The forms in which an optimizer may be written, all brought to one: an `Optimizer` that moves parameters by one step.
 *
 * - rule: `rule(w, dw, config) → [next_w, config]` or `{ next_w, config }`
 * - class in the style of torch.optim: `new Adam(params, { lr, betas, eps })` with `step(grads)`; parameters are
 *   updated in place (in the list it was given or in `this.params`), or the list of the next ones is returned
 * - transformation in the style of optax: `adam({ learning_rate }) → { init, update }`, a class with these two methods,
 *   or such an object itself; `init(w) → state`, `update(dw, state, w) → [updates, state]`, and next_w is w + updates
 * - class of one parameter: `new Adam({ lr, betas, eps })`, an object each, with `update(w, dw)` or `step(w, dw)`, which
 *   returns the next parameter; where that fails at once, or nothing moves, both are given as objects, as a network has its
 *   parameters: `update(params, grads)` changes the first or returns another
 *
 * Classes and factories take hyperparameters in an object or, where their parameters have names of hyperparameters, one
 * after the other: `new Adam(params, lr, beta1, beta2)`, `adam(learningRate, b1, b2, eps)`.
 */
import { describe, inspect, isObject, isPromise } from './describe.ts';
import {
  apply,
  construct,
  create,
  defineProperty,
  Doubles,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  keys,
  ownKeys,
  reflectSet,
} from './intrinsics.ts';
import { BadReturn, isList, makeValue, readValue, type Dtype, type Value } from './values.ts';
import {
  changeOptions,
  changeRate,
  isHyperparameter,
  optionsOf,
  positionalOf,
  type Options,
  type Settings,
} from './options.ts';
import { isClassSource, parameterNames, type Callable } from './signature.ts';

const PAIR = '[next_w, config]';
/** So many characters of a parameter are looked at to see whether it was changed. */
const SEEN = 4000;

type Transformation = { init: Callable; update: Callable };

/** One parameter on its way. */
export interface Parameter {
  shape: number[];
  /** Count of its numbers. */
  size: number;
  /** Current numbers, row by row; written by `Optimizer.step`. */
  row: Float64Array;
  /** Hyperparameters of the first step; null for none. */
  config: Settings | null;
  /** Given to the student. */
  dtype: Dtype;
  /** What came back: `float64` unless any step gave something else. */
  returned: string;
}

export interface Optimizer {
  /** Hyperparameters that it keeps as it was made with them: where one of these changes, it is made anew. */
  keeps: 'none' | 'all' | 'but-the-rate';
  /** Writes hyperparameters before a step. */
  change(settings: Settings): void;
  /** One step of every parameter, with the gradients in the same order. */
  step(gradients: Value[]): void;
}

/** The entry as an Optimizer, or what it is instead, in words. */
export function openOptimizer(entry: unknown, parameters: Parameter[]): Optimizer | string {
  if (isTransformation(entry)) return transformation(() => entry, parameters);
  if (typeof entry !== 'function') return describe(entry);
  const callable = entry as Callable;
  const prototype: unknown = callable.prototype;
  const names = parameterNames(callable);
  const steps = hasMethod(prototype, 'step');
  if (!steps && isTransformation(prototype)) {
    const make = (config: Settings | null): unknown =>
      construct(callable, listOf(callable, names, isHyperparameter(names[0]), config));
    return transformation(make, parameters);
  }
  const method = methodOfOne(prototype);
  if (method !== null && !(steps && takesParameters(names))) {
    const alone = oneByOne(callable, parameters, names, method);
    return whicheverMoves(alone, () => byName(callable, parameters, names, method), parameters);
  }
  if (steps || isClassSource(callable)) return classOptimizer(callable, parameters, names);
  const isPositional = isHyperparameter(names[0]);
  if (!isPositional && callable.length >= 2) return rule(callable, parameters);
  const make = (config: Settings | null): unknown =>
    apply(callable, undefined, listOf(callable, names, isPositional, config));
  if (makes(make, parameters)) return transformation(make, parameters);
  return callable.length === 0
    ? rule(callable, parameters)
    : `a function of ${names.length > 1 ? 'hyperparameters' : 'one argument'}, not of (w, dw, config)`;
}

function isTransformation(value: unknown): value is Transformation {
  return isObject(value) && typeof value['init'] === 'function' && typeof value['update'] === 'function';
}

const hasMethod = (prototype: unknown, name: string): boolean =>
  isObject(prototype) && typeof prototype[name] === 'function';

/** Under which name its objects have `update(w, dw)`, null where they have none. */
function methodOfOne(prototype: unknown): 'update' | 'step' | null {
  const takesBoth = (name: string): boolean =>
    hasMethod(prototype, name) && (prototype as Record<string, Callable>)[name]!.length === 2;
  if (takesBoth('update')) return 'update';
  return takesBoth('step') ? 'step' : null;
}

/** Whether objects of a class take steps, in one form or another. */
export const takesSteps = (callable: Callable): boolean =>
  hasMethod(callable.prototype, 'step') || hasMethod(callable.prototype, 'update');

/** Whether a class is made from a list of parameters and not from hyperparameters alone. */
const takesParameters = (names: string[]): boolean =>
  names.length > 0 && names[0] !== '' && names[0] !== 'config' && !isHyperparameter(names[0]);

function makes(make: (config: Settings | null) => unknown, parameters: Parameter[]): boolean {
  try {
    return isTransformation(make(parameters[0]?.config ?? {}));
  } catch {
    return false;
  }
}

/** The hyperparameters as arguments: in one object, or one after the other; none where there is no config. */
function listOf(
  callable: Callable,
  names: string[],
  isPositional: boolean,
  config: Settings | null,
): unknown[] {
  if (config === null) return [];
  return isPositional ? positionalOf(names, config) : [optionsOf(config, callable)];
}

function accept(parameter: Parameter, value: unknown): void {
  const dtype = readValue(value, parameter.shape, parameter.row);
  if (dtype !== 'float64') parameter.returned = dtype;
}

function valueOf(parameter: Parameter): Value {
  return makeValue(parameter.shape, parameter.row, 0, parameter.dtype);
}

/** The same object where it can be written to, else (it may be frozen) one like it. */
function changed(config: object, name: string, value: number): object {
  if (reflectSet(config, name, value)) return config;
  const like = create(getPrototypeOf(config) as object | null) as object;
  const own = ownKeys(config);
  for (let i = 0; i < own.length; i++) {
    const key = own[i] as PropertyKey;
    const descriptor = { ...getOwnPropertyDescriptor(config, key), configurable: true };
    if ('value' in descriptor) descriptor.writable = true;
    defineProperty(like, key, descriptor);
  }
  return defineProperty(like, name, { value, writable: true, enumerable: true, configurable: true });
}

/** Whether this is no data, but a function, or an object of a class with methods of its own. */
function isMade(value: unknown): boolean {
  if (typeof value === 'function') return !isClassSource(value as Callable);
  if (!isObject(value) || isList(value)) return false;
  const prototype: unknown = getPrototypeOf(value);
  if (!isObject(prototype)) return false;
  const kind = prototype['constructor'];
  return typeof kind === 'function' && isClassSource(kind as Callable) && ownKeys(prototype).length > 1;
}

function keepsMade(config: unknown): boolean {
  const names = isObject(config) ? keys(config) : [];
  for (let i = 0; i < names.length; i++) if (isMade((config as Options)[names[i] as string])) return true;
  return false;
}

/** A rule that has made an optimizer and keeps it in the config is judged as a class is: what changes, it is made anew with. */
function rule(callable: Callable, parameters: Parameter[]): Optimizer {
  const configs: unknown[] = [];
  const given: Settings[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const { config } = parameters[i] as Parameter;
    configs[i] = config ?? undefined;
    given[i] = { ...config };
  }
  return {
    keeps: 'none',
    change(settings) {
      for (let i = 0; i < parameters.length; i++) if (keepsMade(configs[i])) this.keeps = 'all';
      for (let i = 0; i < parameters.length; i++) {
        given[i] = { ...given[i], ...settings };
        if (this.keeps === 'all') configs[i] = { ...given[i] };
        if (!isObject(configs[i])) configs[i] = {};
        for (const name in settings)
          configs[i] = changed(configs[i] as object, name, settings[name] as number);
      }
    },
    step(gradients) {
      for (let i = 0; i < parameters.length; i++) {
        const parameter = parameters[i] as Parameter;
        const config = configs[i];
        const w = valueOf(parameter);
        const args = config === undefined ? [w, gradients[i]] : [w, gradients[i], config];
        const result: unknown = apply(callable, undefined, args);
        if (result === undefined || result === null) throw nothingReturned(result, parameter, w, PAIR);
        const pair = pairOf(result, ['next_w', 'nextW', 'w'], ['config'], PAIR);
        accept(parameter, pair[0]);
        if (config === undefined && (pair[1] === undefined || pair[1] === null)) continue;
        if (!isObject(pair[1]) || isList(pair[1])) {
          throw new BadReturn('config-not-a-dict', describe(pair[1]), 'config, an object');
        }
        configs[i] = pair[1];
      }
    },
  };
}

/** The two parts of `[first, second]` or of an object that has one of the names for each. */
function pairOf(result: unknown, firsts: string[], seconds: string[], expected: string): [unknown, unknown] {
  if (result === undefined || result === null) throw new BadReturn('nothing-returned', `${result}`, expected);
  if (isArray(result)) {
    const first: unknown = result[0];
    const second: unknown = result[1];
    if (typeof first === 'number' && (result.length === 1 || typeof second === 'number'))
      throw new BadReturn('only-parameters', `an array of ${result.length} numbers`, expected);
    if (result.length !== 2) throw new BadReturn('not-a-pair', describe(result), expected);
    if (isObject(first) && !isList(first) && (typeof second === 'number' || isList(second)))
      throw new BadReturn('pair-exchanged', `first ${describe(first)}, then ${describe(second)}`, expected);
    return [first, second];
  }
  if (isObject(result) && !isPromise(result)) {
    const first = firstOf(result, firsts);
    if (first !== undefined) return [first, firstOf(result, seconds)];
  }
  const isParameters = typeof result === 'number' || isList(result);
  const isConfig =
    isObject(result) &&
    typeof result !== 'function' &&
    !isPromise(result) &&
    firstOf(result, seconds) === undefined;
  throw new BadReturn(
    isParameters ? 'only-parameters' : isConfig ? 'only-config' : 'not-a-pair',
    describe(result),
    expected,
  );
}

/** A program may have written the new parameters into `w`, which it was given. */
function nothingReturned(result: unknown, parameter: Parameter, w: unknown, expected: string): BadReturn {
  const before = inspect(valueOf(parameter), SEEN);
  const found =
    inspect(w, SEEN) === before ? `${result as null}` : `${result as null}, with w changed in place`;
  return new BadReturn('nothing-returned', found, expected);
}

function firstOf(object: Record<PropertyKey, unknown>, names: string[]): unknown {
  for (let i = 0; i < names.length; i++) {
    const value = object[names[i] as string];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** One instance for all parameters, as in torch.optim, with the hyperparameters of the first. */
function classOptimizer(callable: Callable, parameters: Parameter[], names: string[]): Optimizer {
  let config = parameters[0]?.config ?? null;
  let given: unknown[] = [];
  let options: Options | null = null;
  const make = (): Options => {
    given = [];
    for (let i = 0; i < parameters.length; i++) given[i] = valueOf(parameters[i] as Parameter);
    const args: unknown[] = [given];
    if (config !== null && isHyperparameter(names[1])) {
      const values = positionalOf(names, config);
      for (let i = 1; i < values.length; i++) args[i] = values[i];
    } else if (config !== null) args[1] = options = optionsOf(config, callable);
    return construct(callable, args) as Options;
  };
  let instance = make();
  return {
    keeps: 'but-the-rate',
    change(settings) {
      config = { ...config, ...settings };
      const rate = settings['learning_rate'];
      if (rate !== undefined && keys(settings).length === 1) {
        if (options !== null) changeOptions(options, { learning_rate: rate }, true);
        if (changeRate(instance, rate, callable)) return;
        this.keeps = 'all';
      }
      instance = make();
    },
    step(gradients) {
      const step = instance['step'];
      if (typeof step !== 'function') {
        throw new BadReturn(
          'wrong-type',
          `step is ${describe(step)}`,
          'a method step(grads) or update(w, dw)',
        );
      }
      const result: unknown = apply(step as Callable, instance, [gradients]);
      if (isPromise(result)) {
        throw new BadReturn('wrong-type', describe(result), 'the next parameters, or nothing');
      }
      const own = instance['params'];
      const next = isArray(result) ? result : isArray(own) && own.length === parameters.length ? own : given;
      if (next.length !== parameters.length) {
        throw new BadReturn('wrong-shape', describe(next), `an array of ${parameters.length} parameters`);
      }
      for (let i = 0; i < parameters.length; i++) accept(parameters[i] as Parameter, next[i]);
    },
  };
}

interface Made {
  config: Settings | null;
  options: Options | null;
  instance: Options;
}

/** Objects that are made from hyperparameters alone, one for each of `configs`, and how they take a step. */
function madeOnes(
  callable: Callable,
  names: string[],
  configs: (Settings | null)[],
  step: (objects: Made[], gradients: Value[]) => void,
): Optimizer {
  const all: Made[] = [];
  const isPositional = isHyperparameter(names[0]);
  const open = (config: Settings | null): Made => {
    const given = listOf(callable, names, isPositional, config);
    const options = isObject(given[0]) && !isPositional ? (given[0] as Options) : null;
    return { config, options, instance: construct(callable, given) as Options };
  };
  for (let i = 0; i < configs.length; i++) all[i] = open(configs[i] as Settings | null);
  return {
    keeps: 'but-the-rate',
    change(settings) {
      const rate = settings['learning_rate'];
      const isRate = rate !== undefined && keys(settings).length === 1;
      let isKept = isRate;
      for (let i = 0; isRate && i < all.length; i++) {
        const { options, instance } = all[i] as Made;
        if (options !== null) changeOptions(options, { learning_rate: rate }, true);
        isKept = changeRate(instance, rate, callable) && isKept;
      }
      if (isRate && !isKept) this.keeps = 'all';
      for (let i = 0; i < all.length; i++) {
        const one = all[i] as Made;
        one.config = { ...one.config, ...settings };
        if (!isKept) all[i] = open(one.config);
      }
    },
    step: (gradients) => step(all, gradients),
  };
}

/** An object for each parameter. As a class for all of them, it keeps what it was made with, but for the learning rate. */
function oneByOne(callable: Callable, parameters: Parameter[], names: string[], method: string): Optimizer {
  const configs: (Settings | null)[] = [];
  for (let i = 0; i < parameters.length; i++) configs[i] = (parameters[i] as Parameter).config;
  return madeOnes(callable, names, configs, (objects, gradients) => {
    for (let i = 0; i < parameters.length; i++) {
      const parameter = parameters[i] as Parameter;
      const { instance } = objects[i] as Made;
      const w = valueOf(parameter);
      const result: unknown = apply(instance[method] as Callable, instance, [w, gradients[i]]);
      if (result === undefined || result === null)
        throw nothingReturned(result, parameter, w, 'the new parameter');
      accept(parameter, result);
    }
  });
}

/** The same of all parameters, by name: one object, with the hyperparameters of the first. */
function byName(callable: Callable, parameters: Parameter[], names: string[], method: string): Optimizer {
  const first = parameters[0] as Parameter;
  return madeOnes(callable, names, [first.config], (objects, gradients) => {
    const { instance } = objects[0] as Made;
    const params: Options = {};
    const grads: Options = {};
    for (let i = 0; i < parameters.length; i++) {
      params[`w${i + 1}`] = valueOf(parameters[i] as Parameter);
      grads[`w${i + 1}`] = gradients[i];
    }
    const result: unknown = apply(instance[method] as Callable, instance, [params, grads]);
    const next = isObject(result) ? result : params;
    for (let i = 0; i < parameters.length; i++) accept(parameters[i] as Parameter, next[`w${i + 1}`]);
  });
}

/** `first`, or `other` where the first step of `first` fails or moves nothing, and that of `other` does better. */
function whicheverMoves(first: Optimizer, other: () => Optimizer, parameters: Parameter[]): Optimizer {
  let chosen = first;
  let isFirstStep = true;
  let early: Settings = {};
  const rows = (): Float64Array[] => {
    const copies: Float64Array[] = [];
    for (let i = 0; i < parameters.length; i++) copies[i] = new Doubles((parameters[i] as Parameter).row);
    return copies;
  };
  const putBack = (saved: Float64Array[]): void => {
    for (let i = 0; i < parameters.length; i++) {
      const { row, size } = parameters[i] as Parameter;
      for (let j = 0; j < size; j++) row[j] = (saved[i] as Float64Array)[j] as number;
    }
  };
  const hasMoved = (from: Float64Array[]): boolean => {
    for (let i = 0; i < parameters.length; i++) {
      const { row, size } = parameters[i] as Parameter;
      for (let j = 0; j < size; j++) if (row[j] !== (from[i] as Float64Array)[j]) return true;
    }
    return false;
  };
  return {
    get keeps() {
      return chosen.keeps;
    },
    change(settings) {
      if (isFirstStep) early = { ...early, ...settings };
      chosen.change(settings);
    },
    step(gradients) {
      if (!isFirstStep) return chosen.step(gradients);
      isFirstStep = false;
      const start = rows();
      const kept: Value[] = [];
      for (let i = 0; i < parameters.length; i++) kept[i] = copyOf(parameters[i] as Parameter, gradients[i]);
      let failed: { error: unknown } | null = null;
      try {
        first.step(gradients);
        if (hasMoved(start)) return;
      } catch (error) {
        failed = { error };
      }
      const came = rows();
      putBack(start);
      try {
        const alternative = other();
        alternative.change(early);
        alternative.step(kept);
        if (hasMoved(start)) {
          chosen = alternative;
          return;
        }
      } catch {
        // Then what counts is what `first` did.
      }
      if (failed) throw failed.error;
      putBack(came);
    },
  };
}

/** A gradient as it is before a program has had it. */
function copyOf({ shape, size, dtype }: Parameter, gradient: unknown): Value {
  const flat = new Doubles(size);
  readValue(gradient, shape, flat);
  return makeValue(shape, flat, 0, dtype);
}

/** A transformation and a state for each parameter; a changed hyperparameter makes it anew and keeps the state. */
function transformation(make: (config: Settings | null) => unknown, parameters: Parameter[]): Optimizer {
  const all: { made: Transformation; config: Settings | null; state: unknown }[] = [];
  const open = (config: Settings | null): Transformation => {
    const made = make(config);
    if (isTransformation(made)) return made;
    throw new BadReturn('wrong-type', describe(made), 'an object with init and update');
  };
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i] as Parameter;
    const made = open(parameter.config);
    all[i] = { made, config: parameter.config, state: made.init(valueOf(parameter)) };
  }
  return {
    keeps: 'none',
    change(settings) {
      for (let i = 0; i < all.length; i++) {
        const one = all[i] as (typeof all)[number];
        one.config = { ...one.config, ...settings };
        one.made = open(one.config);
      }
    },
    step(gradients) {
      for (let i = 0; i < parameters.length; i++) {
        const parameter = parameters[i] as Parameter;
        const one = all[i] as (typeof all)[number];
        const result = one.made.update(gradients[i], one.state, valueOf(parameter));
        const pair = pairOf(result, ['updates'], ['state'], '[updates, state]');
        const before = makeValue([parameter.size], parameter.row, 0, 'float64') as Float64Array;
        accept(parameter, pair[0]);
        for (let j = 0; j < parameter.size; j++) (parameter.row[j] as number) += before[j] as number;
        one.state = pair[1];
      }
    },
  };
}
