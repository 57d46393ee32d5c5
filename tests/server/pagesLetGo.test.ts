/** A page that has let go holds nothing, in whichever order its calls arrive; every other page goes on holding what it held. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { untilWaiting } from '../support/untilWaiting.ts';

const SEED = Number(process.env.SEED ?? 20261209);
const ROUNDS = 25;
const QUESTION = { ...SHEET, question: 'two' };
const { random, pick } = playOf(SEED);
const HOLDERS = ['tess', 'stranger'] as const;

let server: TestServer;
let holders: Map<string, Client>;
/** Looks who is where, and holds nothing in between. */
let grace: Client;
let answers: string[];
beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('stranger'), role: 'ta' },
  });
  holders = new Map();
  for (const name of HOLDERS) holders.set(name, await server.as(name));
  grace = await server.as('grace');
  answers = [];
  for (const name of ['ada', 'mary', 'emmy']) {
    const body = { idempotencyKey: randomUUID(), answers: { one: '1', two: `Two of ${name}` } };
    const student = await server.as(name);
    answers.push((await student.call(operations.createSubmission, { params: SHEET, body })).id);
  }
});
afterAll(() => server.close());

interface Page {
  of: string;
  name: string;
}

const page = (of: string): Page => ({ of, name: randomUUID() });
const clientOf = ({ of }: Page): Client => holders.get(of)!;

const claim = (by: Page, submissionId: string, hold: string[] = []) =>
  clientOf(by).call(operations.claimAnswer, {
    params: { submissionId, question: 'two' },
    body: { hold, page: by.name },
  });
const next = (by: Page, after: string | null) =>
  clientOf(by).call(operations.nextAnswer, { params: QUESTION, body: { after, page: by.name } });
const letGo = (by: Page) =>
  clientOf(by).call(operations.releaseClaims, { params: QUESTION, query: { page: by.name } });

/** Who is at each answer, as a colleague is told. */
async function seen(): Promise<Record<string, string[]>> {
  const at: Record<string, string[]> = {};
  for (const submissionId of answers) {
    const params = { submissionId, question: 'two' };
    const { here } = await grace.call(operations.claimAnswer, { params, body: { hold: [] } });
    if (here.length > 0) at[submissionId] = here.map(({ name }) => name).toSorted();
  }
  await grace.call(operations.releaseClaims, { params: QUESTION });
  return at;
}

/** What a page that is left has sent by then, in any order and several times. */
function lastCallsOf(left: Page): (() => Promise<unknown>)[] {
  const calls: (() => Promise<unknown>)[] = [
    () => claim(left, pick(answers)),
    () => claim(left, pick(answers), answers),
    () => next(left, pick([null, ...answers])),
  ];
  return Array.from({ length: 1 + random(4) }, () => pick(calls)).toSpliced(random(4), 0, () => letGo(left));
}

test(`pages that are left hold nothing, and those that stay what they held (seed ${SEED})`, async () => {
  const broken: unknown[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const staying = HOLDERS.map((of) => ({ of: page(of), at: pick(answers) })).slice(0, random(3));
    const left = Array.from({ length: 1 + random(4) }, () => page(pick(HOLDERS)));
    for (const each of left) if (random(2) === 0) await claim(each, pick(answers));
    for (const { of, at } of staying) await claim(of, at);
    const calls = left.flatMap(lastCallsOf);
    for (const { of, at } of staying) calls.push(() => claim(of, at, answers));
    const waiting = calls.map((call) => ({ call, turn: random(1000) })).toSorted((a, b) => a.turn - b.turn);
    const inTurn = async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await one.call();
    };
    // Some rounds at once, others one after the other.
    await Promise.all(Array.from({ length: pick([1, 2, calls.length]) }, inTurn));
    const wanted = Object.fromEntries(
      answers.flatMap((answer) => {
        const there = HOLDERS.filter((name) => staying.some(({ of, at }) => of.of === name && at === answer));
        return there.length === 0 ? [] : [[answer, there.toSorted()]];
      }),
    );
    const found = await seen();
    if (!isDeepStrictEqual(found, wanted)) broken.push({ round, found, wanted });
    await server.db.gradingClaim.deleteMany();
  }
  expect(broken).toEqual([]);
});

test('a claim that waits while its page lets go holds nothing when it goes on', async () => {
  const [first] = answers as [string];
  const left = page('tess');
  const { id: answerId } = await server.db.answer.findUniqueOrThrow({
    where: { submissionId_questionId: { submissionId: first, questionId: 'two' } },
  });
  const userId = await server.userId('tess');
  const claimed: Promise<unknown>[] = [];
  // The row is there and not there until this is undone, so that the claim waits with what it knew when it began.
  const held = untilWaiting(
    server,
    1,
    async (tx) => {
      const data = { answerId, userId, pageId: left.name, expiresAt: server.clock.now };
      await tx.gradingClaim.create({ data });
      claimed.push(claim(left, first));
    },
    async () => {
      await letGo(left);
      throw new Error('undone');
    },
  );
  await expect(held).rejects.toThrow('undone');
  await Promise.all(claimed);
  expect(await seen()).toEqual({});
});

test('what a page has let go of is the next answer of a colleague, whatever of that page arrives late', async () => {
  const left = page('tess');
  await letGo(left);
  for (const answer of answers) await claim(left, answer, answers);
  await next(left, null);
  const other = page('stranger');
  expect(await next(other, null)).toMatchObject({ submissionId: expect.any(String), heldByOthers: 0 });
  await letGo(other);
});

test('somebody else who names the page, and another page of the same person, hold what they hold', async () => {
  const [first, second] = answers as [string, string];
  const left = page('tess');
  await letGo(left);
  await claim({ of: 'stranger', name: left.name }, first);
  await claim(page('tess'), second);
  expect(await seen()).toEqual({ [first]: ['stranger'], [second]: ['tess'] });
  for (const client of holders.values()) await client.call(operations.releaseClaims, { params: QUESTION });
});

test('of pages that have let go nothing is kept for longer than an hour', async () => {
  const before = server.clock.now;
  const old = page('tess');
  await letGo(old);
  server.clock.now = new Date(before.getTime() + 61 * 60_000);
  const recent = page('stranger');
  await letGo(recent);
  const kept = await server.db.$queryRaw<{ id: string }[]>`SELECT page_id::text AS id FROM left_pages`;
  expect(kept.map(({ id }) => id)).toEqual([recent.name]);
  server.clock.now = before;
});
