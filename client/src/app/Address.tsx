import { startTransition, useEffect, useInsertionEffect, useMemo, useState, type ReactNode } from 'react';
import {
  createPath,
  NavigationType,
  parsePath,
  Router,
  type Location,
  type NavigateOptions,
  type To,
} from 'react-router';
import { arrivalAsked } from '../components/arrival.ts';

interface Place {
  location: Location;
  type: NavigationType;
}

/** What the browser's history says of where this tab is. */
function placeNow(): Place {
  const { pathname, search, hash } = window.location;
  const kept = window.history.state as { key?: string; usr?: unknown } | null;
  return {
    location: { pathname, search, hash, state: kept?.usr ?? null, key: kept?.key ?? 'default' },
    type: NavigationType.Pop,
  };
}

/** Parts that a link leaves out come from where it is followed. */
function placeAt(to: To, state: unknown, { location }: Place, type: NavigationType): Place {
  const {
    pathname = location.pathname,
    search = '',
    hash = '',
  } = typeof to === 'string' ? parsePath(to) : to;
  return { location: { pathname, search, hash, state, key: crypto.randomUUID().slice(0, 8) }, type };
}

function write({ location, type }: Place): void {
  if (type === NavigationType.Pop) return;
  const entry = { key: location.key, usr: location.state as unknown };
  if (type === NavigationType.Push) window.history.pushState(entry, '', createPath(location));
  else window.history.replaceState(entry, '', createPath(location));
}

/**
 * The address of the page that is shown. While the next page is fetched, the present one stays with its address: the
 * address changes in the moment in which the page does. Where nothing has to be fetched `flushSync` shows it at once. (`RouterProvider` does this too, with 20 kB of loaders and
 * actions that no page here has; `BrowserRouter` shows the new address above the old page.)
 */
export function Address({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState(placeNow);
  // Before any effect of the new page, which may read the address.
  useInsertionEffect(() => write(place), [place]);
  useEffect(() => {
    const moved = () => {
      arrivalAsked();
      startTransition(() => setPlace(placeNow()));
    };
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  const navigator = useMemo(() => {
    const goTo = (
      type: NavigationType,
      to: To,
      state: unknown = null,
      { flushSync }: NavigateOptions = {},
    ) => {
      // A page that only leads on was asked for with the one before it.
      if (type !== NavigationType.Replace) arrivalAsked();
      const go = () => setPlace((before) => placeAt(to, state, before, type));
      if (flushSync) go();
      else startTransition(go);
    };
    return {
      createHref: (to: To) => (typeof to === 'string' ? to : createPath(to)),
      go: (delta: number) => window.history.go(delta),
      push: goTo.bind(null, NavigationType.Push),
      replace: goTo.bind(null, NavigationType.Replace),
    };
  }, []);
  return (
    <Router location={place.location} navigationType={place.type} navigator={navigator}>
      {children}
    </Router>
  );
}
