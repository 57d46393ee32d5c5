import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { PersonName } from '../../../contract/common.ts';
import { PageMessage } from '../../../contract/documents.ts';
import type { PendingUpdate, Presence, ServerMessage } from '../../../contract/documents.ts';
import type { Db } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { Log } from '../../log.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { appendAsMember } from './appendAsMember.ts';
import { whyClosedFor } from '../assignments/whyClosed.ts';
import type { Inflow } from './inflow.ts';
import { ensureMyDocument, membersOf, readSince } from './openDocument.ts';
import type { Append } from './log.ts';
import type { Changed, Member, Relay } from './relay.ts';

/** Updates that a page may send at once, and a second in the long run. */
const BURST = 400;
const UPDATES_A_SECOND = 60;
/** Updates that are stored in one transaction. */
const BATCH = 50;
/** Base64. */
const BATCH_BYTES = 200_000;
const MAX_PRESENCE = 2_000;
/** More Yjs clients than a page ever has. */
const MAX_CLIENTS = 8;

/** With more of what it was told on its way, a page gets no further document: it would lie in the server's memory. */
const MOST_ON_ITS_WAY = 1_000_000;
/** With so much more than a document it takes nothing any more. It connects again and is told what it lacks. */
const MOST_UNREAD = 8_000_000;
const LOOK_MS = 100;

/** Codes at which a page closes; those from 4000 on are the project's own. */
export const CLOSE = { broken: 1011, badMessage: 4400, signedOut: 4401, tooMany: 4429 } as const;

interface PageDeps {
  db: Db;
  news: WorkNews;
  relay: Relay;
  clock: () => Date;
  log: Log;
}

/** An update with the group in whose document it was made. */
interface Waiting extends PendingUpdate {
  group: string;
}

/** A page that is connected: its messages in, the relay's out. */
export class Page implements Member {
  readonly person: PersonName;
  readonly assignmentId: string;
  readonly unsaved = new Set<string>();
  seq: number | null = null;

  readonly #deps: PageDeps;
  readonly #socket: WebSocket;
  readonly #subject: AssignmentSubject;
  readonly #recheck: () => void;
  readonly #clients = new Set<number>();
  #groupId: string | null = null;
  #waiting: Waiting[] = [];
  #storing = false;
  #allowance = BURST;
  #filledAt = performance.now();
  /** What is read and then told follows one another, so that nothing older is told after what is newer. */
  #telling = Promise.resolve();
  /** Characters of the last document that it was told. */
  #whole = 0;
  readonly #inflow: Inflow;
  /** While nothing is read, and what had been read by then. */
  #resting: NodeJS.Timeout | null = null;
  #held: [data: WebSocket.RawData, isBinary: boolean][] = [];

