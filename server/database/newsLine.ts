/** What a server has heard lately, in its order: whoever reads something first and listens afterwards misses nothing in between. */
import { randomUUID } from 'node:crypto';
import type { PersonName } from '../../contract/common.ts';
import type { Presence } from '../../contract/documents.ts';

export type News =
  /** A group's document has an update of this number. */
  | { kind: 'written'; group: string; seq: number }
  | { kind: 'presence'; group: string; client: number; person: PersonName; state: Presence | null }
  /** These people are in another group of the assignment now, and these groups have other members or invitations. */
  | { kind: 'groups'; assignment: string; people: string[]; groups: string[] }
  /** A group has handed in, or a run of theirs has begun. */
  | { kind: 'submitted'; group: string; assignment: string; course: string }
  | { kind: 'images'; group: string }
  /** Due time, release or version have changed. */
  | { kind: 'assignment'; assignment: string }
  /**
   * What stands about answers of these submissions has changed, and whose feedback that changes: grades, results, comments, requests. The database
   * tells it itself, whoever it was that wrote. Null: of any.
   */
  | { kind: 'answers'; assignment: string; submissions: string[] | null; people: string[] | null }
  /** Somebody has come to these answers to a question, by submission, or gone from them. */
  | { kind: 'claims'; assignment: string; question: string; answers: string[]; by: string }
  /** A session of the person has ended, or their enrolment. */
  | { kind: 'signedOut'; person: string };

/** So many may come between what a page reads and its listening; of more it reads again. */
const KEPT = 500;

const KINDS = ['assignment', 'answers', 'claims', 'submitted'] as const;
/** What open pages follow. */
export type Followed = Extract<News, { kind: (typeof KINDS)[number] }>;

const isFollowed = (news: News): news is Followed => KINDS.some((kind) => kind === news.kind);

/** A name of a moment: it says nothing of how much has happened before it. */
const newPlace = (): string => randomUUID().slice(0, 13);

export class NewsLine {
  #kept: { place: string; news: Followed }[] = [];
  /** Before all that is kept. */
  #start = newPlace();
  readonly #followers = new Set<(heard: Followed | null) => void>();

  /** @param heard null after a time in which something may have been missed */
  add(heard: News | null): void {
    if (heard === null) {
      this.#kept = [];
      this.#start = newPlace();
    } else {
      if (!isFollowed(heard)) return;
      this.#kept.push({ place: newPlace(), news: heard });
      if (this.#kept.length > KEPT) this.#start = this.#kept.shift()!.place;
    }
    for (const follower of this.#followers) follower(heard);
  }

  /** Where it has come to: what is read from now on holds everything before. */
  place(): string {
    return this.#kept.at(-1)?.place ?? this.#start;
  }

  /** @returns null where something may have been missed: of another server, or of long ago */
  #since(places: string): Followed[] | null {
    const known = [this.#start, ...this.#kept.map(({ place }) => place)];
    const found = places.split(' ').map((place) => known.indexOf(place));
    return found.includes(-1) ? null : this.#kept.slice(Math.min(...found)).map(({ news }) => news);
  }

  /**
   * What is heard after some place, as it comes, until the signal aborts; several together where whoever follows is slow, and null where something
   * may have been missed.
   *
   * @param after places, of which the earliest counts; absent: from now on
   * @param isFor what it is woken for: many follow, and in the last minute before a due time a whole class hands in
   */
  async *follow(
    after: string | undefined,
    signal: AbortSignal,
    isFor: (news: Followed) => boolean = () => true,
  ): AsyncGenerator<Followed[] | null> {
    let heard = after === undefined ? [] : (this.#since(after)?.filter(isFor) ?? null);
    let wake: () => void = () => undefined;
    const follower = (news: Followed | null) => {
      if (news !== null && !isFor(news)) return;
      heard = news === null || heard === null || heard.length > KEPT ? null : [...heard, news];
      wake();
    };
    this.#followers.add(follower);
    const gone = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    try {
      while (!signal.aborted) {
        if (heard?.length === 0) await Promise.race([new Promise<void>((resolve) => (wake = resolve)), gone]);
        else {
          const all = heard;
          heard = [];
          yield all;
        }
      }
    } finally {
      this.#followers.delete(follower);
    }
  }
}
