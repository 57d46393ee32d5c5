import { ERRORS } from '../contract/error.ts';
import type { ErrorCode } from '../contract/error.ts';

/** An answer other than success that the contract foresees; the error handler turns it into `ErrorBody`. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: unknown;
  /** When to try again, of a refusal that passes by itself. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details?: unknown, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** Something outside is wrong (a port, a directory, a database): the message says it in one line, with the remedy. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** Node's `code` of a failed system call, such as `EACCES`; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}

/** Ends the process: an operator's error with its line, any other with its stack. */
export function reportFatal(error: unknown): never {
  const text =
    error instanceof OperatorError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
