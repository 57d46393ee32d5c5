import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IDBFactory } from 'fake-indexeddb';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { SocketLike } from '../../client/src/features/workspace/document/DocumentSocket.ts';
import { SharedDocument } from '../../client/src/features/workspace/document/SharedDocument.ts';
import { openWorkStore, type WorkStore } from '../../client/src/features/workspace/kept/WorkStore.ts';
import { documentPath, ServerMessage } from '../../contract/documents.ts';
import { operations } from '../../contract/index.ts';
import type { BodyInputOf, Operation } from '../../contract/operation.ts';
import { urlOf } from '../../contract/operation.ts';
import type { SubmissionView } from '../../contract/submissions.ts';
import { SHEET_FILES, titled } from './assignments.ts';
import type { Answer, Client } from './client.ts';
import { accept } from './groups.ts';
import { playOf, type Play } from './play.ts';
import { COURSE, type TestServer } from './testServer.ts';

const STEPS = 100;
const KEYS = ['one', 'two'];
/** Longer than a page takes that connects anew. */
const LONGEST_MS = 30_000;
/** What is asked of a set at once by those who move people, hand in and release. */
const MOST_ASKED = 3;

/** How often what happens. */
type Act = keyof typeof CALM;
const CALM = {
  type: 70,
  cut: 4,
  blip: 4,
  mend: 10,
  reload: 3,
  aside: 3,
  invite: 3,
  leave: 2,
  arrange: 2,
  thereAndBack: 1,
  import: 1,
  close: 1,
  submit: 4,
};
const RESTLESS: typeof CALM = {
  ...CALM,
  invite: 8,
  leave: 6,
  arrange: 8,
  thereAndBack: 8,
  import: 4,
  close: 4,
};

export interface Writer {
  id: string;
  name: string;
  client: Client;
}

export interface Place {
  server: TestServer;
  urls: readonly string[];
  staff: Client;
  /** The first has two tabs. */
  writers: readonly Writer[];
}

interface Page {
  writer: Writer;
  shared: SharedDocument;
  sockets: Set<WebSocket>;
}

interface Word {
  token: string;
  page: Page;
  group: string;
  epoch: number;
  isSaved: boolean;
}

const tokensIn = (text: string): string[] => text.match(/⟨[\d.]+⟩/g) ?? [];

/**
 * People who write a set together on real servers, with the page's own class: they type, lose the connection, load the page anew, join,
 * leave, are moved, hand in, and what they write is closed and opened. In the end the laws of writing are looked after.
 */
export class Afternoon {
  readonly #place: Place;
  readonly #seed: number;
  readonly #play: Play;
  readonly #params: { course: string; assignment: string };
  readonly #devices = new Map<string, IDBFactory>();
  readonly #stores: WorkStore[] = [];
  readonly #down = new Set<Writer>();
  readonly #asked = new Set<Promise<unknown>>();
  readonly #words: Word[] = [];
  /** Group and person of every document that came. */
  readonly #shown = new Set<string>();
  readonly #broken: string[] = [];
  #pages: Page[] = [];

  constructor(place: Place, seed: number) {
    this.#place = place;
    this.#seed = seed;
    this.#play = playOf(seed + 1);
    this.#params = { course: COURSE, assignment: `set-${seed}` };
    for (const { id } of place.writers) this.#devices.set(id, new IDBFactory());
  }

