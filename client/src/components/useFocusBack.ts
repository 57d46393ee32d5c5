import { useEffect } from 'react';

/** A menu's entry goes with its menu: what opened that stays. */
function lasting(element: Element | null): Element | null {
  const menu = element?.closest('[role=menu]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element;
}

/**
 * Gives the focus back, when a dialog closes, to what had it before, unless something else has taken it on purpose. Mantine's own
 * way does so only for a dialog that was on the page, closed, before it was opened; ours mostly come when they are wanted.
 */
export function useFocusBack(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const before = lasting(document.activeElement);
    return () => {
      const now = document.activeElement;
      const isLost = now === null || now === document.body || now.closest('[role=dialog]') !== null;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [opened]);
}
