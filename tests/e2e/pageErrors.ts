/** Errors in pages. Where tests run they are noted, and fail the one that runs; anywhere else they end what goes on. */
let take = (error: unknown): void => {
  throw error;
};

export const noteError = (error: unknown): void => take(error);

export function noteErrorsBy(noting: (error: unknown) => void): void {
  take = noting;
}
