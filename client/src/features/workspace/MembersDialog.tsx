import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { listAssignments } from '../../../../contract/assignments.ts';
import { getMyGroup, leaveMyGroup, setMyGroup, type MyGroup } from '../../../../contract/groups.ts';
import { listDrafts } from '../../../../contract/drafts.ts';
import { call } from '../../api/call.ts';
import { invalidate, queryClient, queryOf } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useUser } from '../../app/session.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useWorkspace } from './WorkspaceProvider.tsx';

interface MembersDialogProps {
  opened: boolean;
  onClose: () => void;
  group: MyGroup;
}

export function MembersDialog({ opened, onClose, group }: MembersDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Who works on this with you?">
      <MembersForm group={group} onDone={onClose} />
    </Modal>
  );
}

function MembersForm({ group, onDone }: { group: MyGroup; onDone: () => void }) {
  const { params, keeper } = useWorkspace();
  const { userId, name } = useUser();
  const memberIds = group.group?.members.map(({ id }) => id).filter((id) => id !== userId) ?? [];
  const [chosen, setChosen] = useState(memberIds);
  const [filter, setFilter] = useState('');
  const full = chosen.length + 1 >= group.groupMax;
  const done = async (changed: MyGroup, words: string) => {
    queryClient.setQueryData(queryOf(getMyGroup, { params }).queryKey, changed);
    announce(words);
    onDone();
    await invalidate(listAssignments, listDrafts);
  };
  const saving = useMutation({
    mutationFn: () => call(setMyGroup, { params, body: { userIds: [userId, ...chosen] } }),
    onSuccess: (changed) => done(changed, 'Group saved'),
  });
  const leaving = useMutation({
    mutationFn: async () => {
      await keeper.flush();
      return call(leaveMyGroup, { params });
    },
    onSuccess: (changed) => done(changed, 'You left the group'),
  });
  const error = saving.error ?? leaving.error;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const found = group.classmates.filter(
    (each) => each.name.toLowerCase().includes(filter.trim().toLowerCase()) || chosen.includes(each.id),
  );
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Up to {group.groupMax} people hand in together: one sheet, one submission, one score. All of you can
        write.
      </Text>
      {group.classmates.length > 8 && (
        <TextInput
          label="Find by name"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <Stack gap={10} mah={320} style={{ overflowY: 'auto' }} role="group" aria-label="Members">
        <Checkbox label={`${name} (you)`} checked disabled />
        {found.map((each) => (
          <Checkbox
            key={each.id}
            label={each.name}
            description={each.taken ? 'In another group' : undefined}
            checked={chosen.includes(each.id)}
            disabled={!chosen.includes(each.id) && (each.taken || full)}
            onChange={() => toggle(each.id)}
          />
        ))}
      </Stack>
      {full && <Text size="sm">The group is full.</Text>}
      {error !== null && <Notice kind="danger">{error.message}</Notice>}
      <Group justify="space-between">
        {memberIds.length > 0 ? (
          <Button
            variant="subtle"
            c="var(--danger)"
            loading={leaving.isPending}
            onClick={() => leaving.mutate()}
          >
            Leave the group
          </Button>
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button loading={saving.isPending} onClick={() => saving.mutate()}>
            Save
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
