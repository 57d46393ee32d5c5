import { DraftConflict, type Draft } from '../../../../contract/drafts.ts';
import { isApiError } from '../../api/ApiError.ts';
import {
  acceptSaved,
  editDraft,
  isDirty,
  openDraft,
  receiveDraft,
  resolveConflict,
  type DraftState,
  type LocalCopy,
  type Resolution,
} from './drafts.ts';

export interface LocalDrafts {
  read: (key: string) => LocalCopy | null;
  write: (key: string, copy: LocalCopy) => void;
  remove: (key: string) => void;
}

export interface DraftKeeperOptions {
  /** @throws {ApiError} */
  save: (key: string, text: string, baseRevision: number) => Promise<Draft>;
  local: LocalDrafts;
  /** Pause in typing after which a text is sent. */
  delayMs: number;
}

/** Of all texts together, the worst first. */
export type SaveState =
  | { kind: 'conflict' }
  | { kind: 'refused'; message: string }
  | { kind: 'saving' }
  | { kind: 'unsaved' }
  | { kind: 'saved'; at: string | null };

/**
 * Keeps the texts of a page: every key stroke on this device at once, on the server after a pause. Saves of one text
 * go one after the other, each from the revision before.
 */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  readonly #drafts = new Map<string, DraftState>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #saving = new Map<string, Promise<void>>();
  readonly #refusals = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #saveState: SaveState = { kind: 'saved', at: null };

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  saveState = (): SaveState => this.#saveState;

  /** @throws when the text was never opened */
  get(key: string): DraftState {
    const state = this.#drafts.get(key);
    if (state === undefined) throw new Error(`No draft ${key} was opened`);
    return state;
  }

  /** Text on the page, or null when there is no such text. */
  text(key: string): string | null {
    return this.#drafts.get(key)?.text ?? null;
  }

  /** @param initial what an untouched text holds */
  open(key: string, server: Draft | undefined, initial: string): void {
    this.#set(key, openDraft(server, this.#options.local.read(key), initial));
    if (isDirty(this.get(key))) this.#schedule(key);
  }

  edit(key: string, text: string): void {
    const before = this.get(key);
    if (text === before.text) return;
    this.#refusals.delete(key);
    this.#set(key, editDraft(before, text));
    this.#schedule(key);
  }

  /** The server's drafts, as read again. */
  receive(drafts: Draft[]): void {
    for (const draft of drafts)
      if (this.#drafts.has(draft.key) && !this.#saving.has(draft.key))
        this.#set(draft.key, receiveDraft(this.get(draft.key), draft));
  }

  resolve(key: string, resolution: Resolution): void {
    this.#set(key, resolveConflict(this.get(key), resolution));
    void this.#save(key);
  }

  /** Sends at once whatever waits, and resolves when every send has ended, well or not. */
  async flush(): Promise<void> {
    await Promise.all([...this.#drafts.keys()].map((key) => this.#save(key)));
  }

  hasConflict(): boolean {
    return [...this.#drafts.values()].some(({ theirs }) => theirs !== null);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    void this.flush();
  }

  #schedule(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#save(key), this.#options.delayMs),
    );
  }

  async #save(key: string): Promise<void> {
    clearTimeout(this.#timers.get(key));
    const before = this.#saving.get(key);
    if (before === undefined && !this.#mustSend(key)) return;
    const turn = before === undefined ? this.#send(key) : before.then(() => this.#send(key));
    this.#saving.set(key, turn);
    this.#notify();
    await turn;
    if (this.#saving.get(key) === turn) this.#saving.delete(key);
    this.#notify();
  }

  #mustSend(key: string): boolean {
    const state = this.get(key);
    return isDirty(state) && state.theirs === null;
  }

  async #send(key: string): Promise<void> {
    if (!this.#mustSend(key)) return;
    const { text, revision } = this.get(key);
    try {
      const saved = await this.#options.save(key, text, revision);
      this.#set(key, acceptSaved(this.get(key), saved));
      if (isDirty(this.get(key))) this.#schedule(key);
    } catch (error) {
      if (isApiError(error, 'draft_conflict'))
        this.#set(key, receiveDraft(this.get(key), error.detailsAs(DraftConflict).theirs));
      // Those two pass; the page sends again when they have.
      else if (!isApiError(error, 'unreachable') && !isApiError(error, 'not_signed_in'))
        this.#refusals.set(key, error instanceof Error ? error.message : String(error));
    }
  }

  #set(key: string, state: DraftState): void {
    this.#drafts.set(key, state);
    if (isDirty(state)) this.#options.local.write(key, { text: state.text, revision: state.revision });
    else this.#options.local.remove(key);
    this.#notify();
  }

  #notify(): void {
    this.#saveState = this.#summarize();
    for (const listener of this.#listeners) listener();
  }

  #summarize(): SaveState {
    const states = [...this.#drafts.values()];
    if (this.hasConflict()) return { kind: 'conflict' };
    const [message] = this.#refusals.values();
    if (message !== undefined) return { kind: 'refused', message };
    if (this.#saving.size > 0) return { kind: 'saving' };
    if (states.some(isDirty)) return { kind: 'unsaved' };
    const times = states.flatMap(({ savedAt }) => savedAt ?? []).sort();
    return { kind: 'saved', at: times.at(-1) ?? null };
  }
}
