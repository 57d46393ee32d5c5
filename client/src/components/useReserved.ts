import { useLayoutEffect, type RefObject } from 'react';

/**
 * Tells the page how high something is that hangs at its edge, for as long as it is there: what is scrolled into sight stays clear
 * of it (`scroll-padding` in app/global.css). Its lines are as many as there is room for, so that it is measured; where the window is so wide
 * that it hangs nowhere, it needs no room.
 */
export function useReserved(
  property: '--bottom-height' | '--outcome-height',
  hanging: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const element = hanging.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const measure = () => {
      const hangs = getComputedStyle(element).position !== 'static';
      if (hangs) style.setProperty(property, `${element.offsetHeight}px`);
      else style.removeProperty(property);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.removeProperty(property);
    };
  }, [property, hanging]);
}
