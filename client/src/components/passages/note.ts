import type { ReactNode } from 'react';
import type { Place } from './align.ts';

/** Something that is said about a passage. */
export interface Note extends Place {
  id: string;
  /** Shown behind the passage and before what is said. */
  number: string;
  content: ReactNode;
}

export const noteId = (id: string): string => `comment-${id}`;

export const markLabel = (number: string): string => `Comment ${number}`;

export function goToNote(id: string): void {
  const note = document.getElementById(noteId(id));
  note?.scrollIntoView({ block: 'nearest' });
  note?.focus({ preventScroll: true });
}
