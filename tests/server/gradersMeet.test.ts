/** Two graders at one answer both know at once: who is there already is told, and not only who comes. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AnswersEvent } from '../../contract/grading.ts';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Client } from '../support/client.ts';
import { listening } from '../support/listening.ts';
import { eventually, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const QUESTION = { ...SHEET, question: 'two' };
let server: TestServer;
let tess: Client;
let grace: Client;
let answers: string[];
beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all([server.as('tess'), server.as('grace')])) as [Client, Client];
  answers = [];
  for (const name of ['ada', 'mary']) {
    const body = { idempotencyKey: randomUUID(), answers: { one: '1', two: `Two of ${name}` } };
    const student = await server.as(name);
    answers.push((await student.call(operations.createSubmission, { params: SHEET, body })).id);
  }
});
afterAll(() => server.close());

const claim = (by: Client, submissionId: string) =>
  by.call(operations.claimAnswer, { params: { submissionId, question: 'two' }, body: { hold: [] } });
const letGo = (by: Client) => by.call(operations.releaseClaims, { params: QUESTION });

/** What an open page of the question hears of who comes and goes; what is decided is no matter of that. */
function listen(by: Client) {
  const page = listening(by, urlOf(operations.streamAnswers, QUESTION));
  const heard = () =>
    (page.heard as AnswersEvent[]).map(({ company }) => company).filter((company) => company?.length !== 0);
  return { ...page, company: heard };
}

const count = (page: ReturnType<typeof listen>, wanted: number) =>
  eventually(
    async () => page.company().length,
    (length) => length === wanted,
  );

test('who is there hears who comes and who goes, once each, and nothing of other questions or signs of life', async () => {
  const [first, second] = answers as [string, string];
  await claim(tess, first);
  const page = listen(tess);
  await page.opened;
  const met = await claim(grace, first);
  expect(met.here).toMatchObject([{ name: 'tess' }]);
  await count(page, 1);
  expect((await claim(tess, first)).here).toMatchObject([{ name: 'grace' }]);
  // Signs of life, and another question: no news.
  await claim(grace, first);
  await grace.call(operations.claimAnswer, {
    params: { submissionId: first, question: 'one' },
    body: { hold: [] },
  });
  await claim(grace, second);
  await count(page, 2);
  await letGo(grace);
  await count(page, 3);
  expect(page.company().slice(0, 2)).toEqual([[first], [second]]);
  expect(page.company()[2]!.toSorted()).toEqual([first, second].toSorted());
  // Graded, it is held no more.
  await claim(grace, first);
  await grace.call(operations.gradeAnswer, {
    params: { submissionId: first, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  await count(page, 5);
  await letGo(tess);
  page.close();
});

test('a claim that has lapsed is news when its holder comes back', async () => {
  const [, second] = answers as [string, string];
  const before = server.clock.now;
  await claim(grace, second);
  server.clock.now = new Date(before.getTime() + 121_000);
  await claim(tess, second);
  const page = listen(tess);
  await page.opened;
  await claim(grace, second);
  await count(page, 1);
  server.clock.now = before;
  await Promise.all([letGo(tess), letGo(grace)]);
  page.close();
});

test('a page that is left lets go of what it held, and of nothing that another page holds or that is held since', async () => {
  const [first, second] = answers as [string, string];
  const [one, other] = [randomUUID(), randomUUID()];
  const claimOn = (page: string, submissionId: string, hold: string[] = []) =>
    tess.call(operations.claimAnswer, {
      params: { submissionId, question: 'two' },
      body: { hold, page },
    });
  const leave = (by: Client, page: string) =>
    by.call(operations.releaseClaims, { params: QUESTION, query: { page } });
  const holders = async () => (await claim(grace, first)).here.map(({ name }) => name);

  await claimOn(one, first);
  await claim(grace, second);
  const page = listen(grace);
  await page.opened;
  // The same answer on another page of hers is no news, and neither is that one of the two is left.
  await claimOn(other, first);
  await leave(tess, one);
  expect(await holders()).toEqual(['tess']);
  expect(page.company()).toEqual([]);
  // Sent when it was left, it arrives late: she holds the answer again by then.
  await leave(tess, one);
  // Somebody else who knows the name of her page takes nothing with it.
  await leave(grace, other);
  expect(await holders()).toEqual(['tess']);
  // What another page goes on from is not let go of here.
  await tess.call(operations.nextAnswer, {
    params: QUESTION,
    body: { after: second, except: answers, page: one },
  });
  expect(await holders()).toEqual(['tess']);
  await leave(tess, other);
  await count(page, 1);
  expect(page.company()).toEqual([[first]]);
  expect(await holders()).toEqual([]);
  expect(await server.db.gradingClaim.count({ where: { pageId: { in: [one, other] } } })).toBe(0);
  await letGo(grace);
  page.close();
});

test('a student is refused, and who is signed out is not told any more', async () => {
  const [first] = answers as [string];
  expect((await (await server.as('ada')).fail(operations.streamAnswers, { params: QUESTION })).status).toBe(
    403,
  );
  const other = await server.as('tess');
  await claim(other, first);
  const page = listen(other);
  await page.opened;
  await other.call(operations.signOut, {});
  await page.over;
});
