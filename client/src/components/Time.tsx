import { Tooltip } from '@mantine/core';
import classes from './Time.module.css';
import {
  clockTime,
  clockWords,
  dueWords,
  fullWords,
  nearWords,
  saidAlike,
  viewerTimeZone,
  zoneName,
  zonePlace,
  zonesDiffer,
} from './time.ts';
import { useNow } from './useNow.ts';

interface TimeProps {
  /** UTC, ISO 8601. */
  at: string;
  /** The course's zone. */
  timeZone: string;
  /**
   * `near` is as exact as it matters now, `due` says that something is due and how soon, `full` is for proof and paper:
   * in the course's zone, with seconds and offset. `clock` is for "since 14:29".
   */
  form?: 'near' | 'due' | 'full' | 'clock';
  /** Other times beside it: where one of them would be said alike, this one is said in full. */
  apartFrom?: string | readonly string[] | null;
}

/** One time, in the viewer's zone. Where the course's clock differs the zone is named, and the course's time is told. */
export function Time({ at, timeZone, form = 'near', apartFrom = null }: TimeProps) {
  const now = useNow(at);
  const others = typeof apartFrom === 'string' ? [apartFrom] : (apartFrom ?? []);
  const isAlike = others.some((other) => other !== at && saidAlike(at, other, viewerTimeZone(), now));
  if (form === 'full' || isAlike) return <time dateTime={at}>{fullWords(at, timeZone)}</time>;
  const viewerZone = viewerTimeZone();
  const said = form === 'clock' ? clockWords : nearWords;
  const near =
    form === 'due' ? dueWords(at, viewerZone, now) : { ...said(at, viewerZone, now), relative: null };
  return (
    <span className={classes.time}>
      {near.clock && zonesDiffer(at, timeZone, viewerZone) ? (
        <Tooltip
          label={`${clockTime(at, timeZone)} in the course (${zonePlace(timeZone)})`}
          events={{ hover: true, focus: true, touch: true }}
        >
          <time dateTime={at} tabIndex={0} className={classes.zoned}>
            {near.words} {zoneName(at, viewerZone)}
          </time>
        </Tooltip>
      ) : (
        <time dateTime={at} title={fullWords(at, timeZone)}>
          {near.words}
        </time>
      )}
      {near.relative !== null && <span data-relative> · {near.relative}</span>}
    </span>
  );
}
