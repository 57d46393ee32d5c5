import { Notice } from '../../components/Notice.tsx';
import classes from './LockedNotice.module.css';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** Says why a set is read-only and who can reopen it. */
export function LockedNotice() {
  const { locked } = useWorkspace();
  if (locked === null) return null;
  return (
    <div className={classes.notice}>
      <Notice kind="info" title="Locked">
        {locked}
      </Notice>
    </div>
  );
}
