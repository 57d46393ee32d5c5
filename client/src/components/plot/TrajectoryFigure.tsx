import { lazy, Suspense, useId, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import { Details } from '../Details.tsx';
import { LeftIcon, RightIcon } from '../icons.tsx';
import { StepTable } from './StepTable.tsx';
import { numberWords, summary } from './trajectory.ts';
import classes from './plot.module.css';

const Drawings = lazy(() => import('./Drawings.tsx'));

/**
 * Two trajectories over the contours of their objective, their losses, a slider over the steps, all numbers as a table
 * and one sentence that says what is to be seen.
 */
export function TrajectoryFigure({ plot }: { plot: TrajectoryPlot }) {
  const last = plot.reference.length - 1;
  const [step, setStep] = useState(plot.divergedAt ?? last);
  const sliderId = useId();
  const go = (to: number) => setStep(Math.max(0, Math.min(last, to)));
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>{plot.title}</strong>
        <span>{summary(plot)}</span>
      </figcaption>
      <Suspense fallback={<div className={classes.waiting} />}>
        <Drawings plot={plot} step={step} />
      </Suspense>
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
          value={step}
          aria-valuetext={stepWords(plot, step)}
          onChange={(event) => go(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            const jump = { PageUp: 10, PageDown: -10 }[event.key];
            if (jump === undefined) return;
            event.preventDefault();
            go(step + jump);
          }}
        />
        <ActionIcon variant="default" size={28} aria-label="One step on" onClick={() => go(step + 1)}>
          <RightIcon />
        </ActionIcon>
        <output htmlFor={sliderId} className={classes.stepWords}>
          {stepWords(plot, step)}
        </output>
      </div>
      <Details summary="All numbers">
        <StepTable plot={plot} step={step} />
      </Details>
    </figure>
  );
}

function stepWords(plot: TrajectoryPlot, step: number): string {
  const at = (rows: (number | null)[][]) => (rows[step] ?? [null, null]).map(numberWords).join(', ');
  return `${step} of ${plot.reference.length - 1}: yours (${at(plot.yours)}), reference (${at(plot.reference)})`;
}
