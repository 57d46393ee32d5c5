/** What a TA meets who comes to grade: where the next answer is, of all sets and questions. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const QUEUE = '/c/cs-7150/grade';
const SOON_MS = 25_000;

/** Where `n` leads from the queue. */
async function nextFrom(page: Page, about: RegExp): Promise<string> {
  await page.goto(QUEUE);
  await page.getByText(about).waitFor();
  await page.getByRole('button', { name: /^Next/ }).waitFor();
  await page.keyboard.press('n');
  await page.waitForURL(/\/grade\/[^/]+\/[^/]+\/[^/]+$/);
  return new URL(page.url()).pathname.split('/').at(-2)!;
}

test('one key leads to the next answer of all sets: one’s own part first, then past what is left to colleagues', async () => {
  const { stack, browser } = running();
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const params = { course: 'cs-7150', assignment: 'day-08-to-grade' };
  const idOf = async (email: string) => (await stack.db.user.findFirstOrThrow({ where: { email } })).id;
  const [maryam, instructor] = [await idOf('ta@stepwise.example'), await idOf('instructor@stepwise.example')];
  const divide = (question: string, parts: { userId: string; count: number }[]) =>
    grace.call(operations.divideQuestion, {
      params: { ...params, question },
      body: { division: { by: 'count', parts } },
    });
  const { questions } = await grace.call(operations.listGradingQuestions, { params });
  const [first, second, third] = questions as [
    (typeof questions)[0],
    (typeof questions)[0],
    (typeof questions)[0],
  ];
  const left = questions.reduce((sum, { answers, graded }) => sum + answers - graded, 0);
  for (const { id, answers } of [first, third])
    await divide(id, [
      { userId: maryam, count: 1 },
      { userId: instructor, count: answers - 1 },
    ]);

  const page = await signIn(browser, stack.url, 'ta', QUEUE);
  const grade = async () => {
    await page.locator('[data-painted]').waitFor();
    await page.keyboard.press('0');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /^Saved \d\d:\d\d$/ })
      .waitFor();
  };
  expect(await nextFrom(page, new RegExp(`${left} answers ungraded · yours 2`))).toBe(first.id);
  await grade();
  // The second question is anybody's: her part of the third comes before it.
  expect(await nextFrom(page, new RegExp(`${left - 1} answers ungraded · yours 1`))).toBe(third.id);
  await grade();
  // What is left of the first question is Grace's: it is passed over, though it stands above.
  expect(await nextFrom(page, new RegExp(`${left - 2} answers ungraded$`))).toBe(second.id);

  await page.goto(QUEUE);
  await page.getByRole('button', { name: /^Next/ }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.context().close();
});

test('what a colleague grades and what is handed in comes to the open queue, and to the list of sets', async () => {
  const { stack, browser } = running();
  const params = { course: 'cs-7150', assignment: 'day-08-to-grade' };
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const page = await signIn(browser, stack.url, 'ta', QUEUE);
  const counted = (queue: Page) => queue.getByText(/\d+ answers ungraded/).first();
  await counted(page).waitFor();
  const list = await signIn(browser, stack.url, 'ta', '/c/cs-7150');
  const words = (set: Page) => set.getByText(/^\d+ of \d+ submitted/).allInnerTexts();
  await list.getByText(/^\d+ of \d+ submitted/).first().waitFor(); // prettier-ignore
  const before = { queue: await counted(page).innerText(), list: await words(list) };
  const { questions } = await grace.call(operations.listGradingQuestions, { params });
  const question = questions.find(({ title }) => title.includes('AdaGrad'))!.id;
  const place = { params: { ...params, question } };
  const { answers } = await grace.call(operations.listGradingAnswers, place);
  const { submissionId } = answers.find(({ score }) => score === null)!;
  await grace.call(operations.gradeAnswer, {
    params: { submissionId, question },
    body: { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '', baseRevision: 0 },
  });
  // Lists of a class are read again every ten seconds at most.
  const isOther = (read: () => Promise<unknown>, then: unknown) =>
    Promise.race([
      eventually(read, (now) => JSON.stringify(now) !== JSON.stringify(then)),
      setTimeout(SOON_MS, undefined, { ref: false }).then(() =>
        Promise.reject(new Error(`still ${JSON.stringify(then)}`)),
      ),
    ]);
  await isOther(() => counted(page).innerText(), before.queue);
  await isOther(() => words(list), before.list);
  const submitted = await words(list);
  const mary = await new Client(stack.url).signIn('student4@stepwise.example', DEMO_PASSWORD);
  await mary.call(operations.createSubmission, {
    params: { ...params, assignment: 'day-08' },
    body: { idempotencyKey: randomUUID(), answers: { momentum: 'It goes on.' } },
  });
  await isOther(() => words(list), submitted);
  await page.context().close();
  await list.context().close();
});

