/**
 * Work on this device that the server does not have yet. Each person has a database of their own, so that nobody who
 * signs in later in the same browser is shown it. Only the person's own edits are here, never the text of teammates.
 */

/** Edits of a page, as they are sent. */
export interface StoredUpdate {
  /** Chosen by the page; the server stores an update once whoever sends it. */
  key: string;
  /** Course and assignment. */
  place: string;
  group: string;
  /** Yjs update, format V1. */
  data: Uint8Array<ArrayBuffer>;
  /** Above those that it may depend on. */
  order: number;
  /** The texts that it changes. */
  texts: string[];
}

/** A text that could not go where it was written. It stays until its author has decided. */
export interface AsideText {
  id: string;
  place: string;
  /** Key of the text. */
  text: string;
  content: string;
  why: 'moved' | 'refused';
  /** Why it was refused; empty when the group had changed. */
  message: string;
  /** UTC, ISO 8601. */
  at: string;
  /** The author has seen it and wants it kept here. */
  kept: boolean;
}

/** A submission that was asked for. */
export interface StoredRequest {
  idempotencyKey: string;
  course: string;
  assignment: string;
  title: string;
  dueAt: string;
  group: string | null;
  fileName: string | null;
  updates: { key: string; data: string }[];
  /** UTC, ISO 8601. */
  askedAt: string;
  /** Why the server refused it for good; null while it is on its way. */
  refusal: { code: string; message: string } | null;
}

interface Rows {
  updates: StoredUpdate;
  asides: AsideText;
  requests: StoredRequest;
}
type StoreName = keyof Rows;

const KEY_PATHS: Record<StoreName, string> = { updates: 'key', asides: 'id', requests: 'idempotencyKey' };

/** What is put and what is removed, by kind. */
export type WorkChange = { [Name in StoreName]?: { put?: Rows[Name][]; remove?: string[] } };

export interface WorkStore {
  all<Name extends StoreName>(name: Name): Promise<Rows[Name][]>;
  /** One transaction: all of it happens or nothing does. */
  change(change: WorkChange): Promise<void>;
  close(): void;
}

/** Of a set, as what is kept for it is marked. */
export function placeOf({ course, assignment }: { course: string; assignment: string }): string {
  return `${course}/${assignment}`;
}

function promised<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The storage of this device has failed'));
  });
}

/** What the name of a person’s database begins with. */
const WORK_OF = 'stepwise.work.';

function opened(factory: IDBFactory, userId: string): Promise<IDBDatabase> {
  const request = factory.open(`${WORK_OF}${userId}`, 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(KEY_PATHS))
      request.result.createObjectStore(name, { keyPath });
  };
  return promised(request);
}

/** The store of one person. Where the browser has no storage, the tab's memory is all there is. */
export function openWorkStore(
  userId: string,
  factory: IDBFactory | undefined = globalThis.indexedDB,
): WorkStore {
  const memory = memoryStore();
  const database = factory === undefined ? Promise.resolve(null) : opened(factory, userId).catch(() => null);
  return {
    all: async (name) => {
      const db = await database;
      if (db === null) return memory.all(name);
      return promised(db.transaction(name).objectStore(name).getAll());
    },
    change: async (change) => {
      const db = await database;
      if (db === null) return memory.change(change);
      const transaction = db.transaction(Object.keys(change), 'readwrite');
      for (const [name, { put = [], remove = [] }] of Object.entries(change)) {
        const store = transaction.objectStore(name);
        for (const row of put) store.put(row);
        for (const key of remove) store.delete(key);
      }
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = transaction.onerror = () =>
          reject(transaction.error ?? new Error('The storage of this device has failed'));
      });
    },
    close: () => void database.then((db) => db?.close()),
  };
}

/** What waits on this device for whoever wrote it to be signed in again. */
export interface Waiting {
  edits: boolean;
  submission: boolean;
}

const NOTHING: Waiting = { edits: false, submission: false };

/**
 * Whether the device has work of a set that the server may not have, of whoever it is: nothing of what it is, so that it can be said to anybody. A
 * browser that does not tell what it stores has none to say.
 *
 * @param set of its page
 */
export async function waitingOf(
  set: { course: string; assignment: string },
  factory: IDBFactory | undefined = globalThis.indexedDB,
): Promise<Waiting> {
  const found = { ...NOTHING };
  try {
    const known = (await factory?.databases()) ?? [];
    for (const name of known.flatMap((each) => each.name ?? [])) {
      if (!name.startsWith(WORK_OF)) continue;
      const store = openWorkStore(name.slice(WORK_OF.length), factory);
      const [updates, requests] = await Promise.all([store.all('updates'), store.all('requests')]);
      store.close();
      found.edits ||= updates.some(({ place }) => place === placeOf(set));
      found.submission ||= requests.some((each) => each.refusal === null && placeOf(each) === placeOf(set));
    }
    return found;
  } catch {
    return NOTHING;
  }
}

export function memoryStore(): WorkStore {
  const stores: { [Name in StoreName]: Map<string, Rows[Name]> } = {
    updates: new Map(),
    asides: new Map(),
    requests: new Map(),
  };
  const changeOne = <Name extends StoreName>(
    name: Name,
    { put = [], remove = [] }: NonNullable<WorkChange[Name]>,
  ) => {
    for (const row of put) stores[name].set(String(row[KEY_PATHS[name] as keyof Rows[Name]]), row);
    for (const key of remove) stores[name].delete(key);
  };
  return {
    all: (name) => Promise.resolve([...stores[name].values()]),
    change: ({ updates, asides, requests }) => {
      if (updates !== undefined) changeOne('updates', updates);
      if (asides !== undefined) changeOne('asides', asides);
      if (requests !== undefined) changeOne('requests', requests);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
