import type { AssignmentView } from '../../../contract/assignments.ts';
import { WHOSE } from './lateWords.ts';
import { Time } from './Time.tsx';

interface ExtensionWordsProps {
  extension: AssignmentView['extension'];
  /** Until when they have. */
  dueAt: string;
  timeZone: string;
}

/** Why a student has until later than others: the set's own time, for whom it was moved, and the reason. */
export function ExtensionWords({ extension, dueAt, timeZone }: ExtensionWordsProps) {
  if (extension === null) return null;
  return (
    <span>
      extended for {WHOSE[extension.for]} from{' '}
      <Time at={extension.setDueAt} timeZone={timeZone} apartFrom={dueAt} />:{' '}
      <span dir="auto">{extension.reason}</span>
    </span>
  );
}
