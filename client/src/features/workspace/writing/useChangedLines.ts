import type { Extension } from '@codemirror/state';
import { useEffect, useState } from 'react';

/**
 * For an editor: marks beside the lines that are not as they were handed in. Nothing before there is a difference, and
 * where the marks cannot be loaded; the words beside the answer say the same.
 *
 * @param original the text that was handed in; null where there is none
 */
export function useChangedLines(original: string | null, isChanged: boolean): Extension | null {
  const [made, setMade] = useState<{ of: string; marks: Extension } | null>(null);
  useEffect(() => {
    if (original === null || !isChanged || made?.of === original) return;
    let current = true;
    import('../../../components/editor/changedLines.ts').then(
      ({ changedLines }) => {
        if (current) setMade({ of: original, marks: changedLines(original) });
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [original, isChanged, made]);
  return made !== null && made.of === original ? made.marks : null;
}
