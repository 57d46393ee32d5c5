import { Button, Checkbox, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { applyRerun, type Rerun, type RerunResult } from '../../../../contract/reruns.ts';
import { isApiError } from '../../api/ApiError.ts';
import { call } from '../../api/call.ts';
import { announce } from '../../app/announcer.ts';
import { useCourse } from '../../app/session.tsx';
import { Details } from '../../components/Details.tsx';
import { Failure } from '../../components/Failure.tsx';
import { pointsText, toldApart } from '../../components/points.ts';
import { StackedTable, type StackedColumn } from '../../components/StackedTable.tsx';
import { RerunReport } from './RerunReport.tsx';
import classes from './reruns.module.css';
import { graderWords, seenOf, testWords } from './rerunWords.ts';

interface RerunResultsProps {
  rerun: Rerun;
  set: string;
  mayApply: boolean;
  /** It is read anew. */
  onChanged: () => Promise<unknown>;
}

const namesOf = ({ members }: RerunResult): string => members.map(({ name }) => name).join(', ');
const isChange = ({ kind }: RerunResult): boolean => kind === 'up' || kind === 'down';

/** Up, down, unchanged, errored; each difference with its report, and the choice of what to apply. */
export function RerunResults({ rerun, set, mayApply, onChanged }: RerunResultsProps) {
  const { course } = useCourse();
  const { results } = rerun;
  const changes = results.filter(isChange);
  const same = results.filter(({ kind }) => kind === 'same');
  const open = changes.filter(({ applied }) => !applied);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [withSame, setWithSame] = useState(true);
  const [shown, setShown] = useState<RerunResult | null>(null);
  const openSame = same.filter(({ applied }) => !applied);
  const wanted = open.filter(({ submissionId }) => !left.has(submissionId));
  const applying = useMutation({
    mutationFn: (chosen: readonly RerunResult[]) =>
      call(applyRerun, {
        params: { course: course.slug, assignment: set, rerun: rerun.id },
        body: {
          submissionIds: chosen.map(({ submissionId }) => submissionId),
          seen: seenOf(rerun, chosen),
        },
      }),
    onSuccess: async (_, chosen) => {
      announce(`${chosen.length} applied`);
      await onChanged();
    },
    // What others did meanwhile is read, to be looked at before the next attempt.
    onError: (error) => (isApiError(error, 'not_as_seen') ? onChanged() : undefined),
  });
  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(left);
    if (isOn) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const count = (kind: RerunResult['kind']) => results.filter((each) => each.kind === kind).length;
  const grader = graderWords(results);
  const errored = results.filter(({ kind }) => kind === 'errored');
  return (
    <>
      <Group className={classes.summary} gap="md">
        <p className={classes.counts}>
          <span>↑ {count('up')} up</span>
          <span>↓ {count('down')} down</span>
          <span>= {count('same')} unchanged</span>
          {errored.length > 0 && <span>✕ {errored.length} errored</span>}
          {count('waiting') > 0 && <span>{count('waiting')} not run</span>}
        </p>
        <span className={classes.muted}>
          Grades by hand stay{grader && ` · ${grader}`}
          {rerun.released && ' · Students read these grades and are told of changes'}
        </span>
        {mayApply && open.length > 0 && (
          <Button
            loading={applying.isPending}
            disabled={wanted.length === 0}
            onClick={() => applying.mutate([...wanted, ...(withSame ? openSame : [])])}
          >
            Apply {wanted.length}
          </Button>
        )}
      </Group>
      {changes.length === 0 ? (
        <p className={classes.prose}>{rerun.applied > 0 ? 'No score changed.' : 'No score would change.'}</p>
      ) : (
        <Results
          title="Changed scores"
          results={changes}
          maxScore={rerun.maxScore}
          onShow={setShown}
          {...(mayApply && { left, onToggle: toggle })}
        />
      )}
      {same.length > 0 && (
        <Details summary={`${same.length} unchanged`}>
          {mayApply &&
            openSame.length > 0 &&
            // Beside changes they go with them; alone they are a small thing.
            (open.length > 0 ? (
              <Checkbox
                my="xs"
                label="Apply these as well, so that their reports are of the tests in force"
                checked={withSame}
                onChange={(event) => setWithSame(event.currentTarget.checked)}
              />
            ) : (
              <Button
                my="xs"
                size="xs"
                variant="default"
                loading={applying.isPending}
                onClick={() => applying.mutate(openSame)}
              >
                Take over their reports, which are of the tests in force
              </Button>
            ))}
          <Results title="Unchanged scores" results={same} maxScore={rerun.maxScore} onShow={setShown} />
        </Details>
      )}
      {errored.length > 0 && (
        <Details summary={`${errored.length} errored: we could not test them, and their results stay`}>
          <ul>
            {errored.map((each) => (
              <li key={each.submissionId} dir="auto">
                {namesOf(each)}, submission {each.number}
              </li>
            ))}
          </ul>
        </Details>
      )}
      {shown !== null && (
        <RerunReport rerun={rerun.id} result={shown} names={namesOf(shown)} onClose={() => setShown(null)} />
      )}
      <Failure error={applying.error} />
    </>
  );
}

interface ResultsProps {
  title: string;
  results: readonly RerunResult[];
  maxScore: number;
  onShow: (result: RerunResult) => void;
  /** Not to be applied; absent where nothing is chosen. */
  left?: ReadonlySet<string>;
  onToggle?: (id: string, isOn: boolean) => void;
}

const ARROWS: Partial<Record<RerunResult['kind'], string>> = { up: '↑', down: '↓' };

function Results({ title, results, maxScore, onShow, left, onToggle }: ResultsProps) {
  const columns: StackedColumn<RerunResult>[] = [
    ...(onToggle
      ? [
          {
            title: 'Apply',
            isShort: true,
            cell: (result: RerunResult) =>
              result.applied ? (
                'Applied'
              ) : (
                <Checkbox
                  aria-label={`Apply to ${namesOf(result)}`}
                  checked={!left?.has(result.submissionId)}
                  onChange={(event) => onToggle(result.submissionId, event.currentTarget.checked)}
                />
              ),
          },
        ]
      : []),
    {
      title: 'Students',
      isHeader: true,
      cell: (result) => (
        <>
          {namesOf(result)}
          <div className={classes.muted}>
            submission {result.number}
            {!result.counts && ', does not count'}
          </div>
        </>
      ),
    },
    {
      title: `Points of ${pointsText(maxScore)}`,
      isShort: true,
      cell: ({ kind, before, after, byHand }) => (
        <>
          {ARROWS[kind]} {toldApart([before, after], pointsText, '–').join(' → ')}
          {byHand && <div className={classes.muted}>graded by hand</div>}
        </>
      ),
    },
    { title: 'Tests', cell: (result) => testWords(result) || 'the same' },
    {
      title: 'Report',
      isUntitled: true,
      cell: (result) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Report of ${namesOf(result)}`}
          onClick={() => onShow(result)}
        >
          Report
        </Button>
      ),
    },
  ];
  return (
    <StackedTable label={title} columns={columns} rows={results} keyOf={({ submissionId }) => submissionId} />
  );
}
