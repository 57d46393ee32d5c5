/** Times in words. Every instant is UTC, ISO 8601; every zone an IANA name such as America/New_York. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A length of time in its largest unit: `3 hours`, `1 day`, `less than a minute`. */
export function durationWords(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return 'less than a minute';
  if (length < HOUR) return plural(Math.floor(length / MINUTE), 'minute');
  if (length < 2 * DAY) return plural(Math.floor(length / HOUR), 'hour');
  if (length < 60 * DAY) return plural(Math.floor(length / DAY), 'day');
  if (length < 2 * YEAR) return plural(Math.floor((12 * length) / YEAR), 'month');
  return plural(Math.floor(length / YEAR), 'year');
}

/** How far a due time is: `due in 3 hours`, `was due 2 days ago`. */
export function dueWords(dueAt: string, now: number): string {
  const left = Date.parse(dueAt) - now;
  return left >= 0 ? `due in ${durationWords(left)}` : `was due ${durationWords(left)} ago`;
}

/** How long ago something happened: `3 hours ago`, `just now`. */
export function agoWords(at: string, now: number): string {
  const passed = now - Date.parse(at);
  return passed < MINUTE ? 'just now' : `${durationWords(passed)} ago`;
}

/** How late a submission is, `2 h 5 min`; null when it is in time. */
export function lateness(at: string, dueAt: string): string | null {
  const late = Date.parse(at) - Date.parse(dueAt);
  if (late <= 0) return null;
  const minutes = Math.max(1, Math.floor(late / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return plural(Math.floor(hours / 24), 'day');
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

function part(parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string {
  return parts.find((each) => each.type === type)?.value ?? '';
}

function zonePart(at: Date, timeZone: string, timeZoneName: 'short' | 'shortOffset'): string {
  return part(new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(at), 'timeZoneName');
}

/** `UTC−5`, with a true minus sign. */
function offsetWords(at: Date, timeZone: string): string {
  const offset = zonePart(at, timeZone, 'shortOffset').replace('GMT', 'UTC').replace('-', '−');
  return offset === 'UTC+0' ? 'UTC' : offset;
}

/** `EST (UTC−5)`; only `UTC+5:30` where the zone has no abbreviation of its own. */
export function zoneWords(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const name = zonePart(at, timeZone, 'short');
  const offset = offsetWords(at, timeZone);
  return /^(GMT|UTC)/.test(name) ? offset : `${name} (${offset})`;
}

/** `14:32`. */
export function clockTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );
}

/** `Wed 17 Feb 14:30`, with the year when it is not the current one. */
export function dayAndTime(instant: string, timeZone: string, now: number): string {
  const format = (at: Date) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }).formatToParts(at);
  const parts = format(new Date(instant));
  const thisYear = part(format(new Date(now)), 'year');
  const year = part(parts, 'year');
  const date = `${part(parts, 'weekday')} ${part(parts, 'day')} ${part(parts, 'month')}`;
  return `${date}${year === thisYear ? '' : ` ${year}`} ${clockTime(instant, timeZone)}`;
}

/** `Wed 17 Feb 14:30 EST (UTC−5)`. */
export function instantWords(instant: string, timeZone: string, now: number): string {
  return `${dayAndTime(instant, timeZone, now)} ${zoneWords(instant, timeZone)}`;
}

/** The instant in the viewer's own zone, or null where that reads the same. */
export function viewerWords(
  instant: string,
  timeZone: string,
  now: number,
  viewerZone: string,
): string | null {
  const at = new Date(instant);
  if (offsetWords(at, timeZone) === offsetWords(at, viewerZone)) return null;
  return instantWords(instant, viewerZone, now);
}

export function viewerTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
