import { exportGradebook, exportSetScores } from '../../../../contract/gradebook.ts';
import { addressOf } from '../../api/address.ts';
import type { HeaderAction } from '../../components/HeaderMenu.tsx';

/** All sets, in our own columns and in those of other systems. */
export function exportActions(course: string): HeaderAction[] {
  return [
    { label: 'Export CSV', href: addressOf(exportGradebook, { course }) },
    { label: 'Export for Canvas', href: addressOf(exportGradebook, { course }, { format: 'canvas' }) },
    {
      label: 'Export as nbgrader does',
      href: addressOf(exportGradebook, { course }, { format: 'nbgrader' }),
    },
  ];
}

/** One set, question by question. */
export function exportSetActions(course: string, assignment: string): HeaderAction[] {
  const params = { course, assignment };
  return [
    { label: 'Export questions as CSV', href: addressOf(exportSetScores, params, { format: 'stepwise' }) },
    { label: 'Export as Gradescope does', href: addressOf(exportSetScores, params) },
  ];
}

export const importAction = (course: string): HeaderAction => ({
  label: 'Import scores',
  to: `/c/${course}/import-scores`,
});
