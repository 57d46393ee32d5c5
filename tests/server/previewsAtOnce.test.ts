/** Whatever others change at the same moment, a look at what an act would change is answered, or said to be repeated. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Answer, Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
const ROUNDS = 8;

let server: TestServer;
let tess: Client, grace: Client;
let students: Client[];
let ids: string[];
beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all(['tess', 'grace'].map((name) => server.as(name)))) as [Client, Client];
  students = await Promise.all(NAMES.map((name) => server.as(name)));
  ids = await Promise.all(NAMES.map((name) => server.userId(name)));
});
afterAll(() => server.close());

const arrange = (arrangement: 'together' | 'apart', preview: boolean) => (by: Client) =>
  by.send(operations.arrangeGroup, {
    params: SHEET,
    body: { userIds: ids.slice(0, 3), arrangement, reason: 'Asked for.', preview },
  });
const enrol = (index: number, body: object) =>
  grace.send(operations.changeEnrolment, { params: { course: COURSE, userId: ids[index]! }, body });

test('of moves of people, while they write, hand in and are moved', async () => {
  const answers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const acts = [
      arrange('together', true)(tess),
      arrange('apart', true)(grace),
      arrange(round % 2 === 0 ? 'together' : 'apart', false)(tess),
      arrange('apart', true)(tess),
      enrol(0, { section: String(round), preview: true }),
      enrol(1, { role: 'ta', preview: true }),
      enrol(2, { section: String(round) }),
      ...students.flatMap((student) => [
        student.send(operations.writeText, {
          params: { ...SHEET, key: 'one' },
          body: { text: `${round} ${randomUUID()}` },
        }),
        student.send(operations.createSubmission, {
          params: SHEET,
          body: { idempotencyKey: randomUUID(), answers: { two: randomUUID() } },
        }),
      ]),
    ];
    answers.push(...(await Promise.all(acts)));
  }
  expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
});
