import { z } from 'zod';
import type { LocalDrafts } from './DraftKeeper.ts';

const StoredCopy = z.object({ text: z.string(), revision: z.number() });

function parse(stored: string | null): z.infer<typeof StoredCopy> | null {
  if (stored === null) return null;
  try {
    return StoredCopy.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    return null;
  }
}

/** Unsaved texts of one person and one question set in the browser's storage. */
export function localDrafts(userId: string, course: string, set: string): LocalDrafts {
  const name = (key: string) => `stepwise.draft.${userId}.${course}.${set}.${key}`;
  return {
    read: (key) => parse(localStorage.getItem(name(key))),
    write: (key, copy) => {
      try {
        localStorage.setItem(name(key), JSON.stringify(copy));
      } catch {
        // A full or forbidden storage: the server's copy, a second later, is then the only one.
      }
    },
    remove: (key) => localStorage.removeItem(name(key)),
  };
}
