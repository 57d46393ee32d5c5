/** Finds a student's functions and classes: exported, put on `module.exports`, or simply declared at the top level. */
import { isObject } from './describe.ts';
import { keys } from './intrinsics.ts';

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

/** The value the program has under `name`, undefined when there is none. */
export function findEntry(namespace: Namespace, scope: Scope, name: string): unknown {
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

/** Names of functions and classes, comma-separated: everything exported, and those of `declared` that are there. */
export function listCallables(namespace: Namespace, scope: Scope, declared: string): string {
  let list = '';
  const add = (name: string): void => {
    if (typeof findEntry(namespace, scope, name) === 'function') list += (list === '' ? '' : ',') + name;
  };
  const places = placesOf(namespace);
  for (let i = 0; i < places.length; i++) {
    const names = keys(places[i] as object);
    for (let j = 0; j < names.length && j < 50; j++) add(names[j] as string);
  }
  let name = '';
  for (let i = 0; i <= declared.length; i++) {
    const character = declared[i];
    if (character !== undefined && character !== ',') name += character;
    else {
      if (name !== '') add(name);
      name = '';
    }
  }
  return list;
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
