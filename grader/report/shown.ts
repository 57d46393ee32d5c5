/** What the printed forms of a report are made from: what its reader may see, and nothing else. Pure. */
import type { VisibleQuestionReport, VisibleReport } from '../../contract/submissions.ts';

export type ShownReport = VisibleReport & { assignment: string };

/** "4 more shown after the due time, 1 not shown"; empty where the reader sees every test. */
export function withheldWords({
  afterDueDate,
  afterPublished,
  hidden,
}: VisibleQuestionReport['withheld']): string {
  return [
    afterDueDate > 0 ? `${afterDueDate} more shown after the due time` : '',
    afterPublished > 0 ? `${afterPublished} more shown with the grades` : '',
    hidden > 0 ? `${hidden} not shown` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** When the verdict comes that a reader does not see yet. */
export const verdictLater = ({ afterDueDate }: VisibleQuestionReport['withheld']): string =>
  afterDueDate > 0 ? 'Score after the due time' : 'Score with the grades';
