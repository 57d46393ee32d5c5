/**
 * What one server does is told to the pages of another, however many it is about, and also where that server died between what it did and
 * telling of it. Above all, whoever is in another group reads nothing on.
 */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import { openWorkNews } from '../../server/database/workNews.ts';
import type { News } from '../../server/database/workNews.ts';
import { createLog } from '../../server/log.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { textsOf } from '../support/groups.ts';
import { TestPage } from '../support/page.ts';
import { playOf } from '../support/play.ts';
import { COURSE, eventually, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
/** A little more than the time after which a server looks by itself. */
const LOOKED_MS = 4_000;

let server: TestServer;
let urls: string[];
const clients = new Map<string, Client>();
const ids = new Map<string, string>();
const pages: TestPage[] = [];

beforeAll(async () => {
  server = await startTestServer();
  urls = [await server.listen(), await server.listenFar(() => 0)];
  for (const name of [...NAMES, 'grace']) {
    clients.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
});
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});
afterAll(() => server.close());

async function publish(slug: string): Promise<{ course: string; assignment: string }> {
  const body = { files: titled(`Set ${slug}`, SHEET_FILES), slug };
  await clients.get('grace')!.call(operations.publishAssignment, { params: { course: COURSE }, body });
  return { course: COURSE, assignment: slug };
}

async function open(
  name: string,
  set: { course: string; assignment: string },
  url: string,
): Promise<TestPage> {
  const page = await TestPage.open(url, set, { cookie: clients.get(name)!.cookie });
  pages.push(page);
  return page;
}

const groupOf = async (name: string, set: { assignment: string }): Promise<string> => {
  const where = { userId: ids.get(name)!, assignment: { slug: set.assignment } };
  return (await server.db.groupMember.findFirstOrThrow({ where })).groupId;
};

async function append(
  name: string,
  set: { course: string; assignment: string },
  word: string,
): Promise<void> {
  const client = clients.get(name)!;
  const { one = '' } = await textsOf(set, client);
  await client.call(operations.writeText, {
    params: { ...set, key: 'one' },
    body: { text: `${one}\n${word}` },
  });
}

/** As a server does that dies before it tells anybody. */
async function moveUntold(name: string, set: { assignment: string }, to: string | null): Promise<void> {
  const where = { userId: ids.get(name)!, assignment: { slug: set.assignment } };
  const { assignmentId, groupId, userId } = await server.db.groupMember.findFirstOrThrow({ where });
  const next = to ?? (await server.db.group.create({ data: { assignmentId } })).id;
  if (next === groupId) return;
  await server.db.groupMember.update({
    where: { groupId_userId: { groupId, userId } },
    data: { groupId: next },
  });
}

test('a file of groups of a whole class is told on every server', async () => {
  const set = await publish('large');
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const class_ = Array.from({ length: 140 }, (_, index) => `student-${index}@example.org`);
  for (const email of class_)
    await server.db.user.create({
      data: { email, name: email, enrolments: { create: { courseId, role: 'student' } } },
    });
  const importAs = (groupOfRow: (index: number) => number, own: readonly string[]) => {
    const rows = [...class_.map((email, index) => `${groupOfRow(index)},${email}`), ...own];
    const body = { csv: ['group,email', ...rows].join('\n'), reason: 'By lot.', preview: false };
    return clients.get('grace')!.call(operations.importGroups, { params: set, body });
  };
  await importAs((index) => Math.floor(index / 2), ['a,ada@example.org', 'a,emmy@example.org']);
  const [here, there] = [await open('emmy', set, urls[0]!), await open('ada', set, urls[1]!)];
  expect(there.group).toBe(here.group);
  await importAs((index) => index, ['a,ada@example.org', 'b,emmy@example.org']);
  await sleep(1_000);
  expect(new Set([await groupOf('ada', set), await groupOf('emmy', set)])).toEqual(
    new Set([here.group, there.group]),
  );
  await here.type('one', 'For emmy alone.');
  await sleep(300);
  expect(there.text('one')).not.toContain('For emmy alone.');
});

