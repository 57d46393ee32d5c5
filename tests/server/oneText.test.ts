/** One student's text holds up nobody: whoever grades it, reads it or gathers it with those of the class is answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const RULES = { course: COURSE, assignment: 'rules' };
const QUESTION = { ...RULES, question: 'two' };
const RIGHT = '$v = \\rho v + (1-\\rho) g^2$ and $w = w - \\alpha g / (\\sqrt{v} + \\epsilon)$';
const TEXTS = {
  // As many powers as fit: whoever goes down them one by one runs out of stack.
  ada: `w = w${'^2'.repeat(9_900)}`,
  emmy: RIGHT,
  mary: `We use ${RIGHT}.`,
} as const;

let server: TestServer;
let ada: Client, grace: Client, tess: Client;
let submissionId = '';
beforeAll(async () => {
  server = await startTestServer();
  [ada, grace, tess] = [await server.as('ada'), await server.as('grace'), await server.as('tess')];
  const two = `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: rmsprop, advice: before_submitting }\n`;
  const files = titled('Rules', { ...SHEET_FILES, 'questions/two/question.yaml': two });
  await grace.call(operations.publishAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'rules' },
  });
  for (const [name, text] of Object.entries(TEXTS)) {
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One.', two: text } };
    const { id } = await (await server.as(name)).call(operations.createSubmission, { params: RULES, body });
    if (name === 'ada') submissionId = id;
  }
});
afterAll(() => server.close());

test('whoever wrote it is told that it is not read, and why', async () => {
  const { reading } = await ada.call(operations.readRule, { params: QUESTION, body: { text: TEXTS.ada } });
  expect(reading).toMatchObject({ understood: false, headline: 'Not read' });
  expect(reading!.message).toMatch(/nested|took more than/);
  const { comparison } = await ada.call(operations.drawRule, {
    params: QUESTION,
    body: { text: TEXTS.ada },
  });
  expect(comparison.remarks.join()).toContain('not read');
});

test('it is graded as every answer is', async () => {
  const answer = await tess.call(operations.getGradingAnswer, { params: { submissionId, question: 'two' } });
  expect(answer.answer).toBe(TEXTS.ada);
  expect(answer.rule).toMatchObject({ headline: 'Not read', suggestedItemId: null });
  const sources = await tess.call(operations.compareRuleSources, {
    params: { submissionId, question: 'two' },
  });
  expect(sources.comparison?.sources.map(({ source }) => source)).toEqual(['paper']);
});

test('the answers of the class are gathered, and it stands by itself', async () => {
  const { groups } = await tess.call(operations.listAnswerGroups, { params: QUESTION });
  expect(groups.map(({ by, answers }) => [by, answers.length])).toEqual([
    ['rule', 2],
    ['text', 1],
  ]);
  expect(groups[1]!.name).toContain('Not read');
});

test('its feedback comes with the others’', async () => {
  await grace.call(operations.releaseGrades, { params: RULES, body: { released: true } });
  const { questions } = await ada.call(operations.getFeedback, { params: RULES });
  expect(questions.find(({ question }) => question === 'two')?.rule).toMatchObject({ headline: 'Not read' });
});
