/** Due times as iCalendar, RFC 5545. Pure. */

export interface CalendarEvent {
  /** The same for ever, and no other event's. */
  uid: string;
  at: Date;
  summary: string;
  description: string;
  url: string;
  /** Larger after each change. */
  sequence: number;
  changedAt: Date;
}

const MOST_OCTETS = 75;

/** Lines of at most 75 octets, each further one behind a space; a character is never parted. */
export function folded(line: string): string {
  const lines: string[] = [''];
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > MOST_OCTETS) {
      lines.push('');
      // The space before it.
      octets = 1;
    }
    lines[lines.length - 1] += sign;
    octets += size;
  }
  return lines.join('\r\n ');
}

/** A value of type TEXT. Other control characters are none that a calendar may hold. */
export function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** `20261201T193000Z` */
const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

const eventLines = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  // Without an end it is over when it begins: a due time takes nobody's hour.
  `DTSTART:${utc(event.at)}`,
  `SUMMARY:${escaped(event.summary)}`,
  `DESCRIPTION:${escaped(event.description)}`,
  `URL:${event.url}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

export function calendarOf(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stepwise//Due times//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    // How often to ask again, as calendars read it and as RFC 7986 says it.
    'X-PUBLISHED-TTL:PT1H',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
