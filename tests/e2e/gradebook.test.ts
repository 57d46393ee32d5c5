/** A TA and an instructor read in the gradebook how a score came about, by the keyboard alone and by touch. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const RESULTS = '/c/cs-7150/results';
let ta: Page;
let grid: Locator;
let panel: Locator;
beforeAll(async () => {
  const { stack, browser } = running();
  ta = await signIn(browser, stack.url, 'ta', RESULTS);
  grid = ta.getByRole('grid', { name: 'Scores' });
  panel = ta.getByRole('complementary', { name: 'Cell' });
  await grid.waitFor();
});

/** What has the keyboard in the table: row and column; null where the table has not the focus. */
const at = () =>
  ta.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id == null ? null : (/\d+-\d+$/.exec(id)?.[0] ?? null);
  });

/** Of a set's column, counted as the table does: the names are 0. */
async function columnOf(slug: string): Promise<number> {
  const headings = await grid.getByRole('columnheader').allInnerTexts();
  return headings.findIndex((words) => words.includes(`${slug},`));
}

test('Enter opens the cell beside the table, arrows go on to the next student, Escape gives the keyboard back', async () => {
  const column = await columnOf('day-08-graded');
  await grid.focus();
  for (let times = 0; times < column; times += 1) await ta.keyboard.press('ArrowRight');
  const names = await grid.getByRole('rowheader').allInnerTexts();
  const nameOf = (row: number) => names[row]!.split('\n')[0]!;
  await ta.keyboard.press('Enter');
  await panel.getByRole('heading', { name: nameOf(0), exact: true }).waitFor();
  expect(await at()).toBe(`0-${column}`);

  // Down to somebody who has a grade: the panel says the score that the table says.
  const graded = grid.getByRole('row', { name: /student4@/ });
  const row = Number(await graded.getAttribute('aria-rowindex')) - 2;
  for (let times = 0; times < row; times += 1) await ta.keyboard.press('ArrowDown');
  await panel.getByRole('heading', { name: nameOf(row), exact: true }).waitFor();
  expect(await at()).toBe(`${row}-${column}`);
  const inTable = await graded
    .getByRole('gridcell')
    .nth(column - 1)
    .innerText();
  const [points] = /[\d.]+/.exec(inTable) ?? [];
  await panel.getByText(`${points}/`).first().waitFor();
  await panel.getByText(/^Submission 1, .*: the only one\.$/).waitFor();
  await panel.getByText('In time.').waitFor();
  await panel.getByText(/No extension\.$/).waitFor();
  const question = panel.getByRole('row', { name: /RMSProp/ });
  const { decidedBy } = await running().stack.db.gradeDecision.findFirstOrThrow({
    where: {
      supersededBy: null,
      answer: {
        submission: {
          members: { some: { user: { email: 'student4@stepwise.example' } } },
          group: { assignment: { slug: 'day-08-graded' } },
        },
      },
    },
    select: { decidedBy: { select: { name: true } } },
  });
  await question.getByText(decidedBy.name).waitFor();
  expect(await pageMistakes(ta)).toEqual([]);

  // Beside the table it leaves the table as it is; a second Enter goes into it, where the arrows go on.
  await grid.focus();
  await ta.keyboard.press('Enter');
  await eventually(() => panel.evaluate((element) => element === document.activeElement), Boolean);
  await ta.keyboard.press('ArrowUp');
  await panel.getByRole('heading', { name: nameOf(row - 1), exact: true }).waitFor();
  await ta.keyboard.press('ArrowDown');
  await panel.getByRole('heading', { name: nameOf(row), exact: true }).waitFor();
  await ta.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await at()).toBe(`${row}-${column}`);
});

test('who follows a link of the cell and comes back finds it open, at the same place', async () => {
  await ta.keyboard.press('Enter');
  const place = await at();
  await panel.getByRole('link', { name: 'Open the answer' }).click();
  await ta.waitForURL('**/grade/day-08-graded/**');
  await ta.goBack();
  await panel.getByRole('link', { name: 'Graded copy' }).waitFor();
  await eventually(at, (now) => now === place);
  await panel.getByRole('link', { name: 'Student', exact: true }).click();
  await ta.waitForURL('**/roster/*');
  await ta.goBack();
  await panel.waitFor();
  await ta.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
});

test('a question’s column opens the cell with that question, a cell without work says what there is', async () => {
  const graded = grid.getByRole('row', { name: /student4@/ });
  await ta.getByRole('button', { name: 'Questions of day-08-graded', exact: true }).click();
  await graded.getByRole('gridcell').locator('a[href*="/grade/day-08-graded/"]').nth(1).click();
  await panel.getByRole('link', { name: 'Open the answer' }).waitFor();
  expect(await panel.locator('tr[data-opened]').count()).toBe(1);
  const opened = await panel.locator('tr[data-opened] a').getAttribute('href');
  expect(await panel.getByRole('link', { name: 'Open the answer' }).getAttribute('href')).toBe(opened);
  await panel.getByRole('button', { name: 'Close' }).click();
  await eventually(() => grid.evaluate((element) => element === document.activeElement), Boolean);

  const missing = grid.getByRole('row').filter({ hasText: 'Missing' }).first();
  await missing.getByText('Missing').first().click();
  await panel.getByRole('link', { name: 'Student', exact: true }).waitFor();
  expect(await panel.getByRole('link', { name: 'Graded copy' }).count()).toBe(0);
  await panel.getByText(/No extension\.$/).waitFor();
});

test('on a phone the cell lies over the table and is closed again', async () => {
  await ta.keyboard.press('Escape');
  await ta.setViewportSize({ width: 390, height: 844 });
  const row = grid.getByRole('row', { name: /Mary Somerville/ });
  await row.locator('a[data-cell]').first().click();
  await eventually(() => panel.evaluate((element) => element === document.activeElement), Boolean);
  const box = await panel.boundingBox();
  expect(box?.width).toBe(390);
  expect(await ta.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await panel.getByRole('button', { name: 'Close' }).click();
  await panel.waitFor({ state: 'detached' });
});
