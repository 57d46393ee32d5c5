/** While a hostile text or file is worked on, everybody else is answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { HOSTILE_FILES } from '../attacks/hostileTexts.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const RULES = { course: COURSE, assignment: 'rules' };

let server: TestServer;
let ada: Client, emmy: Client, grace: Client;
beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, grace] = [await server.as('ada'), await server.as('emmy'), await server.as('grace')];
  const two = `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: rmsprop, advice: before_submitting }\n`;
  const files = titled('Rules', { ...SHEET_FILES, 'questions/two/question.yaml': two });
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'rules' },
  });
});
afterAll(() => server.close());

/** Asks again and again while something is worked on. @returns its answer, the longest wait and the whole of it, in ms */
async function meanwhile<Answer extends { status: number }>(
  work: Promise<Answer>,
): Promise<{ answer: Answer; longest: number; all: number }> {
  const start = performance.now();
  let isOver = false;
  const done = work.finally(() => (isOver = true));
  let longest = 0;
  for (let last = start; !isOver; last = performance.now()) {
    expect((await emmy.send(operations.getHealth)).status).toBe(200);
    longest = Math.max(longest, performance.now() - last);
  }
  return { answer: await done, longest, all: performance.now() - start };
}

const upload = async (operation: 'uploadImage' | 'importTex', name: string, bytes: Buffer) => {
  const { csrfToken } = await ada.refresh();
  const query = operation === 'uploadImage' ? { name } : { file: name };
  return ada
    .raw('post', urlOf(operations[operation], RULES, query))
    .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
    .send(bytes);
};

const STRIKES = '~~a'.repeat(66_000);
let submissionId = '';

/** Every way in by which a text or a file of one person is read, with one that takes long. */
const WAYS: Record<string, () => Promise<{ status: number }>> = {
  createSubmission: async () => {
    const answers = { one: STRIKES, two: '!['.repeat(95_000) };
    const body = { idempotencyKey: randomUUID(), answers };
    const answer = await ada.send(operations.createSubmission, { params: RULES, body });
    submissionId = (answer.body as { id: string }).id;
    return answer;
  },
  exportTex: () => ada.send(operations.exportTex, { params: { submissionId } }),
  readRule: () => {
    const body = { text: '$v \\leftarrow \\beta v + g$ '.repeat(700) };
    return ada.send(operations.readRule, { params: { ...RULES, question: 'two' }, body });
  },
  getGradingAnswer: () =>
    grace.send(operations.getGradingAnswer, { params: { submissionId, question: 'two' } }),
  importTex: () => upload('importTex', 'a.tex', Buffer.from('\\begin{align}\n'.repeat(13_000))),
  uploadImage: () => upload('uploadImage', 'deep.svg', HOSTILE_FILES()['deep.svg']!),
  checkAssignment: () =>
    grace.send(operations.checkAssignment, {
      params: { course: COURSE },
      body: { files: { ...SHEET_FILES, 'introduction.md': STRIKES }, slug: 'rules' },
    }),
};

test.each(Object.keys(WAYS))('%s: while one person’s text is worked on, others are answered', async (way) => {
  await emmy.send(operations.getHealth);
  const { answer, longest, all } = await meanwhile(WAYS[way]!());
  expect(answer.status).toBeLessThan(500);
  // On the server's own thread the longest wait is nearly the whole of it. What is over at once keeps nobody.
  if (all > 1_000) expect(longest).toBeLessThan(all / 2);
});
