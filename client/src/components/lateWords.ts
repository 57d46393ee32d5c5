import type { RuleView } from '../../../contract/assignments.ts';

type Late = RuleView['late'];

/** For whom something was moved, as they read it. */
export const WHOSE = { student: 'you', group: 'your group', section: 'your section' };

const percent = (share: number): string => `${share} %`;

/** "late work loses 10 % of its points a day, at most 50 %"; null where it costs nothing. */
export function penaltyWords({ penalty }: Pick<Late, 'penalty'>): string | null {
  if (penalty === null || penalty.percent === 0) return null;
  const most = penalty.atMost < 100 ? `, at most ${percent(penalty.atMost)}` : '';
  return `late work loses ${percent(penalty.percent)} of its points ${penalty.per === 'day' ? 'a day' : 'an hour'}${most}`;
}

/** "late days left: 2 of 3"; null where they are of no use. */
export const lateDaysWords = (lateDays: { left: number; budget: number } | null): string | null =>
  lateDays && `late days left: ${lateDays.left} of ${lateDays.budget}`;
