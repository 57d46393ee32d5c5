/** What stands open follows what is stored: a grader's answer, and a student's feedback. Each is read once when it is opened. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import type { ResponseOf } from '../../contract/operation.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { eventually } from '../support/testServer.ts';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const SET = 'day-08-graded';
/** Sooner than anything that is asked for again and again. */
const SOON_MS = 8_000;
const running = inBrowser();

let grace: Client;
let answer: { submissionId: string; question: string };
beforeAll(async () => {
  const { stack } = running();
  grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const { submissionId } = await stack.db.submissionMember.findFirstOrThrow({
    where: {
      user: { email: 'student4@stepwise.example' },
      submission: { group: { assignment: { slug: SET } } },
    },
    orderBy: { submission: { submittedAt: 'desc' } },
  });
  const { questions } = await grace.call(operations.listGradingQuestions, {
    params: { course: 'cs-7150', assignment: SET },
  });
  answer = { submissionId, question: questions.find(({ title }) => title.includes('RMSProp'))!.id };
});

const read = (): Promise<ResponseOf<typeof operations.getGradingAnswer>> =>
  grace.call(operations.getGradingAnswer, { params: answer });

async function decide(adjustment: number): Promise<void> {
  const { grade } = await read();
  await grace.call(operations.gradeAnswer, {
    params: answer,
    body: { appliedItemIds: [], fullMarks: true, adjustment, baseRevision: grade?.revision ?? 0 },
  });
}

/** How often a page has asked for something, by the last part of its address. */
function countReads(page: Page): (ending: string) => number {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET') asked.push(new URL(request.url()).pathname);
  });
  return (ending) => asked.filter((path) => path.startsWith('/api/') && path.endsWith(ending)).length;
}

test('an answer that is open shows what a colleague decides, comments and takes back, and puts it beside what is begun here', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', 'about:blank');
  const reads = countReads(page);
  await page.goto(`${COURSE}/grade/${SET}/${answer.question}/${answer.submissionId}`);
  const panel = page.getByRole('complementary', { name: 'Grade' });
  await panel.getByText(/^Graded by/).waitFor();
  // The stream is open, and nothing has happened: it was read once.
  await page.waitForTimeout(1_500);
  expect(reads(`/${answer.submissionId}/answers/${answer.question}`)).toBe(1);
  expect(reads(`/${answer.submissionId}/answers/${answer.question}/comments`)).toBe(1);

  await decide(-0.25);
  await panel.getByText('0.75/1', { exact: true }).waitFor({ timeout: SOON_MS });
  const id = crypto.randomUUID();
  await grace.call(operations.addInlineComment, {
    params: answer,
    body: { id, start: 0, end: 3, text: 'A word of a colleague.' },
  });
  await page.getByText('A word of a colleague.').waitFor({ timeout: SOON_MS });
  await grace.call(operations.removeInlineComment, {
    params: { ...answer, commentId: id },
    query: { baseRevision: 1 },
  });
  await page.getByText('A word of a colleague.').waitFor({ state: 'detached', timeout: SOON_MS });

  // What is begun here stays, and theirs is shown beside it.
  await page.keyboard.press('0');
  await panel.getByText('Not saved', { exact: true }).waitFor();
  await decide(-0.5);
  await panel.getByRole('button', { name: /^Keep/ }).waitFor({ timeout: SOON_MS });
  await page.context().close();
});

test('a page that was read just before a change, and listens just after it, shows the change', async () => {
  const { stack, browser } = running();
  await decide(0);
  const student = await signIn(browser, stack.url, 'student4', 'about:blank');
  const reads = countReads(student);
  await student.context().route('**/api/notifications*', (route) => route.abort());
  // The stream waits at the door until something has changed.
  const changed = Promise.withResolvers<void>();
  await student.context().route('**/api/courses/*/news?*', async (route) => {
    await changed.promise;
    await route.continue();
  });
  await student.goto(`${COURSE}/sets/${SET}/feedback`);
  const question = student.getByRole('article', { name: /RMSProp/ });
  await question.getByText('1/1', { exact: true }).waitFor();
  await decide(-0.25);
  changed.resolve();
  await question.getByText('0.75/1', { exact: true }).waitFor({ timeout: SOON_MS });
  expect(reads('/feedback')).toBe(2);
  await student.context().close();
});

test('a single grade that is changed or taken back after the release leaves open feedback at once, which was read once', async () => {
  const { stack, browser } = running();
  await decide(-0.25);
  const student = await signIn(browser, stack.url, 'student4', 'about:blank');
  const reads = countReads(student);
  await student.context().route('**/api/notifications*', (route) => route.abort());
  await student.goto(`${COURSE}/sets/${SET}/feedback`);
  const question = student.getByRole('article', { name: /RMSProp/ });
  await question.getByText('0.75/1', { exact: true }).waitFor();
  await student.waitForTimeout(1_500);
  expect(reads('/feedback')).toBe(1);
  const { grade } = await read();
  await grace.call(operations.ungradeAnswer, { params: answer, query: { baseRevision: grade!.revision } });
  await question.getByText('0.75/1', { exact: true }).waitFor({ state: 'detached', timeout: SOON_MS });
  await decide(0);
  await question.getByText('1/1', { exact: true }).waitFor({ timeout: SOON_MS });
  await student.context().close();
});

test('an open gradebook follows single grades, which move no row until the order is asked for again', async () => {
  const { stack, browser } = running();
  await decide(0);
  const page = await signIn(browser, stack.url, 'ta', 'about:blank');
  const reads = countReads(page);
  await page.goto(`${COURSE}/results`);
  const grid = page.getByRole('grid', { name: 'Scores' });
  const heading = grid.getByRole('columnheader').filter({ hasText: `${SET},` });
  await heading.getByRole('button', { name: /^Order by/ }).click();
  const names = () => grid.getByRole('rowheader').allInnerTexts();
  const row = grid.getByRole('row', { name: /student4@/ });
  const before = [await names(), await row.innerText()];
  await page.waitForTimeout(1_500);
  expect(reads('/gradebook')).toBe(1);

  await decide(-1);
  await eventually(
    () => row.innerText(),
    (text) => text !== before[1],
  );
  expect(await names()).toEqual(before[0]);
  await heading.getByRole('button', { name: /again: scores have changed$/ }).click();
  await eventually(names, (now) => now.join() !== String(before[0]));
  await heading.getByRole('button', { name: /again/ }).waitFor({ state: 'detached' });
  await decide(0);
  await page.context().close();
});
