import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef } from 'react';
import { drawContours } from './drawContours.ts';
import { drawLoss, drawStepSizes } from './drawCurves.ts';
import type { Drawing } from './drawing.ts';
import type { Picture } from './picture.ts';
import classes from './plot.module.css';

interface DrawingsProps {
  picture: Picture;
  step: number;
}

const GAP = 24;
const SIDE_BY_SIDE = 720;

/** The contours with the curves beside them, or stacked where there is no room. */
export default function Drawings({ picture, step }: DrawingsProps) {
  const { ref, width } = useElementSize();
  const side = width >= SIDE_BY_SIDE;
  const each = Math.floor(side ? (width - GAP) / 2 : width);
  const contours = useMemo(() => (each > 0 ? drawContours(picture, each) : null), [picture, each]);
  const loss = useMemo(() => (each > 0 ? drawLoss(picture, each) : null), [picture, each]);
  const sizes = useMemo(() => (each > 0 ? drawStepSizes(picture, each) : null), [picture, each]);
  return (
    <div ref={ref} className={classes.drawings} data-side={side || undefined}>
      {contours !== null && <Svg drawing={contours} step={step} />}
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
function Svg({ drawing, step }: { drawing: Drawing; step: number }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    host.current?.replaceChildren(drawing.svg);
  }, [drawing]);
  useEffect(() => drawing.mark(step), [drawing, step]);
  return <div ref={host} className={classes.drawing} />;
}
