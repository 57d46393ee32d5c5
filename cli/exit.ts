/** Exit codes of every command, and the errors that lead to them. */

export const EXIT = {
  /** Full marks; right; nothing to complain about. */
  ok: 0,
  /** Less than full marks; a difference; mistakes found. */
  less: 1,
  /** The command line or its input cannot be used. */
  usage: 2,
  /** The grader itself failed, or what was read could not be understood. */
  fault: 3,
} as const;

/** Something the caller can put right: printed as one line, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
