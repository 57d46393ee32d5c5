/** Wall-clock times in a zone, by the platform's own time zone data. */

/** Offset of a zone from UTC at an instant, in milliseconds. */
function offset(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - instant;
}

/**
 * The instant at which clocks in `zone` show `wallClock` (`2021-02-17 14:30`); of two such instants, when clocks go
 * back, the first.
 */
export function fromWallClock(wallClock: string, zone: string): Date | 'unknown-zone' | 'no-such-time' {
  const written = wallClock.replace(' ', 'T');
  const local = Date.parse(`${written}:00Z`);
  // A day that its month does not have is read as one of the next month.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(written)) return 'no-such-time';
  try {
    const DAY = 24 * 60 * 60 * 1000;
    const offsets = [offset(zone, local - DAY), offset(zone, local + DAY)];
    for (const candidate of offsets) {
      const instant = local - candidate;
      if (offset(zone, instant) === candidate) return new Date(instant);
    }
    return 'no-such-time';
  } catch {
    return 'unknown-zone';
  }
}
