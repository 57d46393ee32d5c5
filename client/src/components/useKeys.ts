import { useEffect, useEffectEvent } from 'react';
import { createSignal } from '../api/signal.ts';
import { keyMapFrom, meaningOf, type KeyMap, type KeyPlace } from './keyMap.ts';
import { isCommand, keyName, takesText } from './keys.ts';

const SINGLE_KEYS = 'stepwise.single-keys';
const KEY_MAP = 'stepwise.keys';

/** Whether keys that stand alone are commands; kept on this device. */
export const singleKeys = createSignal(localStorage.getItem(SINGLE_KEYS) !== 'off');

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SINGLE_KEYS, on ? 'on' : 'off');
  singleKeys.set(on);
}

/** Keys that were chosen; kept on this device, since keyboards differ. */
export const keyMap = createSignal<KeyMap>(keyMapFrom(localStorage.getItem(KEY_MAP)));

export function setKeyMap(map: KeyMap): void {
  localStorage.setItem(KEY_MAP, JSON.stringify(map));
  keyMap.set(map);
}

/** What each key does, by the name that it comes with, as in `keyName`. */
export type KeyBindings = Record<string, (() => void) | undefined>;

const ALWAYS = (): boolean => true;

/**
 * Keys of the page. They rest while a dialog is open, while text is typed and when held down.
 *
 * @param place whose keys they are: people choose others there
 * @param accepts whether a press is meant for what is on the page
 */
export function useKeys(
  place: KeyPlace,
  bindings: KeyBindings,
  accepts: (event: KeyboardEvent) => boolean = ALWAYS,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event);
    const action = bindings[meaningOf(keyMap.get(), place, name) ?? ''];
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
