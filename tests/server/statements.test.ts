/**
 * How many statements a student's acts take, and how often one waits for the database. Each costs the server and the database more than
 * what it asks for, and a class does all of this in its last minute; nobody sees one more in a page, so it is counted here.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { operations } from '../../contract/index.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import { createLog } from '../../server/log.ts';
import { createGradingHandlers } from '../../server/worker/gradingHandlers.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { CODE, passEverything, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

interface Statement {
  text: string;
  name: string | undefined;
  /** Whether its connection had answered all that it was asked before. */
  waits: boolean;
}

const asked: Statement[] = [];
const unanswered = new WeakMap<object, number>();

const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const { query } = prototype;
prototype.query = function (this: object, ...args: unknown[]) {
  const [first] = args;
  const { text, name, rowMode } = (typeof first === 'object' ? first : { text: first }) as Statement & {
    rowMode?: string;
  };
  const before = unanswered.get(this) ?? 0;
  // Prisma's and those that go past it; news are sent in batches, and the queue has clients of its own.
  const isOfRequest =
    (rowMode === 'array' ||
      name?.startsWith('stepwise') ||
      /^(BEGIN|COMMIT)$|INSERT INTO pgboss.job_common/.test(text)) &&
    !text.startsWith('SELECT pg_notify') &&
    // What the queue does by its clock, whatever is asked meanwhile.
    !/^\s*BEGIN;/.test(text);
  if (isOfRequest) asked.push({ text: text.trim(), name, waits: before === 0 });
  const answer = query.apply(this, args);
  if (answer instanceof Promise) {
    unanswered.set(this, before + 1);
    const answered = () => void unanswered.set(this, unanswered.get(this)! - 1);
    answer.then(answered, answered);
  }
  return answer;
};

/** Times that somebody waits for the database. */
const waitsIn = (statements: readonly Statement[]): number => statements.filter(({ waits }) => waits).length;

let server: TestServer;
let ada: Client;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.as('ada');
});
afterAll(() => {
  prototype.query = query;
  return server.close();
});

async function statementsOf(act: () => Promise<unknown>): Promise<Statement[]> {
  asked.length = 0;
  await act();
  return asked.splice(0);
}

const save = (text: string) =>
  ada.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text } });
const handIn = (answers: Record<string, string>) =>
  ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers },
  });

test('of saving and handing in', async () => {
  const first = await statementsOf(() => save('The first text makes group and document.'));
  // One more than others: what a set defines is read once a process.
  expect(waitsIn(first)).toBe(5);
  const saving = await statementsOf(() => save('Another one.'));
  expect(saving.map(({ text }) => text)).toHaveLength(9);
  // Who asks; about what; what stands there; and it is stored.
  expect(waitsIn(saving)).toBe(4);
  // A page has saved all that it hands in.
  const handing = await statementsOf(() => handIn({}));
  expect(handing.map(({ text }) => text)).toHaveLength(13);
  expect(waitsIn(handing)).toBe(6);
  // A program without a page brings its texts along, which is one more.
  const bringing = await statementsOf(() => handIn({ one: 'A third.' }));
  expect(bringing).toHaveLength(14);
  expect(waitsIn(bringing)).toBe(6);
  // What each of them does not do again is parse and plan what the one before has asked already.
  const unnamed = [...saving, ...handing].filter(({ name }) => name === undefined);
  expect(unnamed.map(({ text }) => text)).toEqual(['BEGIN', 'COMMIT', 'BEGIN', 'COMMIT']);
});

test('of code, with its run and its job', async () => {
  const file = { name: 'optim.js', text: SGD_SOURCE };
  const body = { idempotencyKey: randomUUID(), file };
  await ada.call(operations.createSubmission, { params: CODE, body });
  const again = { ...body, idempotencyKey: randomUUID() };
  const handing = await statementsOf(() =>
    ada.call(operations.createSubmission, { params: CODE, body: again }),
  );
  // One of them looks where in the grader's queue it stands.
  expect(handing.map(({ text }) => text)).toHaveLength(16);
  expect(waitsIn(handing)).toBe(7);
  // A retry finds what it has made.
  const retried = await statementsOf(async () => {
    const { number } = await ada.call(operations.createSubmission, { params: CODE, body: again });
    expect(number).toBe(2);
  });
  expect(retried.length).toBeLessThan(25);
});

test('of grading: to take a run, to look for the same text, to show a report, and to keep it', async () => {
  const file = { name: 'optim.js', text: `// ${randomUUID()}\n${SGD_SOURCE}` };
  const body = { idempotencyKey: randomUUID(), file };
  const { id } = await ada.call(operations.createSubmission, { params: CODE, body });
  const { id: runId } = await server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } });
  const { grade } = createGradingHandlers({
    db: server.db,
    gradeSubmission: passEverything,
    graderVersion: 'test',
    postpone: async () => {},
    clock: () => server.clock.now,
    log: createLog('test', 'silent'),
  });
  const grading = await statementsOf(() => grade({ runId }));
  expect(grading.map(({ text }) => text)).toHaveLength(4);
  expect(grading.every(({ name }) => name !== undefined)).toBe(true);
  expect(await server.db.gradingRun.count({ where: { id: runId, state: 'done', attempt: 1 } })).toBe(1);
});

test('of a page: who asks, about what, and by which rules, is one', async () => {
  const counts: number[] = [];
  // What an act before this one still does in the background may fall into one of them, not into all.
  for (let i = 0; i < 5; i++) {
    const looking = await statementsOf(() => ada.call(operations.getDocument, { params: SHEET }));
    counts.push(looking.filter(({ text }) => /courses|enrolments|assignments|policy/.test(text)).length);
  }
  expect(Math.min(...counts)).toBe(1);
});

test('times are the same whatever zone the database is in', async () => {
  const admin = new pg.Client({ connectionString: server.databaseUrl });
  await admin.connect();
  const name = new URL(server.databaseUrl).pathname.slice(1);
  await admin.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} SET timezone = 'America/New_York'`);
  await admin.end();
  const db = createPrisma(server.databaseUrl, 1);
  const [row] = await db.$queryRaw<{ sent: Date; now: Date }[]>`
    SELECT ${new Date(0)}::timestamptz AS sent, now() AS now`;
  expect(row!.sent.getTime()).toBe(0);
  expect(Math.abs(row!.now.getTime() - Date.now())).toBeLessThan(3_600_000);
  await db.$disconnect();
});
