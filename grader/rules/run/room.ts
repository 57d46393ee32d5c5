/** How long a rule may become when the equations of its names are put in their places. */
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';

/** Operations and symbols of a step: several times as many as any rule of a paper has; trying a rule takes time in proportion. */
export const MAX_OPERATIONS = 600;

export function tooLong(at: Place, operations: string): Unreadable {
  return new Unreadable(
    at,
    `a rule of ${operations} operations`,
    `Only rules of up to ${MAX_OPERATIONS} operations are read: leave out what is not the update.`,
  );
}

/**
 * What is left of it. It is counted while equations are put in the place of names, not afterwards: twenty lines that each
 * use the one before three times are a rule of 3²⁰ operations.
 */
export class Room {
  private left = MAX_OPERATIONS;

  /** @throws Unreadable where nothing is left */
  take(at: Place): void {
    if (this.left === 0) throw tooLong(at, `more than ${MAX_OPERATIONS}`);
    this.left -= 1;
  }
}
