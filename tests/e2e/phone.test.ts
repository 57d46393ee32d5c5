/** On a phone: every row of a list is read without scrolling sideways, no column is lost, and what is said is said whole. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';
let page: Page;
beforeAll(async () => {
  const { stack, browser } = running();
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  await grace.call(operations.addPerson, {
    params: { course: 'cs-7150' },
    body: {
      name: 'Gabrielle Émilie Le Tonnelier de Breteuil, Marquise du Châtelet',
      email: 'gabrielle.emilie.le.tonnelier.de.breteuil@an-institute-of-mechanics.example.org',
      role: 'student',
      section: 'Morning',
      studentId: '0017061749',
    },
  });
  page = await signIn(browser, stack.url, 'instructor', COURSE, { viewport: { width: 390, height: 844 } });
});

test.each([
  ['people', '/roster', /Gabrielle/, ['E-mail address', 'Role', 'Section', 'Student ID']],
  ['links', '/roster/links', /Gabrielle/, ['E-mail address', 'Role', 'Until', 'Link']],
  ['similar work', '/results/day-08-to-grade/similar?work=rmsprop', /Side by side/, ['Submissions']],
  [
    'how it was graded',
    '/results/day-08-graded/grading',
    /Maryam/,
    ['Answers', 'Mean', 'Spread', 'Time', 'From others', 'Later half'],
  ],
])('%s', async (_, path, words, titles) => {
  await page.goto(`${COURSE}${path}`);
  await page.setViewportSize({ width: 390, height: 844 });
  const row = page.getByRole('row').filter({ hasText: words }).first();
  await row.waitFor();
  // What one reads and presses lies within the window, under nothing that scrolls sideways.
  const outside = await row.evaluate(
    (element) =>
      [...element.querySelectorAll('*')]
        .filter((each) => each.getClientRects().length > 0)
        .map((each) => each.getBoundingClientRect())
        .filter(({ left, right }) => left < 0 || right > window.innerWidth).length,
  );
  expect(outside).toBe(0);
  const scrolled = await page.evaluate(
    () =>
      [...document.querySelectorAll('main *')].filter((each) => {
        const isScroller = ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
        return isScroller && each.scrollWidth > each.clientWidth;
      }).length,
  );
  expect(scrolled).toBe(0);
  // Each cell says which column it is of, for eyes; to readers the column is its header.
  const shown = await row.evaluate((element) =>
    [...element.querySelectorAll('td')].map((cell) => getComputedStyle(cell, '::before').content),
  );
  for (const title of titles) expect(shown.some((content) => content.includes(`"${title}"`))).toBe(true);
  const table = row.locator('xpath=ancestor::table');
  for (const title of titles)
    expect(await table.getByRole('columnheader', { name: title, exact: true }).count()).toBe(1);
  expect(await pageMistakes(page)).toEqual([]);
});

test('who has no keys is shown none: of a sheet, its history, and an answer that is graded', async () => {
  const { stack, browser } = running();
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const hints = (on: Page) =>
    on.evaluate(
      () =>
        [...document.querySelectorAll('kbd')]
          // What is suggested is named by the key of its item.
          .filter((each) => each.closest('label') === null && each.checkVisibility())
          .map((each) => each.textContent).length,
    );
  for (const [account, path, ready] of [
    ['student1', '/sets/day-08/history', 'main h1, main li'],
    ['student1', '/sets/day-08', '.cm-content'],
    ['ta', '/grade/day-08-to-grade/momentum', '[data-painted]'],
  ] as const) {
    const held = await signIn(browser, stack.url, account, `${COURSE}${path}`, phone);
    await held.locator(ready).first().waitFor();
    expect([path, await hints(held)]).toEqual([path, 0]);
    await held.context().close();
    const desk = await signIn(browser, stack.url, account, `${COURSE}${path}`);
    await desk.locator(ready).first().waitFor();
    expect(await hints(desk)).toBeGreaterThan(0);
    await desk.context().close();
  }
});

const LONG_NAME = `${'my_own_program_of_the_second_week_'.repeat(2)}.py`;

test.each([
  [390, 844],
  [820, 1180],
  [844, 390],
  [1440, 900],
])('what has just happened is read whole, in a window of %d × %d', async (width, height) => {
  const { stack, browser } = running();
  const ada = await signIn(browser, stack.url, 'student1', `${COURSE}/sets/optimizers/code`, {
    viewport: { width, height },
  });
  await ada.locator('.cm-content').first().waitFor();
  await ada.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await ada.setInputFiles('input[type=file]', {
    name: LONG_NAME,
    mimeType: 'text/x-python',
    buffer: Buffer.from(`width = ${width}\n`),
  });
  const said = ada.getByRole('status').getByText(`${LONG_NAME} is now optim.py`);
  await said.waitFor();
  // Every letter lies in the window, under nothing that cuts it off, and on top of the page.
  const unread = await said.evaluate((element) => {
    const letters = document.createRange();
    letters.selectNodeContents(element);
    const isClipped = [element, element.parentElement].some(
      (each) =>
        each !== null &&
        getComputedStyle(each).overflow !== 'visible' &&
        each.scrollHeight > each.clientHeight,
    );
    const boxes = [...letters.getClientRects()];
    const outside = boxes.filter(
      ({ left, right, top, bottom }) =>
        left < 0 || top < 0 || right > window.innerWidth || bottom > window.innerHeight,
    );
    return { lines: boxes.length, outside: outside.length, isClipped };
  });
  expect(unread).toMatchObject({ outside: 0, isClipped: false });
  expect(unread.lines).toBeGreaterThan(0);
  // At the top of the page when it is due is read beside it.
  await ada.evaluate(() => window.scrollTo(0, 0));
  const [words, due] = await Promise.all([said.boundingBox(), ada.getByText(/^due /).first().boundingBox()]);
  const isBeside =
    words!.y + words!.height <= due!.y ||
    due!.y + due!.height <= words!.y ||
    words!.x + words!.width <= due!.x ||
    due!.x + due!.width <= words!.x;
  expect({ words, due, isBeside }).toMatchObject({ isBeside: true });
  expect(await pageMistakes(ada, ada.getByRole('banner'))).toEqual([]);
  await ada.context().close();
});

test('on the last day the sheet says beside Submit how long there is, wherever one writes', async () => {
  const { stack, browser } = running();
  const { id, dueAt } = await stack.db.assignment.findFirstOrThrow({ where: { slug: 'day-08' } });
  await stack.db.assignment.update({ where: { id }, data: { dueAt: new Date(Date.now() + 28.5 * 60_000) } });
  const ada = await signIn(browser, stack.url, 'student1', `${COURSE}/sets/day-08`, {
    viewport: { width: 390, height: 844 },
  });
  await ada.locator('.cm-content').last().click();
  const bar = ada.getByRole('region', { name: 'Actions' });
  await bar.getByText(/^due in 28 min/).waitFor();
  await ada.setViewportSize({ width: 1280, height: 844 });
  // There the header says it.
  await bar.getByText(/^due in/).waitFor({ state: 'hidden' });
  await stack.db.assignment.update({ where: { id }, data: { dueAt } });
  await ada.context().close();
});
