import type { Passage, RegradeRequest } from '../../../../contract/requests.ts';
import { useCourse } from '../../app/session.tsx';
import { Markup } from '../../components/Markup.tsx';
import { deltaText } from '../../components/points.ts';
import { Time } from '../../components/Time.tsx';
import { linesText } from '../inline-comments/words.ts';
import { actWords } from './requestWords.ts';
import classes from './requests.module.css';

type ShowLines = (lines: { line: number; endLine: number }) => void;

/** What was asked, said and decided, the first word first. */
export function Conversation({
  request,
  macros,
  onLines,
}: {
  request: RegradeRequest;
  macros?: Record<string, string>;
  /** Shows the lines of the program that it points at. */
  onLines?: ShowLines;
}) {
  const { course } = useCourse();
  const { askedBy, askedAt, item, passage, reason, events } = request;
  const drawn = macros === undefined ? {} : { macros };
  return (
    <ol className={classes.conversation} aria-label="What was said">
      <li>
        <p className={classes.said}>
          <b dir="auto">{askedBy.name}</b> asked <Time at={askedAt} timeZone={course.timeZone} />
        </p>
        {item !== null && (
          <p className={classes.item}>
            <b>{deltaText(item.points)}</b> {item.text}
          </p>
        )}
        {passage !== null && <Pointed passage={passage} drawn={drawn} onLines={onLines} />}
        <Markup source={reason} size="small" {...drawn} />
      </li>
      {events.map((event) => (
        <li key={event.at + event.act}>
          <p className={classes.said}>
            <b dir="auto">{event.by.name}</b> {actWords(event)}{' '}
            <Time at={event.at} timeZone={course.timeZone} />
          </p>
          {event.text !== '' && <Markup source={event.text} size="small" {...drawn} />}
        </li>
      ))}
    </ol>
  );
}

interface PointedProps {
  passage: Passage;
  drawn: { macros?: Record<string, string> };
  onLines: ShowLines | undefined;
}

/** Words of an answer as they are drawn, or lines of a program as they stand there. */
function Pointed({ passage: { line, endLine, quote }, drawn, onLines }: PointedProps) {
  if (endLine === null)
    return (
      <blockquote className={classes.quote}>
        <Markup source={quote} size="small" {...drawn} />
      </blockquote>
    );
  const words = linesText({ line, endLine });
  return (
    <>
      <p className={classes.said}>
        {onLines === undefined ? (
          `About ${words}`
        ) : (
          <button type="button" className={classes.link} onClick={() => onLines({ line, endLine })}>
            Show {words}
          </button>
        )}
      </p>
      <pre className={classes.program} role="region" aria-label={`The program, ${words}`} tabIndex={0}>
        {quote}
      </pre>
    </>
  );
}
