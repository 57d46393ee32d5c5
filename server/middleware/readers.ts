import type { WorkNews } from '../database/workNews.ts';
import { ApiError } from '../errors.ts';

/** How often it is looked whether a stream's reader may still read it, where no news says so. */
const LOOK_MS = 30_000;

/** Of one person, of each kind: many times as many pages as anybody has open. Each is looked after as long as it is open. */
export const MOST_STREAMS = 50;
/** As long as somebody may take to close one. */
const RETRY_AFTER_SECONDS = 10;

/** Whoever reads a stream. */
export interface Reader {
  userId: string;
  /** Whether they are signed in, and what they were when it was opened. Rejects where that cannot be told just now. */
  isAsBefore: () => Promise<boolean>;
  end: () => void;
}

/**
 * Streams that are open. What their readers may see was judged when they were opened, and a stream goes on for long: it ends at once where a
 * session or the enrolment of its reader does or becomes another, and a browser that asks again is judged anew.
 */
export class Readers {
  readonly #open = new Set<Reader>();

  constructor(news: WorkNews) {
    news.hear((each) => {
      for (const reader of this.#open) {
        if (each?.kind === 'signedOut' && each.person === reader.userId) reader.end();
        // What was missed may have been that.
        if (each === null) this.#look(reader);
      }
    });
  }

  /**
   * @returns what forgets the reader
   * @throws ApiError throttled
   */
  add(reader: Reader): () => void {
    let own = 0;
    for (const { userId } of this.#open) if (userId === reader.userId) own += 1;
    if (own >= MOST_STREAMS)
      throw new ApiError(
        'throttled',
        'Too many pages of this course are open; close some.',
        undefined,
        RETRY_AFTER_SECONDS,
      );
    this.#open.add(reader);
    const looking = setInterval(() => this.#look(reader), LOOK_MS);
    return () => {
      clearInterval(looking);
      this.#open.delete(reader);
    };
  }

  #look(reader: Reader): void {
    reader.isAsBefore().then(
      (isAsBefore) => isAsBefore || reader.end(),
      // A database that does not answer just now ends nothing.
      () => undefined,
    );
  }
}
