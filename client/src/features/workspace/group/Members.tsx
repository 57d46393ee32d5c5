import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { getMyGroup } from '../../../../../contract/groups.ts';
import { useAside } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';
import { useUser } from '../../../app/session.tsx';
import { laterDialog } from '../../../components/laterDialog.tsx';
import { People } from '../../../components/People.tsx';
import { listOf } from '../people/nameLists.ts';
import { PresenceNews } from '../people/presenceNews.ts';
import { usePresence } from './usePresence.ts';
import { useWorkspace } from '../writing/WorkspaceProvider.tsx';
import classes from '../workspace.module.css';

const GroupDialog = laterDialog(() => import('./GroupDialog.tsx'));

/** Who is in the group, who of them is here, and the way to change it; nothing where work is done alone. */
export function Members() {
  const { params, assignment } = useWorkspace();
  const { userId } = useUser();
  const { people } = usePresence();
  const group = useAside(getMyGroup, { params });
  const [opened, dialog] = useDisclosure(false);
  const here = people.filter(({ id, away }) => id !== userId && !away).map(({ name }) => firstName(name));
  const [news] = useState(() => new PresenceNews(announce));
  const names = here.join('\n');
  const members = people.map(({ name }) => firstName(name)).join('\n');
  useEffect(
    () => news.here(names === '' ? [] : names.split('\n'), members.split('\n')),
    [news, names, members],
  );
  useEffect(() => () => news.close(), [news]);
  if (assignment.groupMax === 1) return null;
  const waiting = group === undefined ? 0 : group.invitations.length;
  return (
    <span className={classes.people}>
      <People people={[...people]} />
      <span className={classes.here} data-relative>
        {people.length === 1
          ? 'Just you'
          : here.length === 0
            ? ''
            : `${listOf(here)} ${here.length === 1 ? 'is' : 'are'} here`}
      </span>
      <Button variant="default" size="xs" onClick={dialog.open}>
        Group{waiting > 0 && ` (${waiting} ${waiting === 1 ? 'invitation' : 'invitations'})`}
      </Button>
      {group !== undefined && <GroupDialog opened={opened} onClose={dialog.close} group={group} />}
    </span>
  );
}

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
