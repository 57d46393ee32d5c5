import * as Y from 'yjs';
import type { PersonName } from '../../../../contract/common.ts';
import type { PendingUpdate, Presence, ServerMessage } from '../../../../contract/documents.ts';
import { smallestChange } from '../../components/editor/change.ts';
import { fromBase64 } from './bytes.ts';
import { DocumentSocket, type SocketLike } from './DocumentSocket.ts';
import { wordsInDocument, wordsInUpdates } from './ownWords.ts';
import { PendingEdits } from './PendingEdits.ts';
import { PresenceBoard, type PersonHere, type RemotePage } from './presence.ts';
import type { AsideText, StoredUpdate, WorkStore } from './WorkStore.ts';

/** How safe the draft is. Only `saved` says that the server has all of it on disk. */
export type SaveState =
  | { kind: 'saved'; at: string | null }
  /** Typed just now; not worth a word yet. */
  | { kind: 'writing' }
  | { kind: 'saving' }
  /** @param kept whether the device keeps it, should the tab be closed */
  | { kind: 'offline'; kept: boolean }
  | { kind: 'refused'; message: string };

export interface DocumentStatus {
  /** Another `Y.Doc`: whoever is bound to its texts binds anew. */
  epoch: number;
  /** Null until the document has come for the first time. */
  group: string | null;
  connected: boolean;
  members: readonly PersonName[];
  /** Why nothing can be written; null while it can. */
  locked: string | null;
  save: SaveState;
  people: readonly PersonHere[];
  asides: readonly AsideText[];
  /** Somebody else is signed in in this browser now. */
  isStranger: boolean;
}

export type DocumentEvent =
  | { kind: 'changed'; what: Extract<ServerMessage, { type: 'changed' }>['what'] }
  | { kind: 'members'; joined: PersonName[]; left: PersonName[] }
  /** I am in another group now. */
  | { kind: 'moved' }
  /** What was written without a connection is in the document. */
  | { kind: 'merged' };

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
const PRESENCE_MS = 80;
const PRESENCE_AGAIN_MS = 25_000;

const REMOTE = 'remote';
const RESTORED = 'restored';
/** Edits by the page itself: an import, an image, the starter. */
const PAGE = 'page';

/**
 * The document that a group writes together, as this page has it: one `Y.Text` a question or file. Edits show at once,
 * go to the device and to the server, and are sent again until the server has them on disk.
 */
export class SharedDocument {
  readonly #options: Required<Omit<SharedDocumentOptions, 'on'>> & Pick<SharedDocumentOptions, 'on'>;
  readonly #socket: DocumentSocket;
  readonly #pending: PendingEdits;
  readonly #board: PresenceBoard;
  readonly #statusListeners = new Set<() => void>();
  readonly #textListeners = new Set<() => void>();
  readonly #cursorListeners = new Set<() => void>();
  readonly #undos = new Map<string, Y.UndoManager>();
  readonly #cached = new Map<string, string>();
  readonly #wroteAt = new Map<string, number>();

