import type { z } from 'zod';
import { NotAsSeen } from '../../../contract/error.ts';
import type { ErrorCode } from '../../../contract/error.ts';

/**
 * Everything that may go wrong with a call. `message` is the server's, fit to be shown; `unreachable` means that no
 * answer came, so the server may or may not have done what it was asked.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ErrorCode | 'unreachable';
  private readonly details: unknown;

  constructor(code: ErrorCode | 'unreachable', message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** The details that the contract promises with this code. */
  detailsAs<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    return schema.parse(this.details);
  }
}

export function isApiError(error: unknown, ...codes: ApiError['code'][]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

/**
 * What a refusal says stands there, which its caller has seen by then; undefined of any other error, after which nothing more was seen
 * than before.
 */
export function standsIn<Schema extends z.ZodType>(
  error: unknown,
  schema: Schema,
): z.output<Schema> | undefined {
  return isApiError(error, 'not_as_seen') ? schema.parse(error.detailsAs(NotAsSeen).stands) : undefined;
}

/** Whether the server has said no, so that nothing was changed. Of a lost answer nobody knows, and a fault may come halfway. */
export function isRefusal(error: Error): boolean {
  return error instanceof ApiError && !isApiError(error, 'unreachable', 'unavailable', 'internal');
}

/** Of what is not there, or not for this person: it is so the next time, too. */
export function isLasting(error: unknown): boolean {
  return isApiError(error, 'not_found', 'forbidden');
}
