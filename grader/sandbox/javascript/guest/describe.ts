/** Student values in words: for messages, and for `console.log`. Output is bounded whatever the value is. */
import {
  getPrototypeOf,
  isArray,
  keys,
  PromiseClass,
  slice,
  typedArrayLength,
  typedArrayName,
} from './intrinsics.ts';

const MAX_TEXT = 200;
const MAX_ITEMS = 100;
const MAX_DEPTH = 3;

export function clip(text: string, length = MAX_TEXT): string {
  return text.length > length ? slice(text, 0, length) + '…' : text;
}

export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

export function isPromise(value: unknown): boolean {
  return isObject(value) && (value instanceof PromiseClass || typeof value['then'] === 'function');
}

/** What a value is, in a few words, such as `undefined`, `an array of 3` or `an object with the keys m, v`. */
export function describe(value: unknown): string {
  try {
    return clip(describeUnsafe(value));
  } catch {
    return 'an object that cannot be read';
  }
}

function describeUnsafe(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  if (typeof value === 'string') return `the string "${clip(value, 40)}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `${value}`;
  if (typeof value === 'bigint') return 'a BigInt';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'function') return 'a function';
  const name = typedArrayName(value);
  if (name !== undefined) return `a ${name} of ${typedArrayLength(value)}`;
  if (isArray(value)) return `an array of ${value.length}`;
  if (isPromise(value)) return 'a Promise (write the function without async)';
  return describeObject(value);
}

function describeObject(value: object): string {
  const className = classNameOf(value);
  if (className !== 'Object') return `a ${className}`;
  const names = keys(value);
  if (names.length === 0) return 'an empty object';
  let list = '';
  for (let i = 0; i < names.length && i < 8; i++) list += (i > 0 ? ', ' : '') + names[i];
  return `an object with the keys ${list}${names.length > 8 ? ', …' : ''}`;
}

function classNameOf(value: object): string {
  const prototype = getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  const name = prototype?.constructor?.name;
  return typeof name === 'string' && name !== '' ? clip(name, 40) : 'Object';
}

/** A value as `console.log` shows it. At most about `room` characters. */
export function inspect(value: unknown, room: number, depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? slice(value, 0, room) : `'${slice(value, 0, room)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'Symbol()';
  if (!isObject(value)) return isNegativeZero(value) ? '-0' : `${value as number}`;
  if (typeof value === 'function') return '[function]';
  const name = typedArrayName(value);
  if (name === undefined && value['stack'] !== undefined && typeof value['message'] === 'string') {
    return slice(`${classNameOf(value)}: ${value['message']}`, 0, room);
  }
  if (depth >= MAX_DEPTH) return '[…]';
  if (name !== undefined)
    return `${name}(${typedArrayLength(value)}) [${items(value, typedArrayLength(value), room, depth)}]`;
  if (isArray(value)) return `[${items(value, value.length, room, depth)}]`;
  return `{${entries(value, room, depth)}}`;
}

function items(list: object, length: number, room: number, depth: number): string {
  let text = '';
  for (let i = 0; i < length && text.length < room; i++) {
    if (i === MAX_ITEMS) return `${text}, … ${length - i} more`;
    text += (i > 0 ? ', ' : ' ') + inspect((list as unknown[])[i], room - text.length, depth + 1);
  }
  return text === '' ? '' : text + ' ';
}

function entries(object: Record<PropertyKey, unknown>, room: number, depth: number): string {
  const names = keys(object);
  let text = '';
  for (let i = 0; i < names.length && i < MAX_ITEMS && text.length < room; i++) {
    const name = names[i] as string;
    text += `${i > 0 ? ', ' : ' '}${clip(name)}: ${inspect(object[name], room - text.length, depth + 1)}`;
  }
  return text === '' ? '' : text + ' ';
}

function isNegativeZero(value: unknown): boolean {
  return value === 0 && 1 / value < 0;
}
