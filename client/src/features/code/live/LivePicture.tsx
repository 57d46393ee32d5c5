import { NativeSelect, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { TrajectoryPlot } from '../../../../../contract/report.ts';
import type { Adjustment } from '../../../../../contract/tries.ts';
import type { LineMark } from '../../../components/editor/lineMark.ts';
import { Details } from '../../../components/Details.tsx';
import { Message } from '../../../components/Message.tsx';
import { pictureOf, type Picture } from '../../../components/plot/picture.ts';
import { PathsFigure } from '../../../components/plot/TrajectoryFigure.tsx';
import { Status } from '../../../components/Status.tsx';
import { useElapsed } from '../../../components/useElapsed.ts';
import { useWorkspace } from '../../workspace/writing/WorkspaceProvider.tsx';
import { Adjustments } from './Adjustments.tsx';
import classes from './live.module.css';
import { useTry } from './useTry.ts';
import { comesBack, headlineOf, type Answer } from './words.ts';

interface LivePictureProps {
  question: string;
  file: { name: string; text: string };
  /** Told where in the text something went wrong; null where nothing did. */
  onMark: (mark: LineMark | null) => void;
}

/** Read aloud only once it has stayed the same for so long: not at every pause between two words. */
const SAY_AFTER_MS = 2_500;

/** What the text does to one question: path, loss, the first wrong step, the diagnosis. Give it the question as its key. */
export default function LivePicture({ question, file, onMark }: LivePictureProps) {
  const { params } = useWorkspace();
  const [test, setTest] = useState<string | null>(null);
  const [adjustment, setAdjustment] = useState<Adjustment | null>(null);
  const { latest, drawn, own, faded, paused, asking } = useTry({ params, question, file, adjustment });
  const plot = drawn?.plots.find(({ testId }) => testId === test) ?? drawn?.plots[0];
  const headline =
    latest === null
      ? null
      : headlineOf(latest, latest.plots.find(({ testId }) => testId === plot?.testId) ?? latest.plots[0]);
  const [said] = useDebouncedValue(headline?.words ?? '', SAY_AFTER_MS);
  const given = own.find(({ testId }) => testId === plot?.testId);

  const failure = latest?.failure ?? null;
  const [line, words] = [
    failure?.line ?? null,
    failure === null ? '' : `${failure.type}: ${failure.message}`,
  ];
  useEffect(() => {
    onMark(line === null ? null : { line, words });
  }, [line, words, onMark]);
  useEffect(() => () => onMark(null), [onMark]);

  return (
    <>
      <p className={classes.headline}>
        {headline === null ? (
          <Status kind="running">{paused === null ? 'Trying your text' : 'Not tried yet'}</Status>
        ) : (
          <Status kind={headline.kind}>
            <Message>{headline.words}</Message>
          </Status>
        )}
      </p>
      <VisuallyHidden role="status">
        <Message>{said}</Message>
      </VisuallyHidden>
      {paused !== null && (
        <p className={classes.paused}>
          <span role="status">
            <Message>{paused.words}</Message>
          </span>{' '}
          <ComesBack answer={paused.answer} />
        </p>
      )}
      {latest?.diagnosis && failure === null && (
        <p className={classes.diagnosis} data-fault={latest.diagnosis.faults.length > 0 || undefined}>
          <Message>{latest.diagnosis.message}</Message>
        </p>
      )}
      {own.length > 1 && (
        <NativeSelect
          size="xs"
          label="Picture"
          value={plot?.testId}
          onChange={(event) => {
            setTest(event.currentTarget.value);
            setAdjustment(null);
          }}
          data={own.map(({ testId, title }) => ({ value: testId, label: title }))}
        />
      )}
      {plot !== undefined && given !== undefined && (
        <>
          <div className={classes.picture} data-faded={faded || undefined} aria-busy={asking}>
            <LiveFigure
              plot={plot}
              faded={faded}
              onStart={(start) =>
                setAdjustment({ test: plot.testId, hyperparameters: {}, ...adjustment, start })
              }
            />
          </div>
          <Details summary="Change the start and the hyperparameters">
            <Adjustments given={given} adjustment={adjustment} onChange={setAdjustment} />
          </Details>
          {adjustment !== null && (
            <p className={classes.muted}>
              Not the test’s own start or hyperparameters; nothing is judged by this.
            </p>
          )}
        </>
      )}
      {latest !== null && latest.output !== '' && (
        <Details summary="What the code printed">
          <pre className={classes.output} tabIndex={0}>
            {latest.output}
          </pre>
        </Details>
      )}
    </>
  );
}

/** Goes down by the second, so it is no part of what is read aloud. */
function ComesBack({ answer }: { answer: Answer }) {
  return comesBack(answer, useElapsed(answer));
}

interface LiveFigureProps {
  plot: TrajectoryPlot;
  faded: boolean;
  onStart: (start: [number, number]) => void;
}

function LiveFigure({ plot, faded, onStart }: LiveFigureProps) {
  const picture = useMemo((): Picture => {
    const drawn = pictureOf(plot, 'yours');
    return faded ? { ...drawn, summary: `From your last text that ran. ${drawn.summary}` } : drawn;
  }, [plot, faded]);
  return <PathsFigure picture={picture} onStart={onStart} />;
}
