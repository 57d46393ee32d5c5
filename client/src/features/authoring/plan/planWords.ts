/** What a plan of a version says, in words. */
import type {
  GradeStep,
  MissingStep,
  PlannedQuestion,
  VersionPlan,
} from '../../../../../contract/versions.ts';
import { pointsText, toldApart } from '../../../components/points.ts';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const CHANGE_WORDS: Record<PlannedQuestion['change'], string> = {
  new: 'new',
  gone: 'removed',
  changed: 'changed',
  same: 'same',
};

/** "1 → 2 points". */
export function pointsWords({ before, after }: PlannedQuestion): string {
  if (before === null || after === null || before === after)
    return plural(Number(pointsText((after ?? before)!)), 'point');
  return `${toldApart([before, after], pointsText).join(' → ')} points`;
}

/** What is different beside the points, and for whom. */
export function differenceWords(question: PlannedQuestion): string[] {
  const { change, reworded, tested, rubric, answers, graded } = question;
  const whose = `${plural(answers, 'answer')}, ${graded} graded`;
  if (change === 'gone') return [whose, 'grades stay readable and count for nobody'];
  return [
    ...(answers > 0 ? [whose] : []),
    ...(reworded ? ['reworded'] : []),
    ...(tested ? ['tested otherwise: results stay until a rerun is applied'] : []),
    ...(rubric ? ['other rubric in the files: change items on the grading page'] : []),
  ];
}

export function gradesWords(step: GradeStep, { before, after, graded }: PlannedQuestion): string {
  if (step === 'regrade') return `regrade ${graded}`;
  if (step === 'kept') return before === after ? 'keep grades' : 'keep points';
  const factor = before ? (after ?? 0) / before : 1;
  return `grades × ${pointsText(factor)}`;
}

export function missingWords(step: MissingStep, { without }: PlannedQuestion): string {
  const whom = plural(without, 'submission');
  return step === 'zero' ? `0 points for ${whom} without it` : `full points for ${whom} without it`;
}

/** "31 up, 0 down, 169 same, 2 get a score, 6 not compared: not all graded". */
export function scoresWords({ up, down, same, scored, open, ungraded }: VersionPlan): string {
  return [
    `${up} up, ${down} down, ${same} same`,
    ...(scored > 0 ? [`${scored} ${scored === 1 ? 'gets' : 'get'} a score`] : []),
    ...(open > 0 ? [`${open} without a score until graded`] : []),
    ...(ungraded > 0 ? [`${ungraded} not compared: not all graded`] : []),
  ].join(', ');
}

export function dueWords({ becomeLate, becomeInTime }: VersionPlan): string {
  const words = [
    ...(becomeInTime > 0 ? [`${becomeInTime} no longer late`] : []),
    ...(becomeLate > 0 ? [`${becomeLate} become late`] : []),
  ];
  return words.length > 0 ? words.join(', ') : 'nobody becomes late or in time';
}
