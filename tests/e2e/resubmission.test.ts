/** A group hands in again after it was graded: every grade stays, and grader and student read the same. */
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const SET = 'day-08-to-grade';
const PLACE = { course: 'cs-7150', assignment: SET };
const [SAME, CHANGED] = ['adagrad', 'rmsprop'] as const;

const running = inBrowser();

async function painted(page: Page, question: string, submissionId: string): Promise<void> {
  await page.waitForFunction(
    (key) => document.querySelector('[data-painted]')?.getAttribute('data-painted') === key,
    `${question} ${submissionId}`,
  );
}

async function open(page: Page, question: string, submissionId: string): Promise<void> {
  await page.goto(`/c/cs-7150/grade/${SET}/${question}/${submissionId}`);
  await painted(page, question, submissionId);
}

const scoreShown = (page: Page) =>
  page
    .getByRole('complementary', { name: /^Grade/ })
    .getByRole('img')
    .first()
    .innerText();

const api = (name: string) =>
  new Client(running().stack.url).signIn(`${name}@stepwise.example`, DEMO_PASSWORD);

test('a late resubmission takes no grade from anybody: kept where the answer is the same, shown where it is not', async () => {
  const { stack, browser } = running();
  const student = await api('student1');
  const hand = async (answers: Record<string, string>) => {
    const body = { idempotencyKey: randomUUID(), answers };
    return (await student.call(operations.createSubmission, { params: PLACE, body })).id;
  };
  const first = await hand({
    [SAME]: 'It adds up squares.',
    [CHANGED]: 'It divides by the mean of squares.',
  });

  const ta = await signIn(browser, stack.url, 'ta', 'about:blank');
  await open(ta, SAME, first);
  await ta.keyboard.press('0');
  await ta.keyboard.press('Control+Enter');
  await ta.getByText('Graded by Maryam Mirzakhani').waitFor();
  await open(ta, CHANGED, first);
  await ta.keyboard.press('2');
  await ta.keyboard.press('Control+Enter');
  await ta.getByText('Graded by Maryam Mirzakhani').waitFor();
  const before = await scoreShown(ta);

  const second = await hand({
    [SAME]: 'It adds up squares.',
    [CHANGED]: 'It divides by the root of the mean of squares.',
  });

  // The same answer: nothing to do.
  await open(ta, SAME, second);
  expect(await scoreShown(ta)).toBe('1/1');
  await ta.getByText(/^Carried over from submission \d+/).waitFor();
  // The other one: the words, the grade that counts, and one key that keeps it.
  await open(ta, CHANGED, second);
  expect(await scoreShown(ta)).toBe(before);
  await ta.getByText('Changed since it was graded').waitFor();
  await ta.locator('ins', { hasText: 'root of the' }).waitFor();
  expect(await ta.locator('del').count()).toBe(0);
  await ta.getByText(/counts until somebody grades again/).waitFor();

  expect(await pageMistakes(ta)).toEqual([]);
  // On a phone every button still says what it does.
  const window = ta.viewportSize()!;
  await ta.setViewportSize({ width: 390, height: 844 });
  const cut = await ta
    .locator('[data-answer] button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) =>
          [...button.querySelectorAll('*')].some((each) => each.scrollWidth > each.clientWidth + 1),
        )
        .map((button) => button.textContent),
    );
  expect(cut).toEqual([]);
  await ta.setViewportSize(window);
  await ta.keyboard.press('d');
  await ta.locator('[data-answer] ins').waitFor({ state: 'detached' });
  await ta.keyboard.press('d');
  await ta.locator('[data-answer] ins').first().waitFor();

  const instructor = await api('instructor');
  const release = (released: boolean) =>
    instructor.call(operations.releaseGrades, { params: PLACE, body: { released } });
  await release(true);
  const ada = await signIn(browser, stack.url, 'student1', `/c/cs-7150/sets/${SET}/feedback`);
  await ada
    .getByText(/Carried over from submission \d+: the answer is the same/)
    .first()
    .waitFor();
  const note = ada.getByText(
    /Changed since submission \d+ was graded; .* counts until somebody grades again/,
  );
  await note.waitFor();
  await ada.getByText('What changed').click();
  await ada.locator('ins', { hasText: 'root of the' }).waitFor();
  expect(await pageMistakes(ada)).toEqual([]);
  await release(false);

  await open(ta, CHANGED, second);
  await ta.keyboard.press('k');
  await ta.getByText('Graded by Maryam Mirzakhani').waitFor();
  expect(await scoreShown(ta)).toBe(before);
  const decisions = await stack.db.gradeDecision.findMany({
    where: { answer: { submissionId: second } },
    select: { kind: true, answer: { select: { questionId: true } } },
  });
  expect(decisions).toEqual([{ kind: 'grade', answer: { questionId: CHANGED } }]);
  await Promise.all([ta, ada].map((page) => page.context().close()));
});

test('the dialog says before the click until when one may submit again and what counts; a set taken back stays theirs', async () => {
  const { stack, browser } = running();
  const sheet = { course: 'cs-7150', assignment: 'day-08' };
  const ada = await signIn(browser, stack.url, 'student2', '/c/cs-7150/sets/day-08');
  await ada.locator('.cm-content').first().click();
  await ada.keyboard.type('Momentum goes on.');
  await ada.getByText('Draft saved').first().waitFor();
  await ada.getByRole('button', { name: 'Submit', exact: true }).click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByText('You can submit again until grades are released; the last one counts.').waitFor();
  await dialog.getByRole('button', { name: 'Submit', exact: true }).click();
  await ada.waitForURL(/\/receipt\/1$/);
  const instructor = await api('instructor');
  const put = (state: 'hidden' | 'open') =>
    instructor.call(operations.changeSetState, { params: sheet, body: { state } });
  await put('hidden');
  // Who handed in reads on, and reads why nothing more can be written.
  await ada.goto('/c/cs-7150/sets/day-08');
  await ada
    .getByText(/This set was taken back by your instructor: read-only/)
    .first()
    .waitFor();
  await ada.goto('/c/cs-7150/sets/day-08/history');
  await ada
    .getByText(/counts: the last/)
    .first()
    .waitFor();
  const other = await signIn(browser, stack.url, 'student3');
  await other.getByText('Optimizers from the first step').first().waitFor();
  expect(await other.locator('a[href$="/sets/day-08"]').count()).toBe(0);
  await ada.goto(new URL(other.url()).pathname);
  await ada.locator('a[href*="/sets/day-08/"], a[href$="/sets/day-08"]').first().waitFor();
  await put('open');
  await Promise.all([ada, other].map((page) => page.context().close()));
});
