/**
 * News of documents, groups and submissions across servers. Messages carry ids and presence, never texts: whoever hears
 * of something reads it from the database. They are sent in batches, since a NOTIFY in every transaction would make
 * all of them wait for one another.
 */
import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { listenOn } from './listener.ts';
import { NewsLine } from './newsLine.ts';
import type { News } from './newsLine.ts';
import { ask } from './prisma.ts';
import type { Db } from './prisma.ts';

export type { News } from './newsLine.ts';

/** The database itself tells on it, too: see the migration `tell_of_answers`. */
const CHANNEL = 'stepwise_work';
const BATCH_MS = 25;
/** PostgreSQL takes payloads below 8,000 bytes. */
const MAX_PAYLOAD = 7_500;

/** Ids in one message: with a few letters around them they stay below `MAX_PAYLOAD`. */
const MOST_IDS = 90;

/** A large import moves a whole class: as several messages, of which each says something by itself. */
function inParts(news: News): News[] {
  if (news.kind !== 'groups') return [news];
  const { people, groups } = news;
  const parts = Math.ceil(Math.max(people.length, groups.length) / MOST_IDS);
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part * MOST_IDS, (part + 1) * MOST_IDS];
    return { ...news, people: people.slice(from, to), groups: groups.slice(from, to) };
  });
}

export interface WorkNews {
  tell(news: News): void;
  /** What other servers tell, and null after a time in which something may have been missed. */
  hear(listener: (news: News | null) => void): void;
  /** Where the news have come to, see `NewsLine`. */
  place(): string;
  follow: NewsLine['follow'];
  close(): Promise<void>;
}

export async function openWorkNews(databaseUrl: string, db: Db, log: Log): Promise<WorkNews> {
  const self = randomUUID();
  const listeners: ((news: News | null) => void)[] = [];
  const line = new NewsLine();
  const tellAll = (news: News | null) => {
    line.add(news);
    for (const listener of listeners) listener(news);
  };
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending = Promise.resolve();

  function flush(): void {
    timer = null;
    const messages = waiting;
    waiting = [];
    const batches: string[][] = [[]];
    let size = 0;
    for (const message of messages) {
      size += Buffer.byteLength(message) + 1;
      if (size > MAX_PAYLOAD) {
        batches.push([]);
        size = Buffer.byteLength(message) + 1;
      }
      batches.at(-1)?.push(message);
    }
    for (const each of batches.filter(({ length }) => length > 0)) {
      const payload = `{"from":"${self}","news":[${each.join()}]}`;
      sending = sending
        .then(async () => void (await ask(db, Prisma.sql`SELECT pg_notify(${CHANNEL}, ${payload})`)))
        // The others look by themselves every few seconds.
        .catch((error: unknown) => log.warn({ err: error }, 'cannot tell the other servers'));
    }
  }

  const listening = await listenOn(databaseUrl, CHANNEL, log, {
    onMessage: (payload) => {
      const message = JSON.parse(payload) as { from: string; news: News[] };
      if (message.from !== self) for (const news of message.news) tellAll(news);
    },
    onReconnected: () => tellAll(null),
  });

  return {
    tell(news) {
      tellAll(news);
      for (const part of inParts(news)) {
        const message = JSON.stringify(part);
        // Where somebody is, with more than a page says of it.
        if (Buffer.byteLength(message) > MAX_PAYLOAD) continue;
        waiting.push(message);
      }
      timer ??= setTimeout(flush, BATCH_MS);
    },
    hear: (listener) => void listeners.push(listener),
    place: () => line.place(),
    follow: (...asked) => line.follow(...asked),
    async close() {
      if (timer) clearTimeout(timer);
      flush();
      await sending;
      await listening.close();
    },
  };
}

/** For programs that no page listens to. */
export const NO_NEWS: WorkNews = {
  tell: () => undefined,
  hear: () => undefined,
  place: () => '',
  follow: () => new NewsLine().follow(undefined, AbortSignal.abort()),
  close: () => Promise.resolve(),
};
