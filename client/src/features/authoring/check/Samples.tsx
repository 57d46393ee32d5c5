import { Anchor, Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { runSamples, type SampleRun } from '../../../../../contract/setSamples.ts';
import { queryOf } from '../../../api/query.ts';
import { useCourse } from '../../../app/session.tsx';
import { Message } from '../../../components/Message.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { pointsText } from '../../../components/points.ts';
import { VERDICT_WORDS } from '../../../components/report/words.ts';
import { Status } from '../../../components/Status.tsx';
import { useElapsed } from '../../../components/useElapsed.ts';
import classes from '../authoring.module.css';
import { ProblemList } from '../problems/ProblemList.tsx';
import type { Files } from '../files/readFiles.ts';
import { decidesSamples, isWrong, pauseMs, samplesWords, waitWords, type Wait } from './sampleWords.ts';

interface SamplesProps {
  files: Files;
  slug?: string;
  /** Where the files are at hand: goes to one of them. */
  onOpen?: (file: string) => void;
}

/** The set's solution and samples, run one after the other by the real grader whenever something that decides them changes. */
export function Samples({ files, slug, onOpen }: SamplesProps) {
  const { course } = useCourse();
  const deciding = Object.entries(files).filter(([path]) => decidesSamples(path));
  const { queryFn } = queryOf(runSamples, {
    params: { course: course.slug },
    body: slug === undefined ? { files } : { files, slug },
  });
  const { data, error, refetch, dataUpdatedAt, isPlaceholderData } = useQuery({
    queryKey: [runSamples.id, course.slug, slug, deciding],
    queryFn,
    staleTime: 'static',
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const pause = data === undefined || isPlaceholderData ? null : pauseMs(data);
  useEffect(() => {
    if (pause === null) return;
    const timer = setTimeout(() => void refetch(), pause);
    return () => clearTimeout(timer);
  }, [pause, dataUpdatedAt, refetch]);
  if (error !== null)
    return (
      <Notice kind="warning" title="Its samples were not run">
        <Message>{error.message}</Message>{' '}
        <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
          Try again
        </Button>
      </Notice>
    );
  if (data === undefined) return null;
  const { samples, leftOut, problems, wait } = data;
  return (
    <section aria-label="Solution and samples">
      {(samples.length > 0 || isPlaceholderData) && (
        <p className={classes.ran}>
          <span role="status">
            {isPlaceholderData ? 'Solution and samples are being run.' : samplesWords(samples)}
          </span>{' '}
          {wait !== null && !isPlaceholderData && <WaitWords wait={wait} said={dataUpdatedAt} />}{' '}
          {wait?.kind === 'lost' && (
            <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
              Try again
            </Button>
          )}
        </p>
      )}
      {samples.length > 0 && (
        <ul className={classes.samples} aria-label="Samples">
          {samples.map((sample) => (
            <SampleLine key={sample.path} sample={sample} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {leftOut.length > 0 && (
        <p className={classes.muted}>
          {leftOut.join(', ')}: {leftOut.length === 1 ? 'it trains' : 'they train'} a network, which{' '}
          <code>stepwise check</code> does.
        </p>
      )}
      <ProblemList problems={problems} {...(onOpen && { onOpen })} />
    </section>
  );
}

/** Goes down by the second, so it is no part of what is read aloud. */
function WaitWords({ wait, said }: { wait: Wait; said: number }) {
  return <Message>{waitWords(wait, useElapsed(said))}</Message>;
}

function SampleLine({ sample, onOpen }: { sample: SampleRun; onOpen: SamplesProps['onOpen'] }) {
  const { path, result } = sample;
  return (
    <li>
      {result === null ? (
        <Status kind="running">Not run yet</Status>
      ) : isWrong(sample) ? (
        <Status kind="failed">Error</Status>
      ) : (
        <Status kind="passed">As it says</Status>
      )}
      {onOpen === undefined ? (
        <code>{path}</code>
      ) : (
        <Anchor component="button" type="button" ta="left" onClick={() => onOpen(path)}>
          <code>{path}</code>
        </Anchor>
      )}
      {result !== null && (
        <span>
          {VERDICT_WORDS[result.verdict]}, {pointsText(result.score)}/{pointsText(result.maxScore)}
          {result.complaint !== '' && <Message>{`: ${result.complaint}`}</Message>}
        </span>
      )}
    </li>
  );
}
