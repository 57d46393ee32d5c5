/** Hyperparameters for classes and transformations, under the course's names and those of other libraries and people. */
import { isObject } from './describe.ts';
import { mentionsAny, type Callable } from './signature.ts';
import { getPrototypeOf, hasOwn, isArray, keys, ObjectPrototype } from './intrinsics.ts';

export type Options = Record<string, unknown>;
export type Settings = Record<string, number>;

const ALIASES: Record<string, string[]> = {
  learning_rate: ['learning_rate', 'learningRate', 'lr', 'step_size', 'stepSize', 'eta'],
  momentum: ['momentum', 'mu'],
  decay_rate: ['decay_rate', 'decayRate', 'decay', 'rho', 'gamma'],
  beta1: ['beta1', 'b1', 'beta_1'],
  beta2: ['beta2', 'b2', 'beta_2'],
  epsilon: ['epsilon', 'eps'],
  weight_decay: ['weight_decay', 'weightDecay', 'wd'],
  clip: ['clip', 'clipValue', 'clip_value'],
};

const betasOf = (settings: Settings): [number, number] | undefined =>
  settings['beta1'] === undefined && settings['beta2'] === undefined
    ? undefined
    : [settings['beta1'] ?? 0.9, settings['beta2'] ?? 0.999];

/** `alpha` is the decay rate in torch's RMSprop, which has a learning rate besides, and the learning rate in Adam's paper. */
const isAlphaRate = (reader: Callable): boolean => !mentionsAny(reader, ALIASES['learning_rate'] as string[]);

/**
 * A fresh object with every hyperparameter under each of its names.
 *
 * @param reader the function or class that takes the object
 */
export function optionsOf(config: Settings, reader: Callable): Options {
  const options: Options = {};
  changeOptions(options, config, true);
  const alpha = config[isAlphaRate(reader) ? 'learning_rate' : 'decay_rate'];
  if (alpha !== undefined) options['alpha'] = alpha;
  const betas = betasOf(config);
  if (betas !== undefined) options['betas'] = betas;
  return options;
}

/** Which of our hyperparameters a parameter of this name means; null for none. */
export function meaningOf(name: string): string | null {
  const ours = keys(ALIASES);
  for (let i = 0; i < ours.length; i++) {
    const names = ALIASES[ours[i] as string] as string[];
    for (let j = 0; j < names.length; j++) if (names[j] === name) return ours[i] as string;
  }
  return null;
}

export function isHyperparameter(name: string | undefined): boolean {
  return name !== undefined && (name === 'alpha' || name === 'betas' || meaningOf(name) !== null);
}

/** Arguments for parameters of these names, one after the other; undefined, that is the default, for what is not given. */
export function positionalOf(names: string[], config: Settings): unknown[] {
  let hasRate = false;
  for (let i = 0; i < names.length; i++) hasRate ||= meaningOf(names[i] as string) === 'learning_rate';
  const values: unknown[] = [];
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (name === 'betas') values[i] = betasOf(config);
    else if (name === 'alpha') values[i] = hasRate ? config['decay_rate'] : config['learning_rate'];
    else values[i] = config[meaningOf(name) ?? ''];
  }
  return values;
}

/**
 * Writes settings under all their names, or only over numbers that `options` has under one of them already.
 *
 * @returns whether anything was written
 */
export function changeOptions(options: Options, settings: Settings, all: boolean): boolean {
  let wrote = false;
  for (const name in settings) {
    const names = ALIASES[name] ?? [name];
    for (let i = 0; i < names.length; i++) {
      const alias = names[i] as string;
      if (!all && !(hasOwn(options, alias) && typeof options[alias] === 'number')) continue;
      options[alias] = settings[name];
      wrote = true;
    }
  }
  return wrote;
}

/**
 * Changes the learning rate wherever an optimizer of the student's may keep it: as a field, in an object, in groups.
 *
 * @returns false when it is in none of them, such as in a private field
 */
export function changeRate(instance: Options, rate: number, reader: Callable): boolean {
  const settings: Settings = isAlphaRate(reader)
    ? { learning_rate: rate, alpha: rate }
    : { learning_rate: rate };
  let wrote = changeOptions(instance, settings, false);
  const names = keys(instance);
  for (let i = 0; i < names.length; i++) {
    const value = instance[names[i] as string];
    if (isPlain(value)) wrote = changeOptions(value, settings, false) || wrote;
    if (!isArray(value)) continue;
    for (let j = 0; j < value.length; j++)
      if (isPlain(value[j])) wrote = changeOptions(value[j], settings, false) || wrote;
  }
  return wrote;
}

function isPlain(value: unknown): value is Options {
  return isObject(value) && typeof value !== 'function' && getPrototypeOf(value) === ObjectPrototype;
}
