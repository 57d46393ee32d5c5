import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { drawContours } from './drawContours.ts';
import { drawLoss, drawStepSizes } from './drawCurves.ts';
import type { Drawing } from './drawing.ts';
import { startOf, type Picture } from './picture.ts';
import { StartHandle } from './StartHandle.tsx';
import classes from './plot.module.css';

interface DrawingsProps {
  picture: Picture;
  step: number;
  onStart?: ((start: [number, number]) => void) | undefined;
}

const GAP = 24;
const SIDE_BY_SIDE = 720;

/** The contours with the curves beside them, or stacked where there is no room. */
export default function Drawings({ picture, step, onStart }: DrawingsProps) {
  const { ref, width } = useElementSize();
  const start = startOf(picture);
  const side = width >= SIDE_BY_SIDE;
  const each = Math.floor(side ? (width - GAP) / 2 : width);
  const contours = useMemo(() => (each > 0 ? drawContours(picture, each) : null), [picture, each]);
  const loss = useMemo(() => (each > 0 ? drawLoss(picture, each) : null), [picture, each]);
  const sizes = useMemo(() => (each > 0 ? drawStepSizes(picture, each) : null), [picture, each]);
  return (
    <div ref={ref} className={classes.drawings} data-side={side || undefined}>
      {contours !== null && (
        <Svg drawing={contours} step={step}>
          {onStart && start && <StartHandle drawing={contours} start={start} onStart={onStart} />}
        </Svg>
      )}
      {loss !== null && (
        <div>
          <Svg drawing={loss} step={step} />
          {sizes !== null && <Svg drawing={sizes} step={step} />}
        </div>
      )}
    </div>
  );
}

/** Puts a drawing into the page, and marks the current step in it without drawing it anew. */
function Svg({ drawing, step, children }: { drawing: Drawing; step: number; children?: ReactNode }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    host.current?.replaceChildren(drawing.svg);
  }, [drawing]);
  useEffect(() => drawing.mark(step), [drawing, step]);
  return (
    <div className={classes.drawing}>
      <div ref={host} />
      {children}
    </div>
  );
}
