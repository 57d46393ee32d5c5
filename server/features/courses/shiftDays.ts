import { fromWallClock } from '../../../grader/assignment/time.ts';

const DAY_MS = 86_400_000;

/** `2021-02-17 14:30` by the clock of a zone. */
function wallClockOf(at: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(at);
}

/**
 * The same time of day so many days later by the clock of the zone, whatever summer time does in between. A time that the
 * clock leaves out on that day becomes the first that it shows after.
 */
export function shiftDays(at: Date, days: number, zone: string): Date {
  const clock = Date.parse(`${wallClockOf(at, zone).replace(' ', 'T')}:00Z`) + days * DAY_MS;
  for (let minutes = 0; minutes <= 180; minutes += 1) {
    const wanted = new Date(clock + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
    const found = fromWallClock(wanted, zone);
    if (found instanceof Date) return found;
  }
  throw new Error(`no time near ${new Date(clock).toISOString()} in ${zone}`);
}