  /** @param inflow of all pages of the person */
  constructor(
    deps: PageDeps,
    socket: WebSocket,
    {
      subject,
      person,
      inflow,
      recheck,
    }: { subject: AssignmentSubject; person: PersonName; inflow: Inflow; recheck: () => void },
  ) {
    this.#deps = deps;
    this.#socket = socket;
    this.#subject = subject;
    this.person = person;
    this.assignmentId = subject.assignment.id;
    this.#recheck = recheck;
    this.#inflow = inflow;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => {
      clearTimeout(this.#resting ?? undefined);
      this.#held = [];
      this.#leave();
    });
    // Without a listener it would end the process; `close` follows.
    socket.on('error', (error) => deps.log.debug({ err: error }, 'socket of a page'));
  }

  send(message: ServerMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#whole + MOST_UNREAD) return this.#socket.terminate();
    const text = JSON.stringify(message);
    if (message.type === 'document') this.#whole = text.length;
    this.#socket.send(text);
  }

  /** Comes when the page has taken nearly all that it was told, or has gone. */
  async #hasTaken(): Promise<void> {
    while (this.#socket.readyState === this.#socket.OPEN && this.#socket.bufferedAmount > MOST_ON_ITS_WAY)
      await sleep(LOOK_MS);
  }

  recheck(): void {
    this.#recheck();
  }

  /** The whole document of the group that the person is in now, where that has changed. */
  reopen(): Promise<void> {
    return this.#inTurn(async () => {
      const assignmentId_userId = { assignmentId: this.assignmentId, userId: this.person.id };
      const mine = await this.#deps.db.groupMember.findUnique({ where: { assignmentId_userId } });
      if (mine?.groupId !== this.#groupId) await this.#open(null, 0);
      else await this.#tellChanged('group');
    });
  }

  tellChanged(what: Changed): Promise<void> {
    return this.#inTurn(() => this.#tellChanged(what));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#telling = this.#telling.then(work).catch((error: unknown) => this.#break(error));
    return this.#telling;
  }

  async #tellChanged(what: Changed): Promise<void> {
    const groupId = this.#groupId;
    if (groupId === null) return;
    this.send({ type: 'changed', what, ...(await this.#readPlace(groupId)) });
  }

  /** Who is in a group, and why nothing can be written now. */
  async #readPlace(groupId: string): Promise<{ members: PersonName[]; locked: string | null }> {
    const { db, clock } = this.#deps;
    const members = await membersOf(db, groupId);
    const assignment = await db.assignment.findUniqueOrThrow({ where: { id: this.assignmentId } });
    const locked = await whyClosedFor(db, assignment, { userId: this.person.id, now: clock() });
    return { members, locked };
  }

  #receive(data: WebSocket.RawData, isBinary: boolean): void {
    if (this.#resting !== null) return void this.#held.push([data, isBinary]);
    // A frame is one Buffer: `binaryType` is the default.
    const frame = data as Buffer;
    let message: PageMessage;
    try {
      if (isBinary) throw new Error('binary');
      message = PageMessage.parse(JSON.parse(frame.toString('utf8')));
    } catch {
      this.#socket.close(CLOSE.badMessage, 'This message is none of the contract’s.');
      return;
    }
    this.#rest(this.#inflow.take(message.type, frame.length));
    if (message.type === 'open') void this.#inTurn(() => this.#open(message.group, message.since));
    else if (message.type === 'presence') this.#tellPresence(message.client, message.state);
    else this.#take(message);
  }

  /** Reads nothing from the page for so long; what is with us already waits, too. */
  #rest(milliseconds: number): void {
    if (milliseconds === 0) return;
    this.#socket.pause();
    this.#resting = setTimeout(() => {
      this.#resting = null;
      while (this.#resting === null && this.#held.length > 0) this.#receive(...this.#held.shift()!);
      if (this.#resting === null) this.#socket.resume();
    }, milliseconds);
  }

  async #open(group: string | null, since: number): Promise<void> {
    const { db, relay, clock } = this.#deps;
    await this.#hasTaken();
    for (;;) {
      if (this.#socket.readyState !== this.#socket.OPEN) return this.#leave();
      const who = { userId: this.person.id, now: clock() };
      const groupId = await ensureMyDocument(db, this.#subject, who);
      if (this.#groupId !== groupId || this.seq !== null) this.#leave();
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      this.#groupId = groupId;
      await relay.enter(this, groupId);
      // It was closed, and has left before it was in.
      if (this.#groupId === null) return relay.leave(this, groupId, []);
      const opened = await readSince(db, groupId, {
        since: group === groupId ? since : 0,
        person: this.person.id,
      });
      const place = await this.#readPlace(groupId);
      // They have left it since it was looked up. Who leaves it from now on is told so, since this page is in its room.
      if (!place.members.some(({ id }) => id === this.person.id)) continue;
      this.send({
        type: 'document',
        group: groupId,
        seq: opened.seq,
        updates: opened.updates.map((data) => Buffer.from(data).toString('base64')),
        whole: opened.whole,
        ...place,
      });
      return relay.catchUp(this, groupId, opened.seq);
    }
  }

  #leave(): void {
    if (this.#groupId === null) return;
    this.#deps.relay.leave(this, this.#groupId, this.#clients);
    this.#groupId = null;
    this.#clients.clear();
  }

  #tellPresence(client: number, state: Presence | null): void {
    const group = this.#groupId;
    if (group === null || JSON.stringify(state ?? null).length > MAX_PRESENCE) return;
    if (state === null) this.#clients.delete(client);
    else if (this.#clients.size >= MAX_CLIENTS && !this.#clients.has(client)) return;
    else this.#clients.add(client);
    this.#deps.news.tell({ kind: 'presence', group, client, person: this.person, state });
  }

  #take({ group, key, data }: Extract<PageMessage, { type: 'update' }>): void {
    if (group !== this.#groupId) {
      this.send({ type: 'refused', key, reason: 'moved', message: 'You are in another group now.' });
      return;
    }
    const now = performance.now();
    this.#allowance = Math.min(BURST, this.#allowance + ((now - this.#filledAt) / 1000) * UPDATES_A_SECOND);
    this.#filledAt = now;
    if (this.#allowance < 1) {
      const message = 'Too many edits in a short time. They are kept on this device and sent a little later.';
      this.send({ type: 'refused', key, reason: 'throttled', message });
      return;
    }
    this.#allowance -= 1;
    this.#waiting.push({ group, key, data });
    if (!this.#storing) void this.#store();
  }

  /** Some of what waits, for one document: small edits together, a large one alone. */
  #next(first: Waiting): PendingUpdate[] {
    let bytes = 0;
    let count = 0;
    for (const { group, data } of this.#waiting.slice(0, BATCH)) {
      bytes += data.length;
      if (group !== first.group || (count > 0 && bytes > BATCH_BYTES)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count).map(({ key, data }) => ({ key, data }));
  }

  /** Stores what waits, in the order in which it came. */
  async #store(): Promise<void> {
    const { db, relay, clock } = this.#deps;
    this.#storing = true;
    try {
      for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
        // Not the group of now: what was made in the document of the last one has no place in the next one's.
        const groupId = first.group;
        const batch = this.#next(first);
        for (const { key } of batch) this.unsaved.add(key);
        const now = clock();
        const answers = await appendAsMember(db, { groupId, userId: this.person.id, now }, batch);
        for (const answer of answers) {
          if (!answer.ok) {
            this.unsaved.delete(answer.key);
            const { key, reason, message } = answer;
            this.send({ type: 'refused', key, reason, message });
          } else if (answer.fresh) {
            relay.stored(groupId, { ...answer, userId: this.person.id, at: now });
          } else if (this.unsaved.delete(answer.key)) {
            this.send({ type: 'saved', key: answer.key, seq: answer.seq, at: now.toISOString() });
          }
        }
        this.#follow(groupId, answers);
      }
    } catch (error) {
      this.#break(error);
    } finally {
      this.#storing = false;
    }
  }

  /** A page whose edits were refused waits until it is told what is so now, also where that has passed meanwhile. */
  #follow(groupId: string, answers: readonly Append[]): void {
    const isRefused = (reason: string) => answers.some((answer) => !answer.ok && answer.reason === reason);
    if (isRefused('moved'))
      void this.#inTurn(async () => {
        if (this.#groupId === groupId) await this.#open(null, 0);
      });
    else if (isRefused('locked')) void this.tellChanged('assignment');
  }

  /** Our fault: the page connects again and sends what was not acknowledged. */
  #break(error: unknown): void {
    this.#deps.log.error({ err: error }, 'connection of a page');
    this.#waiting = [];
    this.#socket.close(CLOSE.broken, 'Stepwise had a problem; the page connects again.');
  }
}
