/** What a field of day and time shows of a moment, by the clock of the course: `2026-12-06T14:30`. */
export function onCourseClock(at: string | null, timeZone: string): string {
  if (at === null) return '';
  return new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 16).replace(' ', 'T');
}
