import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { documentPath, ServerMessage } from '../../contract/documents.ts';
import type { PageMessage } from '../../contract/documents.ts';
import { urlOf } from '../../contract/operation.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** A page's connection to a document, as a browser has it: what it sends, and what it is told, in order. */
export class TestPage {
  readonly received: ServerMessage[] = [];
  readonly document = new Y.Doc();
  group = '';
  seq = 0;
  closed: number | null = null;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(ServerMessage.parse(JSON.parse(String(data)))));
    socket.on('close', (code) => {
      this.closed = code;
      this.#wake();
    });
  }

  /** @param url of the server @param headers cookie and origin, as the browser would send them */
  static async open(
    url: string,
    params: { course: string; assignment: string },
    headers: Record<string, string>,
  ): Promise<TestPage> {
    const address = url.replace(/^http/, 'ws') + urlOf({ path: documentPath }, params);
    const socket = new WebSocket(address, { headers: { origin: url, ...headers } });
    const page = new TestPage(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve()).once('error', reject);
    });
    page.send({ type: 'open', group: null, since: 0 });
    await page.next('document');
    return page;
  }

  #receive(message: ServerMessage): void {
    this.received.push(message);
    if (message.type === 'document') {
      if (message.group !== this.group) this.group = message.group;
      for (const data of message.updates) Y.applyUpdate(this.document, Buffer.from(data, 'base64'), 'server');
      this.seq = message.seq;
    } else if (message.type === 'update') {
      Y.applyUpdate(this.document, Buffer.from(message.data, 'base64'), 'server');
      this.seq = message.seq;
    } else if (message.type === 'saved') this.seq = Math.max(this.seq, message.seq);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  send(message: PageMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** The first message of the type that satisfies, past or to come. */
  async next<T extends ServerMessage['type']>(
    type: T,
    satisfies: (message: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    for (;;) {
      const found = this.received.find(
        (message): message is Of<T> => message.type === type && satisfies(message as Of<T>),
      );
      if (found) return found;
      if (this.closed !== null) throw new Error(`the socket was closed with ${this.closed}`);
      await new Promise<void>((wake) => this.#waiting.add(wake));
    }
  }

  async untilClosed(): Promise<number> {
    while (this.closed === null) await new Promise<void>((wake) => this.#waiting.add(wake));
    return this.closed;
  }

  text(key: string): string {
    return this.document.getText(key).toString();
  }

  /** Types, and resolves when the server has it. @returns the key of the update */
  async type(key: string, text: string, at = this.document.getText(key).length): Promise<string> {
    const update = this.edit(key, text, at);
    const id = crypto.randomUUID();
    this.send({ type: 'update', group: this.group, key: id, data: Buffer.from(update).toString('base64') });
    await this.next('saved', (message) => message.key === id);
    return id;
  }

  /** An edit that is not sent. */
  edit(key: string, text: string, at = this.document.getText(key).length): Uint8Array {
    const before = Y.encodeStateVector(this.document);
    this.document.getText(key).insert(at, text);
    return Y.encodeStateAsUpdate(this.document, before);
  }

  /** It takes nothing of what it is told, until it does again. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.close();
  }
}
