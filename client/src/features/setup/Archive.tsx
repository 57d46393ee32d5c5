import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { listAssignments, type AssignmentRow } from '../../../../contract/assignments.ts';
import { archiveCourse } from '../../../../contract/setup.ts';
import { call } from '../../api/call.ts';
import { queryClient, useAside } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { acceptMembership, readSessionAgain, useCourse } from '../../app/session.tsx';
import { Cancel } from '../../components/Form.tsx';
import { Details } from '../../components/Details.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useNow } from '../../components/useNow.ts';
import { Changes } from '../dates/Effect.tsx';
import { effectSummary } from '../dates/effectSummary.ts';

/** Whether students may still hand in: what an archived course takes from them. */
function takesWork({ state, rule, gradesReleasedAt }: AssignmentRow, now: number): boolean {
  const isOver = rule.acceptedUntil !== null && Date.parse(rule.acceptedUntil) < now;
  return state === 'open' && gradesReleasedAt === null && !isOver;
}

/** The end of a course, which can be taken back; as it ends the work of everybody in it, it is asked for. */
export function Archive() {
  const { course, archived } = useCourse();
  const [opened, dialog] = useDisclosure(false);
  const now = useNow();
  const sets = useAside(listAssignments, { params: { course: course.slug } })?.assignments ?? [];
  const open = sets.filter((set) => takesWork(set, now));
  const send = (preview: boolean) =>
    call(archiveCourse, { params: { course: course.slug }, body: { archived: !archived, preview } });
  const preview = useQuery({
    queryKey: ['previewArchive', course.slug],
    queryFn: () => send(true),
    enabled: opened,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const changes = preview.data?.changes ?? [];
  const archiving = useMutation({
    mutationFn: async () => {
      await send(false);
      acceptMembership(course.slug, { archived: !archived });
    },
    onSuccess: async () => {
      dialog.close();
      announce(archived ? 'The course is open again' : 'The course is archived');
      await readSessionAgain();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <section>
      <Title order={2}>{archived ? 'This course is archived' : 'Archive'}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {archived
          ? 'Everybody reads what is there, and nothing changes.'
          : 'When the term is over: everybody can still read everything, and nothing changes. You can open it again.'}
      </Text>
      {archived ? (
        <Button variant="default" loading={archiving.isPending} onClick={() => archiving.mutate()}>
          Open the course again
        </Button>
      ) : (
        <Button variant="default" onClick={dialog.open}>
          Archive the course
        </Button>
      )}
      <Dialog opened={opened} onClose={dialog.close} title={`Archive ${course.code}, ${course.term}?`}>
        <Stack gap="sm">
          {open.length > 0 && (
            <Notice kind="warning">
              {open.length === 1 ? 'One set still takes' : `${open.length} sets still take`} work:{' '}
              {open.map(({ title }) => title).join('; ')}.
            </Notice>
          )}
          <Text size="sm">
            From now on nobody can write, submit, grade or ask. Everything stays and can be read; you can open
            the course again here. Colleagues are told, and students who still have time or wait for an
            answer.
          </Text>
          <div aria-live="polite">
            {changes.length > 0 ? (
              <Details summary={effectSummary(changes)}>
                <Changes changes={changes} />
              </Details>
            ) : (
              // Of the height of what comes instead: the buttons keep their place.
              <Text size="sm" c="dimmed" mih={24}>
                {preview.data ? 'No student has time left in it.' : 'Looking who still has time…'}
              </Text>
            )}
          </div>
          <Group justify="flex-end" gap="xs">
            <Cancel onClick={dialog.close} isSaving={archiving.isPending} />
            <Button
              data-autofocus
              disabled={!preview.data}
              loading={archiving.isPending}
              onClick={() => archiving.mutate()}
            >
              Archive
            </Button>
          </Group>
          <Failure error={archiving.error ?? preview.error} unchanged="The course is as it was." />
        </Stack>
      </Dialog>
      {!opened && <Failure error={archiving.error} />}
    </section>
  );
}
