/** Times in the log: those that one chooses, and those that a line tells of. Pure. */
import { fromWallClock, shiftDays } from '../../../../grader/wallClock.ts';

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)/;

/** A text in parts, so that a moment in it is shown as every other time is. */
export function momentsIn(text: string): { text: string; moment: boolean }[] {
  return text
    .split(MOMENT)
    .map((part, place) => ({ text: part, moment: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** Whether a moment is none of a whole minute: without its seconds a change of them would read as none. */
export const hasSeconds = (moment: string): boolean => !moment.slice(16).startsWith(':00');

const DAY_AND_CLOCK = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/**
 * `Wed 2 Dec 2026 14:30`, whenever it is read: what happened when is asked of this log on the day of a dispute, and by everybody on
 * the same clock.
 */
export function exactWords(instant: string, timeZone: string, { seconds = false } = {}): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...DAY_AND_CLOCK,
    ...(seconds && { second: '2-digit' }),
    timeZone,
  }).formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  const clock = [of('hour'), of('minute'), ...(seconds ? [of('second')] : [])].join(':');
  return `${of('weekday')} ${of('day')} ${of('month')} ${of('year')} ${clock}`;
}

/** The first moment of a day on a clock; where that leaves midnight out, the first that it shows. */
function beginOf(day: string, timeZone: string): Date | null {
  for (const clock of ['00:00', '00:30', '01:00', '02:00']) {
    const at = fromWallClock(`${day} ${clock}`, timeZone);
    if (at instanceof Date) return at;
  }
  return null;
}

/**
 * From the beginning of the first day to the end of the last, on the course's clock, as the log is read.
 *
 * @param days `2026-11-27`; empty where no end was chosen
 */
export function chosenTime(
  { first, last }: { first: string; last: string },
  timeZone: string,
): { since?: string; until?: string } {
  const since = first === '' ? null : beginOf(first, timeZone);
  const end = last === '' ? null : beginOf(last, timeZone);
  return {
    ...(since && { since: since.toISOString() }),
    ...(end && { until: shiftDays(end, 1, timeZone).toISOString() }),
  };
}
