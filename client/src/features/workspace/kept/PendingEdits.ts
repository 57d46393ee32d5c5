import * as Y from 'yjs';
import type { PendingUpdate } from '../../../../../contract/documents.ts';
import { toBase64 } from './bytes.ts';
import type { StoredUpdate, WorkStore } from './WorkStore.ts';

/** Bytes up to which edits that were never sent become one. */
const MERGED_BYTES = 16_000;
/** As many as one call may carry. */
const MOST_IN_ONE_CALL = 900;

interface Pending extends StoredUpdate {
  /** On its way over this connection. */
  sent: boolean;
  /** Sent at some time, so that the server may have it under its key. */
  everSent: boolean;
  /** When it was made, by the clock of the options. */
  since: number;
}

interface PendingEditsOptions {
  store: WorkStore;
  /** Course and assignment. */
  place: string;
  newKey: () => string;
  now: () => number;
  /** The device could not keep an edit: its storage is full or forbidden. */
  onStorageFailure: () => void;
}

/**
 * This tab's edits that the server has not acknowledged, in the order in which it must get them. Each is on the device
 * too, under its key; a tab removes only what was acknowledged to it.
 */
export class PendingEdits {
  readonly #options: PendingEditsOptions;
  #entries: Pending[] = [];
  #lastOrder = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: PendingEditsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Milliseconds for which the oldest one waits. */
  get age(): number {
    const [first] = this.#entries;
    return first === undefined ? 0 : this.#options.now() - first.since;
  }

  /** Of the oldest one. */
  get headKey(): string | null {
    return this.#entries[0]?.key ?? null;
  }

  all(): readonly StoredUpdate[] {
    return this.#entries;
  }

  has(key: string): boolean {
    return this.#entries.some((entry) => entry.key === key);
  }

  /** Takes over what an earlier page left on the device. */
  restore(stored: readonly StoredUpdate[]): void {
    const since = this.#options.now();
    const restored = stored.map((row) => ({ ...row, sent: false, everSent: true, since }));
    this.#entries = [...restored, ...this.#entries].sort((a, b) => a.order - b.order);
    this.#lastOrder = Math.max(this.#lastOrder, ...stored.map(({ order }) => order));
  }

  add(group: string, data: Uint8Array<ArrayBuffer>, texts: string[]): void {
    const { newKey, now, place } = this.#options;
    this.#lastOrder = Math.max(now(), this.#lastOrder + 1);
    const last = this.#entries.at(-1);
    const joins =
      last !== undefined &&
      !last.everSent &&
      last.group === group &&
      last.data.length + data.length <= MERGED_BYTES;
    const entry: Pending = {
      // A new key also for what two became: another tab may have sent the first one under its own.
      key: newKey(),
      place,
      group,
      data: joins ? new Uint8Array(Y.mergeUpdates([last.data, data])) : data,
      order: this.#lastOrder,
      texts: joins ? [...new Set([...last.texts, ...texts])] : texts,
      sent: false,
      everSent: false,
      since: joins ? last.since : now(),
    };
    if (joins) this.#entries.pop();
    this.#entries.push(entry);
    this.#write({ put: [stored(entry)], remove: joins ? [last.key] : [] });
  }

  /** @returns whether it was among them */
  acknowledge(key: string): boolean {
    const index = this.#entries.findIndex((entry) => entry.key === key);
    if (index === -1) return false;
    this.#entries.splice(index, 1);
    this.#write({ remove: [key] });
    return true;
  }

  /** Those that were not sent over this connection, at most so many that `window` are on their way. They count as sent. */
  take(window: number): PendingUpdate[] {
    let free = window - this.#entries.filter(({ sent }) => sent).length;
    const taken: PendingUpdate[] = [];
    for (const entry of this.#entries) {
      if (free <= 0) break;
      if (entry.sent) continue;
      entry.sent = true;
      entry.everSent = true;
      free -= 1;
      taken.push({ key: entry.key, data: toBase64(entry.data) });
    }
    return taken;
  }

  /** They must be sent again: all of them, or those from one on. */
  unsend(fromKey: string | null = null): void {
    let reached = fromKey === null;
    for (const entry of this.#entries) {
      if (entry.key === fromKey) reached = true;
      if (reached) entry.sent = false;
    }
  }

  /** All of them for one call, merged where they are too many. */
  forCall(): PendingUpdate[] {
    if (this.#entries.length <= MOST_IN_ONE_CALL)
      return this.#entries.map(({ key, data }) => ({ key, data: toBase64(data) }));
    const size = Math.ceil(this.#entries.length / MOST_IN_ONE_CALL);
    const merged: PendingUpdate[] = [];
    for (let at = 0; at < this.#entries.length; at += size) {
      const some = this.#entries.slice(at, at + size).map(({ data }) => data);
      merged.push({ key: this.#options.newKey(), data: toBase64(Y.mergeUpdates(some)) });
    }
    return merged;
  }

  /** Forgets all of them; their words are elsewhere. */
  drop(): void {
    this.#entries = [];
  }

  /** Of something else that the device writes: it has everything only then. */
  waitFor(written: Promise<void>): void {
    this.#writing = Promise.all([this.#writing, written]);
  }

  /** Resolves when the device has everything. */
  settled(): Promise<unknown> {
    return this.#writing;
  }

  #write(change: { put?: StoredUpdate[]; remove?: string[] }): void {
    this.waitFor(
      this.#options.store.change({ updates: change }).catch(() => this.#options.onStorageFailure()),
    );
  }
}

function stored({ key, place, group, data, order, texts }: Pending): StoredUpdate {
  return { key, place, group, data, order, texts };
}
