/** While a hostile text or file is worked on, everybody else is answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const RULES = { course: COURSE, assignment: 'rules' };

let server: TestServer;
let ada: Client, emmy: Client;
beforeAll(async () => {
  server = await startTestServer();
  const grace = await server.as('grace');
  [ada, emmy] = [await server.as('ada'), await server.as('emmy')];
  const two = `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: rmsprop, advice: before_submitting }\n`;
  const files = { ...SHEET_FILES, 'questions/two/question.yaml': two };
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'rules' },
  });
});
afterAll(() => server.close());

test('an answer that took 10 s to export is handed in and exported, and others are answered meanwhile', async () => {
  const body = {
    idempotencyKey: randomUUID(),
    answers: { one: '~~a'.repeat(66_000), two: '!['.repeat(95_000) },
  };
  const { id } = await ada.call(operations.createSubmission, { params: RULES, body });
  await emmy.send(operations.getHealth);
  const start = performance.now();
  let isOver = false;
  const exported = ada
    .send(operations.exportTex, { params: { submissionId: id } })
    .finally(() => (isOver = true));
  let longest = 0;
  for (let last = start; !isOver; last = performance.now()) {
    expect((await emmy.send(operations.getHealth)).status).toBe(200);
    longest = Math.max(longest, performance.now() - last);
  }
  expect((await exported).status).toBe(200);
  // On the server's own thread the longest wait is nearly the whole of it.
  expect(longest).toBeLessThan((performance.now() - start) / 2);
});
