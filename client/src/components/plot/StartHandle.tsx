import { useRef, useState, type PointerEvent } from 'react';
import type { Drawing } from './drawing.ts';
import classes from './plot.module.css';

interface StartHandleProps {
  drawing: Drawing;
  start: [number, number];
  onStart: (start: [number, number]) => void;
}

/** Four digits: what a screen shows. */
const short = (value: number): number => Number(value.toPrecision(4));
const within = (share: number): number => Math.max(0, Math.min(1, share));

/**
 * Takes the start elsewhere, by mouse, pen or finger. Whoever has none of them has the fields for numbers, so that it is
 * nothing that is read or tabbed to.
 */
export function StartHandle({ drawing, start, onStart }: StartHandleProps) {
  const handle = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ left: number; top: number } | null>(null);
  const { left, top } = dragged ?? drawing.shareOf(...start);
  const shareAt = ({ clientX, clientY }: PointerEvent) => {
    const box = handle.current?.parentElement?.getBoundingClientRect();
    if (!box) return null;
    return {
      left: within((clientX - box.left) / box.width),
      top: within((clientY - box.top) / box.height),
    };
  };
  return (
    <div
      ref={handle}
      className={classes.startHandle}
      style={{ left: `${left * 100}%`, top: `${top * 100}%` }}
      title="Drag the start"
      aria-hidden="true"
      data-start-handle
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(shareAt(event));
      }}
      onPointerMove={(event) => {
        if (dragged !== null) setDragged(shareAt(event));
      }}
      onPointerUp={(event) => {
        const share = dragged === null ? null : shareAt(event);
        setDragged(null);
        if (share === null) return;
        const { x, y } = drawing.at(share.left, share.top);
        onStart([short(x), short(y)]);
      }}
      onPointerCancel={() => setDragged(null)}
    />
  );
}
