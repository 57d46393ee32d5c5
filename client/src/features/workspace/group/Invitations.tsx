import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AssignmentRow } from '../../../../../contract/assignments.ts';
import {
  acceptInvitation,
  getMyGroup,
  withdrawInvitation,
  type MyGroup,
} from '../../../../../contract/groups.ts';
import { call } from '../../../api/call.ts';
import { useAside } from '../../../api/query.ts';
import { useCourse, useUser } from '../../../app/session.tsx';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { listOf } from '../people/nameLists.ts';
import { useGroupChange } from './useGroupChange.ts';
import classes from '../workspace.module.css';

/** On the list of sets: who invites me to which of them. */
export function Invitations({ rows }: { rows: AssignmentRow[] }) {
  const invited = rows.filter(({ mine }) => (mine?.invitations.length ?? 0) > 0);
  if (invited.length === 0) return null;
  return (
    <div className={classes.notices}>
      {invited.map((row) => (
        <InvitationsOf key={row.slug} row={row} />
      ))}
    </div>
  );
}

function InvitationsOf({ row }: { row: AssignmentRow }) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: row.slug };
  const group = useAside(getMyGroup, { params });
  return group?.invitations.map((invitation) => (
    <InvitationToMe
      key={invitation.id}
      params={params}
      title={row.title}
      invitation={invitation}
      written={group.written.length}
    />
  ));
}

interface InvitationToMeProps {
  params: { course: string; assignment: string };
  /** Of the set, where it is not clear. */
  title?: string;
  invitation: MyGroup['invitations'][number];
  /** Answers and files in which I have written alone. */
  written: number;
  /** To be done before joining: what was typed last must be on the server. */
  before?: () => Promise<unknown>;
}

/** One invitation, with the choice of what becomes of what I wrote alone. */
export function InvitationToMe({ params, title, invitation, written, before }: InvitationToMeProps) {
  const { id, invitedBy, members } = invitation;
  const { userId } = useUser();
  const [bring, setBring] = useState(true);
  const joining = useGroupChange(params, {
    change: async () => {
      await before?.();
      return call(acceptInvitation, {
        params: { ...params, invitationId: id },
        body: { bring: bring && written > 0 },
      });
    },
    said: () => `You joined the group of ${invitedBy.name}`,
  });
  const declining = useGroupChange(params, {
    change: () => call(withdrawInvitation, { params: { ...params, invitationId: id } }),
    said: () => 'Invitation declined',
  });
  const error = joining.error ?? declining.error;
  const others = members.filter((member) => member.id !== invitedBy.id && member.id !== userId);
  return (
    <Notice
      kind="info"
      title={`${invitedBy.name} invites you to ${title === undefined ? 'their group' : title}`}
    >
      <Stack gap="xs" mt={4}>
        {others.length > 0 && (
          <Text size="sm">{listOf(others.map(({ name }) => name))} in the group as well.</Text>
        )}
        {written > 0 && (
          <Radio.Group
            label={`You wrote ${written} ${written === 1 ? 'answer' : 'answers'} alone`}
            value={bring ? 'add' : 'aside'}
            onChange={(value) => setBring(value === 'add')}
          >
            <Stack gap={6} mt={4}>
              <Radio value="add" label="Add them below the group’s" />
              <Radio value="aside" label="Keep them aside, readable in your history" />
            </Stack>
          </Radio.Group>
        )}
        {error !== null && (
          <Text size="sm" role="alert">
            <Message>{error.message}</Message>
          </Text>
        )}
        <Group gap="xs">
          <Button
            size="xs"
            loading={joining.isPending}
            disabled={declining.isPending}
            onClick={() => joining.mutate()}
          >
            Join
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={declining.isPending}
            disabled={joining.isPending}
            onClick={() => declining.mutate()}
          >
            Decline
          </Button>
          {title !== undefined && (
            <Link to={`/c/${params.course}/sets/${params.assignment}`}>Look at your own draft first</Link>
          )}
        </Group>
      </Stack>
    </Notice>
  );
}
