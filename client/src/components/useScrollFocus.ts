import { useEffect, type RefObject } from 'react';

/**
 * Lets the keyboard scroll what is wider than its place in rendered markup: such an element takes the focus, and only
 * while it is too wide.
 *
 * @param html what the element holds; looked through again when it changes
 */
export function useScrollFocus(root: RefObject<HTMLElement | null>, html: string): void {
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      for (const part of element.querySelectorAll<HTMLElement>('.katex-display, pre, table'))
        if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
        else part.removeAttribute('tabindex');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, html]);
}
