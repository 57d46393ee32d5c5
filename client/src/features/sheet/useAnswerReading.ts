import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { WrittenQuestion } from '../workspace/document/contents.ts';
import type { AnswerReading, readAnswer } from '../workspace/submitting/shortcomings.ts';
import { useText } from '../workspace/writing/WorkspaceProvider.tsx';

/**
 * What the answer to a question has of what is asked for; null until the reader, a chunk of its own, has come.
 *
 * @param afterMs when to ask for it
 */
export function useAnswerReading(question: WrittenQuestion, afterMs: number): AnswerReading | null {
  const shown = useDeferredValue(useText(question.id));
  const wanted = question.parts.length > 0 || question.maxWords !== null;
  const [read, setRead] = useState<typeof readAnswer | null>(null);
  useEffect(() => {
    let current = true;
    const ask = () =>
      void import('../workspace/submitting/shortcomings.ts').then(
        (module) => current && setRead(() => module.readAnswer),
        // Advice: without it the answer is written all the same.
        () => undefined,
      );
    const timer = wanted ? setTimeout(ask, afterMs) : undefined;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, afterMs]);
  return useMemo(() => read && read(question, shown), [read, question, shown]);
}
