/** Who is at the same document, where, and in which colour. */
import type { PersonName } from '../../../../../contract/common.ts';
import type { Presence } from '../../../../../contract/documents.ts';

export type Tone = 1 | 2 | 3 | 4 | 5 | 6;

/** One page of somebody else. */
export interface RemotePage {
  client: number;
  person: PersonName;
  tone: Tone;
  state: Presence;
}

/** A member as the page's head and the rail show them. */
export interface PersonHere {
  id: string;
  name: string;
  tone: Tone;
  /** Not here now. */
  away: boolean;
  /** The text where they are; null when they are in none or away. */
  text: string | null;
}

export class PresenceBoard {
  readonly #me: string;
  readonly #pages = new Map<number, { person: PersonName; state: Presence }>();
  readonly #tones = new Map<string, Tone>();

  constructor(me: string) {
    this.#me = me;
    this.toneOf(me);
  }

  /** The same for a person as long as the page is open. */
  toneOf(personId: string): Tone {
    const known = this.#tones.get(personId);
    if (known !== undefined) return known;
    const tone = ((this.#tones.size % 6) + 1) as Tone;
    this.#tones.set(personId, tone);
    return tone;
  }

  set(client: number, person: PersonName, state: Presence | null): void {
    if (state === null) this.#pages.delete(client);
    else this.#pages.set(client, { person, state });
  }

  clear(): void {
    this.#pages.clear();
  }

  /** @param own the client of this page */
  others(own: number): RemotePage[] {
    return [...this.#pages]
      .filter(([client]) => client !== own)
      .map(([client, { person, state }]) => ({ client, person, state, tone: this.toneOf(person.id) }));
  }

  people(members: readonly PersonName[]): PersonHere[] {
    return members.map(({ id, name }) => {
      const states = [...this.#pages.values()]
        .filter(({ person }) => person.id === id)
        .map(({ state }) => state);
      const here = states.find(({ away }) => !away);
      return {
        id,
        name,
        tone: this.toneOf(id),
        away: id !== this.#me && here === undefined,
        text: here?.text ?? null,
      };
    });
  }
}

/** So often at most, and so often at least, others are told where one is. */
const TELL_MS = 80;
const TELL_AGAIN_MS = 25_000;

/** Where this page's author is: told to the others, but not at every key. */
export class OwnPresence {
  readonly #now: () => number;
  readonly #send: (state: Presence) => void;
  readonly #again = setInterval(() => this.tell(), TELL_AGAIN_MS);
  #state: Presence = { text: null, cursor: null, away: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = 0;

  constructor(now: () => number, send: (state: Presence) => void) {
    this.#now = now;
    this.#send = send;
  }

  change(change: Partial<Presence>): void {
    const next = { ...this.#state, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    const wait = this.#sentAt + TELL_MS - this.#now();
    clearTimeout(this.#timer);
    if (wait <= 0) this.tell();
    else this.#timer = setTimeout(() => this.tell(), wait);
  }

  tell(): void {
    this.#sentAt = this.#now();
    this.#send(this.#state);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#again);
  }
}
