import { useEffect, useEffectEvent } from 'react';
import { createSignal } from '../api/signal.ts';
import { isCommand, keyName, takesText } from './keys.ts';

const STORAGE_KEY = 'stepwise.single-keys';

/** Whether keys that stand alone are commands; kept on this device. */
export const singleKeys = createSignal(localStorage.getItem(STORAGE_KEY) !== 'off');

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off');
  singleKeys.set(on);
}

/** What each key does, by its name as in `keyName`. */
export type KeyBindings = Record<string, (() => void) | undefined>;

const ALWAYS = (): boolean => true;

/**
 * Keys of the page. They rest while a dialog is open, while text is typed and when held down.
 *
 * @param accepts whether a press is meant for what is on the page
 */
export function useKeys(bindings: KeyBindings, accepts: (event: KeyboardEvent) => boolean = ALWAYS): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event);
    const action = bindings[name];
    if (action === undefined || event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const context = {
      repeat: event.repeat,
      typing: takesText(target),
      dialog: document.querySelector('[role="dialog"]') !== null,
      singleKeys: singleKeys.get(),
    };
    if (!isCommand(name, context)) return;
    event.preventDefault();
    if (accepts(event)) action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
