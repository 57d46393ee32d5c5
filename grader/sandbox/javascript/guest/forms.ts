/**
 * The forms in which an optimizer may be written, all brought to one: an `Optimizer` that moves parameters by one step.
 *
 * - rule: `rule(w, dw, config) → [next_w, config]` or `{ next_w, config }`
 * - class in the style of torch.optim: `new Adam(params, { lr, betas, eps })` with `step(grads)`; parameters are
 *   updated in place (in the list it was given or in `this.params`), or the list of the next ones is returned
 * - transformation in the style of optax: `adam({ learning_rate }) → { init, update }`, a class with these two methods,
 *   or such an object itself; `init(w) → state`, `update(dw, state, w) → [updates, state]`, and next_w is w + updates
 * - class of one parameter: `new Adam({ lr, betas, eps })`, an object each, with `update(w, dw)`, which returns the next
 *   parameter
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
  const steps = isObject(prototype) && typeof prototype['step'] === 'function';
  if (!steps && isTransformation(prototype)) {
    const make = (config: Settings | null): unknown =>
      construct(callable, listOf(callable, names, isHyperparameter(names[0]), config));
    return transformation(make, parameters);
  }
  if (isOfOne(prototype) && !(steps && takesParameters(names))) return oneByOne(callable, parameters, names);
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

/** Whether its objects have `update(w, dw)`. */
const isOfOne = (prototype: unknown): boolean =>
  isObject(prototype) && typeof prototype['update'] === 'function' && prototype['update'].length === 2;

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

function rule(callable: Callable, parameters: Parameter[]): Optimizer {
  const configs: unknown[] = [];
  for (let i = 0; i < parameters.length; i++) configs[i] = (parameters[i] as Parameter).config ?? undefined;
  return {
    keeps: 'none',
    change(settings) {
      for (let i = 0; i < parameters.length; i++) {
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

/** An object for each parameter. As a class for all of them, it keeps what it was made with, but for the learning rate. */
function oneByOne(callable: Callable, parameters: Parameter[], names: string[]): Optimizer {
  const all: { config: Settings | null; options: Options | null; instance: Options }[] = [];
  const open = (config: Settings | null): (typeof all)[number] => {
    const given = listOf(callable, names, isHyperparameter(names[0]), config);
    const options = isObject(given[0]) && !isHyperparameter(names[0]) ? (given[0] as Options) : null;
    return { config, options, instance: construct(callable, given) as Options };
  };
  for (let i = 0; i < parameters.length; i++) all[i] = open((parameters[i] as Parameter).config);
  return {
    keeps: 'but-the-rate',
    change(settings) {
      const rate = settings['learning_rate'];
      const isRate = rate !== undefined && keys(settings).length === 1;
      let isKept = isRate;
      for (let i = 0; isRate && i < all.length; i++) {
        const { options, instance } = all[i] as (typeof all)[number];
        if (options !== null) changeOptions(options, { learning_rate: rate }, true);
        isKept = changeRate(instance, rate, callable) && isKept;
      }
      if (isRate && !isKept) this.keeps = 'all';
      for (let i = 0; i < all.length; i++) {
        const one = all[i] as (typeof all)[number];
        one.config = { ...one.config, ...settings };
        if (!isKept) all[i] = open(one.config);
      }
    },
    step(gradients) {
      for (let i = 0; i < parameters.length; i++) {
        const parameter = parameters[i] as Parameter;
        const { instance } = all[i] as (typeof all)[number];
        const w = valueOf(parameter);
        const args = [w, gradients[i]];
        const result: unknown = apply(instance['update'] as Callable, instance, args);
        if (result === undefined || result === null)
          throw nothingReturned(result, parameter, w, 'the new parameter');
        accept(parameter, result);
      }
    },
  };
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
