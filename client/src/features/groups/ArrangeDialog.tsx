import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { arrangeGroup, listGroups, type GroupList } from '../../../../contract/arranging.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, queryClient, queryOf } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { Cancel, Form } from '../../components/Form.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';
import { listOf } from '../workspace/people/nameLists.ts';
import { homeOf, inOrder, type Arrangement } from './groupWords.ts';

interface ArrangeFormProps {
  arrangement: Arrangement;
  list: GroupList;
  chosen: ReadonlySet<string>;
  params: { course: string; assignment: string };
  onClose: () => void;
  onDone: () => void;
}

/** What will happen to whom, and the reason, which they read. */
export default function ArrangeDialog({ opened, ...form }: ArrangeFormProps & { opened: boolean }) {
  return (
    <Dialog
      opened={opened}
      onClose={form.onClose}
      title={form.arrangement === 'together' ? 'Put together' : 'Put apart'}
    >
      <ArrangeForm {...form} />
    </Dialog>
  );
}

/** The audit log and the students want a reason; a look at what would happen needs none. */
const PREVIEW_REASON = 'preview';

function ArrangeForm({ arrangement, list, chosen, params, onClose, onDone }: ArrangeFormProps) {
  const [reason, setReason] = useState('');
  const people = [...list.groups.flatMap(({ members }) => members), ...list.alone];
  const namesOf = (ids: readonly string[]) =>
    ids.flatMap((id) => people.find((person) => person.id === id)?.name ?? []);
  const home = homeOf(list.groups, chosen);
  const stay = home?.members.filter(({ id }) => !chosen.has(id)).map(({ name }) => name) ?? [];
  const move = { userIds: inOrder(list.groups, chosen), arrangement };
  const seen = list.groups
    .filter(({ members }) => members.some(({ id }) => chosen.has(id)))
    .map(({ members }) => members.map(({ id }) => id));
  /** A group may have other times. */
  const looking = useQuery({
    queryKey: [arrangeGroup.id, params, move],
    queryFn: ({ signal }) =>
      call(arrangeGroup, { params, body: { ...move, reason: PREVIEW_REASON, preview: true } }, signal),
    retry: false,
    gcTime: 0,
  });
  const changes = looking.data?.changes ?? [];
  const arranging = useMutation({
    mutationFn: () => call(arrangeGroup, { params, body: { ...move, reason: reason.trim(), seen } }),
    // The page shows who is with whom by now, and so does this.
    onError: (error) => (isApiError(error, 'not_as_seen') ? invalidate(listGroups) : undefined),
    onSuccess: ({ changes: _, ...groups }) => {
      queryClient.setQueryData(queryOf(listGroups, { params }).queryKey, groups);
      announce(arrangement === 'together' ? 'They are in one group' : 'They work alone');
      onDone();
    },
  });
  const error = arranging.error ?? looking.error;
  const submit = () => arranging.mutate();
  return (
    <Form isSaving={arranging.isPending} onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          {arrangement === 'together'
            ? `${listOf(namesOf([...chosen]))} become one group${stay.length > 0 ? `, with ${listOf(stay)}` : ''}.`
            : `${listOf(namesOf([...chosen]))} will each work alone, with a copy of the draft.`}
        </Text>
        <Text size="sm" c="dimmed">
          What they wrote and handed in stays readable to them. Open pages follow at once.
        </Text>
        <div aria-live="polite">
          {changes.length > 0 && (
            <>
              <Text size="sm" fw={600}>
                {effectSummary(changes)}
              </Text>
              <Changes changes={changes} />
            </>
          )}
        </div>
        <TextInput
          label="Reason"
          description="They read it, and it is in the audit log"
          required
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs" justify="flex-end">
          <Cancel onClick={onClose} />
          <Button
            type="submit"
            loading={arranging.isPending}
            disabled={looking.data === undefined || reason.trim() === ''}
          >
            {arrangement === 'together' ? 'Put together' : 'Put apart'}
          </Button>
        </Group>
        <Failure error={error} />
      </Stack>
    </Form>
  );
}
