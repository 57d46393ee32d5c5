import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getMyGroup } from '../../../../contract/groups.ts';
import { useCall } from '../../api/query.ts';
import { useUser } from '../../app/session.tsx';
import { PeopleIcon } from '../../components/icons.tsx';
import { MembersDialog } from './MembersDialog.tsx';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** The members of my group and the way to change them; nothing where work is done alone. */
export function Members() {
  const { params, assignment } = useWorkspace();
  const group = useCall(getMyGroup, { params }).data;
  const { userId } = useUser();
  const [opened, dialog] = useDisclosure(false);
  if (assignment.groupMax === 1 || group === undefined) return null;
  const others = group.group?.members.filter(({ id }) => id !== userId) ?? [];
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8, flexWrap: 'wrap' }}>
      <PeopleIcon />
      {others.length === 0 ? 'Only you so far' : `You, ${others.map(({ name }) => name).join(', ')}`}
      {group.locked === null ? (
        <Button variant="default" size="compact-xs" onClick={dialog.open}>
          Change members
        </Button>
      ) : (
        <span>({group.locked})</span>
      )}
      <MembersDialog key={String(opened)} opened={opened} onClose={dialog.close} group={group} />
    </span>
  );
}
