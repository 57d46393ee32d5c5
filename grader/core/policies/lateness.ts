/** How late something is and what that costs. Values in, values out. */
import { shiftDays } from '../../wallClock.ts';

/** What late work loses of the points that it earned: so much for each hour or day begun, at most so much. */
export interface Penalty {
  percent: number;
  per: 'hour' | 'day';
  atMost: number;
}

/** How long after the due time late work is taken. */
export type LateWindow = { hours: number } | { days: number };

export interface LateRules {
  /** After the due time, during which nothing is late. */
  graceMinutes: number;
  /** How long after the due time late work is taken; null: until grades are released. */
  window: LateWindow | null;
  penalty: Penalty | null;
  /** Late days that this set may use at most; null: as many as somebody has. */
  lateDays: number | null;
  /** What a set that was not handed in counts in the total. */
  missing: 'zero' | 'left_out';
}

const [HOUR, DAY] = [3_600_000, 86_400_000];

/**
 * Days begun after a time, by the clock of the zone: the same hour tomorrow is one day later, also in the two nights of the
 * year when that is 23 or 25 hours.
 */
export function daysLate(at: Date, inTimeUntil: Date, zone: string): number {
  if (at <= inTimeUntil) return 0;
  let days = Math.max(1, Math.floor((at.getTime() - inTimeUntil.getTime()) / DAY));
  while (shiftDays(inTimeUntil, days, zone) < at) days += 1;
  return days;
}

/**
 * The share of its points that something loses which was handed in at a moment, from 0 to 1.
 *
 * @param covered late days that pay for it: they move the end of the time by so many days
 */
export function shareLost(
  at: Date,
  {
    inTimeUntil,
    penalty,
    covered,
    zone,
  }: { inTimeUntil: Date; penalty: Penalty | null; covered: number; zone: string },
): number {
  const days = daysLate(at, inTimeUntil, zone) - covered;
  if (penalty === null || days <= 0) return 0;
  const end = covered === 0 ? inTimeUntil : shiftDays(inTimeUntil, covered, zone);
  const units = penalty.per === 'day' ? days : Math.ceil((at.getTime() - end.getTime()) / HOUR);
  return Math.min(units * penalty.percent, penalty.atMost, 100) / 100;
}

/** Points that a score loses; one below nothing loses none. */
export const pointsLost = (score: number, share: number): number => Math.max(0, score) * share;
