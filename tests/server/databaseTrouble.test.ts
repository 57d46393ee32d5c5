/** The database goes away, is full, is read-only: people and operators are told, and all is well again by itself. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { operations } from '../../contract/index.ts';
import type { ErrorBody } from '../../contract/error.ts';
import { createPool, LastingClient } from '../../server/database/client.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import { readSecret } from '../../server/database/secrets.ts';
import { troubleOf } from '../../server/database/trouble.ts';
import { watchDatabase } from '../../server/database/watch.ts';
import { createLog } from '../../server/log.ts';
import { createGradingHandlers } from '../../server/worker/gradingHandlers.ts';
import { asRole } from '../support/databases.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import {
  CODE,
  eventually,
  passEverything,
  SHEET,
  startTestServer,
  type TestServer,
} from '../support/testServer.ts';
import type { Client } from '../support/client.ts';

let server: TestServer;
let ada: Client;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.as('ada');
});
afterAll(() => server.close());

const save = (text: string = randomUUID()) =>
  ada.send(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text } });
const health = () => ada.call(operations.getHealth);
/** Connections that were sent away are for a moment a trouble of their own: what is waited for is the reason. */
const illWith = (reason: RegExp) =>
  eventually(health, ({ status, reason: said }) => status === 'degraded' && reason.test(said ?? ''));

/** Ends every connection of the server, as an administrator or a firewall does. */
async function sendAway(): Promise<number> {
  const rows = await server.db.$queryRaw<unknown[]>`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename LIKE '%\\_server'`;
  return rows.length;
}

test('connections that are taken away, idle or in use, cost at most the requests that used them', async () => {
  for (let time = 0; time < 5; time += 1) {
    const sent = Array.from({ length: 6 }, () => save());
    await sendAway();
    for (const { status, body } of await Promise.all(sent)) {
      expect([200, 503]).toContain(status);
      if (status === 503) expect((body as ErrorBody).error.code).toBe('unavailable');
    }
    const { status } = await eventually(
      () => save(),
      (answer) => answer.status !== 503,
    );
    expect(status).toBe(200);
  }
});

test('a client that breaks between two queries of its owner ends no process', async () => {
  const pool = createPool(asRole(server.databaseUrl, 'server'), 1);
  const client = await pool.connect();
  const gone = new Promise((done) => client.once('end', done));
  await sendAway();
  await gone;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('what a transaction is asked beside a statement that fails fails with it, and is not answered as nothing', async () => {
  const db = createPrisma(asRole(server.databaseUrl, 'server'), 1);
  const asked = db.$transaction(async (tx) => {
    const all = [tx.$queryRaw`SELECT 1 / 0`, tx.$queryRaw`SELECT 1`, tx.user.findMany(), tx.user.findFirst()];
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(all.map(() => 'rejected'));
    await Promise.all(all);
  });
  // Whoever waits for all learns why.
  await expect(asked).rejects.toThrow(/division by zero/);
  await db.$disconnect();
});

test('a client asks one thing after the other, whoever asks', async () => {
  const client = new LastingClient(asRole(server.databaseUrl, 'server'));
  await client.connect();
  const answers = await Promise.allSettled([
    client.query<{ n: number }>('SELECT 1 AS n'),
    client.query('SELECT nothing'),
    client.query<{ n: number }>('SELECT $1::int AS n', [3]),
  ]);
  const said = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows : answer.status));
  expect(said).toEqual([[{ n: 1 }], 'rejected', [{ n: 3 }]]);
  await client.end();
});

test('a read-only database can be read, says so, and needs nobody afterwards', async () => {
  const name = pg.escapeIdentifier(new URL(server.databaseUrl).pathname.slice(1));
  await server.db.$executeRawUnsafe(`ALTER DATABASE ${name} SET default_transaction_read_only TO on`);
  try {
    await sendAway();
    const { status, body, headers } = await eventually(
      () => save(),
      (answer) => answer.status !== 200 && !(answer.body as ErrorBody).error.message.includes('reach'),
    );
    expect([status, (body as ErrorBody).error]).toEqual([
      503,
      { code: 'unavailable', message: expect.stringContaining('can be read but not changed just now') },
    ]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await ada.send(operations.getAssignment, { params: SHEET })).status).toBe(200);
    const ill = await illWith(/read-only: .*default_transaction_read_only/);
    expect(ill.database).toBe(true);
  } finally {
    await server.db.$executeRawUnsafe('SET default_transaction_read_only TO off');
    await server.db.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET TRANSACTION READ WRITE');
      await tx.$executeRawUnsafe(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    });
    await sendAway();
  }
  const { status } = await eventually(
    () => save(),
    (answer) => answer.status !== 503,
  );
  expect(status).toBe(200);
  await eventually(health, (answer) => answer.status === 'ok');
});

