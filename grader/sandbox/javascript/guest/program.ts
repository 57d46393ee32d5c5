/** Finds a student's functions and classes: exported, put on `module.exports`, or simply declared at the top level. */
import { isObject } from './describe.ts';
import { keys, lower, slice } from './intrinsics.ts';
import { takesSteps } from './forms.ts';
import { meaningOf } from './options.ts';
import { isClassSource, mentionsAny, parameterNames, type Callable } from './signature.ts';

/** Looks a name up among the program's top-level declarations; throws when it is not there. */
export type Scope = (name: string) => unknown;

type Namespace = Record<string, unknown>;

const commonJs = { exports: {} as unknown };

/** Gives the program `module`, `exports` and a `require` that says that there is nothing to require. */
export function installCommonJs(global: Record<string, unknown>): void {
  global['module'] = commonJs;
  global['exports'] = commonJs.exports;
  global['require'] = (name: unknown): never => {
    throw new Error(`require('${typeof name === 'string' ? name : ''}'): no modules are available here`);
  };
}

/**
 * The value the program has under `name`, undefined when there is none. A class may be called `Adam` or `SGDMomentum`
 * where `adam` or `sgd_momentum` is asked for, and what is exported alone needs no more than its own name.
 *
 * @param declared names that look declared at the top level, comma-separated
 */
export function findEntry(namespace: Namespace, scope: Scope, name: string, declared: string): unknown {
  const exact = find(namespace, scope, name);
  if (exact !== undefined && !isUnwritten(exact)) return exact;
  return findMeant(namespace, scope, name, declared) ?? exact;
}

/**
 * A function of a starter file, which says that it is to be written and in which nothing is returned: whoever writes the class
 * instead leaves it as it was.
 */
const isUnwritten = (value: unknown): boolean =>
  typeof value === 'function' &&
  !isClass(value) &&
  mentionsAny(value as Callable, ['throw']) &&
  !mentionsAny(value as Callable, ['return']);

function findMeant(namespace: Namespace, scope: Scope, name: string, declared: string): unknown {
  const found = findClass(namespace, scope, plain(name), declared);
  if (found !== undefined) return found;
  // A class SGD that takes a momentum, as torch's does, is meant by `sgd_momentum` too.
  const end = placeOf(name, '_');
  if (end === -1) return undefined;
  const general = findClass(namespace, scope, lower(slice(name, 0, end)), declared);
  return isClass(general) && takesAll(general as Callable, slice(name, end + 1)) ? general : undefined;
}

/** Whether the constructor names each of these hyperparameters, which `_` parts; or what it takes apart mentions them. */
function takesAll(callable: Callable, words: string): boolean {
  const names = parameterNames(callable);
  for (let start = 0; start < words.length;) {
    const end = placeOf(words, '_', start);
    const word = slice(words, start, end === -1 ? words.length : end);
    let takes = false;
    for (let i = 0; i < names.length; i++)
      takes ||= names[i] === '' ? mentionsAny(callable, [word]) : meaningOf(names[i] as string) === word;
    if (!takes) return false;
    start = end === -1 ? words.length : end + 1;
  }
  return true;
}

function placeOf(text: string, sign: string, from = 0): number {
  for (let i = from; i < text.length; i++) if (text[i] === sign) return i;
  return -1;
}

/** The class of this name, without underscores and capitals; of what is exported, anything that has it. */
function findClass(namespace: Namespace, scope: Scope, wanted: string, declared: string): unknown {
  const places = placesOf(namespace);
  for (let i = 0; i < places.length; i++) {
    const place: unknown = places[i];
    if (typeof place === 'function' && plain(place.name) === wanted) return place;
    const names = keys(place as object);
    for (let j = 0; j < names.length; j++) {
      const value = plain(names[j]) === wanted ? read(places[i], names[j] as string) : undefined;
      if (isClass(value)) return value;
    }
  }
  let found: unknown;
  eachName(declared, (other) => {
    const value = plain(other) === wanted ? find(namespace, scope, other) : undefined;
    if (found === undefined && isClass(value)) found = value;
  });
  return found;
}

function find(namespace: Namespace, scope: Scope, name: string): unknown {
  const places = placesOf(namespace);
  for (let i = 0; i < places.length; i++) {
    const value = read(places[i], name);
    if (value !== undefined) return value;
  }
  try {
    return scope(name);
  } catch {
    return undefined;
  }
}

function isClass(value: unknown): boolean {
  return typeof value === 'function' && isClassSource(value as Callable);
}

/** Without underscores and capitals. */
function plain(name: unknown): string {
  if (typeof name !== 'string') return '';
  let letters = '';
  for (let i = 0; i < name.length; i++) if (name[i] !== '_') letters += name[i];
  return lower(letters);
}

/** Names of functions and classes, comma-separated: everything exported, and those of `declared` that are there. */
export const listCallables = (namespace: Namespace, scope: Scope, declared: string): string =>
  listOf(namespace, scope, declared, (value) => typeof value === 'function');

/** Of these the classes whose objects take steps. */
export const listSteppers = (namespace: Namespace, scope: Scope, declared: string): string =>
  listOf(namespace, scope, declared, (value) => isClass(value) && takesSteps(value as Callable));

function listOf(
  namespace: Namespace,
  scope: Scope,
  declared: string,
  isOne: (value: unknown) => boolean,
): string {
  let list = '';
  const add = (name: string): void => {
    if (isOne(find(namespace, scope, name))) list += (list === '' ? '' : ',') + name;
  };
  const places = placesOf(namespace);
  for (let i = 0; i < places.length; i++) {
    const names = keys(places[i] as object);
    for (let j = 0; j < names.length && j < 50; j++) add(names[j] as string);
  }
  eachName(declared, add);
  return list;
}

function eachName(list: string, use: (name: string) => void): void {
  let name = '';
  for (let i = 0; i <= list.length; i++) {
    const character = list[i];
    if (character !== undefined && character !== ',') name += character;
    else {
      if (name !== '') use(name);
      name = '';
    }
  }
}

function placesOf(namespace: Namespace): Namespace[] {
  const places: Namespace[] = [namespace];
  const fallback = read(namespace, 'default');
  if (isObject(fallback)) places[places.length] = fallback;
  if (isObject(commonJs.exports)) places[places.length] = commonJs.exports as Namespace;
  return places;
}

function read(place: Namespace | undefined, name: string): unknown {
  try {
    return place?.[name];
  } catch {
    return undefined;
  }
}
