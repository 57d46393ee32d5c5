import { useSignal } from '../api/signal.ts';
import { ANY_MOD, keyWords, ownKey, type KeyId, type KeyPlace } from './keyMap.ts';
import { isSingleKey } from './keys.ts';
import { keyMap, singleKeys } from './useKeys.ts';

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** The key that does something now, as it is written on keyboards; null where it is switched off. */
export function useKeyHint(of: KeyId): string | null {
  const map = useSignal(keyMap);
  const on = useSignal(singleKeys);
  const at = of.indexOf(':');
  const own = ownKey(map, of.slice(0, at) as KeyPlace, of.slice(at + 1));
  if (isSingleKey(own) && !on) return null;
  return keyWords(own)
    .map((part) => (part === ANY_MOD ? MOD : part))
    .join(' ');
}

/** Beside what a key does as well: a hint for eyes. */
export function KeyHint({ of }: { of: KeyId }) {
  const key = useKeyHint(of);
  return key === null ? null : (
    <kbd aria-hidden="true" data-hint>
      {key}
    </kbd>
  );
}
