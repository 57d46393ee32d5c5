import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listAssignments } from '../../../../contract/assignments.ts';
import {
  getGradebook,
  releaseGrades,
  ReleaseStanding,
  type Gradebook,
} from '../../../../contract/gradebook.ts';
import type { BodyInputOf } from '../../../../contract/operation.ts';
import { standsIn } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Cancel } from '../../components/Form.tsx';
import { Details } from '../../components/Details.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Time } from '../../components/Time.tsx';
import { zonePlace } from '../../components/time.ts';
import { useNow } from '../../components/useNow.ts';
import { UnsubmittedNotice, Changes } from '../dates/Effect.tsx';
import { effectSummary, showsNothing } from '../dates/effectSummary.ts';

interface ReleaseButtonProps {
  assignment: Gradebook['assignments'][number];
}

/** Shows the grades to the students, now or at a time to come, or takes them or the plan back. */
export function ReleaseButton({ assignment }: ReleaseButtonProps) {
  const [opened, dialog] = useDisclosure(false);
  const { gradesReleasedAt, releasesAt } = assignment;
  const stands = { released: gradesReleasedAt !== null, at: gradesReleasedAt ?? releasesAt };
  /** As it stood when the dialog was opened: what a colleague or the time does meanwhile turns no button round. */
  const [meant, setMeant] = useState(stands);
  /** The same, or as a refusal in it says. */
  const [seen, setSeen] = useState(stands);
  const isTurned = meant.released !== seen.released;
  const title = `${actWords(isTurned ? meant : seen)}: ${assignment.title}`;
  return (
    <>
      <Button
        variant={stands.at === null ? 'filled' : 'default'}
        onClick={() => {
          setMeant(stands);
          setSeen(stands);
          dialog.open();
        }}
      >
        {actWords(stands)}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={title}>
        <ReleaseForm
          assignment={assignment}
          seen={seen}
          isTurned={isTurned}
          onSeen={setSeen}
          onDone={dialog.close}
        />
      </Dialog>
    </>
  );
}

function actWords({ released, at }: ReleaseStanding): string {
  return released ? 'Take grades back' : at !== null ? 'Release planned' : 'Release grades';
}

type Release = BodyInputOf<typeof releaseGrades>;

