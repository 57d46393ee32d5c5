/** Times in words. Every instant is UTC, ISO 8601; every zone an IANA name such as America/New_York. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
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

function both(large: string, small: number, unit: string): string {
  return small === 0 ? large : `${large} ${small} ${unit}`;
}

/** How much time is left: `7 days`, `1 day 6 h`, `3 h 12 min`, `12 min`, and by seconds in the last minute. */
export function leftWords(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left < MINUTE) return `${Math.ceil(left / SECOND)} s`;
  if (left < HOUR) return `${Math.floor(left / MINUTE)} min`;
  const hours = Math.floor(left / HOUR);
  if (left < DAY) return both(`${hours} h`, Math.floor((left % HOUR) / MINUTE), 'min');
  if (left < 2 * DAY) return both('1 day', hours - 24, 'h');
  return durationWords(left);
}

/** How late a submission is, `2 h 5 min`; null when it is in time. */
export function lateness(at: string, dueAt: string): string | null {
  const late = Date.parse(at) - Date.parse(dueAt);
  if (late <= 0) return null;
  const minutes = Math.max(1, Math.floor(late / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return plural(Math.floor(hours / 24), 'day');
  return both(`${hours} h`, minutes % 60, 'min');
}

function part(parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string {
  return parts.find((each) => each.type === type)?.value ?? '';
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make one takes a tenth of a millisecond, and a list shows hundreds of times: each is made once. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

function zonePart(at: Date, timeZone: string, timeZoneName: 'short' | 'shortOffset'): string {
  return part(formatOf('en-US', { timeZone, timeZoneName }).formatToParts(at), 'timeZoneName');
}

/** `UTC−5`, with a true minus sign. */
function offsetWords(at: Date, timeZone: string): string {
  const offset = zonePart(at, timeZone, 'shortOffset').replace('GMT', 'UTC').replace('-', '−');
  return offset === 'UTC+0' ? 'UTC' : offset;
}

/** `EST`; `UTC+5:30` where the zone has no abbreviation of its own. */
export function zoneName(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const name = zonePart(at, timeZone, 'short');
  return /^(GMT|UTC)/.test(name) ? offsetWords(at, timeZone) : name;
}

/** `EST (UTC−5)`; only `UTC+5:30` where the zone has no abbreviation of its own. */
export function zoneWords(instant: string, timeZone: string): string {
  const name = zoneName(instant, timeZone);
  return name.startsWith('UTC') ? name : `${name} (${offsetWords(new Date(instant), timeZone)})`;
}

/** Whether clocks of two zones differ at an instant. */
export function zonesDiffer(instant: string, one: string, other: string): boolean {
  const at = new Date(instant);
  return offsetWords(at, one) !== offsetWords(at, other);
}

/** The place that a zone is named after: `New York`. */
export function zonePlace(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** `14:32`. */
export function clockTime(instant: string, timeZone: string): string {
  return formatOf('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

interface Day {
  weekday: string;
  /** `17 Feb`. */
  date: string;
  year: string;
  /** Days since 1970 in the zone. */
  number: number;
}

function dayOf(at: number, timeZone: string): Day {
  const parts = formatOf('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).formatToParts(at);
  const [year, date] = [part(parts, 'year'), `${part(parts, 'day')} ${part(parts, 'month')}`];
  return {
    weekday: part(parts, 'weekday'),
    date,
    year,
    number: Math.round(Date.parse(`${date} ${year} 00:00 UTC`) / DAY),
  };
}

export interface NearWords {
  words: string;
  /** Whether they name an hour, which needs its zone where zones differ. */
  clock: boolean;
}

/** A time to come: `today 14:30`, `tomorrow 09:00`, `Thu 3 Dec 14:30`, with the year when it is another one. */
function futureWords(instant: string, timeZone: string, now: number): NearWords {
  const [day, today] = [dayOf(Date.parse(instant), timeZone), dayOf(now, timeZone)];
  const name =
    ['today', 'tomorrow'][day.number - today.number] ??
    `${day.weekday} ${day.date}${day.year === today.year ? '' : ` ${day.year}`}`;
  return { words: `${name} ${clockTime(instant, timeZone)}`, clock: true };
}

/** A time past, as exactly as it matters: `12 min ago`, `09:12`, `Tue 14:30`, `24 Nov`, `17 Feb 2021`. */
function pastWords(instant: string, timeZone: string, now: number): NearWords {
  const passed = now - Date.parse(instant);
  if (passed < MINUTE) return { words: 'just now', clock: false };
  if (passed < HOUR) return { words: `${Math.floor(passed / MINUTE)} min ago`, clock: false };
  const [day, today] = [dayOf(Date.parse(instant), timeZone), dayOf(now, timeZone)];
  const clock = clockTime(instant, timeZone);
  if (day.number === today.number) return { words: clock, clock: true };
  if (today.number - day.number < 7) return { words: `${day.weekday} ${clock}`, clock: true };
  return { words: day.year === today.year ? day.date : `${day.date} ${day.year}`, clock: false };
}

/** So far a clock may be ahead of the page's: what a stream tells of comes without the time of an answer, see `api/clock.ts`. */
const AHEAD = 5 * SECOND;

/** An instant as one says it now. A clock that is a moment ahead of ours still says "just now". */
export function nearWords(instant: string, timeZone: string, now: number): NearWords {
  return Date.parse(instant) > now + AHEAD
    ? futureWords(instant, timeZone, now)
    : pastWords(instant, timeZone, now);
}

/** Whether nobody could tell two times apart as they are said now. */
export function saidAlike(one: string, other: string, timeZone: string, now: number): boolean {
  return nearWords(one, timeZone, now).words === nearWords(other, timeZone, now).words;
}

/**
 * A time as it is said beside others: as `nearWords` says it, in full where another one would be said alike.
 *
 * @param others may hold the time itself
 */
export function wordsBeside(
  instant: string,
  others: readonly string[],
  { viewerZone, timeZone, now }: { viewerZone: string; timeZone: string; now: number },
): string {
  const isAlike = others.some((other) => other !== instant && saidAlike(instant, other, viewerZone, now));
  return isAlike ? fullWords(instant, timeZone) : nearWords(instant, viewerZone, now).words;
}

/** A time past that something goes on since: `14:29`, and what `nearWords` says once that was on another day. */
export function clockWords(instant: string, timeZone: string, now: number): NearWords {
  const isToday = dayOf(Date.parse(instant), timeZone).number === dayOf(now, timeZone).number;
  return isToday ? { words: clockTime(instant, timeZone), clock: true } : nearWords(instant, timeZone, now);
}

/** `due Thu 3 Dec 14:30` with `in 7 days`; `was due Tue 14:30` with nothing. */
export function dueWords(
  dueAt: string,
  timeZone: string,
  now: number,
): NearWords & { relative: string | null } {
  const left = Date.parse(dueAt) - now;
  if (left <= 0) {
    const past = pastWords(dueAt, timeZone, now);
    return { ...past, words: `was due ${past.words}`, relative: null };
  }
  const { words, clock } = futureWords(dueAt, timeZone, now);
  return { words: `due ${words}`, clock, relative: `in ${leftWords(left)}` };
}

/** `Thu 3 Dec 2026 14:02:11 EST (UTC−5)`: for receipts, exports and paper. */
export function fullWords(instant: string, timeZone: string): string {
  const day = dayOf(Date.parse(instant), timeZone);
  const clock = formatOf('en-GB', { timeZone, timeStyle: 'medium' }).format(new Date(instant));
  return `${day.weekday} ${day.date} ${day.year} ${clock} ${zoneWords(instant, timeZone)}`;
}

const ZONE_KEPT_MS = 15_000;
let viewerZone = { name: '', at: -Infinity };

/** A computer that travels changes it, though not from one line of a list to the next. */
export function viewerTimeZone(): string {
  const now = performance.now();
  if (now - viewerZone.at > ZONE_KEPT_MS)
    viewerZone = { name: new Intl.DateTimeFormat().resolvedOptions().timeZone, at: now };
  return viewerZone.name;
}
