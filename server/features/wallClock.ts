/** A moment as the clocks on the walls of a course have it: `Mon, 1 Feb, 09:00 (America/New_York)`. */
export function wallClockOf(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${format.format(at)} (${timeZone})`;
}
