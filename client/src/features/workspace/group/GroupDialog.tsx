import { Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  inviteToMyGroup,
  leaveMyGroup,
  withdrawInvitation,
  type MyGroup,
} from '../../../../../contract/groups.ts';
import { call } from '../../../api/call.ts';
import { useSignal } from '../../../api/signal.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { Cancel } from '../../../components/Form.tsx';
import { Failure } from '../../../components/Failure.tsx';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Time } from '../../../components/Time.tsx';
import { InvitationToMe } from './Invitations.tsx';
import { presenceTold, setPresenceTold } from '../people/presenceNews.ts';
import { useChanges } from '../writing/useChanges.ts';
import { useGroupChange } from './useGroupChange.ts';
import { useDocumentStatus, useWorkspace } from '../writing/WorkspaceProvider.tsx';
import classes from '../workspace.module.css';

interface GroupDialogProps {
  opened: boolean;
  onClose: () => void;
  group: MyGroup;
}

/** Members, those invited, and the ways in and out. Nobody joins without agreeing. */
export default function GroupDialog({ opened, onClose, group }: GroupDialogProps) {
  const told = useSignal(presenceTold);
  return (
    <Dialog opened={opened} onClose={onClose} title="Group">
      <Stack gap="md">
        {group.invitations.map((invitation) => (
          <JoinNotice key={invitation.id} invitation={invitation} group={group} />
        ))}
        <MemberList group={group} />
        {group.arranged !== null && <Arranged {...group.arranged} />}
        {group.locked === null ? <Invite group={group} /> : <Text size="sm">{group.locked}</Text>}
        <Checkbox
          label="Tell me who comes and goes"
          checked={told}
          onChange={({ currentTarget }) => setPresenceTold(currentTarget.checked)}
        />
        {group.locked === null && (group.group?.members.length ?? 0) > 1 && <Leave onDone={onClose} />}
      </Stack>
    </Dialog>
  );
}

function JoinNotice({ invitation, group }: { invitation: MyGroup['invitations'][number]; group: MyGroup }) {
  const { params, shared } = useWorkspace();
  return (
    <InvitationToMe
      params={params}
      invitation={invitation}
      written={group.written.length}
      // What was typed last goes along, too.
      before={() => shared.flush()}
    />
  );
}

/** Staff have put me here. */
function Arranged({ at, reason }: NonNullable<MyGroup['arranged']>) {
  const { course } = useCourse();
  return (
    <Text size="sm">
      Your instructors changed your group, <Time at={at} timeZone={course.timeZone} />:{' '}
      <q dir="auto">{reason}</q>
    </Text>
  );
}

function MemberList({ group }: { group: MyGroup }) {
  const { params } = useWorkspace();
  const { course } = useCourse();
  const { userId, name } = useUser();
  const withdrawing = useGroupChange<{ id: string; name: string }>(params, {
    change: ({ id }) => call(withdrawInvitation, { params: { ...params, invitationId: id } }),
    said: (invited) => `The invitation of ${invited.name} is withdrawn`,
  });
  const members = group.group?.members ?? [{ id: userId, name }];
  return (
    <>
      <ul className={classes.members}>
        {members.map((member) => (
          <li key={member.id}>
            <span dir="auto">{member.name}</span>
            <span className={classes.muted}>{member.id === userId ? 'you' : 'joined'}</span>
          </li>
        ))}
        {group.invited.map(({ id, person, invitedAt }) => (
          <li key={id}>
            <span dir="auto">{person.name}</span>
            <span className={classes.muted}>
              invited <Time at={invitedAt} timeZone={course.timeZone} />
            </span>
            {group.locked === null && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Withdraw the invitation of ${person.name}`}
                loading={withdrawing.isPending && withdrawing.variables.id === id}
                onClick={() => withdrawing.mutate({ id, name: person.name })}
              >
                Withdraw
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failure error={withdrawing.error} />
    </>
  );
}

function Invite({ group }: { group: MyGroup }) {
  const { params } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const taken = new Set([
    ...(group.group?.members ?? []).map(({ id }) => id),
    ...group.invited.map(({ person }) => person.id),
  ]);
  const isFull = taken.size >= group.groupMax;
  const nameOf = (id: string) => group.classmates.find((each) => each.id === id)?.name ?? '';
  const inviting = useGroupChange<string>(params, {
    change: (userId) => call(inviteToMyGroup, { params, body: { userId } }),
    said: (id) => `${nameOf(id)} is invited`,
    onDone: () => setChosen(null),
  });
  return (
    <>
      {isFull ? (
        <Text size="sm">
          The group is full: up to {group.groupMax} people.
          {group.invited.length > 0 && ' Withdraw an invitation to invite somebody else.'}
        </Text>
      ) : (
        <Group align="flex-end" gap="xs">
          <Select
            style={{ flex: 1 }}
            label="Invite by name"
            searchable
            value={chosen}
            onChange={setChosen}
            data={group.classmates
              .filter(({ id }) => !taken.has(id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            nothingFoundMessage="No match"
            comboboxProps={{ withinPortal: false }}
          />
          <Button
            variant="default"
            disabled={chosen === null}
            loading={inviting.isPending}
            onClick={() => chosen !== null && inviting.mutate(chosen)}
          >
            Invite
          </Button>
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {!isFull && `Up to ${group.groupMax} people. `}Nobody joins without agreeing. You write one draft and
        hand in together.
      </Text>
      <Failure error={inviting.error} />
    </>
  );
}

function Leave({ onDone }: { onDone: () => void }) {
  const { params, shared } = useWorkspace();
  const connected = useDocumentStatus('connected');
  const { submission } = useChanges(null);
  const [asks, setAsks] = useState(false);
  const leaving = useGroupChange(params, {
    change: async () => {
      await shared.flush();
      return call(leaveMyGroup, { params });
    },
    said: () => 'You left the group',
    onDone,
  });
  if (!asks)
    return (
      <div>
        <Button variant="subtle" c="var(--danger)" size="compact-sm" onClick={() => setAsks(true)}>
          Leave the group…
        </Button>
      </div>
    );
  return (
    <Notice kind="warning" title="Leave the group?">
      <p>
        You keep {submission == null ? '' : `submission ${submission.number} and `}a copy of the draft. Later
        submissions of the group will not name you.
      </p>
      {leaving.error !== null && (
        <p role="alert">
          <Message>{leaving.error.message}</Message>
        </p>
      )}
      <Group gap="xs">
        <Cancel size="xs" isSaving={leaving.isPending} onClick={() => setAsks(false)}>
          Stay
        </Cancel>
        <Button
          size="xs"
          color="red"
          disabled={!connected}
          loading={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          Leave
        </Button>
      </Group>
    </Notice>
  );
}
