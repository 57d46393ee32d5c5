import { useEffect, useEffectEvent } from 'react';
import { createSignal } from '../api/signal.ts';
import type { ChosenKeys } from '../../../contract/session.ts';
import { meaningOf, type KeyMap, type KeyPlace } from './keyMap.ts';
import { isCommand, keyName, takesText, usesKey } from './keys.ts';

/** Whether keys that stand alone are commands. */
export const singleKeys = createSignal(true);

/** Keys that were chosen. */
export const keyMap = createSignal<KeyMap>({});

/** Of whoever is signed in, with their account; null for those that all come with. */
export function setKeys(keys: ChosenKeys | null): void {
  singleKeys.set(keys?.single ?? true);
  keyMap.set(keys?.map ?? {});
}

/** What each key does, by the name that it comes with, as in `keyName`. */
export type KeyBindings = Record<string, (() => void) | undefined>;

const ALWAYS = (): boolean => true;

/**
 * Keys of the page. They rest while a dialog is open, while text is typed, when held down, and where a focused link or button uses them.
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
    if (usesKey(target, name)) return;
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
