import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../errors.ts';

/**
 * Whoever puts something in the place of something names what they saw there (ADR 150). What is wished already has been put there.
 *
 * @param seen absent: whatever stands there
 * @param meanwhile what somebody has put there since, as a sentence
 * @throws ApiError not_as_seen with what stands there, so that the next attempt may name that
 */
export function requireSeen<T>(seen: T | undefined, stands: T, meanwhile: string): void {
  if (seen === undefined || isDeepStrictEqual(seen, stands)) return;
  throw new ApiError(
    'not_as_seen',
    `${meanwhile} Nothing was changed: look at it, then do it again if you still want to.`,
    { stands },
  );
}
