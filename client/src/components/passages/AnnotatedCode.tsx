import type { ReactNode, Ref } from 'react';
import { lineOf } from './align.ts';
import type { Note } from './note.ts';
import classes from './passages.module.css';

interface AnnotatedCodeProps {
  /** Name of the file. */
  label: string;
  source: string;
  /** Lines with colours; plain text when absent. */
  lines?: readonly ReactNode[];
  notes: readonly Note[];
  ref?: Ref<HTMLDivElement>;
}

/** A program by lines, those marked that something is said about, which stands below the last of them. */
export function AnnotatedCode({ label, source, lines, notes, ref }: AnnotatedCodeProps) {
  const places = notes.map((note) => ({
    ...note,
    first: lineOf(source, note.start),
    last: lineOf(source, note.end - 1),
  }));
  return (
    <div ref={ref} className={classes.code} role="region" aria-label={label} tabIndex={0}>
      {source.split('\n').map((text, index) => {
        const line = index + 1;
        const about = places.filter(({ first, last }) => first <= line && line <= last);
        return (
          <div key={line}>
            <div className={classes.line} data-commented={about.length > 0 || undefined}>
              <span className={classes.lineNumber} data-number={line} aria-hidden="true" />
              <code data-line={line}>{lines?.[index] ?? text}</code>
            </div>
            {about
              .filter(({ last }) => last === line)
              .map(({ id, content }) => (
                <div key={id} className={classes.below}>
                  {content}
                </div>
              ))}
          </div>
        );
      })}
    </div>
  );
}