  /** @returns what of the laws is broken */
  async pass(): Promise<string[]> {
    const { staff, writers } = this.#place;
    const body = { files: titled(`Set ${this.#seed}`, SHEET_FILES), slug: this.#params.assignment };
    await staff.call(operations.publishAssignment, { params: { course: COURSE }, body });
    try {
      this.#pages = [writers[0]!, ...writers].map((writer) => this.#open(writer));
      await this.#until('all are open', () =>
        this.#pages.every(({ shared }) => shared.status().group !== null),
      );
      await this.#invite(writers[0]!, writers[1]!);
      await this.#invite(writers[0]!, writers[2]!);
      const weights = this.#seed % 2 === 0 ? CALM : RESTLESS;
      for (let step = 0; step < STEPS; step += 1) {
        this.#step(weights, `⟨${this.#seed}.${step}⟩`);
        this.#look();
        if (this.#play.random(2) === 0) await sleep(this.#play.random(25));
      }
      await Promise.all(this.#asked);
      await this.#setOpen();
      this.#down.clear();
      for (const { shared } of this.#pages) shared.retryNow();
      await this.#until('all is saved', () =>
        this.#pages.every(({ shared }) => {
          const { group, save, connected, locked } = shared.status();
          return group !== null && connected && locked === null && save.kind === 'saved';
        }),
      );
      await this.#check();
    } catch (error) {
      this.#broken.push(String(error));
    } finally {
      for (const { shared, sockets } of this.#pages) {
        shared.close();
        for (const socket of sockets) socket.terminate();
      }
      for (const store of this.#stores) store.close();
    }
    return this.#broken.map((law) => `${this.#params.assignment}: ${law}`);
  }

  #step(weights: typeof CALM, token: string): void {
    const { pick, random } = this.#play;
    const page = pick(this.#pages);
    const { writer, shared } = page;
    const acts: Record<Act, () => void> = {
      type: () => this.#type(page, token),
      cut: () => {
        this.#down.add(writer);
        for (const { sockets } of this.#pages.filter((each) => each.writer === writer))
          for (const socket of sockets) socket.terminate();
      },
      blip: () => {
        for (const socket of page.sockets) socket.terminate();
      },
      mend: () => {
        this.#down.delete(writer);
        shared.retryNow();
      },
      reload: () => {
        shared.close();
        this.#pages[this.#pages.indexOf(page)] = this.#open(writer);
      },
      aside: () => {
        const [aside] = shared.status().asides;
        if (aside) this.#later(() => shared.addAside(aside.id));
      },
      invite: () => this.#later(() => this.#invite(writer, pick(this.#place.writers))),
      leave: () => this.#later(() => this.#ask(writer.client, operations.leaveMyGroup)),
      arrange: () => {
        const arrangement = random(2) === 0 ? 'together' : 'apart';
        this.#later(() => this.#arrange(arrangement, writer, pick(this.#place.writers)));
      },
      thereAndBack: () =>
        this.#later(async () => {
          const other = pick(this.#place.writers.filter((each) => each !== writer));
          await this.#arrange('apart', writer);
          await this.#arrange('together', other, writer);
        }),
      import: () => {
        const lines = this.#place.writers.map(({ name }) => `${pick(['x', 'y'])},${name}@example.org`);
        const csv = ['group,email', ...lines.filter(() => random(5) > 0)].join('\n');
        this.#later(() => this.#ask(this.#place.staff, operations.importGroups, { csv, reason: 'the play' }));
      },
      close: () => {
        const isReleased = random(2) === 0;
        this.#later(async () => {
          if (isReleased) await this.#ask(this.#place.staff, operations.releaseGrades, { released: true });
          else await this.#ask(this.#place.staff, operations.changeSetState, { state: 'hidden' });
          await this.#setOpen();
        });
      },
      submit: () => this.#submit(page),
    };
    let left = random(Object.values(weights).reduce((sum, weight) => sum + weight, 0));
    const act = (Object.keys(acts) as Act[]).find((each) => (left -= weights[each]) < 0)!;
    acts[act]();
  }

  #type(page: Page, token: string): void {
    const { shared } = page;
    const { group, epoch, locked } = shared.status();
    if (group === null || locked !== null) return;
    const text = shared.yText(this.#play.pick(KEYS));
    // Between tokens, so that each stays whole.
    const places = [0, ...[...text.toString()].flatMap((sign, at) => (sign === '⟩' ? [at + 1] : []))];
    text.doc!.transact(() => text.insert(this.#play.pick(places), token), 'editor');
    this.#words.push({ token, page, group, epoch, isSaved: false });
  }

  /** Which words the pages call saved by now. */
  #look(): void {
    for (const page of this.#pages) {
      const { save, group, epoch } = page.shared.status();
      if (save.kind !== 'saved' || page.shared.unacknowledged().length > 0) continue;
      for (const word of this.#words)
        if (word.page === page && word.group === group && word.epoch === epoch) word.isSaved = true;
    }
  }

  #submit({ writer, shared }: Page): void {
    const { group } = shared.status();
    if (group === null || this.#down.has(writer)) return;
    this.#look();
    const promised = this.#words.filter((word) => word.group === group && word.isSaved);
    const wanted = [
      ...promised.map(({ token }) => token),
      ...KEYS.flatMap((key) => tokensIn(shared.text(key))),
    ];
    const body = { idempotencyKey: randomUUID(), group, updates: shared.unacknowledged() };
    this.#later(async () => {
      const answer = await this.#ask(writer.client, operations.createSubmission, body);
      const isRefused = answer.status === 422 && wanted.length > 0;
      if (isRefused) this.#broken.push(`a page could not hand in: ${answer.text}`);
      if (answer.status !== 201) return;
      const text = Object.values((answer.body as SubmissionView).answers).join('\n');
      for (const token of wanted)
        if (!text.includes(token)) this.#broken.push(`${token} is not in what ${writer.name} handed in`);
    });
  }

  #later(work: () => Promise<unknown>): void {
    if (this.#asked.size >= MOST_ASKED) return;
    const asked = work().catch((error: unknown) => this.#broken.push(String(error)));
    this.#asked.add(asked);
    void asked.then(() => this.#asked.delete(asked));
  }

  async #ask<O extends Operation>(client: Client, operation: O, body?: BodyInputOf<O>): Promise<Answer> {
    const answer = await client.send<Operation>(operation, { params: this.#params, body });
    if (answer.status >= 500) this.#broken.push(`${operation.id} answered ${answer.text}`);
    return answer;
  }

  async #invite(writer: Writer, other: Writer): Promise<void> {
    if (writer === other) return;
    const { status } = await this.#ask(writer.client, operations.inviteToMyGroup, { userId: other.id });
    // Meanwhile it may have been answered, the group be full, or the set closed.
    if (status < 400)
      await accept(this.#params, other.client, this.#play.random(2) === 0).catch(() => undefined);
  }

  #arrange(arrangement: 'together' | 'apart', ...writers: Writer[]): Promise<Answer> {
    const userIds = [...new Set(writers.map(({ id }) => id))];
    const body = { userIds, arrangement, reason: 'the play' };
    return this.#ask(this.#place.staff, operations.arrangeGroup, body);
  }

  async #setOpen(): Promise<void> {
    await this.#ask(this.#place.staff, operations.releaseGrades, { released: false });
    await this.#ask(this.#place.staff, operations.changeSetState, { state: 'open' });
  }

  async #check(): Promise<void> {
    const { db } = this.#place.server;
    const where = { assignment: { slug: this.#params.assignment } };
    const documents = await db.document.findMany({
      where: { group: where },
      include: { updates: { orderBy: { seq: 'asc' } } },
    });
    const members = await db.groupMember.findMany({ where: { group: where } });
    const former = await db.formerMember.findMany({ where: { group: where } });
    const been = new Set([...members, ...former].map(({ groupId, userId }) => `${groupId} ${userId}`));
    for (const shown of this.#shown)
      if (!been.has(shown)) this.#broken.push(`was shown without having been there: ${shown}`);

    const logs = new Map<string, Y.Doc>();
    /** By group and person. */
    const written = new Map<string, string>();
    for (const { groupId, seq, updates } of documents) {
      const log = new Y.Doc();
      for (const { userId, data } of updates) {
        Y.applyUpdate(log, data);
        const who = `${groupId} ${userId}`;
        written.set(who, `${written.get(who) ?? ''}\n${wordsOf(data)}`);
      }
      if (updates.some((update, at) => update.seq !== at + 1) || seq !== updates.length)
        this.#broken.push(`the log of ${groupId} has a gap`);
      logs.set(groupId, log);
    }
    for (const writer of this.#place.writers) await this.#checkWords(writer, written, been);
    const left = await db.auditEvent.findMany({
      where: { action: 'leaveMyGroup', subject: { in: [...logs.keys()] } },
    });
    for (const { actorId, subject, details } of left) {
      const updatesOf = (id: string) => documents.find(({ groupId }) => groupId === id)!.updates;
      const own = updatesOf((details as { to: string }).to);
      const before = former
        .filter(({ groupId, userId }) => groupId === subject && userId === actorId)
        .map(({ seq }) => textsOf(updatesOf(subject).slice(0, seq)));
      const begun = own.filter(({ seq }) => own.slice(0, seq).every(({ userId }) => userId === null));
      const copied = own.slice(0, own.findIndex(({ userId }) => userId === actorId) + 1);
      // Of a draft that is as it began, no edit is a copy.
      const copies = [textsOf(begun), textsOf(copied)];
      if (!copies.some((copy) => before.includes(copy)))
        this.#broken.push(`who left ${subject} with ${before.join(' or ')} has ${copies.join(' or ')}`);
    }
    for (const { writer, shared } of this.#pages) {
      const { groupId } = members.find(({ userId }) => userId === writer.id)!;
      const mates = members.filter((member) => member.groupId === groupId).map(({ userId }) => userId);
      await this.#until(`${writer.name} sees the group's members and texts`, () => {
        const status = shared.status();
        return (
          status.group === groupId &&
          status.members.length === mates.length &&
          status.members.every(({ id }) => mates.includes(id)) &&
          KEYS.every((key) => shared.text(key) === logs.get(groupId)?.getText(key).toString())
        );
      });
    }
  }
  /** Each is in the log of a group that its author was in, in their name, or put aside for them; nothing else is left on the device. */
  async #checkWords(
    { id, name }: Writer,
    written: ReadonlyMap<string, string>,
    been: ReadonlySet<string>,
  ): Promise<void> {
    const store = this.#store(id);
    let edits = await store.all('updates');
    // What is put aside is kept a moment later, and then leaves this list.
    for (let tries = 0; edits.length > 0 && tries < 100; tries += 1) {
      await sleep(20);
      edits = await store.all('updates');
    }
    if (edits.length > 0) this.#broken.push(`${edits.length} edits of ${name} are left on the device`);
    const asides = await store.all('asides');
    for (const { content } of asides.filter(({ why }) => why === 'refused'))
      this.#broken.push(`refused for good to ${name}: ${content}`);
    const own = [...written].filter(([who]) => been.has(who) && who.endsWith(id)).map(([, words]) => words);
    const kept = [...own, ...asides.map(({ content }) => content)].join('\n');
    for (const { token, group, isSaved } of this.#words.filter(({ page }) => page.writer.id === id)) {
      if (!kept.includes(token)) this.#broken.push(`${token} of ${name} is lost`);
      const isThere = written.get(`${group} ${id}`)?.includes(token) ?? false;
      if (isSaved && !isThere) this.#broken.push(`${token} of ${name} was called saved and is not there`);
      if (!isThere && [...written].some(([who, words]) => who.startsWith(group) && words.includes(token)))
        this.#broken.push(`${token} of ${name} is in the log in another name`);
    }
  }

  #store(id: string): WorkStore {
    const store = openWorkStore(id, this.#devices.get(id));
    this.#stores.push(store);
    return store;
  }

  #open(writer: Writer): Page {
    const sockets = new Set<WebSocket>();
    const shared = new SharedDocument({
      user: { id: writer.id, name: writer.name },
      params: this.#params,
      store: this.#store(writer.id),
      openSocket: () => this.#connect(writer, sockets),
      isStillMe: () => (this.#down.has(writer) ? Promise.reject(new Error('down')) : Promise.resolve(true)),
      random: () => 0,
    });
    shared.start();
    return { writer, shared, sockets };
  }

  /** To either server; messages are on their way for a while, and keep their order. */
  #connect({ id, client }: Writer, sockets: Set<WebSocket>): SocketLike {
    const url = this.#play.pick(this.#place.urls);
    const address = url.replace(/^http/, 'ws') + urlOf({ path: documentPath }, this.#params);
    const socket = new WebSocket(address, { headers: { origin: url, cookie: client.cookie } });
    sockets.add(socket);
    let [sent, told] = [Promise.resolve(), Promise.resolve()];
    const onTheWay = () => sleep(this.#play.random(6));
    const page: SocketLike = {
      send: (data) =>
        void (sent = sent.then(onTheWay).then(() => {
          if (socket.readyState === WebSocket.OPEN) socket.send(data);
        })),
      close: () => void sent.then(() => socket.close()),
      onopen: null,
      onmessage: null,
      onclose: null,
    };
    socket.on('open', () => page.onopen?.(new Event('open')));
    socket.on('message', (data) => {
      told = told.then(onTheWay).then(() => {
        const message = ServerMessage.parse(JSON.parse(String(data)));
        if (message.type === 'document') this.#shown.add(`${message.group} ${id}`);
        page.onmessage?.({ data: String(data) } as MessageEvent<unknown>);
      });
    });
    // `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      sockets.delete(socket);
      void told.then(() => page.onclose?.({ code } as CloseEvent));
    });
    return page;
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    for (const end = Date.now() + LONGEST_MS; !isSo(); await sleep(10)) {
      if (Date.now() < end) continue;
      const pages = this.#pages.map(
        ({ writer, shared }) => `${writer.name}: ${JSON.stringify(shared.status())}`,
      );
      throw new Error(`never: ${what}\n${pages.join('\n')}`);
    }
  }
}

function textsOf(updates: readonly { data: Uint8Array }[]): string {
  const document = new Y.Doc();
  for (const { data } of updates) Y.applyUpdate(document, data);
  return JSON.stringify(KEYS.map((key) => document.getText(key).toString()));
}

/** What an edit writes, whether or not it stands. */
function wordsOf(data: Uint8Array): string {
  const words = Y.decodeUpdate(data).structs.map((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : '',
  );
  return words.join('');
}
