/** While a hostile text or file is worked on, everybody else is answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const RULES = { course: COURSE, assignment: 'rules' };
/** Brackets that stay open in brackets: seconds for the rule reader, whose limit of length is 20,000. */
const RULE = `$$${'\\frac{x_t'.repeat(400)}$$ $w = ${'(w - '.repeat(2_000)}$`;

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

const read = (client: Client, text: string) =>
  client.send(operations.readRule, { params: { ...RULES, question: 'two' }, body: { text } });

test('rules of one person, one behind the other, hold up nobody', async () => {
  await read(emmy, '$w = w$');
  let answered = 0;
  const hostile = Array.from({ length: 6 }, () => read(ada, RULE).then(() => (answered += 1)));
  for (let time = 0; time < 3; time += 1) {
    expect((await emmy.send(operations.getHealth)).status).toBe(200);
    expect((await read(emmy, '$w = w - g$')).status).toBe(200);
  }
  // In a thread of their own they come one at a time; in the server's all of them would be over by now.
  expect(answered).toBeLessThan(6);
  await Promise.all(hostile);
});

test('an answer that took 10 s to export is handed in and exported', async () => {
  const body = {
    idempotencyKey: randomUUID(),
    answers: { one: '~~a'.repeat(66_000), two: '!['.repeat(95_000) },
  };
  const { id } = await ada.call(operations.createSubmission, { params: RULES, body });
  const exported = await ada.send(operations.exportTex, { params: { submissionId: id } });
  expect(exported.status).toBe(200);
});
