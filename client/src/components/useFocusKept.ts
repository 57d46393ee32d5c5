import { useEffect, type RefObject } from 'react';

const CONTROLS =
  'a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex]:not([tabindex="-1"])';

const takesFocus = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.tabIndex >= 0 &&
  !element.matches(':disabled') &&
  element.checkVisibility({ visibilityProperty: true });

const controlsIn = (node: Node): HTMLElement[] =>
  node instanceof Element ? [node, ...node.querySelectorAll(CONTROLS)].filter(takesFocus) : [];

const nameOf = (element: Element): string => element.ariaLabel ?? element.textContent;

/** Whether nobody has chosen what has the focus now: it is nowhere, on the dialog as a whole, or behind it. */
function isLost(dialog: Element): boolean {
  const now = document.activeElement;
  if (now === null || now === document.body || now === dialog) return true;
  return !dialog.contains(now) && now.closest('[role=dialog], [role=menu], [data-portal]') === null;
}

/**
 * Keeps the focus in a dialog, where its keys are. It begins at what has `data-autofocus`, also where that can be pressed only later.
 * When what has it goes, it goes on at what comes in its place: from *Edit* to the first field of the form, and with the form back.
 *
 * @param inside of the dialog
 * @param opened false while it goes, from where it may come again
 */
export function useFocusKept(inside: RefObject<Element | null>, opened: boolean): void {
  useEffect(() => {
    const dialog = inside.current?.closest<HTMLElement>('[role=dialog]');
    if (dialog == null || !opened) return;
    let isFirst = true;
    let last: Element | null = null;
    /** Of what came in the place of a control: that one's name. */
    const openers = new WeakMap<Node, string>();

    const begin = (): void => {
      if (!isFirst || !isLost(dialog)) return;
      const first = dialog.querySelector('[data-autofocus]');
      if (first !== null && takesFocus(first)) first.focus({ preventScroll: true });
      else dialog.focus({ preventScroll: true });
    };
    const goOn = (records: readonly MutationRecord[]): void => {
      const had = last;
      if (had === null || !isLost(dialog)) return;
      // It was moved with its row.
      if (had.isConnected) return takesFocus(had) ? had.focus() : undefined;
      const gone = records.flatMap(({ target, removedNodes }) =>
        [...removedNodes].filter((node) => node.contains(had)).map((node) => ({ target, node })),
      )[0];
      if (gone === undefined || !gone.target.isConnected) return;
      const come = records
        .filter(({ target }) => target === gone.target)
        .flatMap(({ addedNodes }) => [...addedNodes].filter((node) => node.isConnected));
      const controls = come.flatMap(controlsIn);
      const opener = openers.get(gone.node);
      const next =
        controls.find((each) => nameOf(each) === opener) ??
        controls.find((each) => each.matches('[data-autofocus]')) ??
        controls[0] ??
        controlsIn(gone.target)[0];
      if (opener === undefined) for (const node of come) openers.set(node, nameOf(had));
      next?.focus();
    };

    const focused = ({ target }: FocusEvent): void => {
      if (target === dialog) return;
      isFirst = false;
      last = target as Element;
    };
    // Whoever presses what takes no focus leaves it on purpose.
    const pressed = (): void => {
      isFirst = false;
      last = null;
    };
    dialog.addEventListener('focusin', focused);
    dialog.addEventListener('pointerdown', pressed);
    const watch = new MutationObserver((records) => {
      begin();
      goOn(records);
    });
    watch.observe(dialog, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'style'],
    });
    // After the dialog itself has tried to.
    const timer = setTimeout(begin);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
      dialog.removeEventListener('focusin', focused);
      dialog.removeEventListener('pointerdown', pressed);
    };
  }, [inside, opened]);
}
