import type { RubricGroup } from '../../../../../contract/grading.ts';
import { deltaText } from '../../../components/points.ts';

/** What a group of items does, in a few words: "Formulas: one at most, no less than −0.5". */
export function groupWords({ name, exclusive, floor, cap }: Omit<RubricGroup, 'id'>): string {
  const rules = [
    ...(exclusive ? ['one at most'] : []),
    ...(floor === null ? [] : [`no less than ${deltaText(floor)}`]),
    ...(cap === null ? [] : [`no more than ${deltaText(cap)}`]),
  ];
  return rules.length === 0 ? name : `${name}: ${rules.join(', ')}`;
}

export function answersWords(count: number): string {
  return `${count} ${count === 1 ? 'answer' : 'answers'}`;
}
