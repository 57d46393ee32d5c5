import type { ErrorRequestHandler, RequestHandler } from 'express';
import type {} from 'pino-http';
import type { ErrorBody } from '../../contract/error.ts';
import { TIME_HEADER } from '../../contract/session.ts';
import { isWriteConflict } from '../database/prisma.ts';
import { troubleOf, TROUBLES, type Trouble } from '../database/trouble.ts';
import { ApiError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Where the refusal itself does not know better. */
const RETRY_AFTER_SECONDS = 10;
const TROUBLE_PASSES_SECONDS = 5;
const CONFLICT_PASSES_SECONDS = 1;

/** Errors of libraries, in the contract's words; anything else is our fault. */
function toApiError(error: unknown, requestId: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    const limit = error instanceof Error && 'limit' in error ? Number(error.limit) : 0;
    return new ApiError(
      'too_large',
      `That is more than can be sent at once (${Math.round(limit / 2 ** 20)} MB). Nothing was changed; send less.`,
    );
  }
  if (typeof type === 'string' && /^(entity|charset|encoding|request)\./.test(type)) {
    return new ApiError('invalid_request', 'The body is not JSON that can be read.');
  }
  if (error instanceof URIError) return new ApiError('invalid_request', 'The address cannot be read.');
  // Whatever a library calls the caller's mistake is no fault of ours. Of files: `send` refuses those outside too.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  if (status === 404 || status === 403) return new ApiError('not_found', 'There is no such file.');
  if (status >= 400 && status < 500)
    return new ApiError('invalid_request', 'The request cannot be read. Nothing was changed.');
  if (isWriteConflict(error))
    return new ApiError(
      'unavailable',
      'Somebody changed the same at this moment. Nothing was changed; please try again.',
      undefined,
      CONFLICT_PASSES_SECONDS,
    );
  const trouble = troubleOf(error);
  if (trouble) {
    const message = `${TROUBLES[trouble].people} What was saved is safe; this was perhaps not. Please try again in a moment.`;
    return new ApiError('unavailable', message, undefined, TROUBLE_PASSES_SECONDS);
  }
  return new ApiError(
    'internal',
    'Something went wrong on our side. Nothing you saved is lost; please try again.',
    {
      requestId,
    },
  );
}

/** @param report hears of each failure that is the database's */
export function handleErrors(
  log: Log,
  clock: () => Date,
  report: (trouble: Trouble) => void = () => undefined,
): ErrorRequestHandler {
  return (error, request, response, next) => {
    const answer = toApiError(error, request.id);
    if (answer.code === 'internal' || answer.code === 'unavailable')
      log.error(
        { err: error, answer: answer.code, requestId: request.id, url: request.path },
        'request failed',
      );
    const trouble = answer.code === 'unavailable' && troubleOf(error);
    if (trouble) report(trouble);
    if (response.headersSent) {
      next(error);
      return;
    }
    const { code, message, details } = answer;
    // Whoever is to wait is told how long, whatever refused them.
    const passes = answer.status === 429 || answer.status === 503;
    if (passes && (answer.retryAfterSeconds || !response.get('Retry-After')))
      response.set('Retry-After', String(answer.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
    const body: ErrorBody = { error: { code, message, ...(details !== undefined && { details }) } };
    response.status(answer.status).set(TIME_HEADER, clock().toISOString()).json(body);
  };
}

export const noSuchRoute: RequestHandler = (request) => {
  throw new ApiError('not_found', `There is no ${request.method} ${request.baseUrl}${request.path}.`);
};
