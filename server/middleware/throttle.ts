import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type {} from 'passport';
import { ApiError } from '../errors.ts';
import type { SignedIn } from './subject.ts';

/**
 * For operations of people who are signed in that take some milliseconds of the server's one thread: no script may take
 * it for itself. Each process counts for itself, since it is its own thread that is guarded.
 *
 * @param message what was done too often, and what to do
 */
export function personThrottle(perMinute: number, message: string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    keyGenerator: (request: Request) => (request.user as SignedIn).id,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => next(new ApiError('throttled', message)),
  });
}
