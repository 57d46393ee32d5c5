import { lazy, Suspense, useContext, useId, useMemo, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import { Details } from '../Details.tsx';
import { LeftIcon, RightIcon } from '../icons.tsx';
import { partingsOf, pictureOf, stepsOf, type Picture } from './picture.ts';
import { Whose } from '../whose.ts';
import { StepTable } from './StepTable.tsx';
import { numberWords } from './trajectory.ts';
import classes from './plot.module.css';
import { Message } from '../Message.tsx';

const Drawings = lazy(() => import('./Drawings.tsx'));

/** Two trajectories of a test. */
export function TrajectoryFigure({ plot }: { plot: TrajectoryPlot }) {
  const whose = useContext(Whose);
  const picture = useMemo(() => pictureOf(plot, whose), [plot, whose]);
  return <PathsFigure picture={picture} />;
}

interface PathsFigureProps {
  picture: Picture;
  /** Told where the start was dragged to; without, it stays. */
  onStart?: (start: [number, number]) => void;
}

/**
 * Trajectories over the contours of their objective, their losses, a slider over the steps that marks where they part,
 * all numbers as a table and one sentence that says what is to be seen.
 */
export function PathsFigure({ picture, onStart }: PathsFigureProps) {
  const last = stepsOf(picture);
  const partings = partingsOf(picture);
  // Where they part, also when the picture becomes another one, until somebody looks elsewhere.
  const [chosen, setChosen] = useState<number | null>(null);
  const step = Math.min(last, chosen ?? partings[0] ?? last);
  // A report of five questions has a thousand rows of them.
  const [showsNumbers, setShowsNumbers] = useState(false);
  const marksId = useId();
  const sliderId = useId();
  const go = (to: number) => setChosen(Math.max(0, Math.min(last, to)));
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>{picture.title}</strong>
        <span>
          <Message>{picture.summary}</Message>
        </span>
      </figcaption>
      <div className={classes.place}>
        <Suspense fallback={<div />}>
          <Drawings picture={picture} step={step} onStart={onStart} />
        </Suspense>
      </div>
      <div className={classes.stepper}>
        <label htmlFor={sliderId}>Step</label>
        <ActionIcon variant="default" size={28} aria-label="One step back" onClick={() => go(step - 1)}>
          <LeftIcon />
        </ActionIcon>
        <input
          id={sliderId}
          type="range"
          min={0}
          max={last}
          step={1}
          list={marksId}
          value={step}
          aria-valuetext={stepWords(picture, step)}
          onChange={(event) => go(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            const jump = { PageUp: 10, PageDown: -10 }[event.key];
            if (jump === undefined) return;
            event.preventDefault();
            go(step + jump);
          }}
        />
        <datalist id={marksId}>
          {partings.map((at) => (
            <option key={at} value={at} />
          ))}
        </datalist>
        <ActionIcon variant="default" size={28} aria-label="One step on" onClick={() => go(step + 1)}>
          <RightIcon />
        </ActionIcon>
        <output htmlFor={sliderId} className={classes.stepWords}>
          {stepWords(picture, step)}
        </output>
      </div>
      <Details summary="All numbers" onToggle={setShowsNumbers}>
        {showsNumbers && <StepTable picture={picture} step={step} />}
      </Details>
    </figure>
  );
}

function stepWords(picture: Picture, step: number): string {
  const places = picture.paths.map(({ look, rows, partsAt }) => {
    const at = (rows[step] ?? [null, null]).map(numberWords).join(', ');
    return `${look.name} (${at})${partsAt === step ? ', parts here' : ''}`;
  });
  return `${step} of ${stepsOf(picture)}: ${places.join(', ')}`;
}
