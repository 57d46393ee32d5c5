import type { WorkNews } from '../database/workNews.ts';

/** How often it is looked whether a stream's reader may still read it, where no news says so. */
const LOOK_MS = 30_000;

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

  /** @returns what forgets the reader */
  add(reader: Reader): () => void {
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
