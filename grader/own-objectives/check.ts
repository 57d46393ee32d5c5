/** Whether an author's gradient is that of their value: compared with differences of it, coordinate by coordinate. */
import { formatNumber } from '../numbers.ts';
import type { Sandboxes } from '../sandbox/index.ts';
import type { Vector } from '../terms.ts';
import { ObjectiveFailed, openObjective, type OpenObjective } from './ask.ts';
import type { ObjectiveSource } from './program.ts';

export interface GradientMistake {
  /** 1-based; null where no line is to blame. */
  line: number | null;
  message: string;
}

/** Points around the start at which it is compared, and steps: an objective may change with time. */
const SHIFTS = [0, 0.37, -0.73];
const STEPS = [0, 1, 7];

/** Of the fourth order: its error is about 1e-12 of the function, and the sum of rounding another 1e-11. */
const WIDTH = 1e-3;
const TOLERANCE = 1e-6;

/** @returns null where the gradient is right */
export async function gradientMistake(
  objective: ObjectiveSource & { start: readonly number[] },
  sandboxes: Sandboxes,
): Promise<GradientMistake | null> {
  const open = openObjective(objective, objective.start.length, sandboxes);
  try {
    for (const [at, shift] of SHIFTS.entries()) {
      // Not the same in each coordinate: a gradient whose coordinates are exchanged would be right where they are equal.
      const theta = Float64Array.from(objective.start, (x, i) => x + shift * (1 + i / 3));
      const found = await mistakeAt(open, theta, STEPS[at]!);
      if (found) return { line: lineOf(objective, 'gradient'), message: found };
    }
    return null;
  } catch (error) {
    if (!(error instanceof ObjectiveFailed)) throw error;
    return { line: error.line, message: error.problem };
  } finally {
    await open.close();
  }
}

async function mistakeAt(open: OpenObjective, theta: Vector, step: number): Promise<string | null> {
  const { value, gradient } = await open.at(step, theta);
  const where = `at θ = (${Array.from(theta, formatNumber).join(', ')})${step === 0 ? '' : ` and step ${step}`}`;
  if (!Number.isFinite(value)) return `value gives ${formatNumber(value)} ${where}`;
  for (const [i, slope] of gradient.entries()) {
    const width = WIDTH * Math.max(1, Math.abs(theta[i]!));
    const moved = async (by: number) => {
      const point = Float64Array.from(theta);
      point[i]! += by * width;
      return (await open.at(step, point)).value;
    };
    const far = (await moved(2)) - (await moved(-2));
    const near = (await moved(1)) - (await moved(-1));
    const difference = (8 * near - far) / (12 * width);
    const size = Math.max(1, Math.abs(slope), Math.abs(difference), Math.abs(value));
    if (!(Math.abs(slope - difference) <= TOLERANCE * size))
      return `coordinate ${i} of the gradient ${where} is ${formatNumber(slope)}, but differences of value give ${formatNumber(difference)}`;
  }
  return null;
}

/** Where a function begins, 1-based; the file's first line where that is not seen. */
function lineOf({ source }: ObjectiveSource, name: string): number {
  const found = source.split('\n').findIndex((line) => new RegExp(`\\b${name}\\b\\s*[(=:]`).test(line));
  return found < 0 ? 1 : found + 1;
}
