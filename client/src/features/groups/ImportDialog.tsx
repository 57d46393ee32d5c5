import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { importGroups, listGroups } from '../../../../contract/arranging.ts';
import type { ResponseOf } from '../../../../contract/operation.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { Cancel } from '../../components/Form.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ChooseFiles, DropZone } from '../../components/DropZone.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Message } from '../../components/Message.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';
import { listOf } from '../workspace/people/nameLists.ts';
import classes from './groups.module.css';

type Preview = ResponseOf<typeof importGroups>;

interface ImportFormProps {
  params: { course: string; assignment: string };
  onClose: () => void;
}

/** Groups from a file: first what would happen, then the change of all of them or of none. */
export default function ImportDialog({ opened, ...form }: ImportFormProps & { opened: boolean }) {
  return (
    <Dialog opened={opened} onClose={form.onClose} title="Import groups" size="lg">
      <ImportForm {...form} />
    </Dialog>
  );
}

/** The audit log and the students want a reason; a look at what would happen needs none. */
const PREVIEW_REASON = 'preview';

function ImportForm({ params, onClose }: ImportFormProps) {
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const [reason, setReason] = useState('');
  const looking = useMutation({
    mutationFn: (csv: string) =>
      call(importGroups, { params, body: { csv, reason: PREVIEW_REASON, preview: true } }),
  });
  const changing = useMutation({
    mutationFn: ({ csv, confirm }: { csv: string; confirm: string }) =>
      call(importGroups, { params, body: { csv, reason: reason.trim(), confirm } }),
    onSuccess: async ({ applied, groups }) => {
      await invalidate(listGroups);
      if (!applied) return;
      announce(`${groupsWord(groups.filter(({ changed }) => changed).length)} changed`);
      onClose();
    },
  });
  const look = (csv: string) => {
    changing.reset();
    looking.mutate(csv);
  };
  const take = async ([chosen]: File[]) => {
    if (chosen === undefined) return;
    const csv = await chosen.text();
    setFile({ name: chosen.name, csv });
    look(csv);
  };
  // What the change has met since is newer than the preview.
  const seen = changing.data ?? looking.data;
  const changes = seen?.groups.filter(({ changed }) => changed) ?? [];
  // Groups are others than this plan was made for.
  const isRefused = isApiError(changing.error, 'unacceptable');
  return (
    <Stack gap="sm">
      <Text size="sm">
        A CSV file with the columns <code>group</code> and <code>email</code>, one line a student. Who is not
        in the file stays where they are.
      </Text>
      <DropZone onDrop={(files) => void take(files)}>
        <ChooseFiles
          accept=".csv,text/csv"
          isNext={file === null}
          loading={looking.isPending}
          data-autofocus
          data-testid="csv"
          onChoose={(files) => void take(files)}
        >
          {file === null ? 'Choose a CSV file' : 'Choose another file'}
        </ChooseFiles>
        <Text size="sm" c="dimmed">
          {file === null ? 'Or drop it here.' : file.name}
        </Text>
      </DropZone>
      {seen !== undefined && <Seen seen={seen} />}
      {seen !== undefined && seen.problems.length === 0 && changes.length > 0 && (
        <TextInput
          label="Reason"
          description="Those who move read it, and it is in the audit log"
          required
          withAsterisk={false}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group gap="xs" justify="flex-end">
        <Cancel onClick={onClose} isSaving={changing.isPending} />
        <Button
          loading={changing.isPending}
          disabled={
            file === null ||
            seen === undefined ||
            seen.problems.length > 0 ||
            changes.length === 0 ||
            isRefused ||
            reason.trim() === ''
          }
          onClick={() =>
            file !== null && seen !== undefined && changing.mutate({ csv: file.csv, confirm: seen.digest })
          }
        >
          {changes.length === 0 ? 'Change' : `Change ${groupsWord(changes.length)}`}
        </Button>
      </Group>
      <Failure error={looking.error} title="Nothing was changed" />
      <Failure error={changing.error} title="Nothing was changed">
        {isRefused && file !== null && (
          <Button variant="default" size="xs" onClick={() => look(file.csv)}>
            Look again
          </Button>
        )}
      </Failure>
    </Stack>
  );
}

function Seen({ seen: { problems, groups, changes: times } }: { seen: Preview }) {
  const changes = groups.filter(({ changed }) => changed);
  if (problems.length > 0)
    return (
      <Notice
        kind="danger"
        title={`${problems.length} bad ${problems.length === 1 ? 'line' : 'lines'}: nothing will be changed`}
      >
        <ul className={classes.lines} aria-label="Bad lines" tabIndex={0}>
          {problems.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              <span className={classes.where}>line {line}</span> <Message>{message}</Message>
            </li>
          ))}
        </ul>
      </Notice>
    );
  return (
    <>
      <Text size="sm" fw={600}>
        {groupsWord(changes.length)} to change, {groups.length - changes.length} already so
      </Text>
      {changes.length > 0 && (
        <ul className={classes.lines} aria-label="Groups that change" tabIndex={0}>
          {changes.map(({ name, members }) => (
            <li key={name}>
              <span className={classes.where} dir="auto">
                {name}
              </span>{' '}
              <span dir="auto">{listOf(members.map((member) => member.name))}</span>
              {members.length === 1 && ' alone'}
            </li>
          ))}
        </ul>
      )}
      {times !== null && times.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {effectSummary(times)}
          </Text>
          <Changes changes={times} />
        </>
      )}
    </>
  );
}

function groupsWord(count: number): string {
  return count === 1 ? '1 group' : `${count} groups`;
}
