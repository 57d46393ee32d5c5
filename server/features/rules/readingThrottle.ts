import type { Request, RequestHandler } from 'express';
import type {} from 'passport';
import { rateLimit } from 'express-rate-limit';
import { ApiError } from '../../errors.ts';
import type { SignedIn } from '../../middleware/subject.ts';

const WINDOW_MS = 60_000;
/** Somebody who pauses for a moment after every word asks less often. */
const READINGS = 120;

/** Reading takes some milliseconds of the server's one thread: no script may take it for itself. */
export function readingThrottle(): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: READINGS,
    keyGenerator: (request: Request) => (request.user as SignedIn).id,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(
        new ApiError(
          'throttled',
          'Rules were read very often in the last minute. Your work is safe; please wait a minute.',
        ),
      ),
  });
}
