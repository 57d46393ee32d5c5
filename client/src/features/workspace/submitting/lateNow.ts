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

/** What a submission that counts costs its reader, by the rule and the late days of now: the days that it uses, and percent of its points. */
export function lateCost(
  { rule, lateDays }: Pick<AssignmentView, 'rule' | 'lateDays'>,
  submittedAt: string,
  zone: string,
): Pick<LateNow, 'uses' | 'costs'> {
  const uses = lateDays?.used ?? 0;
  const lateness = {
    inTimeUntil: new Date(rule.inTimeUntil),
    penalty: rule.late.penalty,
    covered: uses,
    zone,
  };
  return { uses, costs: Math.round(shareLost(new Date(submittedAt), lateness) * 1000) / 10 };
}

const days = (count: number): string => `${count} late ${count === 1 ? 'day' : 'days'}`;

/** "Handing in now uses 1 of your 2 late days."; what it costs beyond them. */
export const costWords = (cost: LateNow, lateDays: AssignmentView['lateDays']): string[] =>
  wordsOf(cost, lateDays && `Handing in now uses ${cost.uses} of your ${days(lateDays.left)}.`);

/** "It uses 1 of your 3 late days."; what it costs beyond them. */
export const costWordsAfter = (
  cost: Pick<LateNow, 'uses' | 'costs'>,
  lateDays: AssignmentView['lateDays'],
): string[] => wordsOf(cost, lateDays && `It uses ${cost.uses} of your ${days(lateDays.budget)}.`);

function wordsOf({ uses, costs }: Pick<LateNow, 'uses' | 'costs'>, paid: string | null): string[] {
  return [
    ...(uses > 0 && paid !== null ? [paid] : []),
    ...(costs > 0 ? [`It loses ${costs} % of the points that it earns.`] : []),
    ...(uses === 0 && costs === 0 ? ['That costs no points.'] : []),
  ];
}
