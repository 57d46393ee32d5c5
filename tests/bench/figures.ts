/** Figures of a bench: taken with a clock, printed, and never asserted, since they are those of the machine. */

export interface Figure {
  id: string;
  title: string;
  value: number;
  unit: 'ms' | 'runs/s' | 'MB' | '×' | 'runs' | 'rules' | 'texts' | 'cases' | 'errors' | 'points';
  /** What it should be on two cores, in words; empty when it only stands for comparison. */
  goal: string;
}

export const figure = (
  id: string,
  title: string,
  value: number,
  unit: Figure['unit'],
  goal = '',
): Figure => ({ id, title, value, unit, goal });

export interface Bench {
  name: string;
  /** What was measured with, such as versions. */
  setting: Record<string, string | number>;
  figures: Figure[];
  /** Cases behind the figures, printed with `--json`. */
  lists?: Record<string, string[]>;
}

/** @param share 0.5 is the median, 0.95 what one in twenty exceeds */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Names in an order that follows from the round (Fisher–Yates; Park and Miller's generator). */
function shuffled<Name>(names: readonly Name[], round: number): Name[] {
  const order = [...names];
  let state = round + 1;
  for (let end = order.length - 1; end > 0; end--) {
    for (let draw = 0; draw < 3; draw++) state = (state * 48_271) % 2_147_483_647;
    const other = state % (end + 1);
    [order[end], order[other]] = [order[other]!, order[end]!];
  }
  return order;
}

/**
 * Takes turns, so that whatever else the machine does in the meantime falls on all alike. Every round has an order of its
 * own, the same in every bench: what leaves work behind, such as the teardown of namespaces, would otherwise always
 * leave it to the same one.
 */
export async function timedInTurn<Name extends string>(
  rounds: number,
  works: Record<Name, () => unknown>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffled(names, round)) times[name].push(await timed(works[name]));
  }
  return times;
}

/** Calls `work` `count` times, `concurrency` at a time, and hands out the milliseconds of each call in order of its end. */
export async function timedTogether(
  count: number,
  concurrency: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  let left = count;
  const lane = async () => {
    while (left-- > 0) times.push(await timed(work));
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return times;
}

/** Of what must not be, and was. Other goals are words for people: a clock's figures are those of the machine. */
export const missedZeros = ({ figures }: Bench): Figure[] =>
  figures.filter(({ goal, value }) => goal === '0' && value > 0);

export function printBench({ name, setting, figures }: Bench): string {
  const lines = figures.map(({ title, value, unit, goal }) => {
    const number = value.toFixed(unit === '×' ? 3 : value < 10 ? 2 : value < 1000 ? 1 : 0);
    return `${title.padEnd(72)}${number.padStart(9)} ${unit.padEnd(7)}${goal && `goal ${goal}`}`.trimEnd();
  });
  const with_ = Object.entries(setting).map(([key, value]) => `${key} ${value}`);
  return [`${name}: ${with_.join(', ')}`, ...lines, ''].join('\n');
}
