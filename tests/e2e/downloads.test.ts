/** A file that a link fetches: saved whole, or refused in words on the page, which stays. */
import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const running = inBrowser();

/** Of the menu behind the dots, or beside it. */
async function choose(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: label, exact: true }).click();
}

test('a gradebook is saved; one that is refused or cannot be reached is told of, and fetched again by a button', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', `${COURSE}/results`);
  const isExport = (path: string) => path.includes('export') || path.endsWith('.csv');
  const [first] = await Promise.all([page.waitForEvent('download'), choose(page, 'Export for Canvas')]);
  expect(first.suggestedFilename()).toMatch(/^cs-7150-.+\.csv$/);
  expect(await readFile(await first.path(), 'utf8')).toContain('@stepwise.example');
  await page.getByText(/the file is being fetched/).waitFor({ state: 'detached' });

  const here = page.url();
  const message = 'The database is being looked after. What was saved is safe. Please try again in a moment.';
  const only = (url: URL) => url.pathname.startsWith('/api/') && isExport(url.pathname);
  await page.route(only, (route) =>
    route.fulfill({ status: 503, json: { error: { code: 'unavailable', message } } }),
  );
  await choose(page, 'Export for Canvas');
  const told = page.getByRole('alert').filter({ hasText: 'Export for Canvas: no file was saved.' });
  await told.getByText(message).waitFor();
  expect(page.url()).toBe(here);
  expect(await pageMistakes(page)).toEqual([]);
  await page.unroute(only);
  await page.route(only, (route) => route.abort());
  await told.getByRole('button', { name: 'Try again' }).click();
  await told.filter({ hasText: 'Could not reach Stepwise, so no file was saved.' }).waitFor();
  await page.unroute(only);
  const [again] = await Promise.all([
    page.waitForEvent('download'),
    told.getByRole('button', { name: 'Try again' }).click(),
  ]);
  expect(again.suggestedFilename()).toBe(first.suggestedFilename());
  await told.waitFor({ state: 'detached' });
  await page.context().close();
});
