import { useEffect, useState } from 'react';

/** Id of the element that holds a question. */
export function anchorOf(id: string): string {
  return `question-${id}`;
}

/** Below the bars: a question that has passed this line is the one that is read. */
const READING_LINE_PX = 200;

/**
 * The question that is looked at, of those on the page: the last that begins above the reading line, at the end of the
 * page the last one in view. Null above the first.
 */
export function useCurrentAnchor(ids: readonly string[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const all = ids.join(' ');
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
      const atEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2;
      const line = atEnd ? clientHeight : READING_LINE_PX;
      const passed = all.split(' ').filter((id) => {
        const element = document.getElementById(anchorOf(id));
        return element !== null && element.getBoundingClientRect().top < line;
      });
      setCurrent(passed.at(-1) ?? null);
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    later();
    window.addEventListener('scroll', later, { passive: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', later);
      window.removeEventListener('resize', later);
    };
  }, [all]);
  return current;
}
