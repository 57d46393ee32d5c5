import { Button, Group, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { listAssignments } from '../../../../contract/assignments.ts';
import { getGradebook } from '../../../../contract/gradebook.ts';
import {
  discardRerun,
  getRerun,
  listReruns,
  stopRerun,
  undoRerun,
  type Rerun,
  type RerunRow,
} from '../../../../contract/reruns.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { useSetShort } from '../../components/useSetShort.ts';
import { Status } from '../../components/Status.tsx';
import { Time } from '../../components/Time.tsx';
import { useNow } from '../../components/useNow.ts';
import { RerunResults } from './RerunResults.tsx';
import classes from './reruns.module.css';
import { SCOPE_WORDS, leftWords, secondsLeft, seenOf, stateWords } from './rerunWords.ts';

const POLL_MS = 2_000;

/** One rerun: its progress, what it would change, and what becomes of it. */
export function Component() {
  const { set = '', rerun: id = '' } = useParams();
  const { course, mayAct: mayStop, mayDecide } = useCourse();
  const params = { course: course.slug, assignment: set };
  const title = useSetShort(course.slug, set);
  // Of a rerun that runs only the counts are asked for: the results are many.
  const list = useCall(listReruns, { params }, { refetchInterval: POLL_MS });
  const row = list.data?.reruns.find((each) => each.id === id);
  const isRunning = row?.state === 'running';
  const query = useCall(
    getRerun,
    { params: { ...params, rerun: id } },
    { enabled: row !== undefined && !isRunning, refetchInterval: row?.state === 'stopped' ? POLL_MS : false },
  );
  const rerun = isRunning ? undefined : query.data;
  // What a colleague applies or undoes comes with the counts, and then with the results.
  const isBehind = rerun !== undefined && rerun.applied !== row?.applied;
  const { refetch } = query;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);
  const changed = () => invalidate(listReruns, getRerun, getGradebook, listAssignments);
  const acting = useMutation({
    mutationFn: (operation: typeof stopRerun | typeof discardRerun) =>
      call(operation, { params: { ...params, rerun: id } }),
    onSuccess: async (_, { id: operation }) => {
      announce({ stopRerun: 'Rerun stopped', discardRerun: 'Discarded' }[operation]);
      await changed();
    },
  });
  const undoing = useMutation({
    mutationFn: (rerun: Rerun) => {
      const seen = seenOf(
        rerun,
        rerun.results.filter(({ applied }) => applied),
      );
      return call(undoRerun, { params: { ...params, rerun: id }, body: { seen } });
    },
    onSuccess: async () => {
      announce('Undone');
      await changed();
    },
    // What others did meanwhile is read, to be looked at before the next attempt.
    onError: (error) => (isApiError(error, 'not_as_seen') ? changed() : undefined),
  });
  if (list.data === undefined) return <Pending query={list} />;
  const crumbs = [
    { label: 'Gradebook', to: `/c/${course.slug}/results` },
    { label: title, to: `/c/${course.slug}/results/${set}` },
    { label: 'Reruns', to: `/c/${course.slug}/results/${set}/reruns` },
  ];
  if (row === undefined)
    return (
      <Page title="Rerun" crumbs={crumbs}>
        <Empty title="There is no such rerun">
          <Link to={`/c/${course.slug}/results/${set}/reruns`}>To the reruns of this set</Link>
        </Empty>
      </Page>
    );
  const { kind, words } = stateWords(rerun ?? row);
  return (
    <Page
      title={`Rerun with version ${row.version}`}
      crumbs={crumbs}
      about={
        <>
          <Status kind={kind}>{words}</Status>
          <span className={classes.muted}>
            {SCOPE_WORDS[row.scope]} · <Time at={row.startedAt} timeZone={course.timeZone} />
          </span>
        </>
      }
      actions={
        <Group gap="xs" wrap="nowrap">
          {mayDecide && rerun !== undefined && rerun.applied > 0 && (
            <Button
              size="xs"
              variant="default"
              loading={undoing.isPending}
              onClick={() => undoing.mutate(rerun)}
            >
              Undo
            </Button>
          )}
          {mayStop && row.applied === 0 && row.state !== 'discarded' && row.state !== 'running' && (
            <Button
              size="xs"
              variant="default"
              loading={acting.isPending}
              onClick={() => acting.mutate(discardRerun)}
            >
              Discard
            </Button>
          )}
        </Group>
      }
    >
      {isRunning ? (
        <Running
          row={row}
          isStopping={acting.isPending}
          onStop={mayStop ? () => acting.mutate(stopRerun) : null}
        />
      ) : query.data === undefined ? (
        <Pending query={query} />
      ) : (
        <RerunResults
          // Another one once more of it is known, so that what is chosen is what is seen.
          key={query.data.over}
          rerun={query.data}
          set={set}
          mayApply={mayDecide && query.data.state !== 'discarded'}
          onChanged={changed}
        />
      )}
      <Failure error={acting.error ?? undoing.error} />
    </Page>
  );
}

interface RunningProps {
  row: RerunRow;
  isStopping: boolean;
  /** Null for who changes nothing. */
  onStop: (() => void) | null;
}

function Running({ row, isStopping, onStop }: RunningProps) {
  const now = useNow();
  const words = `${row.over} of ${row.total}${leftWords(secondsLeft(row, now))}; students go first`;
  return (
    <section className={classes.running} aria-label="Progress">
      <Progress.Root size="lg">
        <Progress.Section value={(100 * row.over) / row.total} aria-label="Submissions run" />
      </Progress.Root>
      <Group justify="space-between">
        <p className={classes.prose} role="status">
          {words}
        </p>
        {onStop !== null && (
          <Button variant="default" size="xs" loading={isStopping} onClick={onStop}>
            Stop
          </Button>
        )}
      </Group>
      <p className={classes.muted}>You may leave this page. What changes is shown when all are run.</p>
    </section>
  );
}
