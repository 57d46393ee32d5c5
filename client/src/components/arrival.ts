/**
 * Whether what arrives may take the focus. A page, or the report on a submission, comes some time after it was asked for; who has
 * meanwhile opened a menu, gone into a field or on with Tab is left there.
 */
import { takesText } from './keys.ts';

/** Somebody has pressed something since they asked: the focus goes where they want it. */
let acted = false;
/** And it went somewhere. */
let moved = false;

/** Something is asked for; what was in focus until then is done with. */
export function arrivalAsked(): void {
  acted = moved = false;
}

/** Not away from where somebody went meanwhile; into a part of what has it, always. */
export function mayTakeFocus(target: HTMLElement): boolean {
  const now = document.activeElement;
  return !moved || now === null || now.contains(target);
}

function act({ isTrusted, target }: Event): void {
  if (!isTrusted) return;
  acted = true;
  moved ||= target instanceof HTMLElement && takesText(target);
}

/** To be called once, before anything is drawn. */
export function watchFocus(): void {
  document.addEventListener('pointerdown', act, { capture: true });
  document.addEventListener('keydown', act, { capture: true });
  document.addEventListener('focusin', () => (moved ||= acted));
}
