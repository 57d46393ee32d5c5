import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formAnswerGroup, listAnswerGroups } from '../../../../contract/answerGroups.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { Cancel, Form } from '../../components/Form.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { answersWords, MAX_NAME } from './groupState.ts';

/** Answers that are to become a group of their own. */
export interface NewGroup {
  kind: 'split' | 'merge';
  /** Proposed name. */
  name: string;
  submissionIds: string[];
  /** The groups that people made in which they are seen. */
  seen: string[];
}

interface NameDialogProps {
  /** Null while closed. */
  group: NewGroup | null;
  params: { course: string; assignment: string; question: string };
  onClose: () => void;
  /** @param submissionId of an answer in the new group */
  onDone: (submissionId: string) => Promise<unknown>;
}

const TITLES = { split: 'Split answers', merge: 'Merge groups' };

/** Asks what a group that a person makes is called. */
export function NameDialog({ group, ...rest }: NameDialogProps) {
  return (
    <Dialog opened={group !== null} onClose={rest.onClose} title={group === null ? '' : TITLES[group.kind]}>
      {group !== null && <NameForm group={group} {...rest} />}
    </Dialog>
  );
}

function NameForm({ group, params, onClose, onDone }: NameDialogProps & { group: NewGroup }) {
  const [name, setName] = useState(group.name);
  const { submissionIds, seen } = group;
  const forming = useMutation({
    mutationFn: () => call(formAnswerGroup, { params, body: { name, submissionIds, seen } }),
    onSuccess: async () => {
      announce(`${answersWords(submissionIds.length)} in the group “${name.trim()}”`);
      await onDone(submissionIds[0] ?? '');
      onClose();
    },
    // Most often somebody has moved answers since.
    onError: () => invalidate(listAnswerGroups),
  });
  const submit = () => forming.mutate();
  return (
    <Form isSaving={forming.isPending} onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          {answersWords(submissionIds.length)}{' '}
          {group.kind === 'split' ? 'leave this group and become' : 'become'} one group. Grades stay as they
          are.
        </Text>
        <TextInput
          label="Name"
          description="What these answers say"
          required
          withAsterisk={false}
          maxLength={MAX_NAME}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group gap="xs" justify="flex-end">
          <Cancel onClick={onClose} />
          <Button type="submit" loading={forming.isPending} disabled={name.trim() === ''}>
            {group.kind === 'split' ? 'Split' : 'Merge'}
          </Button>
        </Group>
        <Failure error={forming.error} />
      </Stack>
    </Form>
  );
}
