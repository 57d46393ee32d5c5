import type { WrittenQuestion } from '../workspace/document/contents.ts';
import classes from './sheet.module.css';
import { useAnswerReading } from './useAnswerReading.ts';

/** The page comes first. */
const READ_AFTER_MS = 1_500;
/** See `.notes`. */
const LINE_PX = 16;

/** The parts not found yet and the length, under an answer. */
export function AnswerNotes({ question }: { question: WrittenQuestion }) {
  const reading = useAnswerReading(question, READ_AFTER_MS);
  const { parts, maxWords } = question;
  // Its place is kept: what stands below is pressed.
  const lines = Number(parts.length > 0) + Number(maxWords !== null);
  if (lines === 0) return null;
  const { missing, words } = reading ?? { missing: [], words: 0 };
  const over = maxWords !== null && words > maxWords;
  return (
    <div className={classes.notes} style={{ minHeight: `${lines * LINE_PX}px` }}>
      {parts.length > 0 && words > 0 && (
        <span>
          {missing.length === 0 ? `All ${parts.length} parts found` : `Not found yet: ${missing.join(', ')}`}
        </span>
      )}
      {reading !== null && maxWords !== null && (
        <span data-over={over || undefined}>
          {words} of at most {maxWords} words
          {over && ': please shorten it; it can still be submitted'}
        </span>
      )}
    </div>
  );
}
