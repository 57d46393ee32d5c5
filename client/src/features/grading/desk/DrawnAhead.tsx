import { Activity, useEffect, useRef, type ReactNode } from 'react';
import classes from './DrawnAhead.module.css';

interface DrawnAheadProps {
  shown: boolean;
  /** Of the element around `children`. */
  className?: string | undefined;
  children: ReactNode;
}

const ANY_CHANGE = { subtree: true, childList: true, attributes: true, characterData: true };

/**
 * Draws `children` before they are shown, and lays them out. React's `Activity` hides what it draws ahead by `display: none`, so
 * that the browser would have all styles, boxes and lines to make when it is shown. Here it has them, and skips what is
 * hidden instead: nobody sees it, and no key, search, reader or printer meets it. A browser that cannot skip leaves it to React.
 */
export function DrawnAhead({ shown, className, children }: DrawnAheadProps) {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = stage.current!;
    if (shown || !CSS.supports('content-visibility', 'hidden')) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const layOut = () => {
      const { firstElementChild: root } = element;
      if (!(root instanceof HTMLElement)) return;
      // React hides it again whenever it has drawn something of it.
      if (root.style.display !== '') root.style.removeProperty('display');
      clearTimeout(timer);
      // Who asks how large something is has it laid out, skipped or not.
      timer = setTimeout(() => root.getBoundingClientRect());
    };
    layOut();
    const observer = new MutationObserver(layOut);
    observer.observe(element, ANY_CHANGE);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [shown]);
  return (
    <div ref={stage} className={shown ? undefined : classes.skipped}>
      <Activity mode={shown ? 'visible' : 'hidden'}>
        <div className={className}>{children}</div>
      </Activity>
    </div>
  );
}
