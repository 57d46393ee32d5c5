import type * as Y from 'yjs';
import type { PersonName } from '../../../../../contract/common.ts';
import type { PendingUpdate, Presence, ServerMessage } from '../../../../../contract/documents.ts';
import { Asides } from '../kept/Asides.ts';
import { DocumentSocket, type SocketLike } from './DocumentSocket.ts';
import type { DocumentEvent, DocumentStatus, SaveState } from './documentStatus.ts';
import { DraftTexts } from '../kept/DraftTexts.ts';
import { wordsInUpdates } from '../kept/ownWords.ts';
import { PendingEdits } from '../kept/PendingEdits.ts';
import { OwnPresence, PresenceBoard, type RemotePage } from '../people/presence.ts';
import { placeOf, type StoredUpdate, type WorkStore } from '../kept/WorkStore.ts';

export interface SharedDocumentOptions {
  user: PersonName;
  params: { course: string; assignment: string };
  store: WorkStore;
  openSocket: () => SocketLike;
  isStillMe: () => Promise<boolean>;
  on?: (event: DocumentEvent) => void;
  newKey?: () => string;
  now?: () => number;
  random?: () => number;
}

/** Keystrokes within it are one update. */
const BATCH_MS = 30;
/** Updates on their way at once; the server takes bursts of a few hundred. */
const WINDOW = 32;
const SAVING_AFTER_MS = 1_000;
const OFFLINE_AFTER_MS = 2_000;
const UNANSWERED_MS = 15_000;
const THROTTLED_MS = 1_500;

/**
 * The document that a group writes together, as this page has it: one `Y.Text` a question or file. Edits show at once,
 * go to the device and to the server, and are sent again until the server has them on disk.
 */
export class SharedDocument {
  readonly #options: Required<Omit<SharedDocumentOptions, 'on'>> & Pick<SharedDocumentOptions, 'on'>;
  readonly #socket: DocumentSocket;
  readonly #pending: PendingEdits;
  readonly #board: PresenceBoard;
  readonly #presence: OwnPresence;
  readonly #texts: DraftTexts;
  readonly #asides: Asides;
  readonly #statusListeners = new Set<() => void>();
  readonly #cursorListeners = new Set<() => void>();
  readonly #wroteAt = new Map<string, number>();

  #batchTimer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = 0;
  #stored: StoredUpdate[] = [];
  #epoch = 0;
  #group: string | null = null;
  #seq = 0;
  #members: readonly PersonName[] = [];
  #locked: string | null = null;
  #savedAt: string | null = null;
  #refusal: string | null = null;
  /** Nothing is sent before the next `document`: it says which group's this is, and what it holds. */
  #awaitsDocument = true;
  /** The server has asked for a pause. */
  #pauses = false;
  /** The document has to come anew, since the server refuses what hangs on this page's. */
  #poisoned: string | null = null;
  #closedAt: number;
  #wasOffline = false;
  #deviceFails = false;
  #isStranger = false;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #status: DocumentStatus;
  #started = false;
  /** What this device has kept is read. */
  #isRead = false;
  #closed = false;

