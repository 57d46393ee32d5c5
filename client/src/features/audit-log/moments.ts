/** Times in the log: those that one chooses, and those that a line tells of. Pure. */

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)/;

/** A text in parts, so that a moment in it is shown as every other time is. */
export function momentsIn(text: string): { text: string; moment: boolean }[] {
  return text
    .split(MOMENT)
    .map((part, place) => ({ text: part, moment: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/**
 * From the beginning of the first day to the end of the last, on the viewer's clock.
 *
 * @param days `2026-11-27`; empty where no end was chosen
 */
export function chosenTime({ first, last }: { first: string; last: string }): {
  since?: string;
  until?: string;
} {
  const since = first === '' ? null : new Date(`${first}T00:00`);
  const until = last === '' ? null : new Date(`${last}T00:00`);
  until?.setDate(until.getDate() + 1);
  return {
    ...(since && { since: since.toISOString() }),
    ...(until && { until: until.toISOString() }),
  };
}
