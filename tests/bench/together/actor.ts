import { WebSocket } from 'ws';
import type { SocketLike } from '../../../client/src/features/workspace/document/DocumentSocket.ts';
import { SharedDocument } from '../../../client/src/features/workspace/document/SharedDocument.ts';
import { memoryStore } from '../../../client/src/features/workspace/kept/WorkStore.ts';
import { documentPath } from '../../../contract/documents.ts';
import { operations } from '../../../contract/index.ts';
import { urlOf } from '../../../contract/operation.ts';
import type { SubmissionView } from '../../../contract/submissions.ts';
import { Client } from '../../support/client.ts';
import { PASSWORD, PLACE, type Person } from './stage.ts';

export const TEXTS = ['one', 'two'];

/** Of the first document that a page gets. */
const FIRST_EPOCH = 1;

/** What a student was promised, and what they did: everything that the end of the play is judged by. */
export interface Word {
  token: string;
  author: string;
  group: string;
  text: string;
}

/** A socket whose messages come in order, but later. */
function slowed(socket: WebSocket, latencyMs: number): SocketLike {
  const slow: SocketLike = {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => socket.close(),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  socket.on('open', () => slow.onopen?.(new Event('open')));
  socket.on('message', (data) => {
    const event = { data: String(data) } as MessageEvent<unknown>;
    setTimeout(() => slow.onmessage?.(event), latencyMs);
  });
  socket.on('close', (code) => slow.onclose?.({ code } as CloseEvent));
  return slow;
}

/** A student with the page's own engine, on either server, with a device that forgets nothing. */
export class Actor {
  readonly person: Person;
  readonly #latencyMs: number;
  readonly #clients: Client[];
  readonly #urls: string[];
  readonly #store = memoryStore();
  #document: SharedDocument;
  #server = 0;
  #offline = false;
  readonly #sockets = new Set<WebSocket>();
  /** Typed, and not yet called saved by the page; each with the document that the page had then. */
  #unsaved: (Word & { epoch: number })[] = [];
  readonly saved: Word[] = [];
  count = 0;

  private constructor(
    person: Person,
    { clients, urls, latencyMs }: { clients: Client[]; urls: string[]; latencyMs: number },
  ) {
    this.person = person;
    this.#latencyMs = latencyMs;
    this.#clients = clients;
    this.#urls = urls;
    this.#document = this.#load();
  }

  /** @param latencyMs that messages take to this person: not everybody sits beside the server */
  static async signIn(person: Person, urls: string[], latencyMs: number): Promise<Actor> {
    const clients: Client[] = [];
    for (const url of urls) clients.push(await new Client(url).signIn(person.email, PASSWORD));
    return new Actor(person, { clients, urls, latencyMs });
  }

  get client(): Client {
    return this.#clients[this.#server]!;
  }

  get group(): string | null {
    return this.#document.status().group;
  }

  get isOffline(): boolean {
    return this.#offline;
  }

  #load(): SharedDocument {
    const document = new SharedDocument({
      user: { id: this.person.id, name: this.person.name },
      params: PLACE,
      store: this.#store,
      openSocket: () => this.#openSocket(),
      isStillMe: () => (this.#offline ? Promise.reject(new Error('offline')) : Promise.resolve(true)),
    });
    document.start();
    return document;
  }

  #openSocket(): SocketLike {
    const url = this.#urls[this.#server]!;
    const address = url.replace(/^http/, 'ws') + urlOf({ path: documentPath }, PLACE);
    const socket = new WebSocket(address, { headers: { origin: url, cookie: this.client.cookie } });
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // The page sees its closing.
    socket.on('error', () => undefined);
    return slowed(socket, this.#latencyMs);
  }

  text(key: string): string {
    return this.#document.text(key);
  }

  /** Types a word that nobody else types, somewhere in a text. */
  type(key: string, place: number): void {
    const group = this.group;
    if (group === null || this.#document.status().locked !== null) return;
    this.count += 1;
    const token = `<${this.person.name}.${this.count}>`;
    const yText = this.#document.yText(key);
    // Never inside another's word.
    const before = yText.toString();
    const at = before.indexOf('>', Math.floor(place * before.length)) + 1 || before.length;
    yText.insert(at, token);
    this.#typed({ token, author: this.person.id, group, text: key });
  }

  /** Types, and resolves as soon as the page calls it saved; after two seconds in any case. */
  async typeUntilSaved(key: string, place: number): Promise<void> {
    this.type(key, place);
    const end = Date.now() + 2_000;
    while (this.#unsaved.length > 0 && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 1));
      this.look();
    }
  }

  /** Replaces a text by one with more in it, as an import does. */
  importText(key: string): void {
    const group = this.group;
    if (group === null) return;
    this.count += 1;
    const token = `<${this.person.name}.${this.count}>`;
    this.#document.edit(key, `${this.#document.text(key)}${token}`);
    this.#typed({ token, author: this.person.id, group, text: key });
  }

  #typed(word: Word): void {
    this.#unsaved.push({ ...word, epoch: this.#document.status().epoch });
  }

  /** Takes over what the page calls saved by now. */
  look(): void {
    const { save, group, epoch } = this.#document.status();
    if (save.kind !== 'saved' || this.#document.unacknowledged().length > 0) return;
    // Where another document came under the page, it offers what was typed before to its author: also where they are
    // back in the same group by now.
    this.saved.push(...this.#unsaved.filter((word) => word.group === group && word.epoch === epoch));
    this.#unsaved = [];
  }

  goOffline(): void {
    this.#offline = true;
    for (const socket of this.#sockets) socket.terminate();
  }

  comeBack(server: number): void {
    this.#offline = false;
    this.#server = server;
    this.#document.retryNow();
  }

  /** The page is loaded anew: what the device has is all that is left of it. */
  async reload(): Promise<void> {
    this.#document.keepNow();
    await new Promise((done) => setTimeout(done, 50));
    this.#document.close();
    this.#document = this.#load();
    this.#unsaved = this.#unsaved.map((word) => ({ ...word, epoch: FIRST_EPOCH }));
  }

  async flush(): Promise<boolean> {
    return this.#document.flush();
  }

  /** Adds what was kept aside after a change of the group. */
  async addAsides(): Promise<void> {
    for (const { id } of this.#document.status().asides) await this.#document.addAside(id);
  }

  /** @param copyOfThePage the planted bug: the page sends its own texts in place of its edits */
  async submit(key: string, copyOfThePage: boolean): Promise<SubmissionView | null> {
    const answers = copyOfThePage
      ? Object.fromEntries(TEXTS.map((text) => [text, this.#document.text(text)]))
      : {};
    const updates = copyOfThePage ? [] : this.#document.unacknowledged();
    const body = { idempotencyKey: key, group: this.group, updates, answers };
    // Whatever is lost on the way is asked for again with the same key, on either server.
    for (let attempt = 0; attempt < 40; attempt++) {
      const client = this.#clients[(this.#server + attempt) % 2]!;
      const asked = client.send(operations.createSubmission, { params: PLACE, body });
      const answer = await asked.catch(() => null);
      if (answer?.status === 201) return answer.body as SubmissionView;
      if (answer && answer.status < 500 && answer.status !== 429) return null;
      await new Promise((done) => setTimeout(done, 150));
    }
    throw new Error(`${this.person.name} could not hand in`);
  }

  async close(): Promise<void> {
    this.#document.close();
    for (const socket of this.#sockets) socket.terminate();
  }
}
