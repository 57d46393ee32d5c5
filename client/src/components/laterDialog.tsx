import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';

/** The page has come by then, and the network is most likely still there. */
const READY_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 2_000;

/** Asks until the code has come: React would keep a failure for as long as the page is open. */
async function insist<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}

/**
 * A dialog whose code is no part of the page's: it comes when the dialog is opened for the first time, or a second
 * after the page, since people open dialogs where there is no network, too.
 */
export function laterDialog<Props extends { opened: boolean }>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let coming: Promise<{ default: ComponentType<Props> }> | undefined;
  const come = () => (coming ??= insist(load));
  const Dialog = lazy(come);
  return function Later(props: Props) {
    const { opened } = props;
    const [wanted, setWanted] = useState(opened);
    // It stays after its first time, so that it can close as it opened.
    if (opened && !wanted) setWanted(true);
    useEffect(() => {
      const timer = setTimeout(() => void come(), READY_AFTER_MS);
      return () => clearTimeout(timer);
    }, []);
    return (
      wanted && (
        <Suspense fallback={null}>
          <Dialog {...props} />
        </Suspense>
      )
    );
  };
}
