import { listSubmissions } from '../../../../../contract/submissions.ts';
import { useAside } from '../../../api/query.ts';
import type { HeaderAction } from '../../../components/HeaderMenu.tsx';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';

/** Once grades are out, the way from the work to what was said of it. Whoever handed in nothing has nothing to read there. */
export function useFeedbackActions(base: string): HeaderAction[] {
  const { assignment, params } = useWorkspace();
  const hasNone = useAside(listSubmissions, { params })?.submissions.length === 0;
  return assignment.gradesReleasedAt === null || hasNone
    ? []
    : [{ label: 'Read feedback', to: `${base}/feedback`, primary: true }];
}
