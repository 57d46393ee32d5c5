/** A page that is open when grades are taken back hears of it at once, as it hears of every change of a set of its course. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { SetPolicy } from '../../contract/policy.ts';
import { urlOf } from '../../contract/operation.ts';
import { comingOutAt } from '../../server/features/policies/releasesCome.ts';
import type { Client } from '../support/client.ts';
import { listening } from '../support/listening.ts';
import { COURSE, eventually, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
let ada: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, ada] = (await Promise.all([server.as('grace'), server.as('ada')])) as [Client, Client];
});
afterAll(() => server.close());

const listen = (by: Client, course = COURSE) => listening(by, urlOf(operations.streamSets, { course }));
const release = (released: boolean) =>
  grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
const times = (heard: unknown[], wanted: number) =>
  eventually(
    async () => heard.length,
    (length) => length === wanted,
  );

/** Until nothing has come for a moment. */
async function stays(heard: unknown[]): Promise<void> {
  for (let count = -1; count !== heard.length; await setTimeout(300)) count = heard.length;
}

test('a page of the course hears of a release and of its end, and learns nothing of it but that', async () => {
  const page = listen(ada);
  await page.opened;
  await release(true);
  await times(page.heard, 1);
  // Nothing has changed.
  await release(true);
  await release(false);
  await eventually(
    async () => page.heard.length,
    (length) => length >= 2,
  );
  expect(new Set(page.heard.map((each) => JSON.stringify(each)))).toEqual(new Set(['{}']));
  await ada.call(operations.signOut, {});
  await page.over;
  ada = await server.as('ada');
});

test('a page of another course hears nothing, and who is not in the course or has left it is told nothing', async () => {
  const next = { slug: 'next', code: 'C 1', title: 'Course', term: 'Next', timeZone: 'UTC', shiftDays: 7 };
  await grace.call(operations.copyCourse, { params: { course: COURSE }, body: next });
  const [elsewhere, here] = [listen(grace, 'next'), listen(ada)];
  await Promise.all([elsewhere.opened, here.opened]);
  // What the copy itself is told by comes on its way.
  await stays(elsewhere.heard);
  const before = elsewhere.heard.length;
  await release(true);
  await times(here.heard, 1);
  expect(elsewhere.heard).toHaveLength(before);
  expect((await ada.fail(operations.streamSets, { params: { course: 'next' } })).status).toBe(403);
  await grace.call(operations.changeEnrolment, {
    params: { course: COURSE, userId: await server.userId('ada') },
    body: { active: false },
  });
  await here.over;
  await grace.call(operations.signOut, {});
  await elsewhere.over;
});

test('lists of staff hear who hands in, and no page of a student does', async () => {
  grace = await server.as('grace');
  await release(false);
  const [staff, student] = [listen(await server.as('tess')), listen(await server.as('emmy'))];
  await Promise.all([staff.opened, student.opened]);
  await stays(student.heard);
  const before = [staff.heard.length, student.heard.length];
  const sofia = await server.as('sofia');
  const body = { idempotencyKey: randomUUID(), answers: { one: 'mine', two: '' } };
  await sofia.call(operations.createSubmission, { params: SHEET, body });
  await times(staff.heard, before[0]! + 1);
  // It is about no answer that a page of staff may show.
  expect(staff.heard.at(-1)).toEqual({ submissionIds: [] });
  await stays(student.heard);
  expect(student.heard).toHaveLength(before[1]!);
  staff.close();
  student.close();
  await Promise.all([staff.over, student.over]);
});

test('a set comes out at its time, for some later, and each question that is held back at its own', () => {
  const [set, later, held] = ['2026-11-01T14:00Z', '2026-11-02T14:00Z', '2026-11-03T14:00Z'].map(
    (at) => new Date(at),
  ) as [Date, Date, Date];
  const policy = { set: SetPolicy.parse({ heldBack: { one: held.toISOString(), two: null } }) };
  const releasing = { gradesReleasedAt: set, extensions: [{ releasesAt: later }, { releasesAt: null }] };
  expect(comingOutAt(releasing, policy)).toEqual([set, later, held]);
});

test('pages of the course hear when a planned release comes', async () => {
  grace = await server.as('grace');
  await release(false);
  const { clock } = server;
  const before = clock.now;
  // A clock that goes, from five seconds before what is planned.
  const from = performance.now();
  const START = Date.parse('2026-11-01T13:59:55Z');
  Object.defineProperty(clock, 'now', {
    configurable: true,
    get: () => new Date(START + performance.now() - from),
  });
  const telling = server.tellOfReleases();
  const page = listen(await server.as('emmy'));
  await page.opened;
  const body = { released: true, at: '2026-11-01 09:00' };
  await grace.call(operations.releaseGrades, { params: SHEET, body });
  // Of the plan, and then of what has come of it.
  await times(page.heard, 1);
  await times(page.heard, 2);
  expect(clock.now.getTime()).toBeGreaterThanOrEqual(START + 5_000);
  await stays(page.heard);
  expect(page.heard).toEqual([{}, {}]);
  page.close();
  await page.over;
  await telling.close();
  Object.defineProperty(clock, 'now', { configurable: true, writable: true, value: before });
  await release(false);
});
