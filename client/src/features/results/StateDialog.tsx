import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import {
  changeSetState,
  listAssignments,
  SET_STATES,
  type SetState,
} from '../../../../contract/assignments.ts';
import { getGradebook, type Gradebook } from '../../../../contract/gradebook.ts';
import { standsIn } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Cancel } from '../../components/Form.tsx';
import { Details } from '../../components/Details.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { UnsubmittedNotice, Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';

export const STATE_WORDS: Record<SetState, { act: string; does: string; done: string }> = {
  open: {
    act: 'Open the set',
    does: 'Students see it and work in it, as its dates say.',
    done: 'The set is open',
  },
  hidden: {
    act: 'Take the set back',
    does: 'Only students who handed in still see it, with their submissions and grades.',
    done: 'The set was taken back',
  },
  archived: {
    act: 'Archive the set',
    does: 'Everybody sees it as it is, and nothing more can be handed in.',
    done: 'The set is archived',
  },
};

interface StateDialogProps {
  assignment: Gradebook['assignments'][number];
  /** Null: closed. */
  state: SetState | null;
  onClose: () => void;
}

/** Takes a set back, archives it or opens it again, once one has seen whom that changes. */
export function StateDialog({ assignment, state, onClose }: StateDialogProps) {
  return (
    <Dialog
      opened={state !== null}
      onClose={onClose}
      title={state && `${STATE_WORDS[state].act}: ${assignment.title}`}
    >
      {state && <StateForm assignment={assignment} state={state} onClose={onClose} />}
    </Dialog>
  );
}

function StateForm({ assignment, state, onClose }: StateDialogProps & { state: SetState }) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: assignment.slug };
  /** As the page showed it when the form came, or as its refusal says. */
  const [seen, setSeen] = useState(assignment.state);
  const send = (preview: boolean) =>
    call(changeSetState, { params, body: { state, preview, ...(!preview && { seen }) } });
  const preview = useQuery({
    queryKey: ['previewSetState', params, state],
    queryFn: () => send(true),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const changing = useMutation({
    mutationFn: () => send(false),
    onError: (error) => {
      setSeen((before) => standsIn(error, z.enum(SET_STATES)) ?? before);
      return Promise.all([preview.refetch(), invalidate(getGradebook, listAssignments)]);
    },
    onSuccess: async () => {
      announce(STATE_WORDS[state].done);
      onClose();
      await invalidate(getGradebook, listAssignments);
    },
  });
  const changes = preview.data?.changes ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm">{STATE_WORDS[state].does}</Text>
      <Stack gap="sm" aria-live="polite">
        {changes.length > 0 ? (
          <Details summary={effectSummary(changes)}>
            <Changes changes={changes} />
          </Details>
        ) : (
          // Of the height of what comes instead: the buttons keep their place.
          <Text size="sm" c="dimmed" mih={24}>
            {preview.data ? 'It changes nobody’s times or scores.' : 'Looking whom it changes…'}
          </Text>
        )}
        <UnsubmittedNotice
          people={preview.data?.unsubmitted ?? []}
          change={state === 'hidden' ? 'unseen' : 'seen'}
        />
      </Stack>
      <Group justify="flex-end" gap="xs">
        <Cancel onClick={onClose} isSaving={changing.isPending} />
        <Button
          data-autofocus
          disabled={!preview.data}
          loading={changing.isPending}
          onClick={() => changing.mutate()}
        >
          {STATE_WORDS[state].act}
        </Button>
      </Group>
      <Failure error={changing.error ?? preview.error} unchanged="Nothing was changed." />
    </Stack>
  );
}
