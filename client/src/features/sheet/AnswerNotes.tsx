import type { WrittenQuestion } from '../workspace/document/contents.ts';
import classes from './sheet.module.css';
import { useAnswerReading } from './useAnswerReading.ts';

/** The page comes first. */
const READ_AFTER_MS = 1_500;

/** The parts not found yet and the length, under an answer. */
export function AnswerNotes({ question }: { question: WrittenQuestion }) {
  const reading = useAnswerReading(question, READ_AFTER_MS);
  if (reading === null) return null;
  const { parts, maxWords } = question;
  const { missing, words } = reading;
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
