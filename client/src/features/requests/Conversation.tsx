import type { RegradeRequest } from '../../../../contract/requests.ts';
import { useCourse } from '../../app/session.tsx';
import { Markup } from '../../components/Markup.tsx';
import { deltaText } from '../../components/points.ts';
import { Time } from '../../components/Time.tsx';
import { actWords } from './requestWords.ts';
import classes from './requests.module.css';

/** What was asked, said and decided, the first word first. */
export function Conversation({
  request,
  macros,
}: {
  request: RegradeRequest;
  macros?: Record<string, string>;
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
        {passage !== null && (
          <blockquote className={classes.quote}>
            <Markup source={passage.quote} size="small" {...drawn} />
          </blockquote>
        )}
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
