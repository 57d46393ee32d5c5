import { Notice } from '../../../components/Notice.tsx';
import { KeptAside } from './KeptAside.tsx';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';
import classes from '../workspace.module.css';

/** Above the work: why it is read-only and who can reopen it, and what its reader must decide about the draft. */
export function WorkNotices() {
  const { locked } = useWorkspace();
  return (
    <div className={classes.notices}>
      {locked !== null && (
        <Notice kind="info" title="Locked">
          {locked}
        </Notice>
      )}
      <KeptAside />
    </div>
  );
}
