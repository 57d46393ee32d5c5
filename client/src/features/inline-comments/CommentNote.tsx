import type { ReactNode } from 'react';
import type { InlineComment } from '../../../../contract/inlineComment.ts';
import { useCourse } from '../../app/session.tsx';
import { Markup } from '../../components/Markup.tsx';
import { noteId } from '../../components/passages/note.ts';
import classes from '../../components/passages/passages.module.css';
import { Time } from '../../components/Time.tsx';
import { linesText } from './words.ts';

interface CommentNoteProps {
  comment: InlineComment;
  /** Of its passage; absent where the passage is quoted instead. */
  number?: string;
  macros: Record<string, string>;
  /** Whether it is about lines of a program. */
  code: boolean;
  /** What can be done with it. */
  children?: ReactNode;
}

/** What a grader said about a passage. */
export function CommentNote({ comment, number, macros, code, children }: CommentNoteProps) {
  const { course } = useCourse();
  const { id, by, at, edited, text, quote } = comment;
  return (
    <div
      id={noteId(id)}
      className={classes.note}
      role="note"
      aria-label={`Comment of ${by.name}`}
      tabIndex={-1}
    >
      <p className={classes.said}>
        {number !== undefined && <span className={classes.number}>{number}</span>}
        <b dir="auto">{by.name}</b>
        {code && <span>{linesText(comment)}</span>}
        <span>
          <Time at={at} timeZone={course.timeZone} />
          {edited && ', edited'}
        </span>
        {children}
      </p>
      {number === undefined && (
        <blockquote className={classes.quote}>
          {code ? <pre>{quote}</pre> : <Markup source={quote} macros={macros} size="small" />}
        </blockquote>
      )}
      <Markup source={text} macros={macros} size="small" />
    </div>
  );
}
