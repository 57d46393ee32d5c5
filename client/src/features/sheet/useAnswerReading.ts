import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { WrittenQuestion } from '../workspace/contents.ts';
import type { AnswerReading, readAnswer } from '../workspace/shortcomings.ts';

/** What the answer to a question has of what is asked for; null until the reader, a chunk of its own, has come. */
export function useAnswerReading(question: WrittenQuestion, text: string): AnswerReading | null {
  const shown = useDeferredValue(text);
  const wanted = question.parts.length > 0 || question.maxWords !== null;
  const [read, setRead] = useState<typeof readAnswer | null>(null);
  useEffect(() => {
    let current = true;
    if (wanted)
      void import('../workspace/shortcomings.ts').then(
        (module) => current && setRead(() => module.readAnswer),
        // Advice: without it the answer is written all the same.
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [wanted]);
  return useMemo(() => read && read(question, shown), [read, question, shown]);
}
