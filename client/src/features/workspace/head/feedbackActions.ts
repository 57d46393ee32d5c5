import type { AssignmentView } from '../../../../../contract/assignments.ts';
import type { HeaderAction } from '../../../components/HeaderMenu.tsx';

/** Once grades are out, the way from the work to what was said of it. */
export const feedbackActions = (assignment: AssignmentView, base: string): HeaderAction[] =>
  assignment.gradesReleasedAt === null
    ? []
    : [{ label: 'Read feedback', to: `${base}/feedback`, primary: true }];