test('a grade that is saved says so by the clock of whoever reads it, not by that of the course', async () => {
  const { stack, browser } = running();
  // The course is in New York.
  const page = await signIn(browser, stack.url, 'ta', QUEUE, { timezoneId: 'Asia/Tokyo' });
  await nextFrom(page, /answers ungraded/);
  await page.locator('[data-painted]').waitFor();
  await page.keyboard.press('0');
  await page.keyboard.press('Control+Enter');
  const saved = page.getByRole('status').filter({ hasText: /^Saved \d\d:\d\d$/ });
  await saved.waitFor();
  const hour = await page.evaluate(() => new Date().getHours());
  expect(Number(/\d\d/.exec(await saved.innerText())![0])).toBe(hour);
  await page.context().close();
});

/** Submission ids of the answers that somebody holds, once for each of their pages. */
async function heldBy(email: string): Promise<string[]> {
  const { db } = running().stack;
  const { id: userId } = await db.user.findFirstOrThrow({ where: { email } });
  // What arrives after its page has let go is written, and counts for nothing.
  const left = await db.leftPage.findMany({ where: { userId } });
  const claims = await db.gradingClaim.findMany({
    where: {
      userId,
      expiresAt: { gt: new Date() },
      pageId: { notIn: left.map(({ pageId }) => pageId) },
    },
    select: { answer: { select: { submissionId: true } } },
  });
  return claims.map(({ answer }) => answer.submissionId);
}

test('a tab that is closed lets go of its answer at once, and not of what another tab of the same person holds', async () => {
  const { stack, browser } = running();
  const first = await signIn(browser, stack.url, 'ta', 'about:blank');
  // Of the tests before: a browser that ends has no time to let go.
  await stack.db.gradingClaim.deleteMany();
  const held = () => heldBy('ta@stepwise.example');
  const other = await first.context().newPage();
  const answerOf = async (page: Page): Promise<string> => {
    await page.goto(`${QUEUE}/day-08-to-grade/momentum`);
    await page.waitForURL(/\/momentum\/[^/]+$/);
    await page.locator('[data-painted]').waitFor();
    return new URL(page.url()).pathname.split('/').at(-1)!;
  };
  const mine = await answerOf(first);
  await eventually(held, (ids) => ids.includes(mine));
  // The same answer, also there.
  await other.goto(first.url());
  await other.locator('[data-painted]').waitFor();
  await eventually(held, (ids) => ids.filter((id) => id === mine).length === 2);
  await first.close({ runBeforeUnload: true });
  await eventually(held, (ids) => ids.filter((id) => id === mine).length === 1);
  await other.close({ runBeforeUnload: true });
  await eventually(held, (ids) => ids.length === 0);
});

test('a tab that is closed on its way to an answer lets go of it, too, and one that is shown again holds anew', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', QUEUE);
  const held = () => heldBy('ta@stepwise.example');
  // The server has held it, and the page does not know which.
  const asked = Promise.withResolvers<void>();
  await page.route('**/next*', async (route) => {
    const response = await route.fetch();
    const { submissionId } = (await response.json()) as { submissionId: string | null };
    if (submissionId === null) await route.fulfill({ response });
    else asked.resolve();
  });
  await page.getByRole('button', { name: /^Next/ }).click();
  await asked.promise;
  expect(await held()).toHaveLength(1);
  const context = page.context();
  const again = await context.newPage();
  await page.close({ runBeforeUnload: true });
  await eventually(held, (ids) => ids.length === 0);

  await nextFrom(again, /answers ungraded/);
  await again.locator('[data-painted]').waitFor();
  // The answer and the one after it.
  await eventually(held, (ids) => ids.length === 2);
  // As a browser keeps a page that is left by a link, and shows it again.
  const turn = (type: string) =>
    again.evaluate((name) => {
      window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
    }, type);
  await turn('pagehide');
  await eventually(held, (ids) => ids.length === 0);
  await turn('pageshow');
  await eventually(held, (ids) => ids.length === 2);
  await context.close();
});