  #doc = new Y.Doc();
  #batch: Uint8Array[] = [];
  #batchTexts = new Set<string>();
  #batchTimer: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = 0;
  #stored: StoredUpdate[] = [];
  #asides: AsideText[] = [];
  #epoch = 0;
  #group: string | null = null;
  #seq = 0;
  #members: readonly PersonName[] = [];
  #locked: string | null = null;
  #savedAt: string | null = null;
  #refusal: string | null = null;
  /** Nothing is sent until a `document`, an unlocking or a pause. */
  #held = true;
  /** The document has to come anew, since the server refuses what hangs on this page's. */
  #poisoned: string | null = null;
  #closedAt: number;
  #wasOffline = false;
  #deviceFails = false;
  #isStranger = false;
  #presence: Presence = { text: null, cursor: null, away: false };
  #presenceTimer: ReturnType<typeof setTimeout> | undefined;
  #presenceSentAt = 0;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #status: DocumentStatus;
  #started = false;
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
    this.#board = new PresenceBoard(user.id);
    this.#pending = new PendingEdits({
      store,
      place: placeOf(params),
      newKey,
      now,
      onStorageFailure: () => {
        this.#deviceFails = true;
        this.#notify();
      },
    });
    this.#socket = new DocumentSocket({
      openSocket: options.openSocket,
      isStillMe: options.isStillMe,
      random: this.#options.random,
      onOpen: () =>
        this.#socket.send({
          type: 'open',
          group: this.#poisoned === null ? this.#group : null,
          since: this.#poisoned === null ? this.#seq : 0,
        }),
      onMessage: (message) => this.#receive(message),
      onClose: () => this.#lost(),
      onStranger: () => {
        this.#isStranger = true;
        this.#notify();
      },
    });
    this.#listen();
    this.#status = this.#read();
    const again = setInterval(() => this.#tellPresence(), PRESENCE_AGAIN_MS);
    this.#timers.add(again);
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
    this.#asides = asides.filter((row) => row.place === place);
    this.#socket.connect();
    this.#notify();
  }

  subscribe = (listener: () => void): (() => void) => subscription(this.#statusListeners, listener);
  /** Told after every change of any text. */
  subscribeTexts = (listener: () => void): (() => void) => subscription(this.#textListeners, listener);
  /** Told when somebody's cursor has moved or a page has gone. */
  subscribeCursors = (listener: () => void): (() => void) => subscription(this.#cursorListeners, listener);

  status = (): DocumentStatus => this.#status;

  text(key: string): string {
    let text = this.#cached.get(key);
    if (text === undefined) {
      // Yjs writes line ends as they come; the guard of the log refuses other than \n.
      text = this.#doc.getText(key).toString();
      this.#cached.set(key, text);
    }
    return text;
  }

  yText(key: string): Y.Text {
    return this.#doc.getText(key);
  }

  /** Own edits of one text, whoever made them: keys, an import, an image. */
  undoManager(key: string): Y.UndoManager {
    let undo = this.#undos.get(key);
    if (undo === undefined) {
      undo = new Y.UndoManager(this.#doc.getText(key), { trackedOrigins: new Set([PAGE]) });
      this.#undos.set(key, undo);
    }
    return undo;
  }

  /** Makes a text what it should be by the smallest change; one step for undoing. */
  edit(key: string, text: string): void {
    const change = smallestChange(this.text(key), normalized(text));
    if (change === null) return;
    const undo = this.undoManager(key);
    undo.stopCapturing();
    const shared = this.#doc.getText(key);
    this.#doc.transact(() => {
      if (change.to > change.from) shared.delete(change.from, change.to - change.from);
      if (change.insert !== '') shared.insert(change.from, change.insert);
    }, PAGE);
    undo.stopCapturing();
  }

  /** Pages of others, with their cursors. */
  remotePages(): RemotePage[] {
    return this.#board.others(this.#doc.clientID);
  }

  /** Others whose words have come within the last seconds. */
  writing(withinMs: number): PersonName[] {
    const from = this.#options.now() - withinMs;
    return this.#members.filter(
      ({ id }) => id !== this.#options.user.id && (this.#wroteAt.get(id) ?? 0) >= from,
    );
  }

  setPresence(change: Partial<Presence>): void {
    const next = { ...this.#presence, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#presence)) return;
    this.#presence = next;
    const wait = this.#presenceSentAt + PRESENCE_MS - this.#options.now();
    clearTimeout(this.#presenceTimer);
    if (wait <= 0) this.#tellPresence();
    else this.#presenceTimer = setTimeout(() => this.#tellPresence(), wait);
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
    if (!this.#socket.isOpen) this.#socket.connect();
    else if (this.#locked === null) {
      this.#held = this.#group === null;
      this.#pending.unsend();
      this.#send();
    }
  }

  /** The network has gone: do not wait for the connection to find out. */
  networkLost(): void {
    this.#socket.drop();
  }

  /** Puts an aside below its text and forgets it. */
  async addAside(id: string): Promise<void> {
    const aside = this.#asides.find((each) => each.id === id);
    if (aside === undefined) return;
    const present = this.text(aside.text).trimEnd();
    this.edit(aside.text, present === '' ? aside.content : `${present}\n\n${aside.content}\n`);
    this.#flushBatch();
    await this.#pending.settled();
    await this.dropAside(id);
  }

  async dropAside(id: string): Promise<void> {
    this.#asides = this.#asides.filter((each) => each.id !== id);
    this.#notify();
    await this.#options.store.change('asides', { remove: [id] });
  }

  async keepAside(id: string): Promise<void> {
    this.#asides = this.#asides.map((each) => (each.id === id ? { ...each, kept: true } : each));
    this.#notify();
    await this.#options.store.change('asides', { put: this.#asides.filter((each) => each.id === id) });
  }

  /** Keeps what was typed last; for a page that may be gone in a moment. */
  keepNow(): void {
    this.#flushBatch();
  }

  close(): void {
    this.#flushBatch();
    this.#closed = true;
    this.#socket.send({ type: 'presence', client: this.#doc.clientID, state: null });
    this.#socket.stop();
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#presenceTimer);
    for (const undo of this.#undos.values()) undo.destroy();
    this.#doc.destroy();
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

  #open({ group, members, seq, data, locked }: Extract<ServerMessage, { type: 'document' }>): void {
    const isMember = members.some(({ id }) => id === this.#options.user.id);
    if (!isMember) {
      this.#isStranger = true;
      this.#socket.stop();
      return this.#notify();
    }
    const before = this.#group;
    this.#flushBatch();
    if (group !== before || this.#poisoned !== null) this.#replace(group, data);
    else this.#apply(data);
    this.#group = group;
    this.#seq = seq;
    if (group !== before) this.#members = members;
    else this.#setMembers(members);
    this.#locked = locked;
    this.#refusal = locked;
    this.#held = locked !== null;
    this.#pending.unsend();
    this.#send();
    this.#tellPresence();
    this.#notify();
    if (before !== null && group !== before) this.#options.on?.({ kind: 'moved' });
  }

  /** Another document takes the place of the present one. What of this page is not in it is put aside for its author. */
  #replace(group: string, data: string): void {
    const isReopened = group === this.#group;
    if (this.#pending.size > 0) {
      const updates = this.#pending.updates();
      this.#putAside(
        this.#pending.texts().map((text) => [text, wordsInDocument(this.#doc.getText(text), updates)]),
        isReopened ? this.#poisoned : null,
      );
      this.#pending.drop();
    }
    // Of a document that is read anew, the others would see this page's old cursor too.
    if (isReopened) this.#socket.send({ type: 'presence', client: this.#doc.clientID, state: null });
    this.#poisoned = null;
    for (const undo of this.#undos.values()) undo.destroy();
    this.#undos.clear();
    this.#cached.clear();
    const old = this.#doc;
    this.#doc = new Y.Doc();
    this.#apply(data);
    this.#restore(group);
    this.#listen();
    this.#epoch += 1;
    this.#board.clear();
    // Editors still hold the old one until they are told.
    queueMicrotask(() => old.destroy());
    for (const listener of this.#textListeners) listener();
  }

  /** Edits that an earlier page left on this device: those of this group go on, others are offered to their author. */
  #restore(group: string): void {
    const mine = this.#stored.filter((row) => row.group === group);
    const others = this.#stored.filter((row) => row.group !== group);
    this.#stored = [];
    this.#pending.restore(mine);
    this.#doc.transact(() => {
      for (const { data } of mine) Y.applyUpdate(this.#doc, data, RESTORED);
    }, RESTORED);
    if (mine.length > 0) this.#wasOffline = true;
    if (others.length === 0) return;
    // Without that group's document it cannot be said which words went into which text; the keys of an edit say it.
    const byTexts = Map.groupBy(others, ({ texts }) => texts[0] ?? '');
    this.#putAside(
      [...byTexts].map(([text, rows]) => [text, wordsInUpdates(rows.map(({ data }) => data))]),
      null,
    );
    void this.#options.store.change('updates', { remove: others.map(({ key }) => key) });
  }

  /** @param refusal why the server did not take it; null when the group has changed */
  #putAside(words: [text: string, content: string][], refusal: string | null): void {
    const rows = words
      .filter(([text, content]) => text !== '' && content.trim() !== '')
      .map(([text, content]): AsideText => ({
        // Two tabs may put the same words aside; different ones must not take each other's place.
        id: `${text} ${content.length} ${hashOf(content)}`,
        place: placeOf(this.#options.params),
        text,
        content,
        why: refusal === null ? 'moved' : 'refused',
        message: refusal ?? '',
        at: new Date(this.#options.now()).toISOString(),
        kept: false,
      }));
    const ids = new Set(rows.map((row) => row.id));
    this.#asides = [...this.#asides.filter((row) => !ids.has(row.id)), ...rows];
    void this.#options.store.change('asides', { put: rows }).catch(() => {
      this.#deviceFails = true;
    });
  }

  #apply(data: string): void {
    if (data !== '') Y.applyUpdate(this.#doc, fromBase64(data), REMOTE);
  }

  #merge({ group, seq, by, data }: Extract<ServerMessage, { type: 'update' }>): void {
    if (group !== this.#group || this.#poisoned !== null) return;
    this.#apply(data);
    if (by !== null) this.#wroteAt.set(by, this.#options.now());
    if (seq > this.#seq + 1) this.#socket.send({ type: 'open', group, since: this.#seq });
    else this.#seq = Math.max(this.#seq, seq);
  }

  #saved({ key, seq, at }: Extract<ServerMessage, { type: 'saved' }>): void {
    // An update that another tab had sent is acknowledged with its old number.
    if (seq === this.#seq + 1) this.#seq = seq;
    if (!this.#pending.acknowledge(key)) return;
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
    if (reason === 'moved') this.#held = true;
    else if (reason === 'locked') {
      this.#locked = message;
      this.#held = true;
      this.#refusal = message;
    } else if (reason === 'throttled') {
      this.#held = true;
      this.#in(THROTTLED_MS, () => {
        this.#held = this.#locked !== null || this.#group === null;
        this.#pending.unsend();
        this.#send();
      });
    } else if (key === this.#pending.headKey) {
      this.#poisoned = message;
      this.#held = true;
      this.#refusal = message;
      this.#socket.send({ type: 'open', group: null, since: 0 });
    }
    // What came after a refused one hangs on it, and is sent again after it.
    this.#pending.unsend(key);
    this.#notify();
  }

  #listen(): void {
    const doc = this.#doc;
    doc.on('update', (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction) => {
      if (origin === REMOTE || origin === RESTORED || doc !== this.#doc) return;
      this.#batch.push(update);
      for (const name of namesOf(doc, transaction)) this.#batchTexts.add(name);
      const wait = this.#flushedAt + BATCH_MS - this.#options.now();
      this.#batchTimer ??= setTimeout(() => this.#flushBatch(), Math.max(0, wait));
      if (this.#batch.length === 1) this.#notify();
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (doc !== this.#doc || transaction.changed.size === 0) return;
      for (const name of namesOf(doc, transaction)) this.#cached.delete(name);
      for (const listener of this.#textListeners) listener();
    });
  }

  #flushBatch(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    if (this.#batch.length === 0 || this.#group === null) return;
    const [first] = this.#batch;
    const data = this.#batch.length === 1 ? first! : Y.mergeUpdates(this.#batch);
    const texts = [...this.#batchTexts];
    this.#batch = [];
    this.#batchTexts = new Set();
    this.#flushedAt = this.#options.now();
    this.#pending.add(this.#group, new Uint8Array(data), texts);
    if (!this.#socket.isOpen) this.#wasOffline = true;
    this.#in(SAVING_AFTER_MS, () => this.#notify());
    this.#send();
    this.#notify();
  }

  #send(): void {
    if (this.#held || this.#group === null || !this.#socket.isOpen) return;
    const group = this.#group;
    for (const update of this.#pending.take(WINDOW)) {
      this.#socket.send({ type: 'update', group, ...update });
      this.#in(UNANSWERED_MS, () => {
        if (update.key === this.#pending.headKey && this.#pending.age >= UNANSWERED_MS && !this.#held)
          this.#socket.drop();
      });
    }
  }

  #lost(): void {
    this.#held = true;
    this.#closedAt = this.#options.now();
    this.#pending.unsend();
    this.#board.clear();
    for (const listener of this.#cursorListeners) listener();
    this.#in(OFFLINE_AFTER_MS, () => this.#notify());
    this.#notify();
  }

  #tellPresence(): void {
    if (this.#group === null) return;
    this.#presenceSentAt = this.#options.now();
    this.#socket.send({ type: 'presence', client: this.#doc.clientID, state: this.#presence });
  }

  #setMembers(members: readonly PersonName[]): void {
    const joined = members.filter(({ id }) => !this.#members.some((each) => each.id === id));
    const left = this.#members.filter(({ id }) => !members.some((each) => each.id === id));
    this.#members = members;
    if (joined.length + left.length > 0) this.#options.on?.({ kind: 'members', joined, left });
  }

  #setLocked(locked: string | null): void {
    const wasLocked = this.#locked !== null;
    this.#locked = locked;
    if (locked !== null) {
      this.#held = true;
      this.#refusal = locked;
    } else if (wasLocked) {
      this.#refusal = null;
      this.#held = false;
      this.#pending.unsend();
      this.#send();
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
    const waits = this.#pending.size > 0 || this.#batch.length > 0;
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
      asides: this.#asides,
      isStranger: this.#isStranger,
    };
  }

  #notify(): void {
    if (this.#closed) return;
    const next = this.#read();
    // Most keystrokes change nothing here.
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
    this.#status = next;
    for (const listener of this.#statusListeners) listener();
  }
}

export function placeOf({ course, assignment }: { course: string; assignment: string }): string {
  return `${course}/${assignment}`;
}

/** As CodeMirror and the log of the server have it. */
export function normalized(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed();
}

function namesOf(doc: Y.Doc, { changed }: Y.Transaction): string[] {
  return [...doc.share].filter(([, type]) => changed.has(type)).map(([name]) => name);
}

/** FNV-1a, to tell texts apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function subscription(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
