/** Parts of a page that are a place to go on from where something in them is gone. */
const PLACES = 'main, section, aside, article, form, fieldset, [role=dialog], [role=tabpanel]';

/** What comes up over the page and is gone again, at the end of the document. */
const OVER = '[role=dialog], [role=menu]';

/** What has the focus, and what it stands in, from within outwards. */
let path: HTMLElement[] = [];
/** The same of what had it last in the page itself: what opened a menu or a dialog. */
let below: HTMLElement[] = [];

const isGone = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled');

function remember({ target }: FocusEvent): void {
  path = [];
  for (let at = target; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
    path.push(at);
  if (!path.some((each) => each.matches(OVER))) below = path;
}

function keep(): void {
  const [last] = path;
  if (last === undefined || document.activeElement !== document.body) return;
  if (!isGone(last)) last.focus({ preventScroll: true });
  else if (!last.isConnected || last.dataset.loading === undefined) toPlace();
}

function toPlace(): void {
  const [opener] = below;
  const isPlace = (element: HTMLElement): boolean => element === opener || element.matches(PLACES);
  const place = [...path, ...below].find((element) => !isGone(element) && isPlace(element));
  if (place === undefined) return;
  if (place !== opener && !place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}

/**
 * A button that waits for its answer is disabled, and one that has done its work may be gone. A browser then gives the focus to
 * nothing, and whoever has no pointer begins again at the top of the page. Here the first has it again when it is done, and in
 * place of the other the nearest part of the page that still stands has it, or what opened the menu or dialog that is gone.
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
