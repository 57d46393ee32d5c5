/** What handing in at this moment would cost, by the rule that holds for the reader. */
import type { AssignmentView } from '../../../../../contract/assignments.ts';
import { daysLate, shareLost } from '../../../../../grader/core/policies/lateness.ts';

export interface LateNow {
  /** Nothing is taken any more. */
  isOver: boolean;
  /** Beyond the minutes of grace. */
  isLate: boolean;
  /** Late days that this set would use, more than it does. */
  uses: number;
  /** Percent of the points, after late days. */
  costs: number;
}

export function lateNow(
  { rule, lateDays }: Pick<AssignmentView, 'rule' | 'lateDays'>,
  now: number,
  zone: string,
): LateNow {
  const at = new Date(now);
  const inTimeUntil = new Date(rule.inTimeUntil);
  const { penalty, lateDays: most } = rule.late;
  const needed = penalty === null ? 0 : daysLate(at, inTimeUntil, zone);
  const used = lateDays?.used ?? 0;
  const available = lateDays === null ? 0 : lateDays.left + used;
  const covered = Math.min(needed, available, most ?? needed);
  const share = shareLost(at, { inTimeUntil, penalty, covered, zone });
  return {
    isOver: rule.acceptedUntil !== null && at > new Date(rule.acceptedUntil),
    isLate: at > inTimeUntil,
    uses: Math.max(0, covered - used),
    costs: Math.round(share * 1000) / 10,
  };
}

const days = (count: number): string => `${count} late ${count === 1 ? 'day' : 'days'}`;

/** "Handing in now uses 1 of your 2 late days."; what it costs beyond them. */
export function costWords({ uses, costs }: LateNow, lateDays: AssignmentView['lateDays']): string[] {
  return [
    ...(uses > 0 && lateDays ? [`Handing in now uses ${uses} of your ${days(lateDays.left)}.`] : []),
    ...(costs > 0 ? [`It loses ${costs} % of the points that it earns.`] : []),
    ...(uses === 0 && costs === 0 ? ['That costs no points.'] : []),
  ];
}