  constructor(options: SharedDocumentOptions) {
    this.#options = {
      newKey: () => crypto.randomUUID(),
      now: () => Date.now(),
      random: Math.random,
      ...options,
    };
    const { store, newKey, now, params, user } = this.#options;
    this.#closedAt = now();
    const place = placeOf(params);
    const onStorageFailure = () => {
      this.#deviceFails = true;
      this.#notify();
    };
    this.#board = new PresenceBoard(user.id);
    this.#texts = new DraftTexts(() => this.#edited());
    this.#asides = new Asides({ store, place, now, onStorageFailure });
    this.#pending = new PendingEdits({ store, place, newKey, now, onStorageFailure });
    this.#presence = new OwnPresence(now, (state) => {
      if (this.#group !== null) this.#socket.send({ type: 'presence', client: this.#texts.client, state });
    });
    this.#socket = new DocumentSocket({
      openSocket: options.openSocket,
      isStillMe: options.isStillMe,
      random: this.#options.random,
      onOpen: () => this.#askForDocument(),
      onMessage: (message) => this.#receive(message),
      onClose: () => this.#lost(),
      onStranger: () => {
        this.#isStranger = true;
        this.#notify();
      },
    });
    this.#status = this.#read();
  }

  /** Reads what this device has kept, and connects. A second call does nothing. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const { store, params } = this.#options;
    const place = placeOf(params);
    const [updates, asides] = await Promise.all([
      store.all('updates').catch(() => []),
      store.all('asides').catch(() => []),
    ]);
    if (this.#closed) return;
    this.#stored = updates.filter((row) => row.place === place).sort((a, b) => a.order - b.order);
    this.#asides.load(asides);
    this.#isRead = true;
    this.#socket.connect();
    this.#notify();
  }

  subscribe = (listener: () => void): (() => void) => subscription(this.#statusListeners, listener);
  /** Told after every change of any text. */
  subscribeTexts = (listener: () => void): (() => void) => this.#texts.subscribe(listener);
  /** Told when somebody's cursor has moved or a page has gone. */
  subscribeCursors = (listener: () => void): (() => void) => subscription(this.#cursorListeners, listener);

  status = (): DocumentStatus => this.#status;

  /** Of the texts: another one after every change of any of them. */
  get version(): number {
    return this.#texts.version;
  }

  text(key: string): string {
    return this.#texts.text(key);
  }

  /** Keys of the texts with words in them, apart from those that are asked for. */
  textsBeside(asked: readonly string[]): string[] {
    return this.#texts.keys().filter((key) => !asked.includes(key) && this.text(key).trim() !== '');
  }

  yText(key: string): Y.Text {
    return this.#texts.yText(key);
  }

  undoManager(key: string): Y.UndoManager {
    return this.#texts.undoManager(key);
  }

  /** Makes a text what it should be by the smallest change; one step for undoing, or none. */
  edit(key: string, text: string, undoable = true): void {
    this.#texts.edit(key, text, undoable);
  }

  /** Puts something into every place of a placeholder; one step for undoing, which brings no placeholder back. */
  swap(key: string, placeholder: string, by: string): void {
    this.#texts.swap(key, placeholder, by);
  }

  /** Pages of others, with their cursors. */
  remotePages(): RemotePage[] {
    return this.#board.others(this.#texts.client);
  }

  /** Others whose words have come within the last seconds. */
  writing(withinMs: number): PersonName[] {
    const from = this.#options.now() - withinMs;
    return this.#members.filter(
      ({ id }) => id !== this.#options.user.id && (this.#wroteAt.get(id) ?? 0) >= from,
    );
  }

  setPresence(change: Partial<Presence>): void {
    this.#presence.change(change);
  }

  /** Edits that the server may not have, for a submission. */
  unacknowledged(): PendingUpdate[] {
    this.#flushBatch();
    return this.#pending.forCall();
  }

  /** Waits until the server has everything. @returns whether it has, in the time given */
  async flush(waitMs = 4_000): Promise<boolean> {
    this.#flushBatch();
    await this.#pending.settled();
    if (this.#pending.size === 0) return true;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve(this.#pending.size === 0);
      };
      const timer = setTimeout(done, waitMs);
      const stop = this.subscribe(() => {
        if (this.#pending.size === 0) done();
      });
    });
  }

  /** Tries at once whatever waits: the network has returned, or somebody asks for it. */
  retryNow(): void {
    // A document that came before the device was read would be shown without what the device has kept.
    if (!this.#isRead) return;
    if (!this.#socket.isOpen) this.#socket.connect();
    else if (this.#awaitsDocument) this.#askForDocument();
    else this.#sendAgain();
  }

  /** The network has gone: do not wait for the connection to find out. */
  networkLost(): void {
    this.#socket.drop();
  }

  /** Puts an aside below its text and forgets it. */
  async addAside(id: string): Promise<void> {
    const aside = this.#asides.find(id);
    // Before the document is here, and after its page was left, there is no text to put it below.
    if (aside === undefined || this.#group === null || this.#closed) return;
    const present = this.text(aside.text).trimEnd();
    this.edit(aside.text, present === '' ? aside.content : `${present}\n\n${aside.content}\n`);
    this.#flushBatch();
    await this.#pending.settled();
    // Where another document has come meanwhile, the same words may be put aside again, and are these.
    if (this.#asides.find(id) === aside) await this.dropAside(id);
  }

  async dropAside(id: string): Promise<void> {
    const forgotten = this.#asides.drop(id);
    this.#notify();
    await forgotten;
  }

  async keepAside(id: string): Promise<void> {
    const kept = this.#asides.keep(id);
    this.#notify();
    await kept;
  }

  /** Keeps what was typed last; for a page that may be gone in a moment. */
  keepNow(): void {
    this.#flushBatch();
  }

  close(): void {
    this.#flushBatch();
    this.#closed = true;
    this.#socket.send({ type: 'presence', client: this.#texts.client, state: null });
    this.#socket.stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#presence.stop();
    this.#texts.destroy();
  }

  /** All of it, or what this page lacks. */
  #askForDocument(): void {
    const isFit = this.#poisoned === null;
    this.#socket.send({ type: 'open', group: isFit ? this.#group : null, since: isFit ? this.#seq : 0 });
  }

  #receive(message: ServerMessage): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'document':
        return this.#open(message);
      case 'update':
        return this.#merge(message);
      case 'saved':
        return this.#saved(message);
      case 'refused':
        return this.#refused(message);
      case 'presence':
        this.#board.set(message.client, message.person, message.state);
        for (const listener of this.#cursorListeners) listener();
        return this.#notify();
      case 'changed':
        this.#setMembers(message.members);
        this.#setLocked(message.locked);
        this.#options.on?.({ kind: 'changed', what: message.what });
        return this.#notify();
    }
  }

  #open({ group, members, seq, updates, whole, locked }: Extract<ServerMessage, { type: 'document' }>): void {
    const isMember = members.some(({ id }) => id === this.#options.user.id);
    if (!isMember) {
      this.#isStranger = true;
      this.#socket.stop();
      return this.#notify();
    }
    // Who was away and has signed in again is nobody else.
    this.#isStranger = false;
    const before = this.#group;
    const takesPlace = group !== before || this.#poisoned !== null;
    // It answers what was asked while this page was where it has come back to.
    if (takesPlace && !whole) return this.#askForDocument();
    this.#flushBatch();
    if (takesPlace) this.#replace(group, updates);
    else this.#texts.apply(updates);
    this.#group = group;
    this.#seq = seq;
    if (group !== before) this.#members = members;
    else this.#setMembers(members);
    this.#locked = locked;
    this.#refusal = locked;
    this.#awaitsDocument = false;
    this.#sendAgain();
    this.#presence.tell();
    this.#notify();
    if (before !== null && group !== before) this.#options.on?.({ kind: 'moved' });
  }

  /** Another document takes the place of the present one. What of this page is not in it is put aside for its author. */
  #replace(group: string, data: readonly string[]): void {
    const isReopened = group === this.#group;
    if (this.#pending.size > 0) {
      const edits = this.#pending.all();
      this.#putAside(this.#texts.wordsOf(edits), isReopened ? this.#poisoned : null, edits);
      this.#pending.drop();
    }
    // Of a document that is read anew, the others would see this page's old cursor too.
    if (isReopened) this.#socket.send({ type: 'presence', client: this.#texts.client, state: null });
    this.#poisoned = null;
    this.#epoch += 1;
    this.#board.clear();
    this.#texts.replace(() => {
      this.#texts.apply(data);
      this.#restore(group);
    });
  }

  /** Edits that an earlier page left on this device: those of this group go on, others are offered to their author. */
  #restore(group: string): void {
    const mine = this.#stored.filter((row) => row.group === group);
    const others = this.#stored.filter((row) => row.group !== group);
    this.#stored = [];
    this.#pending.restore(mine);
    this.#texts.restore(mine.map(({ data }) => data));
    if (mine.length > 0) this.#wasOffline = true;
    if (others.length === 0) return;
    // Without that group's document it cannot be said which words went into which text; the keys of an edit say it.
    const byTexts = Map.groupBy(others, ({ texts }) => texts[0] ?? '');
    const words = [...byTexts].map(([text, rows]): [string, string] => [
      text,
      wordsInUpdates(rows.map(({ data }) => data)),
    ]);
    this.#putAside(words, null, others);
  }

  #putAside(...put: Parameters<Asides['put']>): void {
    this.#pending.waitFor(this.#asides.put(...put));
  }

  #merge({ group, seq, by, data }: Extract<ServerMessage, { type: 'update' }>): void {
    if (group !== this.#group || this.#poisoned !== null) return;
    this.#texts.apply([data]);
    if (by !== null) this.#wroteAt.set(by, this.#options.now());
    if (seq > this.#seq + 1) this.#askForDocument();
    else this.#seq = Math.max(this.#seq, seq);
  }

  #saved({ key, seq, at }: Extract<ServerMessage, { type: 'saved' }>): void {
    if (!this.#pending.acknowledge(key)) {
      // It was sent before another document took the place of the one it was in, so this one may lack it.
      if (seq > this.#seq && !this.#awaitsDocument) this.#askForDocument();
      return;
    }
    // An update that another tab had sent is acknowledged with its old number.
    if (seq === this.#seq + 1) this.#seq = seq;
    this.#savedAt = at;
    this.#refusal = null;
    if (this.#pending.size === 0 && this.#wasOffline) {
      this.#wasOffline = false;
      this.#options.on?.({ kind: 'merged' });
    }
    this.#send();
    this.#notify();
  }

  #refused({ key, reason, message }: Extract<ServerMessage, { type: 'refused' }>): void {
    // It was sent before another document took the place of the one it was in; that is over.
    if (!this.#pending.has(key)) return;
    if (reason === 'moved') this.#awaitsDocument = true;
    else if (reason === 'locked') {
      this.#locked = message;
      this.#refusal = message;
    } else if (reason === 'throttled') {
      this.#pauses = true;
      this.#in(THROTTLED_MS, () => this.#sendAgain());
    } else if (key === this.#pending.headKey) {
      this.#poisoned = message;
      this.#awaitsDocument = true;
      this.#refusal = message;
      this.#askForDocument();
    }
    // What came after a refused one hangs on it, and is sent again after it.
    this.#pending.unsend(key);
    this.#notify();
  }

  #edited(): void {
    const wait = this.#flushedAt + BATCH_MS - this.#options.now();
    if (this.#batchTimer !== undefined) return;
    this.#batchTimer = setTimeout(() => this.#flushBatch(), Math.max(0, wait));
    this.#notify();
  }

  #flushBatch(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    if (this.#group === null) return;
    const own = this.#texts.takeOwn();
    if (own === null) return;
    this.#flushedAt = this.#options.now();
    this.#pending.add(this.#group, own.data, own.texts);
    if (!this.#socket.isOpen) this.#wasOffline = true;
    this.#in(SAVING_AFTER_MS, () => this.#notify());
    this.#send();
    this.#notify();
  }

  get #mayNotSend(): boolean {
    return this.#awaitsDocument || this.#pauses || this.#locked !== null;
  }

  /** Whatever the server has not acknowledged; a pause ends with it. */
  #sendAgain(): void {
    this.#pauses = false;
    this.#pending.unsend();
    this.#send();
  }

  #send(): void {
    if (this.#mayNotSend || this.#group === null || !this.#socket.isOpen) return;
    const group = this.#group;
    for (const update of this.#pending.take(WINDOW)) {
      this.#socket.send({ type: 'update', group, ...update });
      this.#in(UNANSWERED_MS, () => {
        if (update.key === this.#pending.headKey && this.#pending.age >= UNANSWERED_MS && !this.#mayNotSend)
          this.#socket.drop();
      });
    }
  }

  #lost(): void {
    this.#awaitsDocument = true;
    this.#closedAt = this.#options.now();
    this.#pending.unsend();
    this.#board.clear();
    for (const listener of this.#cursorListeners) listener();
    this.#in(OFFLINE_AFTER_MS, () => this.#notify());
    this.#notify();
  }

  #setMembers(members: readonly PersonName[]): void {
    const joined = members.filter(({ id }) => !this.#members.some((each) => each.id === id));
    const left = this.#members.filter(({ id }) => !members.some((each) => each.id === id));
    this.#members = members;
    if (joined.length + left.length > 0) this.#options.on?.({ kind: 'members', members, joined, left });
  }

  #setLocked(locked: string | null): void {
    const wasLocked = this.#locked !== null;
    this.#locked = locked;
    if (locked !== null) this.#refusal = locked;
    else if (wasLocked) {
      this.#refusal = null;
      this.#sendAgain();
    }
  }

  #in(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) act();
    }, ms);
    this.#timers.add(timer);
  }

  #saveState(): SaveState {
    const waits = this.#pending.size > 0 || this.#texts.hasOwn || this.#stored.length > 0;
    if (this.#refusal !== null && waits) return { kind: 'refused', message: this.#refusal };
    const { now } = this.#options;
    if (!this.#socket.isOpen && (waits || now() - this.#closedAt >= OFFLINE_AFTER_MS))
      return { kind: 'offline', kept: !this.#deviceFails };
    if (!waits) return { kind: 'saved', at: this.#savedAt };
    return { kind: this.#pending.age >= SAVING_AFTER_MS ? 'saving' : 'writing' };
  }

  #read(): DocumentStatus {
    return {
      epoch: this.#epoch,
      group: this.#group,
      connected: this.#socket.isOpen,
      members: this.#members,
      locked: this.#locked,
      save: this.#saveState(),
      people: this.#board.people(this.#members),
      asides: this.#asides.list,
      isStranger: this.#isStranger,
    };
  }

  #notify(): void {
    if (this.#closed) return;
    const next = withKnownParts(this.#read(), this.#status);
    // Most keystrokes change nothing here.
    if (next === this.#status) return;
    this.#status = next;
    for (const listener of this.#statusListeners) listener();
  }
}

/** What is as it was stays the same object, so that whoever shows it sees at once that nothing has changed. */
function withKnownParts(next: DocumentStatus, known: DocumentStatus): DocumentStatus {
  let isNew = false;
  const keep = <Part extends keyof DocumentStatus>(part: Part): DocumentStatus[Part] => {
    if (JSON.stringify(next[part]) === JSON.stringify(known[part])) return known[part];
    isNew = true;
    return next[part];
  };
  const kept: DocumentStatus = {
    epoch: keep('epoch'),
    group: keep('group'),
    connected: keep('connected'),
    members: keep('members'),
    locked: keep('locked'),
    save: keep('save'),
    people: keep('people'),
    asides: keep('asides'),
    isStranger: keep('isStranger'),
  };
  return isNew ? kept : known;
}

function subscription(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
