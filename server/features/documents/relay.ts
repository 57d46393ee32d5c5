/**
 * Carries the updates of documents between the pages of a group and the log. It keeps no documents: the rows in
 * PostgreSQL are the truth, and every page of a room is told each of them once, in order. What another server stored is
 * learnt from `WorkNews`, and from a look every few seconds where news were lost.
 */
import type { PersonName } from '../../../contract/common.ts';
import type { Presence, ServerMessage } from '../../../contract/documents.ts';
import type { Db } from '../../database/prisma.ts';
import type { News, WorkNews } from '../../database/workNews.ts';
import type { Log } from '../../log.ts';

const LOOK_MS = 3_000;
/** Pages tell where they are at least twice as often. */
const PRESENCE_MS = 60_000;
const ROWS_AT_ONCE = 200;

/** One page. */
export interface Member {
  readonly person: PersonName;
  readonly assignmentId: string;
  /** Its own updates that are on their way to the log, by key. */
  readonly unsaved: Set<string>;
  /** Number of the last update that the page was told; null while it is being brought up to date. */
  seq: number | null;
  send(message: ServerMessage): void;
  /** Reads the person's group again, and the document of it. */
  reopen(): Promise<void>;
  /** Looks whether the person is still signed in and enrolled. */
  recheck(): void;
  /** Reads the members of its group and whether it can be written in, and tells it. */
  tellChanged(what: Changed): Promise<void>;
}

export type Changed = Extract<ServerMessage, { type: 'changed' }>['what'];

/** What a look compares besides texts, by what pages are told where it is another. */
const SEEN = ['group', 'submissions'] as const satisfies Changed[];
type Seen = (typeof SEEN)[number];

/** A group as a look finds it. */
interface Group extends Record<Seen, string> {
  groupId: string;
  seq: number;
  members: string[];
}

interface Row {
  seq: number;
  key: string;
  userId: string | null;
  at: Date;
  data: Uint8Array;
}

class Room {
  readonly groupId: string;
  readonly members = new Set<Member>();
  readonly presences = new Map<number, { person: PersonName; state: Presence; at: number }>();
  /** Number of the last update that the members were told. */
  seq: number;
  /** How it was at the last look; null where its pages were told of a change since. */
  readonly seen: Record<Seen, string | null> = { group: null, submissions: null };
  pumping: Promise<void> | null = null;
  /** Something was stored while it pumped. */
  again = false;

  constructor(groupId: string, seq: number) {
    this.groupId = groupId;
    this.seq = seq;
  }

  deliver(row: Row): void {
    for (const member of this.members) tellRow(this.groupId, member, row);
    this.seq = row.seq;
  }

  async tellChanged(what: Changed): Promise<void> {
    await Promise.all([...this.members].map((member) => member.tellChanged(what)));
  }

  forgetPresence(client: number): void {
    const known = this.presences.get(client);
    if (!known) return;
    this.presences.delete(client);
    for (const member of this.members)
      member.send({ type: 'presence', client, person: known.person, state: null });
  }
}

function tellRow(group: string, member: Member, { seq, key, userId, at, data }: Row): void {
  if (member.seq === null || seq <= member.seq) return;
  member.seq = seq;
  if (member.unsaved.delete(key)) member.send({ type: 'saved', key, seq, at: at.toISOString() });
  else member.send({ type: 'update', group, seq, by: userId, data: Buffer.from(data).toString('base64') });
}

export class Relay {
  readonly #db: Db;
  readonly #news: WorkNews;
  readonly #log: Log;
  readonly #rooms = new Map<string, Room>();
  readonly #timer: NodeJS.Timeout;

  constructor(db: Db, news: WorkNews, log: Log) {
    this.#db = db;
    this.#news = news;
    this.#log = log;
    this.#timer = setInterval(() => this.#safely(() => this.#look()), LOOK_MS);
    news.hear((each) => this.#safely(() => this.#hear(each)));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Takes a page into the room of its group; it is told nothing until `catchUp`. */
  async enter(member: Member, groupId: string): Promise<void> {
    member.seq = null;
    const known = this.#rooms.get(groupId);
    if (known) return void known.members.add(member);
    const { seq } = await this.#db.document.findUniqueOrThrow({
      where: { groupId },
      select: { seq: true },
    });
    // Somebody else may have made the room while this read.
    const room = this.#rooms.get(groupId) ?? new Room(groupId, seq);
    this.#rooms.set(groupId, room);
    room.members.add(member);
  }

  /** From now on the page is told every update after `seq`, without a gap. */
  async catchUp(member: Member, groupId: string, seq: number): Promise<void> {
    const room = this.#rooms.get(groupId);
    if (!room?.members.has(member)) return;
    let reached = seq;
    while (reached < room.seq) {
      const rows = await this.#rowsAfter(groupId, reached);
      if (rows.length === 0) break;
      for (const row of rows) {
        member.seq = reached;
        tellRow(groupId, member, row);
        reached = row.seq;
      }
      member.seq = null;
    }
    member.seq = reached;
    for (const [client, { person, state }] of room.presences)
      member.send({ type: 'presence', client, person, state });
  }

