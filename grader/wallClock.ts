/** Wall-clock times in a zone, by the platform's own time zone data. */
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

type Style = readonly [locale: string, options: Omit<Intl.DateTimeFormatOptions, 'timeZone'>];

const OFFSET: Style = [
  'en-US',
  {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  },
];
const MOMENT: Style = [
  'en-GB',
  {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
];
const MOMENT_WITH_SECONDS: Style = [MOMENT[0], { ...MOMENT[1], second: '2-digit' }];
const ZONE: Style = ['en-US', { timeZoneName: 'short' }];

const formats = new Map<Style, Map<string, Intl.DateTimeFormat>>();

/** To make one takes longer than to use it a hundred times. @throws RangeError for a zone that there is not */
function formatOf(style: Style, timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(style) ?? new Map<string, Intl.DateTimeFormat>();
  formats.set(style, known);
  let format = known.get(timeZone);
  if (!format) {
    const [locale, options] = style;
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    known.set(timeZone, format);
  }
  return format;
}

/** Offset of a zone from UTC at an instant, in milliseconds. */
function offset(zone: string, instant: number): number {
  const parts = Object.fromEntries(
    formatOf(OFFSET, zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) + milliseconds - instant;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which clocks in `zone` show `wallClock` (`2021-02-17 14:30`); of two such instants, when clocks go
 * back, the first. Years go from `FIRST_YEAR` to `LAST_YEAR`.
 */
export function fromWallClock(wallClock: string, zone: string): Date | 'unknown-zone' | 'no-such-time' {
  const written = wallClock.replace(' ', 'T');
  const local = Date.parse(`${written}:00Z`);
  // A day that its month does not have is read as one of the next month.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(written)) return 'no-such-time';
  const year = new Date(local).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'no-such-time';
  try {
    return instantOf(local, zone) ?? 'no-such-time';
  } catch {
    return 'unknown-zone';
  }
}

/** @param local what clocks show, as if it were UTC */
function instantOf(local: number, zone: string): Date | null {
  for (const candidate of [offset(zone, local - DAY_MS), offset(zone, local + DAY_MS)]) {
    const instant = local - candidate;
    if (offset(zone, instant) === candidate) return new Date(instant);
  }
  return null;
}

const MINUTE_MS = 60_000;

/**
 * The same time of day so many days later by the clock of the zone, whatever summer time does in between. A time that the
 * clock leaves out on that day becomes the first that it shows after.
 */
export function shiftDays(at: Date, days: number, zone: string): Date {
  const instant = at.getTime();
  const local = instant + offset(zone, instant) + days * DAY_MS;
  for (let later = 0; later <= 180; later += 1) {
    const found = instantOf(local + later * MINUTE_MS, zone);
    if (found) return found;
  }
  throw new Error(`no time near ${new Date(local).toISOString()} in ${zone}`);
}

/** "Wed, 17 Feb 2021, 14:30 EST (America/New_York)". */
export function momentText(moment: Date, timeZone: string, { seconds = false } = {}): string {
  const text = formatOf(seconds ? MOMENT_WITH_SECONDS : MOMENT, timeZone).format(moment);
  const zone = formatOf(ZONE, timeZone)
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${text} ${zone ?? ''} (${timeZone})`;
}
