import type { Request, RequestHandler } from 'express';
import type {} from 'passport';
import { ApiError } from '../errors.ts';
import type { SignedIn } from './subject.ts';

const MINUTE_MS = 60_000;

/**
 * For operations of people who are signed in that take some milliseconds of the server's one thread: no script may take
 * it for itself. Each process counts for itself, since it is its own thread that is guarded.
 *
 * @param message what was done too often, and what to do
 * @param ticks milliseconds of a clock that nobody sets: a minute is a minute
 */
export function personThrottle(
  perMinute: number,
  message: string,
  ticks = () => performance.now(),
): RequestHandler {
  /** By person, in the order in which their minutes began. */
  const minutes = new Map<string, { until: number; asked: number }>();
  return (request: Request, _response, next) => {
    const now = ticks();
    for (const [person, { until }] of minutes) {
      if (until > now) break;
      minutes.delete(person);
    }
    const { id } = request.user as SignedIn;
    const minute = minutes.get(id) ?? { until: now + MINUTE_MS, asked: 0 };
    minutes.set(id, minute);
    minute.asked += 1;
    if (minute.asked <= perMinute) return next();
    next(new ApiError('throttled', message, undefined, Math.ceil((minute.until - now) / 1000)));
  };
}
