import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type {} from 'passport';
import { ApiError } from '../errors.ts';
import type { SignedIn } from './subject.ts';

const WINDOW_MS = 15 * 60_000;
const BY_ACCOUNT = 10;
const BY_ADDRESS = 50;

function limit(most: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: most,
    keyGenerator,
    // Only failures count: a class behind one address signs in at once.
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(new ApiError('throttled', 'Too many attempts to sign in. Please wait 15 minutes and try again.')),
  });
}

/** Guessing is slowed down for each account, wherever it comes from, and for each address, whatever it tries. */
export function signInThrottle(): RequestHandler[] {
  const accountOf = (request: Request): string => {
    const { email } = request.body as { email: string };
    return email.toLowerCase();
  };
  return [limit(BY_ADDRESS, (request) => ipKeyGenerator(request.ip ?? '')), limit(BY_ACCOUNT, accountOf)];
}

/**
 * For operations of people who are signed in that take some milliseconds of the server's one thread: no script may take
 * it for itself.
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