test('health waits less than a second for a database that says nothing', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const watch = watchDatabase(`postgresql://a:b@127.0.0.1:${port}/none`, createLog('test', 'silent'));
  // Whichever timer is due first, however busy the machine is.
  expect(await Promise.race([watch.trouble(), sleep(1_000, 'late')])).toBe('unreachable');
  silent.close();
  await watch.close();
});

test('a disk too full for reports keeps grading waiting, and counts as no attempt', async () => {
  const submit = async () => {
    const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } };
    return (await ada.call(operations.createSubmission, { params: CODE, body })).id;
  };
  const runOf = (submissionId: string) => server.db.gradingRun.findFirstOrThrow({ where: { submissionId } });
  await server.db.$executeRawUnsafe(`CREATE FUNCTION no_room_for_reports() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`);
  await server.db
    .$executeRawUnsafe(`CREATE TRIGGER no_room_for_reports BEFORE UPDATE ON grading_runs FOR EACH ROW
    WHEN (NEW.report IS NOT NULL OR NEW.fault IS NOT NULL) EXECUTE FUNCTION no_room_for_reports()`);

  // What failed is said, not that it could not be written down.
  const broken = createGradingHandlers({
    db: server.db,
    gradeSubmission: () => Promise.reject(new Error('a zygote is missing')),
    graderVersion: 'test',
    postpone: () => Promise.reject(new Error('nothing is put off')),
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  const waiting: string[] = [];
  try {
    const other = await runOf(await submit());
    waiting.push(other.submissionId);
    await expect(broken.grade({ runId: other.id })).rejects.toThrow('a zygote is missing');

    let hasTemporaryRoom = false;
    await server.work(async (...asked) => {
      if (hasTemporaryRoom) return passEverything(...asked);
      hasTemporaryRoom = true;
      throw Object.assign(new Error('mkdtemp'), { code: 'ENOSPC' });
    });
    const id = await submit();
    waiting.push(id);
    const tried = await eventually(
      () => runOf(id),
      ({ attempt, state }) => attempt > 2 || state === 'failed',
    );
    expect(['queued', 'running']).toContain(tried.state);
    const counted = await server.db.$queryRaw<{ tries: number }[]>`
      SELECT max(retry_count) AS tries FROM pgboss.job WHERE data->>'runId' = ${tried.id}`;
    expect(counted).toEqual([{ tries: 0 }]);
  } finally {
    await server.db.$executeRawUnsafe('DROP FUNCTION no_room_for_reports CASCADE');
  }
  for (const submissionId of waiting)
    await eventually(
      () => runOf(submissionId),
      ({ state }) => state === 'done',
    );
});

test('a full disk is said to be one until there is room again', async () => {
  const full = `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`;
  await readSecret(server.db, 'session');
  await server.db.$executeRawUnsafe(full);
  for (const table of ['document_updates', 'secrets'])
    await server.db.$executeRawUnsafe(
      `CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION no_room()`,
    );
  try {
    const { status, body } = await save();
    expect([status, (body as ErrorBody).error.message]).toEqual([
      503,
      expect.stringContaining('no room to store'),
    ]);
    // Whoever is refused has found out: health says so from that moment on, and does not ask first.
    const { status: said, reason } = await health();
    expect([said, reason]).toEqual(['degraded', expect.stringMatching(/disk of the database is full/)]);
    await illWith(/disk of the database is full/);
  } finally {
    await server.db.$executeRawUnsafe('DROP FUNCTION no_room CASCADE');
  }
  expect((await save()).status).toBe(200);
  await eventually(health, (answer) => answer.status === 'ok');
});

test('a raw query and one of a model that reach no database say the same', async () => {
  const db = createPrisma('postgresql://nobody:nothing@127.0.0.1:1/none', 1);
  for (const ask of [() => db.$queryRaw`SELECT 1`, () => db.course.count()]) {
    const error: unknown = await ask().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(troubleOf(error)).toBe('unreachable');
  }
  await db.$disconnect();
});

test.each([
  [{ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '53100' } } } }, 'full'],
  [new Error('Error', { cause: { code: 'ECONNREFUSED' } }), 'unreachable'],
  [{ code: '57P01' }, 'unreachable'],
  [{ code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'ConnectionClosed' } } } }, 'unreachable'],
  [{ code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'TooManyConnections' } } } }, 'busy'],
  [new Error('Connection terminated unexpectedly'), 'unreachable'],
  [{ code: 'P2028' }, 'busy'],
  [{ code: 'P2002' }, null],
  [new Error('a question has no tests'), null],
  ['57P01', null],
])('%p is %p', (error, trouble) => expect(troubleOf(error)).toBe(trouble));
