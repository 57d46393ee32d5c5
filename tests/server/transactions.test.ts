/** Transactions straight on pg: all of one or nothing, whatever is waited for, and nobody waits for whom they have nothing to do with. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { ask, createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { transact } from '../../server/database/transaction.ts';
import { troubleOf } from '../../server/database/trouble.ts';
import { ensureGroup, lockGroups, ownGroupRows } from '../../server/features/groups/ensureGroup.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { CODE, eventually, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

let server: TestServer;
/** A single connection: what one transaction leaves behind, the next one finds. */
let db: Db;
beforeAll(async () => {
  server = await startTestServer();
  db = createPrisma(server.databaseUrl, 1);
  await db.$executeRaw`CREATE TABLE notes (text text UNIQUE)`;
});
afterEach(() => db.$executeRaw`DELETE FROM notes`);
afterAll(async () => {
  await db.$disconnect();
  await server.close();
});

const note = (text: string): Prisma.Sql => Prisma.sql`INSERT INTO notes (text) VALUES (${text})`;
const notes = async (): Promise<string[]> => {
  const rows = await db.$queryRaw<{ text: string }[]>`SELECT text FROM notes ORDER BY text`;
  return rows.map(({ text }) => text);
};

test('what is asked together is answered in turn, each statement seeing those before it', async () => {
  const counted = await transact(db, async (tx) => {
    const count = () => tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM notes`;
    const first = count();
    tx.send(note('a'));
    const second = count();
    tx.send(note('b'));
    return Promise.all([first, second, count()]);
  });
  expect(counted.map(([row]) => row!.count)).toEqual([0, 1, 2]);
  expect(await notes()).toEqual(['a', 'b']);
});

test('a statement that nobody waits for undoes all of it where it fails, and says why', async () => {
  for (const atEnd of [true, false]) {
    const failed = transact(db, async (tx) => {
      tx.send(note('kept by nobody'));
      for (const text of ['twice', 'twice', 'after']) tx.send(note(text));
      if (!atEnd) await tx.$queryRaw`SELECT 1`;
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toEqual([]);
  }
});

test('whatever is thrown undoes all of it, and the connection is used again', async () => {
  const failed = transact(db, async (tx) => {
    tx.send(note('a'));
    await tx.$executeRaw(note('b'));
    throw new Error('not like this');
  });
  await expect(failed).rejects.toThrow('not like this');
  expect(await notes()).toEqual([]);
});

test('what begins anew has changed nothing before and holds no lock', async () => {
  await transact(db, async (tx) => {
    tx.send(Prisma.sql`LOCK TABLE notes`);
    tx.send(note('before'));
    tx.beginAnew();
    await tx.$queryRaw`SELECT 1`;
    await server.db.$executeRaw`INSERT INTO notes (text) VALUES ('of another')`;
    tx.send(note('after'));
  });
  expect(await notes()).toEqual(['after', 'of another']);
});

test('nothing is asked of a transaction after its end', async () => {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  let late: Promise<unknown> = Promise.resolve();
  await transact(db, async (tx) => {
    late = over.then(() => tx.$executeRaw(note('late')));
  });
  end();
  await expect(late).rejects.toThrow('after its end');
  expect(await notes()).toEqual([]);
});

test('a connection that is lost on the way is a trouble of the database, and the next one is a new one', async () => {
  const lost = transact(db, async (tx) => {
    tx.send(note('a'));
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await server.db.$queryRaw`SELECT pg_terminate_backend(${row!.pid}::int)`;
    await sleep(50);
    await tx.$executeRaw(note('b'));
  }).catch((error: unknown) => error);
  expect(troubleOf(await lost)).toBe('unreachable');
  expect(await notes()).toEqual([]);
});

test.each([
  'one that was asked by its pool alone',
  'one that was asked by Prisma',
  'one that was asked nothing',
])('%s keeps no connection, and takes none any more', async (which) => {
  const other = createPrisma(server.databaseUrl, 1);
  const pid = Prisma.sql`SELECT pg_backend_pid() AS pid`;
  const asked: { pid: number }[] = which.includes('pool')
    ? await ask(other, pid)
    : which.includes('Prisma')
      ? await other.$queryRaw(pid)
      : [];
  await other.$disconnect();
  const left = () => server.db.$queryRaw<unknown[]>`
      SELECT FROM pg_stat_activity WHERE pid = ANY(${asked.map((each) => each.pid)})`;
  // What has hung up is gone a moment later.
  await eventually(left, ({ length }) => length === 0);
  await expect(ask(other, pid)).rejects.toThrow('after calling end');
});

const setOf = (slug: string) => server.db.assignment.findFirstOrThrow({ where: { slug } });

test('who begins a set waits for nobody else who does, and for whoever moves people', async () => {
  const { id: assignmentId } = await setOf('sheet');
  const [emmy, sofia] = await Promise.all(['emmy', 'sofia'].map((name) => server.as(name)));
  const save = (client = sofia!) =>
    client.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text: 'First.' } });
  await server.db.$transaction(async (tx) => {
    await ensureGroup(tx, assignmentId, await server.userId('emmy'));
    await save();
  });
  let hers: Promise<unknown> = Promise.resolve();
  await untilWaiting(server, 1, async (tx) => {
    await lockGroups(tx, assignmentId);
    hers = server.as('mary').then((mary) => save(mary));
  });
  await Promise.all([save(emmy), hers]);
  expect(await server.db.groupMember.count({ where: { assignmentId } })).toBe(3);
});

test('of two first acts of one student at once, both are of one group', async () => {
  const { id: assignmentId } = await setOf('code');
  const userId = await server.userId('ada');
  const ada = await server.as('ada');
  const save = (key: string) =>
    ada.call(operations.writeText, { params: { ...CODE, key }, body: { text: '// mine' } });
  const own = { groupId: randomUUID(), assignmentId, userId };
  await untilWaiting(server, 2, async (tx) => {
    for (const statement of ownGroupRows(own)) await tx.$executeRaw(statement);
    void save('optim.js');
    void save('optim.js');
  });
  const { group } = await ada.call(operations.getMyGroup, { params: CODE });
  expect(group!.id).toBe(own.groupId);
  expect(await server.db.groupMember.count({ where: { assignmentId, userId } })).toBe(1);
  expect(await server.db.group.count({ where: { assignmentId, members: { none: {} } } })).toBe(0);
});

test('what a student without a group hands in twice at once exists once', async () => {
  const mary = await server.as('mary');
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  const handIn = () => mary.call(operations.createSubmission, { params: CODE, body });
  const ids = (await Promise.all([handIn(), handIn(), handIn()])).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
  expect(await server.db.submission.count({ where: { idempotencyKey: body.idempotencyKey } })).toBe(1);
  expect(await server.db.gradingRun.count({ where: { submissionId: ids[0]! } })).toBe(1);
});
