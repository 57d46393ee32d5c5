/** Plays one episode with an optimizer of the student's: numbers in, numbers out, nothing judged. */
import { Bytes, Doubles, parseJson } from './intrinsics.ts';
import { describeThrown } from './failure.ts';
import { openOptimizer, type Optimizer, type Parameter } from './forms.ts';
import { BadReturn, makeValue, sizeOf, type Dtype, type Value } from './values.ts';

export interface EpisodePlan {
  dtype: Dtype;
  steps: number;
  parameters: { shape: number[]; start: number[]; config: Record<string, number> | null }[];
  changes: { step: number; set: Record<string, number> }[];
}

/** Flat, so that the host reads each field as a primitive; fields that do not apply are absent. */
export interface EpisodeEnd {
  status: 'completed' | 'raised' | 'bad-return' | 'unusable';
  /** Comma-separated, one a parameter. */
  dtypes?: string;
  keeps?: Optimizer['keeps'];
  found?: string;
  reason?: string;
  expected?: string;
  type?: string;
  message?: string;
  stack?: string;
}

/** Takes the parameters before the coming step, float64, one after the other; returns the gradients there. */
export type Ask = (parameters: ArrayBuffer) => ArrayBuffer;

/**
 * @param plan an EpisodePlan as JSON
 * @param gradients all steps of a replay one after the other, float64, or in closed loop whom to ask for each step's
 * @param rows float64; receives the number of steps done, then the parameters after every step
 */
export function play(
  entry: unknown,
  plan: string,
  gradients: ArrayBuffer | Ask,
  rows: ArrayBuffer,
): EpisodeEnd {
  try {
    return playUnsafe(entry, parseJson(plan) as EpisodePlan, gradients, new Doubles(rows));
  } catch (error) {
    if (BadReturn.is(error)) {
      return { status: 'bad-return', reason: error.reason, found: error.found, expected: error.expected };
    }
    const { type, message, stack } = describeThrown(error);
    return { status: 'raised', type, message, stack };
  }
}

function playUnsafe(
  entry: unknown,
  plan: EpisodePlan,
  gradients: ArrayBuffer | Ask,
  rows: Float64Array,
): EpisodeEnd {
  const parameters = parametersOf(plan);
  const optimizer = openOptimizer(entry, parameters);
  if (typeof optimizer === 'string') return { status: 'unusable', found: optimizer };
  let width = 0;
  for (let i = 0; i < parameters.length; i++) width += (parameters[i] as Parameter).size;
  const gradientsAt = source(gradients, parameters, width);
  for (let step = 0; step < plan.steps; step++) {
    applyChanges(optimizer, plan, step);
    optimizer.step(valuesOf(parameters, gradientsAt(step)));
    writeRow(parameters, rows, 1 + step * width);
    rows[0] = step + 1;
  }
  let dtypes = '';
  for (let i = 0; i < parameters.length; i++)
    dtypes += (i > 0 ? ',' : '') + (parameters[i] as Parameter).returned;
  return { status: 'completed', dtypes, keeps: optimizer.keeps };
}

/** Where the flat gradients of a step come from. */
function source(
  gradients: ArrayBuffer | Ask,
  parameters: Parameter[],
  width: number,
): (step: number) => Float64Array {
  if (typeof gradients !== 'function') return (step) => new Doubles(gradients, 8 * step * width, width);
  return () => {
    const buffer = new Bytes(8 * width);
    writeRow(parameters, new Doubles(buffer), 0);
    return new Doubles(gradients(buffer));
  };
}

function writeRow(parameters: Parameter[], target: Float64Array, offset: number): void {
  let at = offset;
  for (let i = 0; i < parameters.length; i++) {
    const { row, size } = parameters[i] as Parameter;
    for (let j = 0; j < size; j++) target[at++] = row[j] as number;
  }
}

/** Fresh values in the shapes of the parameters from flat numbers. */
function valuesOf(parameters: Parameter[], flat: Float64Array): Value[] {
  const values: Value[] = [];
  let at = 0;
  for (let i = 0; i < parameters.length; i++) {
    const { shape, size, dtype } = parameters[i] as Parameter;
    values[i] = makeValue(shape, flat, at, dtype);
    at += size;
  }
  return values;
}

function parametersOf(plan: EpisodePlan): Parameter[] {
  const parameters: Parameter[] = [];
  for (let i = 0; i < plan.parameters.length; i++) {
    const { shape, start, config } = plan.parameters[i] as EpisodePlan['parameters'][number];
    const size = sizeOf(shape);
    const row = new Doubles(size);
    for (let j = 0; j < size; j++) row[j] = start[j] as number;
    parameters[i] = { shape, size, row, config, dtype: plan.dtype, returned: 'float64' };
  }
  return parameters;
}

function applyChanges(optimizer: Optimizer, plan: EpisodePlan, step: number): void {
  for (let i = 0; i < plan.changes.length; i++) {
    const change = plan.changes[i] as EpisodePlan['changes'][number];
    if (change.step === step) optimizer.change(change.set);
  }
}
