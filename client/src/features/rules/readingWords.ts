/** How a reading is shown, as values. */
import type { RuleReading } from '../../../../contract/rules.ts';
import type { StatusKind } from '../../components/Status.tsx';

export interface ReadingLook {
  /** Tick, triangle or ring. */
  status: StatusKind;
  /** Whether the headline says all that there is to say. */
  brief: boolean;
}

export function lookOf({ understood, right }: RuleReading): ReadingLook {
  if (right) return { status: 'passed', brief: true };
  return { status: understood ? 'late' : 'ungraded', brief: false };
}

/** Said wherever a reading is shown to students. */
export const READING_IS_NO_GRADE =
  'A program reads the rule, and judges no explanation. People grade your answer.';

export const NO_FORMULA = 'No formula yet. Write the update between `$$` and `$$` to see how it is read.';
