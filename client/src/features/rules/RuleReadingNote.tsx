import type { ReactNode } from 'react';
import type { RuleReading } from '../../../../contract/rules.ts';
import { Message } from '../../components/Message.tsx';
import { Status } from '../../components/Status.tsx';
import { lookOf, READING_IS_NO_GRADE } from './readingWords.ts';
import classes from './rules.module.css';

interface RuleReadingNoteProps {
  /** Undefined while none is there. */
  reading: RuleReading | undefined;
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  /** In place of a reading, or below it. */
  children?: ReactNode;
}

/** What the rule in an answer was read as, for the students who wrote it. */
export function RuleReadingNote({ reading, title, action, children }: RuleReadingNoteProps) {
  return (
    <div className={classes.reading} role="group" aria-label={title}>
      <div className={classes.readingHead}>
        <h3>{title}</h3>
        {action}
      </div>
      {reading !== undefined && <Reading reading={reading} />}
      {children}
      <p className={classes.muted}>{READING_IS_NO_GRADE}</p>
    </div>
  );
}

function Reading({ reading }: { reading: RuleReading }) {
  const { status, brief } = lookOf(reading);
  return (
    <>
      <Status kind={status}>
        <Message>{reading.headline}</Message>
      </Status>
      {!brief && (
        <p>
          <Message>{reading.message}</Message>
        </p>
      )}
      {reading.remarks.length > 0 && (
        <ul>
          {reading.remarks.map((remark) => (
            <li key={remark}>
              <Message>{remark}</Message>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
