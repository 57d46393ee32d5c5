import { useLayoutEffect, type RefObject } from 'react';

/**
 * Tells the page how high something is that hangs at its edge, for as long as it is there: what is scrolled into sight stays clear
 * of it (`scroll-padding` in app/global.css). Its lines are as many as there is room for, so that it is measured.
 */
export function useReserved(
  property: '--bottom-height' | '--outcome-height',
  hanging: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const element = hanging.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const measure = () => style.setProperty(property, `${element.offsetHeight}px`);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.removeProperty(property);
    };
  }, [property, hanging]);
}
