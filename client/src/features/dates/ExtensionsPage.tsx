import { Button, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { getAssignment, listAssignments } from '../../../../contract/assignments.ts';
import {
  grantExtension,
  listExtensions,
  revokeExtension,
  type ExtensionOutcome,
  type ExtensionView,
} from '../../../../contract/extensions.ts';
import { getGradebook } from '../../../../contract/gradebook.ts';
import { listGradingAnswers } from '../../../../contract/grading.ts';
import { listSubmissions } from '../../../../contract/submissions.ts';
import { call } from '../../api/call.ts';
import { invalidate, useCall } from '../../api/query.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Page } from '../../components/Page.tsx';
import { Pending } from '../../components/Pending.tsx';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { Time } from '../../components/Time.tsx';
import classes from './dates.module.css';
import { Effect } from './Effect.tsx';
import { ExtensionForm, type Wish } from './ExtensionForm.tsx';

/** What was looked at and can be saved: more time for somebody, or an extension taken back. */
type Plan = { kind: 'grant'; wish: Wish } | { kind: 'revoke'; extension: ExtensionView };

/** A set's dates and who has other ones: the form to the left, what it would change to the right. */
export function Component() {
  const { course, mayDecide } = useCourse();
  const { set = '' } = useParams();
  const params = { course: course.slug, assignment: set };
  const assignment = useCall(getAssignment, { params });
  const query = useCall(listExtensions, { params });
  const [plan, setPlan] = useState<Plan | null>(null);
  // The form starts anew after an extension of its own; one that a colleague gives meanwhile takes no word out of it.
  const [given, setGiven] = useState(0);
  const carryOut = (what: Plan, preview: boolean): Promise<ExtensionOutcome> =>
    what.kind === 'grant'
      ? call(grantExtension, { params, body: { ...what.wish, preview } })
      : call(revokeExtension, {
          params: { ...params, extensionId: what.extension.id },
          query: { preview: preview ? 'true' : 'false' },
        });
  const looking = useMutation({ mutationFn: (what: Plan) => carryOut(what, true) });
  const saving = useMutation({
    mutationFn: (what: Plan) => carryOut(what, false),
    onSuccess: async (_, { kind }) => {
      announce('Saved');
      setPlan(null);
      looking.reset();
      await invalidate(
        listExtensions,
        getAssignment,
        listAssignments,
        getGradebook,
        listGradingAnswers,
        listSubmissions,
      );
      if (kind === 'grant') setGiven((count) => count + 1);
    },
  });
  if (query.data === undefined || assignment.data === undefined)
    return <Pending query={query.data === undefined ? query : assignment} />;
  const look = (what: Plan) => {
    saving.reset();
    setPlan(what);
    looking.mutate(what);
  };
  const error = saving.error ?? looking.error;
  return (
    <Page
      title="Extensions"
      crumbs={[
        { label: 'Sets', to: `/c/${course.slug}` },
        { label: assignment.data.short, to: `/c/${course.slug}/sets/${set}` },
      ]}
      about={<Time form="due" at={query.data.dueAt} timeZone={course.timeZone} />}
    >
      {mayDecide && (
        <div className={classes.columns}>
          <ExtensionForm
            key={given}
            set={set}
            isLooking={looking.isPending}
            isSaving={saving.isPending}
            onLook={(wish) => look({ kind: 'grant', wish })}
            onChange={() => {
              setPlan(null);
              looking.reset();
            }}
          />
          <div className={classes.effect} aria-live="polite">
            {plan === null && error === null && (
              <p className={classes.muted}>
                {saving.isSuccess ? 'Saved. ' : ''}You see here whom a change affects before it is saved.
              </p>
            )}
            {plan !== null && looking.data !== undefined && (
              <Effect
                changes={looking.data.changes}
                words={plan.kind === 'grant' ? 'Give more time' : 'Take back'}
                busy={saving.isPending}
                takesFocus={plan.kind === 'revoke'}
                onSave={() => saving.mutate(plan)}
              />
            )}
            <Failure error={error} unchanged="Nothing was changed." />
          </div>
        </div>
      )}
      <Extensions
        extensions={query.data.extensions}
        onRevoke={mayDecide ? (extension) => look({ kind: 'revoke', extension }) : null}
      />
    </Page>
  );
}

const TIMES = [
  ['opensAt', 'opens '],
  ['dueAt', ''],
  ['closesAt', 'taken until '],
  ['releasesAt', 'grades from '],
] as const;

/** "for 3 days", "until grades are released". */
function windowWords(window: NonNullable<ExtensionView['lateWindow']>): string {
  if (window === 'open') return 'until grades are released';
  const [count, unit] = 'days' in window ? [window.days, 'day'] : [window.hours, 'hour'];
  return `for ${count} ${unit}${count === 1 ? '' : 's'}`;
}

function ExtendedTimes({ extension, timeZone }: { extension: ExtensionView; timeZone: string }) {
  return (
    <>
      {TIMES.map(([of, words]) => {
        const at = extension[of];
        return at === null ? null : (
          <div key={of}>
            {words}
            <Time at={at} timeZone={timeZone} />
          </div>
        );
      })}
      {extension.lateWindow !== null && <div>late work taken {windowWords(extension.lateWindow)}</div>}
    </>
  );
}

interface ExtensionsProps {
  extensions: ExtensionView[];
  onRevoke: ((extension: ExtensionView) => void) | null;
}

function Extensions({ extensions, onRevoke }: ExtensionsProps) {
  const { course } = useCourse();
  if (extensions.length === 0) return <p className={classes.muted}>Nobody has more time.</p>;
  const columns: StackedColumn<ExtensionView>[] = [
    { title: 'For', cell: ({ name }) => name },
    {
      title: 'Until',
      cell: (extension) => <ExtendedTimes extension={extension} timeZone={course.timeZone} />,
    },
    { title: 'Why', cell: ({ reason }) => reason },
    {
      title: 'By',
      cell: ({ grantedBy, grantedAt }) => (
        <>
          {grantedBy.name}, <Time at={grantedAt} timeZone={course.timeZone} />
        </>
      ),
    },
    ...(onRevoke === null
      ? []
      : [
          {
            title: 'Change',
            isUntitled: true,
            cell: (extension: ExtensionView) => (
              <Button
                size="xs"
                variant="default"
                aria-label={`Take back: ${extension.name}`}
                onClick={() => onRevoke(extension)}
              >
                Take back
              </Button>
            ),
          },
        ]),
  ];
  return (
    <>
      <Title order={2}>More time</Title>
      <StackedTable columns={columns} rows={extensions} keyOf={({ id }) => id} />
    </>
  );
}
