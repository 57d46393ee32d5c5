import { troubleOf } from '../../database/trouble.ts';

/**
 * Does something for each, one after the other. What goes wrong with one, such as a set that cannot be read, is no reason for the
 * others to wait.
 *
 * @throws AggregateError at the end, of all that went wrong; at once what the database has no answer for
 */
export async function eachApart<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  for (const one of all) {
    try {
      await act(one);
    } catch (error) {
      if (troubleOf(error) !== null) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${all.length} went wrong`);
}
