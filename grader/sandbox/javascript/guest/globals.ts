/** What Node and browsers have besides the language itself and a rule may well use: a deep copy of its config. */
import { isObject } from './describe.ts';
import {
  copyOfTyped,
  DateClass,
  eachOfMap,
  eachOfSet,
  isArray,
  keys,
  MapClass,
  SetClass,
  typedArrayName,
} from './intrinsics.ts';

export function installGlobals(global: Record<string, unknown>): void {
  global['structuredClone'] = (value: unknown): unknown => cloneOf(value, new MapClass());
}

/** @param known the copies made so far, so that what is there twice, or contains itself, stays so */
function cloneOf(value: unknown, known: Map<object, object>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`a ${typeof value} cannot be cloned`);
  }
  if (!isObject(value)) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  const made = emptyLike(value);
  known.set(value, made);
  if (made instanceof MapClass) {
    eachOfMap(value as unknown as Map<unknown, unknown>, (item, key) => {
      made.set(cloneOf(key, known), cloneOf(item, known));
    });
  } else if (made instanceof SetClass) {
    eachOfSet(value as unknown as Set<unknown>, (item) => made.add(cloneOf(item, known)));
  } else if (typedArrayName(made) === undefined && !(made instanceof DateClass)) {
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      (made as Record<string, unknown>)[names[i] as string] = cloneOf(value[names[i] as string], known);
    }
  }
  return made;
}

/** Of the same kind, with what is not an object of its own already in it. Objects of a class become plain ones. */
function emptyLike(value: object): object {
  if (typedArrayName(value) !== undefined) return copyOfTyped(value as Float64Array);
  if (value instanceof DateClass) return new DateClass(value);
  if (value instanceof MapClass) return new MapClass();
  if (value instanceof SetClass) return new SetClass();
  return isArray(value) ? [] : {};
}
