/**
 * The parts of the language that the guest modules use, taken before a student's code is loaded, so that a patched
 * prototype or global changes nothing here. Everything under `guest/` runs inside QuickJS, beside the student's
 * code, and is written with these, with index loops and with literals: no iterators (so no array destructuring), no array methods,
 * no `length` of a typed array.
 */
type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

const { bind, call } = Function.prototype;

/** Turns a method into a function that takes `this` first and looks nothing up when it is called. */
const uncurry = bind.bind(call) as <This, Args extends unknown[], Result>(
  method: Method<This, Args, Result>,
) => (self: This, ...args: Args) => Result;

function getter<Result>(prototype: object, key: PropertyKey): (self: object) => Result {
  return uncurry(Object.getOwnPropertyDescriptor(prototype, key)?.get as Method<object, [], Result>);
}

const TypedArrayPrototype = Object.getPrototypeOf(Float64Array.prototype) as object;

export const Bytes = ArrayBuffer;
export const Doubles = Float64Array;
export const Floats = Float32Array;
export const { isArray } = Array;
export const { keys, getPrototypeOf, hasOwn, create, defineProperty, getOwnPropertyDescriptor } = Object;
export const { apply, construct, ownKeys, set: reflectSet } = Reflect;
export const parseJson = JSON.parse as (text: string) => unknown;
export const PromiseClass = Promise;
export const MapClass = Map;
export const SetClass = Set;
export const DateClass = Date;
export const eachOfMap = uncurry(Map.prototype.forEach);
export const eachOfSet = uncurry(Set.prototype.forEach);
export const copyOfTyped = uncurry(Float64Array.prototype.slice);
export const ObjectPrototype = Object.prototype;
/** `Float64Array` and the like; undefined for anything that is not a typed array. Runs no student code. */
export const typedArrayName = getter<string | undefined>(TypedArrayPrototype, Symbol.toStringTag);
export const typedArrayLength = getter<number>(TypedArrayPrototype, 'length');
export const sourceOf = uncurry(Function.prototype.toString);
export const slice = uncurry(String.prototype.slice);
export const lower = uncurry(String.prototype.toLowerCase);
