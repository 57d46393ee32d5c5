import type { Request, RequestHandler } from 'express';
import { MemoryStore, ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Options } from 'express-rate-limit';
import type {} from 'passport';
import { ApiError } from '../errors.ts';
import type { SignedIn } from './subject.ts';

const WINDOW_MS = 15 * 60_000;
const FAILURES_BY_ACCOUNT = 10;
const FAILURES_BY_ADDRESS = 50;
/** More than the largest class that signs in at once behind one address. */
const AT_ONCE_BY_ADDRESS = 1000;

const tooMany = () =>
  new ApiError('throttled', 'Too many attempts to sign in. Please wait 15 minutes and try again.');

const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');
const accountOf = (request: Request): string => (request.body as { email: string }).email.toLowerCase();

/** Counts attempts that failed or have not ended yet. */
function attemptLimit(most: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: most,
    keyGenerator,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => next(tooMany()),
  });
}

/** Counts attempts when they have failed: those of a class that signs in within the same second are no guesses. */
function failureLimit(most: number, keyOf: (request: Request) => string): RequestHandler {
  const failures = new MemoryStore();
  failures.init({ windowMs: WINDOW_MS } as Options);
  return async (request, response, next) => {
    const key = keyOf(request);
    if (((await failures.get(key))?.totalHits ?? 0) >= most) return next(tooMany());
    response.once('finish', () => {
      if (response.statusCode >= 400) void failures.increment(key);
    });
    next();
  };
}

/** Guessing is slowed down for each account, wherever it comes from, and for each address, whatever it tries. */
export function signInThrottle(): RequestHandler[] {
  return [
    attemptLimit(AT_ONCE_BY_ADDRESS, addressOf),
    failureLimit(FAILURES_BY_ADDRESS, addressOf),
    attemptLimit(FAILURES_BY_ACCOUNT, accountOf),
  ];
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
