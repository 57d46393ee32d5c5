import type { RequestHandler } from 'express';
import { personThrottle } from '../../middleware/throttle.ts';

/** Somebody who pauses for a moment after every word asks less often. */
const READINGS_A_MINUTE = 120;

export function readingThrottle(): RequestHandler {
  return personThrottle(
    READINGS_A_MINUTE,
    'Rules were read very often in the last minute. Your work is safe; please wait a minute.',
  );
}
