/** A server of documents in memory, with the real guard in front of its log. */
import * as Y from 'yjs';
import type { PersonName } from '../../../../contract/common.ts';
import { PageMessage, type ServerMessage } from '../../../../contract/documents.ts';
import type { SocketLike } from '../../../../client/src/features/workspace/document/DocumentSocket.ts';
import { checkUpdate, decodeUpdate, type Clock } from '../../../../server/features/documents/guard.ts';

interface Row {
  seq: number;
  key: string;
  by: string;
  data: Uint8Array;
}

class FakeSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  isClosed = false;
  group: string | null = null;
  readonly clients = new Set<number>();
  readonly person: PersonName;
  readonly #relay: FakeRelay;
  #sent = Promise.resolve();
  #told = Promise.resolve();

  constructor(relay: FakeRelay, person: PersonName) {
    this.#relay = relay;
    this.person = person;
    setTimeout(() => {
      if (relay.down.has(person.id)) return this.break();
      this.onopen?.(new Event('open'));
    }, 0);
  }

  send(data: string): void {
    const message = PageMessage.parse(JSON.parse(data));
    this.#sent = this.#sent.then(async () => {
      await this.#onTheWay();
      if (!this.isClosed) this.#relay.receive(this, message);
    });
  }

  tell(message: ServerMessage): void {
    const data = JSON.stringify(message);
    this.#told = this.#told.then(async () => {
      await this.#onTheWay();
      if (!this.isClosed) this.onmessage?.({ data } as MessageEvent<unknown>);
    });
  }

  #onTheWay(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#relay.latency()));
  }

  close(): void {
    this.break();
  }

  break(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#relay.leave(this);
    setTimeout(() => this.onclose?.({ code: 1006 } as CloseEvent), 0);
  }
}

export const KEYS = ['one', 'two', 'optim.py'];
const isKey = (key: string) => KEYS.includes(key);
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export class FakeRelay {
  readonly sockets = new Set<FakeSocket>();
  readonly logs = new Map<string, Row[]>();
  readonly clocks = new Map<string, Map<number, Clock>>();
  /** Group by person. */
  readonly groups = new Map<string, string>();
  readonly people = new Map<string, PersonName>();
  /** People who reach nobody. */
  readonly down = new Set<string>();
  locked: string | null = null;
  /** Milliseconds for which a message is on its way, either way; messages of a connection keep their order. */
  latency: () => number = () => 0;
  /** What becomes of an update: null stores it; `silent` stores it and the answer is lost. */
  fate: (row: { key: string; by: string }) => 'throttled' | 'unacceptable' | 'silent' | null = () => null;

  join(person: PersonName, group: string): void {
    this.people.set(person.id, person);
    this.groups.set(person.id, group);
  }

  open(person: PersonName): FakeSocket {
    const socket = new FakeSocket(this, person);
    this.sockets.add(socket);
    return socket;
  }

  /** The group of somebody becomes another one. */
  move(personId: string, group: string): void {
    this.groups.set(personId, group);
    for (const socket of this.sockets)
      if (socket.person.id === personId && socket.group !== null) this.#document(socket, 0);
  }

  setLocked(locked: string | null): void {
    this.locked = locked;
    for (const socket of this.sockets)
      if (socket.group !== null)
        socket.tell({ type: 'changed', what: 'assignment', members: this.#members(socket.group), locked });
  }

  cut(personId: string): void {
    this.down.add(personId);
    for (const socket of [...this.sockets]) if (socket.person.id === personId) socket.break();
  }

  mend(personId: string): void {
    this.down.delete(personId);
  }

  log(group: string): Row[] {
    let rows = this.logs.get(group);
    if (rows === undefined) this.logs.set(group, (rows = []));
    return rows;
  }

  text(group: string, key: string): string {
    const doc = new Y.Doc();
    for (const { data } of this.log(group)) Y.applyUpdate(doc, data);
    return doc.getText(key).toString();
  }

  leave(socket: FakeSocket): void {
    this.sockets.delete(socket);
    for (const client of socket.clients)
      for (const other of this.sockets)
        if (other.group === socket.group)
          other.tell({ type: 'presence', client, person: socket.person, state: null });
  }

  receive(socket: FakeSocket, message: PageMessage): void {
    if (message.type === 'open') {
      const since = message.group === this.groups.get(socket.person.id) ? message.since : 0;
      return this.#document(socket, since);
    }
    const group = socket.group;
    if (group === null) return;
    if (message.type === 'presence') {
      if (message.state !== null) socket.clients.add(message.client);
      for (const other of this.sockets)
        if (other.group === group) other.tell({ ...message, person: socket.person });
      return;
    }
    const { key } = message;
    const refuse = (reason: Extract<ServerMessage, { type: 'refused' }>['reason']) =>
      socket.tell({ type: 'refused', key, reason, message: `${reason}!` });
    if (message.group !== group || this.groups.get(socket.person.id) !== group) return refuse('moved');
    if (this.locked !== null) return refuse('locked');
    const fate = this.fate({ key, by: socket.person.id });
    if (fate === 'throttled' || fate === 'unacceptable') return refuse(fate);
    const known = this.log(group).find((row) => row.key === key);
    if (known !== undefined)
      return socket.tell({ type: 'saved', key, seq: known.seq, at: new Date().toISOString() });
    const data = new Uint8Array(Buffer.from(message.data, 'base64'));
    const clocks = this.clocks.get(group) ?? new Map<number, Clock>();
    this.clocks.set(group, clocks);
    const checked = checkUpdate(decodeUpdate(data)!, { userId: socket.person.id, known: clocks, isKey });
    if (!checked.ok) return refuse('unacceptable');
    for (const [client, clock] of checked.clocks) clocks.set(client, { userId: socket.person.id, clock });
    const row: Row = { seq: this.log(group).length + 1, key, by: socket.person.id, data };
    this.log(group).push(row);
    for (const other of this.sockets) {
      if (other.group !== group) continue;
      if (other !== socket)
        other.tell({ type: 'update', group, seq: row.seq, by: row.by, data: toText(data) });
      else if (fate === 'silent') other.break();
      else other.tell({ type: 'saved', key, seq: row.seq, at: new Date().toISOString() });
    }
  }

  #members(group: string): PersonName[] {
    return [...this.people.values()].filter(({ id }) => this.groups.get(id) === group);
  }

  #document(socket: FakeSocket, since: number): void {
    const group = this.groups.get(socket.person.id)!;
    socket.group = group;
    const rows = this.log(group);
    socket.tell({
      type: 'document',
      group,
      members: this.#members(group),
      seq: rows.length,
      updates: rows.slice(since).map(({ data }) => toText(data)),
      whole: since === 0,
      locked: this.locked,
    });
  }
}
