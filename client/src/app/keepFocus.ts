import { openerOf } from '../components/menu.ts';

/** Where to go on from when something in it is gone: parts of a page, and what opened a menu. */
const PLACES =
  'main, section, aside, article, form, fieldset, [role=dialog], [role=tabpanel], [aria-haspopup=menu]';

/** What an element stands in. A menu is drawn at the end of the page, and belongs to what opened it. */
const around = (element: HTMLElement): HTMLElement | null =>
  element.matches('[role=menu]') ? openerOf(element) : element.parentElement;

/** What has the focus, and what it stands in, from within outwards. */
let path: HTMLElement[] = [];

const isGone = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled');

function remember({ target }: FocusEvent): void {
  path = [];
  for (let at = target; at instanceof HTMLElement && at !== document.body; at = around(at)) path.push(at);
}

function keep(): void {
  const [last] = path;
  if (last === undefined || document.activeElement !== document.body) return;
  if (!isGone(last)) last.focus({ preventScroll: true });
  else if (!last.isConnected || last.dataset.loading === undefined) toPlace();
}

function toPlace(): void {
  const place = path.find((element) => element.isConnected && element.matches(PLACES));
  if (place === undefined) return;
  if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}

/**
 * A button that waits for its answer is disabled, and one that has done its work may be gone. A browser then gives the focus to
 * nothing, and whoever has no pointer begins again at the top of the page. Here the first has it again when it is done, and in
 * place of the other the nearest part of the page that still stands has it.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', () => {
    // Else it was given away on purpose, as Escape does in a comment.
    queueMicrotask(() => {
      const [last] = path;
      if (last === undefined || last === document.activeElement) return;
      if (isGone(last)) keep();
      else path = [];
    });
  });
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] };
  new MutationObserver(keep).observe(document.body, changes);
}
