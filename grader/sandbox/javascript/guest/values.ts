/**
 * Parameters and gradients as a student's code sees them, and back.
 *
 * A scalar (shape []) is a number, a vector ([n]) a Float64Array, a matrix ([n, m]) an array of n Float64Arrays of m;
 * Float32Array instead where the episode is in float32. Back come numbers, arrays, typed arrays and nested arrays.
 */
import { describe } from './describe.ts';
import { Doubles, Floats, isArray, typedArrayLength, typedArrayName } from './intrinsics.ts';

export type Value = number | Float64Array | Float32Array | (Float64Array | Float32Array)[];
export type Dtype = 'float64' | 'float32';

/** A return value that is no (next_w, config) pair of the right shape and type. */
export class BadReturn {
  #brand = true;
  readonly reason: string;
  readonly found: string;
  readonly expected: string;

  constructor(reason: string, found: string, expected: string) {
    this.reason = reason;
    this.found = found;
    this.expected = expected;
  }

  /** Unlike `instanceof`, runs no student code. */
  static is(value: unknown): value is BadReturn {
    return typeof value === 'object' && value !== null && #brand in value && value.#brand;
  }
}

export function sizeOf(shape: number[]): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i] as number;
  return size;
}

/** A fresh value of `shape` from the numbers of `flat` at `offset`, row by row. */
export function makeValue(shape: number[], flat: Float64Array, offset: number, dtype: Dtype): Value {
  if (shape.length === 0) return rowOf(flat, offset, 1, dtype)[0] as number;
  if (shape.length === 1) return rowOf(flat, offset, shape[0] as number, dtype);
  const count = shape[0] as number;
  const length = shape[1] as number;
  const rows: (Float64Array | Float32Array)[] = [];
  for (let i = 0; i < count; i++) rows[i] = rowOf(flat, offset + i * length, length, dtype);
  return rows;
}

function rowOf(
  flat: Float64Array,
  offset: number,
  length: number,
  dtype: Dtype,
): Float64Array | Float32Array {
  const row = dtype === 'float64' ? new Doubles(length) : new Floats(length);
  for (let i = 0; i < length; i++) row[i] = flat[offset + i] as number;
  return row;
}

/**
 * Reads a student's value of `shape` into `target`, row by row. The dtype it came in is returned: `float64` for
 * numbers and plain arrays. Throws BadReturn.
 */
export function readValue(value: unknown, shape: number[], target: Float64Array): string {
  if (shape.length === 0) return readScalar(value, target);
  if (shape.length === 1) return readRow(value, shape, target, 0, shape[0] as number);
  const count = shape[0] as number;
  const length = shape[1] as number;
  if (!isList(value)) throw new BadReturn('wrong-type', describe(value), expectedValue(shape));
  if (lengthOf(value) !== count) throw new BadReturn('wrong-shape', shapeOf(value), expectedValue(shape));
  let dtype = 'float64';
  for (let i = 0; i < count; i++) {
    const row = value[i];
    if (typeof row === 'number') throw new BadReturn('wrong-shape', shapeOf(value), expectedValue(shape));
    const read = readRow(row, shape, target, i * length, length);
    if (read !== 'float64') dtype = read;
  }
  return dtype;
}

function readScalar(value: unknown, target: Float64Array): string {
  if (typeof value !== 'number') {
    throw new BadReturn(
      isList(value) ? 'wrong-shape' : 'wrong-type',
      isList(value) ? shapeOf(value) : describe(value),
      expectedValue([]),
    );
  }
  target[0] = value;
  return 'float64';
}

function readRow(
  value: unknown,
  shape: number[],
  target: Float64Array,
  offset: number,
  length: number,
): string {
  const expected = expectedValue(shape);
  if (typeof value === 'number') throw new BadReturn('wrong-shape', describe(value), expected);
  if (!isList(value)) throw new BadReturn('wrong-type', describe(value), expected);
  if (lengthOf(value) !== length) throw new BadReturn('wrong-shape', shapeOf(value), expected);
  for (let i = 0; i < length; i++) {
    const element = value[i];
    if (typeof element !== 'number') {
      const reason = isList(element) ? 'wrong-shape' : 'wrong-type';
      throw new BadReturn(
        reason,
        isList(element) ? shapeOf(value) : `${describe(element)} at [${i}]`,
        expected,
      );
    }
    target[offset + i] = element;
  }
  return dtypeOf(value);
}

function dtypeOf(list: object): string {
  const name = typedArrayName(list);
  if (name === undefined || name === 'Float64Array') return 'float64';
  if (name === 'Float32Array') return 'float32';
  return name === 'Float16Array' ? 'float16' : 'integer';
}

export function isList(value: unknown): value is unknown[] {
  return (
    typeof value === 'object' && value !== null && (isArray(value) || typedArrayName(value) !== undefined)
  );
}

function lengthOf(list: unknown[]): number {
  return typedArrayName(list) === undefined ? list.length : typedArrayLength(list);
}

/** `shape [3]` or, where the rows are lists too, `shape [3, 2]`. */
function shapeOf(list: unknown[]): string {
  const first = list[0];
  return isList(first) ? `shape [${lengthOf(list)}, ${lengthOf(first)}]` : `shape [${lengthOf(list)}]`;
}

function expectedValue(shape: number[]): string {
  if (shape.length === 0) return 'a number';
  return shape.length === 1 ? `shape [${shape[0]}]` : `shape [${shape[0]}, ${shape[1]}]`;
}
