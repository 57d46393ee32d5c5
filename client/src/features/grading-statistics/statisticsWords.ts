import type { Difference, SecondGradings } from '../../../../contract/gradingStatistics.ts';
import { deltaText } from '../../components/points.ts';

/** `40 s`, `2 min 5 s`. */
export function secondsWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** `Mean 0.75 of 1, spread 0.35`. */
export const summaryWords = (
  { mean, spread }: { mean: number; spread: number | null },
  points: number,
): string => `Mean ${mean.toFixed(2)} of ${points}${spread === null ? '' : `, spread ${spread.toFixed(2)}`}`;

/** `κ 0.82`. */
export const kappaWords = (kappa: number): string => `κ ${kappa.toFixed(2).replace('-', '−')}`;

const signed = (value: number): string =>
  `${value < -0.005 ? '−' : value > 0.005 ? '+' : ''}${Math.abs(value).toFixed(2)}`;

/** `+0.50 (+0.10 to +0.90)`; a dash where there is too little to compare. */
export const differenceWords = (difference: Difference | null): string =>
  difference === null
    ? '–'
    : `${signed(difference.by)} (${signed(difference.low)} to ${signed(difference.high)})`;

/** Whether chance alone would rarely make such a difference. */
export const drifting = (difference: Difference | null): boolean =>
  difference !== null && (difference.low > 0 || difference.high < 0);

type Twice = SecondGradings['answers'][number];

/** In what the two differ: items, and what was added to them. All points on both sides are the same, whatever was ticked for them. */
export function differences(each: Twice, points: number): string[] {
  const { first, second, firstScore, secondScore, firstAdjustment, secondAdjustment } = each;
  if (firstScore === points && secondScore === points) return [];
  const adjusted = firstAdjustment !== secondAdjustment;
  const added = (adjustment: number) =>
    adjusted && adjustment !== 0 ? [`adjusted by ${deltaText(adjustment)}`] : [];
  return [
    ...[...each.onlyFirst, ...added(firstAdjustment)].map((words) => `${first.name}: ${words}`),
    ...[...each.onlySecond, ...added(secondAdjustment)].map((words) => `${second.name}: ${words}`),
  ];
}
