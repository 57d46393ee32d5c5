import type { WrittenQuestion } from '../workspace/contents.ts';
import type { AnswerReading } from '../workspace/shortcomings.ts';
import classes from './sheet.module.css';

interface AnswerNotesProps {
  question: WrittenQuestion;
  reading: AnswerReading;
}

/** The parts not found yet and the length, under an answer. */
export function AnswerNotes({
  question: { parts, maxWords },
  reading: { missing, words },
}: AnswerNotesProps) {
  const over = maxWords !== null && words > maxWords;
  return (
    <div className={classes.notes}>
      {parts.length > 0 && words > 0 && (
        <span>
          {missing.length === 0 ? `All ${parts.length} parts found` : `Not found yet: ${missing.join(', ')}`}
        </span>
      )}
      {maxWords !== null && (
        <span data-over={over || undefined}>
          {words} of at most {maxWords} words
          {over && ': please shorten it; it can still be submitted'}
        </span>
      )}
    </div>
  );
}
