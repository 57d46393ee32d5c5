import type { SavedComment } from '../../../../contract/savedComments.ts';

export interface Written {
  text: string;
  /** Where the next letter goes. */
  caret: number;
}

/** Puts words in the place of what is selected. */
export const withInserted = (
  text: string,
  [from, to]: readonly [number, number],
  words: string,
): Written => ({
  text: text.slice(0, from) + words + text.slice(to),
  caret: from + words.length,
});

/** A slash and a shortcut become the words that it stands for, once a space follows them; null where there is none. */
export function expanded(
  { text, caret }: Written,
  saved: readonly Pick<SavedComment, 'id' | 'shortcut' | 'text'>[],
): (Written & { id: string }) | null {
  const typed = /(?:^|\s)\/([a-z0-9-]{1,20})\s$/i.exec(text.slice(0, caret));
  const comment = typed && saved.find(({ shortcut }) => shortcut === typed[1]!.toLowerCase());
  if (!comment) return null;
  const from = caret - 1 - typed[1]!.length - 1;
  const inserted = withInserted(text, [from, caret - 1], comment.text);
  // Behind the space, which stays.
  return { text: inserted.text, caret: inserted.caret + 1, id: comment.id };
}

/** Those that have every word of what is looked for, in their words or as their shortcut. */
export function matching<C extends Pick<SavedComment, 'shortcut' | 'text'>>(
  saved: readonly C[],
  wanted: string,
): C[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return saved.filter(({ text, shortcut }) => {
    const all = `/${shortcut ?? ''} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
