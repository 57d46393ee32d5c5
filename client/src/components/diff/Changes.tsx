import { lazy, Suspense, type ComponentProps } from 'react';

const TextDiff = lazy(() => import('./TextDiff.tsx'));

/** What differs between two texts; loaded when there is something to show. */
export function Changes(props: ComponentProps<typeof TextDiff>) {
  return (
    <Suspense fallback={<p>Comparing…</p>}>
      <TextDiff {...props} />
    </Suspense>
  );
}
