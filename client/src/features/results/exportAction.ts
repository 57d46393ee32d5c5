import { exportGradebook } from '../../../../contract/gradebook.ts';
import { urlOf } from '../../../../contract/operation.ts';
import type { HeaderAction } from '../../components/HeaderMenu.tsx';

export function exportAction(course: string): HeaderAction {
  return { label: 'Export CSV', href: urlOf(exportGradebook, { course }) };
}
