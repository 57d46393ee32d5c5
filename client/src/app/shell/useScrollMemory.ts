import { useEffect, useLayoutEffect } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

const KEPT = 'stepwise.scroll';

function stored(): Record<string, number> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

/** How far each visited page of this tab was scrolled, px, by the key of its place in the history. */
let positions: Record<string, number> | undefined;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Going back returns to where a page was left; another page begins at its top or at what its address names. */
export function useScrollMemory(): void {
  const { key, hash } = useLocation();
  const type = useNavigationType();
  useEffect(() => {
    // The browser would scroll before the page is there.
    window.history.scrollRestoration = 'manual';
    const keep = () => sessionStorage.setItem(KEPT, JSON.stringify(positions));
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, []);
  useLayoutEffect(() => {
    const known = (positions ??= stored());
    // A plain link within the page has no key of its own.
    const before = type === NavigationType.Pop && hash === '' ? known[key] : undefined;
    const named = hash === '' ? null : document.getElementById(decoded(hash.slice(1)));
    if (before !== undefined) window.scrollTo(0, before);
    else if (named !== null) named.scrollIntoView();
    else window.scrollTo(0, 0);
    const note = () => {
      known[key] = window.scrollY;
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [key, hash, type]);
}
