import type { AsideText, StoredUpdate, WorkStore } from './WorkStore.ts';

interface AsidesOptions {
  store: WorkStore;
  place: string;
  now: () => number;
  onStorageFailure: () => void;
}

/** Own words that are in no document, kept on this device until their author says what becomes of them. */
export class Asides {
  readonly #options: AsidesOptions;
  #list: readonly AsideText[] = [];

  constructor(options: AsidesOptions) {
    this.#options = options;
  }

  get list(): readonly AsideText[] {
    return this.#list;
  }

  /** Those that the device has kept. */
  load(rows: readonly AsideText[]): void {
    this.#list = rows.filter(({ place }) => place === this.#options.place);
  }

  find(id: string): AsideText | undefined {
    return this.#list.find((each) => each.id === id);
  }

  /**
   * Puts words aside. In one step the device forgets the edits that they were in; where it cannot keep the words, it
   * keeps the edits.
   *
   * @param refusal why the server did not take it; null when the group has changed
   * @returns when the device has done it
   */
  put(
    words: readonly [text: string, content: string][],
    refusal: string | null,
    edits: readonly StoredUpdate[],
  ): Promise<void> {
    const rows = words
      .filter(([text, content]) => text !== '' && content.trim() !== '')
      .map(([text, content]): AsideText => ({
        // Two tabs may put the same words aside; different ones must not take each other's place.
        id: `${text} ${content.length} ${hashOf(content)}`,
        place: this.#options.place,
        text,
        content,
        why: refusal === null ? 'moved' : 'refused',
        message: refusal ?? '',
        at: new Date(this.#options.now()).toISOString(),
        kept: false,
      }));
    const ids = new Set(rows.map((row) => row.id));
    this.#list = [...this.#list.filter((row) => !ids.has(row.id)), ...rows];
    return this.#options.store
      .change({ asides: { put: rows }, updates: { remove: edits.map(({ key }) => key) } })
      .catch(() => this.#options.onStorageFailure());
  }

  /** @returns when the device has forgotten it */
  drop(id: string): Promise<void> {
    this.#list = this.#list.filter((each) => each.id !== id);
    return this.#options.store.change({ asides: { remove: [id] } });
  }

  keep(id: string): Promise<void> {
    this.#list = this.#list.map((each) => (each.id === id ? { ...each, kept: true } : each));
    return this.#options.store.change({ asides: { put: this.#list.filter((each) => each.id === id) } });
  }
}

/** FNV-1a, to tell texts apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
