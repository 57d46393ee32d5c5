import { lazy, useState, type ComponentType } from 'react';

/**
 * As React's `lazy`, but drawn at once where it has come by then, as it has where `begin` was called with the page: React would show a fallback
 * for 300 ms all the same, and what stands below it would move.
 */
export function early<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let come: ComponentType<P> | null = null;
  let asked: ReturnType<typeof load> | null = null;
  const begin = () =>
    (asked ??= load().then(
      (module) => {
        come = module.default;
        return module;
      },
      (error: unknown) => {
        asked = null;
        throw error;
      },
    ));
  const Later: ComponentType<P> = lazy(begin);
  function Early(props: P) {
    // What it was drawn by it stays, or it would be drawn anew.
    const [Drawn] = useState(() => come ?? Later);
    return <Drawn {...props} />;
  }
  // What fails is said where it is drawn.
  return { Early, begin: () => void begin().catch(() => undefined) };
}
