import { createContext, use, useEffect } from 'react';

/** What the browser's tab ends in: the course's code, or the program's name outside of a course. */
export const PlaceName = createContext('Stepwise');

/** Whether a page around has a title already: what could not be loaded is then a part of it, else the page as a whole. */
export const Titled = createContext(false);

/** `3 RMSProp · Day 8 · CS 7150`, the narrowest first; outside of a course it ends in the program's name. */
export function usePageTitle(...parts: (string | undefined)[]): void {
  const place = use(PlaceName);
  const title = [...parts, place].filter((part) => part !== undefined).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