  leave(member: Member, groupId: string, clients: Iterable<number>): void {
    const room = this.#rooms.get(groupId);
    if (!room) return;
    room.members.delete(member);
    for (const client of clients) this.#news.tell(this.#gone(room, client, member.person));
    if (room.members.size === 0) this.#rooms.delete(groupId);
  }

  #gone(room: Room, client: number, person: PersonName): News {
    return { kind: 'presence', group: room.groupId, client, person, state: null };
  }

  /** After an update of this server was committed: at once to the room, and as news to the other servers. */
  stored(groupId: string, row: Row): void {
    const room = this.#rooms.get(groupId);
    if (room?.pumping) room.again = true;
    else if (room && row.seq === room.seq + 1) room.deliver(row);
    this.#news.tell({ kind: 'written', group: groupId, seq: row.seq });
  }

  async #hear(news: News | null): Promise<void> {
    if (news === null) {
      // Somebody's group may be another one since.
      await Promise.all(this.#all().map((member) => member.reopen()));
      return this.#look();
    }
    switch (news.kind) {
      case 'written': {
        const room = this.#rooms.get(news.group);
        if (room && news.seq > room.seq) await this.#pump(room);
        return;
      }
      case 'presence':
        return this.#hearPresence(news);
      case 'groups': {
        const moved = new Set(news.people);
        await Promise.all(
          this.#all()
            .filter(({ assignmentId, person }) => assignmentId === news.assignment && moved.has(person.id))
            .map((member) => member.reopen()),
        );
        for (const group of news.groups) await this.#tellChanged(group, 'group');
        return;
      }
      case 'submitted':
        return this.#tellChanged(news.group, 'submissions');
      case 'images':
        return this.#tellChanged(news.group, 'images');
      case 'assignment':
        for (const room of this.#rooms.values())
          if ([...room.members].some(({ assignmentId }) => assignmentId === news.assignment))
            await this.#tellChanged(room.groupId, 'assignment');
        return;
      case 'signedOut':
        for (const room of this.#rooms.values())
          for (const member of room.members) if (member.person.id === news.person) member.recheck();
    }
  }

  #all(): Member[] {
    return [...this.#rooms.values()].flatMap(({ members }) => [...members]);
  }

  #hearPresence({ group, client, person, state }: Extract<News, { kind: 'presence' }>): void {
    const room = this.#rooms.get(group);
    if (!room) return;
    if (state === null) return room.forgetPresence(client);
    room.presences.set(client, { person, state, at: performance.now() });
    for (const member of room.members) member.send({ type: 'presence', client, person, state });
  }

  async #tellChanged(group: string, what: Changed): Promise<void> {
    const room = this.#rooms.get(group);
    if (!room) return;
    for (const each of SEEN) if (each === what) room.seen[each] = null;
    await room.tellChanged(what);
  }

  #rowsAfter(groupId: string, seq: number): Promise<Row[]> {
    return this.#db.documentUpdate.findMany({
      where: { groupId, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: ROWS_AT_ONCE,
      select: { seq: true, key: true, userId: true, at: true, data: true },
    });
  }

  /** Reads what the room was not told yet, and tells it. */
  #pump(room: Room): Promise<void> {
    if (room.pumping) {
      room.again = true;
      return room.pumping;
    }
    room.pumping = (async () => {
      try {
        for (;;) {
          room.again = false;
          const rows = await this.#rowsAfter(room.groupId, room.seq);
          for (const row of rows) if (row.seq > room.seq) room.deliver(row);
          if (rows.length < ROWS_AT_ONCE && !room.again) return;
        }
      } finally {
        room.pumping = null;
      }
    })();
    return room.pumping;
  }

  /**
   * Makes up for news that were lost, since a server died between what it did and telling of it, and forgets people whose server died. Whoever is
   * no member any more reads nothing on.
   */
  async #look(): Promise<void> {
    const groupIds = [...this.#rooms.keys()];
    if (groupIds.length === 0) return;
    const groups = await this.#db.$queryRaw<Group[]>`
      SELECT d.group_id AS "groupId", d.seq, own.members, array_to_string(own.members, ' ') AS "group",
        (SELECT count(*)::text FROM submissions s WHERE s.group_id = d.group_id) AS submissions
      FROM documents d CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT m.user_id::text FROM group_members m WHERE m.group_id = d.group_id ORDER BY 1) AS members
      ) own
      WHERE d.group_id = ANY(${groupIds}::uuid[])`;
    for (const group of groups) {
      const room = this.#rooms.get(group.groupId);
      if (!room) continue;
      if (group.seq > room.seq) await this.#pump(room);
      await this.#compare(room, group);
    }
    const old = performance.now() - PRESENCE_MS;
    for (const room of this.#rooms.values())
      for (const [client, { at }] of room.presences) if (at < old) room.forgetPresence(client);
  }

  /** Who is no member any more is told where they are; the others what is another than at the last look. */
  async #compare(room: Room, { members, ...found }: Group): Promise<void> {
    const gone = [...room.members].filter(({ person }) => !members.includes(person.id));
    await Promise.all(gone.map((member) => member.reopen()));
    for (const what of SEEN) {
      const before = room.seen[what];
      room.seen[what] = found[what];
      if (before !== null && before !== found[what]) await room.tellChanged(what);
    }
  }

  #safely(work: () => Promise<void> | void): void {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.#log.warn({ err: error }, 'relay of documents'));
  }
}
