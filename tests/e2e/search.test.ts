/** Search of a course by keys alone: people, sets, questions and pages, for whom they are. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';

/** The search with a text typed into it. */
async function find(page: Page, text: string) {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Search or run a command' });
  await dialog.getByRole('combobox').waitFor();
  await page.keyboard.type(text);
  return { dialog, status: dialog.getByRole('status'), options: dialog.getByRole('option') };
}
const inFocus = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');

test('staff find people by name and address, questions by title and number, and pages that no tab leads to', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor');
  await page.getByRole('heading', { name: 'Sets', level: 1 }).waitFor();
  const noether = await find(page, 'emmy noe');
  await noether.status.getByText('1 result', { exact: true }).waitFor();
  await noether.options.getByText('Student, student2@stepwise.example').waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Emmy Noether', level: 1 }).waitFor();

  const byAddress = await find(page, 'student3@');
  await byAddress.options.getByText('Sofia Kovalevskaya').click();
  await page.getByRole('heading', { name: 'Sofia Kovalevskaya', level: 1 }).waitFor();

  await (await find(page, 'audit')).options.getByText('Audit log').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/settings/audit-log');

  // Several sets have the question: the arrows choose, and the question takes the focus where it stands.
  const question = await find(page, 'day 8 rmsprop');
  await question.options.filter({ hasText: 'Question of' }).first().waitFor();
  const count = await question.options.count();
  expect(count).toBeGreaterThan(1);
  for (let each = 1; each < count; each += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await question.options.first().getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sets/*#question-rmsprop');
  await page.waitForFunction(() => document.activeElement?.id === 'question-rmsprop');
  const top = await page.locator('#question-rmsprop').evaluate((each) => each.getBoundingClientRect().top);
  expect(top).toBeLessThan(450);
  await page.context().close();
});

test('a student finds their sets and questions and nobody; what they may not open is not found', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/grades`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const nobody = await find(page, 'noether');
  await nobody.status.getByText('No match for “noether”').waitFor();
  expect(await nobody.options.count()).toBe(0);
  expect(await pageMistakes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await nobody.dialog.waitFor({ state: 'hidden' });

  const set = await find(page, 'figure 3');
  await set.options.filter({ hasText: 'Question set' }).first().waitFor();
  await page.keyboard.press('Escape');
  await stack.db.assignment.updateMany({ where: { slug: 'figure-3' }, data: { hiddenAt: new Date() } });
  const gone = await find(page, 'with your own optimizers');
  await gone.status.getByText('No match for').waitFor();
  await page.keyboard.press('Escape');
  await stack.db.assignment.updateMany({ where: { slug: 'figure-3' }, data: { hiddenAt: null } });

  await (await find(page, 'momentum')).options.filter({ hasText: 'Question of' }).first().click();
  await page.waitForFunction(() => document.activeElement?.id.startsWith('question-') ?? false);
  expect(await inFocus(page)).toMatch(/momentum/);
  await page.context().close();
});

test('who types and presses Enter at once comes to what was typed; where nothing can be asked the pages are still there', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta');
  await page.getByRole('heading', { name: 'Sets', level: 1 }).waitFor();
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const asked: string[] = [];
  await page.route(/\/search\?/, async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('text') ?? '');
    await held;
    await route.continue();
  });
  const { dialog } = await find(page, 'lovelace');
  await page.keyboard.press('Enter');
  expect(await dialog.isVisible()).toBe(true);
  letGo();
  await page.getByRole('heading', { name: 'Ada Lovelace', level: 1 }).waitFor();
  // Not at every letter.
  expect(asked.length).toBeLessThan('lovelace'.length);
  expect(asked.at(-1)).toBe('lovelace');

  await page.unroute(/\/search\?/);
  await page.route(/\/search\?/, (route) =>
    route.fulfill({ status: 422, json: { error: { code: 'unacceptable', message: 'Not now.' } } }),
  );
  const failed = await find(page, 'grade');
  await failed.dialog.getByText('Sets, questions and people were not searched').waitFor();
  await failed.options.getByText('Gradebook').waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/results');
  await page.context().close();
});
