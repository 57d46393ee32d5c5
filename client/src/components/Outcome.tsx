import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import classes from './Outcome.module.css';
import { useReserved } from './useReserved.ts';

/** Between what was pressed and what is said of it. */
const GAP_PX = 8;

/**
 * What became of an act: refused, done, taken back. It comes last in its part, below what was pressed, so that nothing moves from under the
 * pointer, and hangs at the window's edge where its place is out of sight. Where it would lie over what was pressed there, it hangs above that;
 * where its whole part is out of sight, as on a phone what stands beside a form is below it, it comes into sight.
 */
export function Outcome({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  useReserved('--outcome-height', bar);
  useLayoutEffect(() => {
    if (bar.current === null) return;
    const { top, bottom } = bar.current.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) bar.current.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    let comeDown: (() => void) | undefined;
    // A button that waited for its answer has the focus again by then.
    const frame = requestAnimationFrame(() => {
      comeDown = hangAbove(bar.current);
    });
    return () => {
      cancelAnimationFrame(frame);
      comeDown?.();
    };
  }, []);
  return (
    <div ref={bar} className={classes.outcome}>
      {children}
    </div>
  );
}

/**
 * Lifts a bar over what has the focus, where it lies on that, until something is scrolled.
 *
 * @returns what ends it
 */
function hangAbove(bar: HTMLElement | null): (() => void) | undefined {
  const pressed = document.activeElement;
  if (bar === null || !(pressed instanceof HTMLElement) || bar.contains(pressed) || pressed.contains(bar))
    return undefined;
  const [over, under] = [bar.getBoundingClientRect(), pressed.getBoundingClientRect()];
  const isBeside = over.left >= under.right || over.right <= under.left;
  if (isBeside || under.bottom <= over.top || under.top >= over.bottom) return undefined;
  const lift = over.bottom - under.top + GAP_PX;
  // It is read whole, or stays where it is.
  if (over.top - lift < 0) return undefined;
  bar.style.translate = `0 ${-lift}px`;
  const comeDown = () => {
    bar.style.translate = '';
    removeEventListener('scroll', comeDown, { capture: true });
    removeEventListener('resize', comeDown);
  };
  addEventListener('scroll', comeDown, { capture: true });
  addEventListener('resize', comeDown);
  return comeDown;
}
