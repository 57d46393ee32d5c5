import * as Y from 'yjs';
import { smallestChange } from '../../../components/editor/change.ts';
import { fromBase64 } from './bytes.ts';
import { wordsInDocument, wordsInUpdates } from './ownWords.ts';
import type { StoredUpdate } from './WorkStore.ts';

const REMOTE = 'remote';
const RESTORED = 'restored';
/** Edits by the page itself: an import, an image, the starter. */
const PAGE = 'page';
/** Edits by the page that nobody would undo. */
const TIDY = 'tidy';

/** Own edits that nobody else has yet. */
export interface OwnEdits {
  data: Uint8Array<ArrayBuffer>;
  texts: string[];
}

/** The texts of a document as this page has them: a `Y.Doc`, whose place another takes when the group changes. */
export class DraftTexts {
  readonly #onOwnEdit: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #undos = new Map<string, Y.UndoManager>();
  readonly #cached = new Map<string, string>();
  #doc = new Y.Doc();
  #own: Uint8Array[] = [];
  #ownTexts = new Set<string>();
  #version = 0;

  /** @param onOwnEdit called after every edit of this page */
  constructor(onOwnEdit: () => void) {
    this.#onOwnEdit = onOwnEdit;
    this.#listen();
  }

  /** Another one after every change of any text. */
  get version(): number {
    return this.#version;
  }

  get client(): number {
    return this.#doc.clientID;
  }

  get hasOwn(): boolean {
    return this.#own.length > 0;
  }

  /** Told after every change of any text. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  text(key: string): string {
    let text = this.#cached.get(key);
    if (text === undefined) {
      // Yjs writes line ends as they come; the guard of the log refuses other than \n.
      text = this.#doc.getText(key).toString();
      this.#cached.set(key, text);
    }
    return text;
  }

  /** Of every text that the document has. */
  keys(): string[] {
    return [...this.#doc.share.keys()];
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

  /** Makes a text what it should be by the smallest change; one step for undoing, or none. */
  edit(key: string, text: string, undoable = true): void {
    const change = smallestChange(this.text(key), normalized(text));
    if (change === null) return;
    const shared = this.#doc.getText(key);
    this.#transact(key, undoable, () => {
      if (change.to > change.from) shared.delete(change.from, change.to - change.from);
      if (change.insert !== '') shared.insert(change.from, change.insert);
    });
  }

  /** Puts something into every place of a placeholder; one step for undoing, which brings no placeholder back. */
  swap(key: string, placeholder: string, by: string): void {
    const shared = this.#doc.getText(key);
    const places: number[] = [];
    this.#transact(key, false, () => {
      const text = shared.toString();
      for (let at = text.indexOf(placeholder); at !== -1; at = text.indexOf(placeholder, at + 1)) {
        const place = at - places.length * placeholder.length;
        shared.delete(place, placeholder.length);
        places.push(place);
      }
    });
    this.#transact(key, true, () => {
      for (const [index, place] of places.entries()) shared.insert(place + index * by.length, by);
    });
  }

  #transact(key: string, undoable: boolean, change: () => void): void {
    const undo = this.undoManager(key);
    undo.stopCapturing();
    this.#doc.transact(change, undoable ? PAGE : TIDY);
    undo.stopCapturing();
  }

  /** What the server sent. */
  apply(updates: readonly string[]): void {
    this.#take(updates.map(fromBase64), REMOTE);
  }

  /** Own edits that an earlier page left on this device. */
  restore(updates: readonly Uint8Array[]): void {
    this.#take(updates, RESTORED);
  }

  /** The words of edits: as they stand here, and of those that this document could not take, as they were typed. */
  wordsOf(edits: readonly Pick<StoredUpdate, 'data' | 'texts'>[]): [text: string, content: string][] {
    const updates = edits.map(({ data }) => data);
    const texts = [...new Set(edits.flatMap((edit) => edit.texts))];
    const clocks = Y.decodeStateVector(Y.encodeStateVector(this.#doc));
    // An edit hangs on those beside which it was made; without them Yjs keeps it waiting, and shows it nowhere.
    const waits = (client: number, clock: number) => clock >= (clocks.get(client) ?? 0);
    const waiting = Map.groupBy(edits, (edit) => edit.texts[0] ?? '');
    return [
      ...texts.map((text): [string, string] => [text, wordsInDocument(this.yText(text), updates)]),
      ...[...waiting].map(([text, some]): [string, string] => [
        text,
        wordsInUpdates(
          some.map(({ data }) => data),
          waits,
        ),
      ]),
    ];
  }

  #take(updates: readonly Uint8Array[], origin: string): void {
    this.#doc.transact(() => {
      for (const data of updates) Y.applyUpdate(this.#doc, data, origin);
    }, origin);
  }

  /** Takes the own edits since it was called last. @returns null where there are none */
  takeOwn(): OwnEdits | null {
    const [first] = this.#own;
    if (first === undefined) return null;
    const data = this.#own.length === 1 ? first : Y.mergeUpdates(this.#own);
    const texts = [...this.#ownTexts];
    this.#own = [];
    this.#ownTexts = new Set();
    return { data: new Uint8Array(data), texts };
  }

  /**
   * Another document takes the place of the present one.
   *
   * @param fill writes into it
   */
  replace(fill: () => void): void {
    this.#forgetUndos();
    this.#cached.clear();
    const old = this.#doc;
    this.#doc = new Y.Doc();
    fill();
    this.#listen();
    // Editors still hold the old one until they are told.
    queueMicrotask(() => old.destroy());
    this.#tell();
  }

  destroy(): void {
    this.#forgetUndos();
    this.#doc.destroy();
  }

  #forgetUndos(): void {
    for (const undo of this.#undos.values()) undo.destroy();
    this.#undos.clear();
  }

  #listen(): void {
    const doc = this.#doc;
    doc.on('update', (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction) => {
      if (origin === REMOTE || origin === RESTORED || doc !== this.#doc) return;
      this.#own.push(update);
      for (const name of namesOf(doc, transaction)) this.#ownTexts.add(name);
      this.#onOwnEdit();
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (doc !== this.#doc || transaction.changed.size === 0) return;
      for (const name of namesOf(doc, transaction)) this.#cached.delete(name);
      this.#tell();
    });
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** As CodeMirror and the log of the server have it. */
export function normalized(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed();
}

function namesOf(doc: Y.Doc, { changed }: Y.Transaction): string[] {
  return [...doc.share].filter(([, type]) => changed.has(type)).map(([name]) => name);
}