/** Whom a release would change and when it would be, as the server carries it out and takes it back. */
function usePreview(set: string, wished: Release, enabled: boolean) {
  const { course } = useCourse();
  const params = { course: course.slug, assignment: set };
  // A time is typed part by part.
  const [asked] = useDebouncedValue(JSON.stringify(wished), 300);
  const query = useQuery({
    queryKey: ['previewRelease', params, asked],
    queryFn: () =>
      call(releaseGrades, { params, body: { ...(JSON.parse(asked) as Release), preview: true } }),
    enabled,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const isShown = enabled && asked === JSON.stringify(wished);
  const { changes = null, unsubmitted = null, gradesReleasedAt = null } = (isShown && query.data) || {};
  return {
    changes,
    unsubmitted: unsubmitted ?? [],
    releasesAt: gradesReleasedAt,
    error: isShown ? query.error : null,
  };
}

interface ReleaseFormProps extends ReleaseButtonProps {
  seen: ReleaseStanding;
  /** Whether what was meant here is not to be done any more: grades that were to come out are out, or those to be taken back are not. */
  isTurned: boolean;
  onSeen: (stands: ReleaseStanding) => void;
  onDone: () => void;
}

function ReleaseForm({ assignment, seen, isTurned, onSeen, onDone }: ReleaseFormProps) {
  const { course } = useCourse();
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState('');
  const { released: isOut, at: seenAt } = seen;
  const plannedAt = isOut ? null : seenAt;
  const isLater = !isOut && when === 'later';
  const wished: Release = { released: !isOut, ...(isLater && { at }) };
  const { changes, unsubmitted, releasesAt, error } = usePreview(
    assignment.slug,
    wished,
    !isTurned && (!isLater || at !== ''),
  );
  const releasing = useMutation({
    mutationFn: (body: Release) =>
      call(releaseGrades, {
        params: { course: course.slug, assignment: assignment.slug },
        body: { ...body, seen },
      }),
    onError: (error) => {
      const stands = standsIn(error, ReleaseStanding);
      if (stands === undefined) return;
      onSeen(stands);
      void invalidate(getGradebook, listAssignments);
    },
    onSuccess: async (_, { released, at: later }) => {
      announce(!released ? 'Grades taken back' : later ? 'Release planned' : 'Grades released');
      onDone();
      await invalidate(getGradebook, listAssignments);
    },
  });
  const wrong = releasing.error ?? error;
  const [isShown, setShown] = useState(false);
  if (!isShown && (changes !== null || wrong !== null)) setShown(true);
  if (isTurned)
    return (
      <Stack gap="sm">
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onDone}>
            Close
          </Button>
        </Group>
        <Failure error={releasing.error} />
      </Stack>
    );
  return (
    <Stack gap="sm">
      {isOut ? (
        <Text size="sm">
          Students no longer see scores, rubric items and comments of written answers. Nothing is deleted.
        </Text>
      ) : (
        <>
          {plannedAt !== null && (
            <Notice kind="info">
              Planned for <Time at={plannedAt} timeZone={course.timeZone} />.
            </Notice>
          )}
          <Radio.Group
            label="Students see scores, rubric items and comments"
            value={when}
            onChange={(value) => setWhen(value === 'later' ? 'later' : 'now')}
          >
            <Group mt={8}>
              <Radio value="now" label="At once" />
              <Radio value="later" label="At a chosen time" />
            </Group>
          </Radio.Group>
          {isLater && (
            <TextInput
              label="From"
              description={`By the clock of the course (${zonePlace(course.timeZone)})`}
              type="datetime-local"
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
            />
          )}
          {changes !== null && showsNothing(changes) && (
            <Notice kind="warning" title="No score is complete yet">
              Students would see at most grades of single questions. Whoever has one is told, the others when
              theirs is given. Grade first, or release at a time to come.
            </Notice>
          )}
          {(!isLater || releasesAt !== null) && (
            <EarlyNotice
              releasesAt={isLater ? releasesAt : null}
              lastDueAt={assignment.lastDueAt}
              timeZone={course.timeZone}
            />
          )}
        </>
      )}
      <Stack gap="sm" aria-live="polite">
        {changes !== null ? (
          <Details summary={effectSummary(changes)}>
            <Changes changes={changes} />
          </Details>
        ) : (
          // Of the height of what comes instead.
          <Text size="sm" c="dimmed" mih={24}>
            {isLater && at === '' ? 'Choose a time to see whom it changes.' : 'Looking whom it changes…'}
          </Text>
        )}
        <UnsubmittedNotice people={unsubmitted} change={isOut ? 'again' : 'ended'} />
      </Stack>
      {/* Below what is being looked up and has a warning or none: they come with it, and then stay. */}
      <Group justify="flex-end" gap="xs" style={{ visibility: isShown ? undefined : 'hidden' }}>
        <Cancel onClick={onDone} isSaving={releasing.isPending} />
        {plannedAt !== null && (
          <Button
            variant="default"
            loading={releasing.isPending}
            onClick={() => releasing.mutate({ released: false })}
          >
            Take the plan back
          </Button>
        )}
        <Button
          data-autofocus
          disabled={changes === null}
          loading={releasing.isPending}
          onClick={() => releasing.mutate(wished)}
        >
          {isOut ? 'Take back' : isLater ? 'Plan the release' : 'Release'}
        </Button>
      </Group>
      <Failure error={wrong} unchanged="Nothing was changed." />
    </Stack>
  );
}

interface EarlyNoticeProps {
  /** Null: at once. */
  releasesAt: string | null;
  lastDueAt: string;
  timeZone: string;
}

/** Whoever still has time could read the solution off the comments; a set whose grades are out takes no more work. */
function EarlyNotice({ releasesAt, lastDueAt, timeZone }: EarlyNoticeProps) {
  const now = useNow(lastDueAt);
  const from = releasesAt === null ? now : Date.parse(releasesAt);
  if (Date.parse(lastDueAt) <= from) return null;
  return (
    <Notice kind="warning" title="Somebody still has time">
      Until <Time at={lastDueAt} timeZone={timeZone} />. A release locks the set: nothing more can be handed
      in.
    </Notice>
  );
}
