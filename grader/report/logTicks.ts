/** Which numbers stand at a logarithmic axis. Pure. */
import { scaleLinear } from 'd3-scale';

/** Between the middles of two labels, one below the other: a line of small print and air. */
const APART = 18;
/** What is labelled of every decade: `[1, 2, 5]` are 1, 2, 5, 10, 20, 50 and so on. */
const DIGITS = [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 5], [1, 3], [1]];

/**
 * As many round numbers from `low` to `high` as find room without touching.
 * @param length of the axis from `low` to `high`, in pixels
 */
export function logTicks(low: number, high: number, length: number): number[] {
  const perDecade = length / Math.log10(high / low);
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const within = (digits: readonly number[], of = powers) =>
    of
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((value) => value >= low && value <= high);
  // Within a decade a logarithmic axis is nearly a linear one; over many, not every power finds room.
  const stride = Math.ceil(APART / perDecade);
  const sparse = powers.filter((power) => power % stride === 0);
  const linear = scaleLinear([low, high], [0, length]);
  const others = high / low < 10 ? [5, 4, 3, 2].map((count) => linear.ticks(count)) : [within([1], sparse)];
  const fits = (values: readonly number[]) =>
    values.every((value, i) => i === 0 || Math.log10(value / values[i - 1]!) * perDecade >= APART);
  return [...DIGITS.map((digits) => within(digits)), ...others]
    .filter(fits)
    .reduce((most, each) => (each.length > most.length ? each : most), []);
}