test('no news is lost for its length: of however many people and groups, everybody of them is told', async () => {
  const log = createLog('test', 'silent');
  const [from, to] = [
    await openWorkNews(server.databaseUrl, server.db, log),
    await openWorkNews(server.databaseUrl, server.db, log),
  ];
  const heard: Extract<News, { kind: 'groups' }>[] = [];
  to.hear((news) => {
    if (news?.kind === 'groups') heard.push(news);
  });
  const { random } = playOf(SEED);
  const assignment = randomUUID();
  const many = (most: number) => Array.from({ length: random(most) }, () => randomUUID());
  const said = Array.from({ length: 20 }, () => ({ people: many(2_000), groups: many(700) }));
  for (const each of said) from.tell({ kind: 'groups', assignment, ...each });
  const all = (of: readonly { people: string[]; groups: string[] }[]) =>
    of.flatMap(({ people, groups }) => [...people, ...groups]).toSorted();
  await eventually(
    async () => all(heard).length,
    (length) => length >= all(said).length,
  );
  expect(all(heard)).toEqual(all(said));
  await Promise.all([from.close(), to.close()]);
});

test('whoever is moved by a server that dies before it tells of it reads nothing on, and is told soon', async () => {
  const { pick, random } = playOf(SEED);
  const set = await publish('moved');
  const mine = new Map<string, TestPage>();
  for (const name of NAMES) mine.set(name, await open(name, set, pick(urls)));
  const [home] = [mine.get('ada')!.group];
  for (let round = 0; round < 4; round += 1) {
    const moved = NAMES.filter(() => random(2) === 0);
    for (const name of moved) await moveUntold(name, set, random(2) === 0 ? home : null);
    await sleep(LOOKED_MS);
    // What is written now is read by who is in the group now, and by nobody else.
    const past = new Map(NAMES.map((name) => [name, mine.get(name)!.received.length]));
    const wordOf = (name: string) => `Word of ${name} in round ${round}.`;
    for (const name of NAMES) await append(name, set, wordOf(name));
    await sleep(500);
    const groups = new Map<string, string>();
    for (const name of NAMES) groups.set(name, await groupOf(name, set));
    for (const name of NAMES) {
      const page = mine.get(name)!;
      expect([name, page.group]).toEqual([name, groups.get(name)]);
      const read = page.received
        .slice(past.get(name))
        .flatMap((message) =>
          message.type === 'update' ? [String(Buffer.from(message.data, 'base64'))] : [],
        )
        .join(' ');
      expect([name, NAMES.filter((other) => read.includes(wordOf(other)))]).toEqual([
        name,
        NAMES.filter((other) => groups.get(other) === groups.get(name)),
      ]);
    }
  }
}, 60_000);

test('who joined and what was handed in is told, too, where its server died before it told of it', async () => {
  const set = await publish('joined');
  const [there, other] = [await open('ada', set, urls[1]!), await open('emmy', set, urls[0]!)];
  await sleep(LOOKED_MS);
  const past = there.received.length;
  await moveUntold('emmy', set, there.group);
  await sleep(LOOKED_MS);
  expect(other.group).toBe(there.group);
  const version = await server.db.assignmentVersion.findFirstOrThrow({
    where: { assignment: { slug: set.assignment } },
  });
  const userId = ids.get('ada')!;
  await server.db.submission.create({
    data: {
      groupId: there.group,
      versionId: version.id,
      number: 1,
      seq: 1,
      contentHash: 'x',
      idempotencyKey: randomUUID(),
      submittedById: userId,
      submittedAt: server.clock.now,
      members: { create: { userId } },
    },
  });
  await sleep(LOOKED_MS);
  const told = there.received
    .slice(past)
    .flatMap((message) =>
      message.type === 'changed' ? [[message.what, message.members.map(({ name }) => name).toSorted()]] : [],
    );
  expect(told).toContainEqual(['group', ['ada', 'emmy']]);
  expect(told).toContainEqual(['submissions', ['ada', 'emmy']]);
  // And once: a look tells nothing that is as it was.
  const now = there.received.length;
  await sleep(LOOKED_MS);
  expect(there.received.slice(now).filter(({ type }) => type === 'changed')).toEqual([]);
}, 60_000);
