/** A private feed of due times: what it says to whom, and that it is iCalendar as RFC 5545 has it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { operations } from '../../contract/index.ts';
import { calendarOf, escaped, folded } from '../../server/features/calendar/ics.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, grace: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, grace] = (await Promise.all(['ada', 'grace'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.close());

/** As a calendar reads it: unfolded, the properties of each event by name. */
function eventsOf(text: string): Record<string, string>[] {
  const events: Record<string, string>[] = [];
  for (const line of text.replaceAll('\r\n ', '').split('\r\n')) {
    if (line === 'BEGIN:VEVENT') events.push({});
    const [, name, value] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
    if (name && events.length > 0) events.at(-1)![name] = value!;
  }
  return events;
}

/** Of somebody who is not signed in. */
const fetchFeed = (url: string) => request(server.app).get(url.replace('http://stepwise.test', ''));
const sheetIn = (text: string) => eventsOf(text).find(({ URL: url }) => url?.endsWith('/sets/sheet'))!;
const until = (at: string) =>
  grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target: { kind: 'section', section: 'B' }, until: at, reason: 'PLANTED reason' },
  });

test('a student’s calendar reads the time that holds for them, and takes each change for one', async () => {
  expect(await ada.call(operations.getCalendarLink)).toEqual({ url: null, madeAt: null, readAt: null });
  const { url } = await ada.call(operations.makeCalendarLink);
  const first = await fetchFeed(url!);
  expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
  const { dueAt, id } = await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } });
  const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.000/g, '');
  expect(sheetIn(first.text)).toMatchObject({
    UID: `${id}@stepwise`,
    DTSTART: stamp(dueAt),
    SEQUENCE: '0',
    SUMMARY: expect.stringContaining('C 1: '),
  });
  expect(eventsOf(first.text)).toHaveLength(2);
  // The same again is no change, also for calendars that ask at once.
  const again = await Promise.all([1, 2, 3].map(() => fetchFeed(url!)));
  for (const { text } of again) expect(text).toBe(first.text);

  // More time for Ada's section is hers, and not Emmy's.
  const emmy = await server.as('emmy');
  const hers = (await emmy.call(operations.makeCalendarLink)).url!;
  const enrolment = { courseId_userId: await placeOf('ada') };
  await server.db.enrolment.update({ where: enrolment, data: { section: 'B' } });
  await until('2026-12-04 14:30');
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const all = await Promise.all([1, 2, 3].map(() => fetchFeed(url!)));
  for (const { text } of all) {
    expect(sheetIn(text)).toMatchObject({
      UID: `${id}@stepwise`,
      DTSTART: '20261204T193000Z',
      SEQUENCE: '1',
      DTSTAMP: stamp(server.clock.now),
      DESCRIPTION: expect.stringContaining('You have more time than the others.'),
    });
    expect(text).not.toContain('PLANTED');
  }
  expect(sheetIn((await fetchFeed(hers)).text)).toMatchObject({ DTSTART: stamp(dueAt), SEQUENCE: '0' });

  // Taken back, it says the old time with a newer number.
  await server.db.extension.deleteMany();
  expect(sheetIn((await fetchFeed(url!)).text)).toMatchObject({ DTSTART: stamp(dueAt), SEQUENCE: '2' });
});

async function placeOf(name: string) {
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  return { courseId, userId: await server.userId(name) };
}

test('another address ends the one before; whoever has none, or left the course, is told nothing', async () => {
  const before = (await ada.call(operations.getCalendarLink)).url!;
  const { url } = await ada.call(operations.makeCalendarLink);
  expect(url).not.toBe(before);
  expect((await fetchFeed(before)).status).toBe(404);
  // Numbers go on, since a calendar may have read the old address.
  expect(sheetIn((await fetchFeed(url!)).text)).toMatchObject({ SEQUENCE: '2' });
  expect((await ada.call(operations.getCalendarLink)).readAt).not.toBeNull();
  const wrong = `${url!.slice(0, -1)}${url!.endsWith('A') ? 'B' : 'A'}`;
  for (const bad of [
    wrong,
    '/api/calendar.ics?key=x',
    `/api/calendar.ics?key=${await server.userId('mary')}.`,
  ])
    expect((await fetchFeed(bad)).status).toBe(404);
  await server.db.enrolment.update({
    where: { courseId_userId: await placeOf('ada') },
    data: { leftAt: server.clock.now },
  });
  expect(eventsOf((await fetchFeed(url!)).text)).toEqual([]);
  await ada.call(operations.revokeCalendarLink);
  expect((await fetchFeed(url!)).status).toBe(404);
});

test('a set that is taken back is in nobody’s feed but of those who handed it in; staff read the set’s own time', async () => {
  const emmy = await server.as('emmy');
  const mine = (await emmy.call(operations.getCalendarLink)).url!;
  const staff = (await grace.call(operations.makeCalendarLink)).url!;
  expect(eventsOf((await fetchFeed(staff)).text)).toHaveLength(2);
  await grace.call(operations.changeSetState, { params: SHEET, body: { state: 'hidden' } });
  expect(sheetIn((await fetchFeed(mine)).text)).toBeUndefined();
});

test('whatever a title holds, lines are folded at 75 octets and unfold to what was said', () => {
  let state = 7;
  const random = (most: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const signs = ['a', ' ', ',', ';', '\\', '\n', 'é', '値', '𝒜', '👩‍🔬', ':', '"'];
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: random(200) }, () => signs[random(signs.length)]).join('');
    const lines = folded(`SUMMARY:${escaped(text)}`).split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const unfolded = lines.map((line, index) => (index === 0 ? line : line.slice(1))).join('');
    const said = unfolded
      .slice('SUMMARY:'.length)
      .replace(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
    expect(said).toBe(text);
  }
  const injected = calendarOf('x\r\nBEGIN:VEVENT', []);
  expect(injected.split('\r\n').filter((line) => line === 'BEGIN:VEVENT')).toEqual([]);
  expect(injected.endsWith('END:VCALENDAR\r\n')).toBe(true);
});
