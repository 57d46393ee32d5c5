import { useDeferredValue } from 'react';
import { countWords } from './parts.ts';
import classes from './sheet.module.css';

export function WordCount({ text, maxWords }: { text: string; maxWords: number | null }) {
  const words = countWords(useDeferredValue(text));
  if (maxWords === null) return null;
  return (
    <div className={classes.words} data-over={words > maxWords || undefined}>
      {words} of at most {maxWords} words
      {words > maxWords && ': please shorten it; it can still be submitted'}
    </div>
  );
}
