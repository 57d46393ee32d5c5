/** An address that somebody mistyped: the page says that nothing is there, and not what a server thinks of an id. */
import { expect, test } from '@jest/globals';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const UUID = '01a22af3-163a-755d-ae1a-07c600d4b5e1';

test('an id or a name that can be none of anything is Page not found, on every kind of page', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('xyz')) asked.push(request.url());
  });
  for (const path of [
    '/grade/day-08-to-grade/rmsprop/xyz',
    '/grade/day-08-to-grade/rmsprop/xyz/second',
    '/grade/xyz_Day%208/rmsprop',
    '/submissions/xyz/graded-copy',
    '/requests/xyz',
    '/roster/xyz',
    '/results/optimizers/reruns/xyz',
    `/results/optimizers/similar/${UUID}/xyz`,
    '/results/xyz%20Day',
    '/sets/xyz%20Day/policy',
    '/author/xyz%20Day',
  ]) {
    await page.goto(`/c/cs-7150${path}`);
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  }
  expect(await page.title()).toContain('Page not found');
  // Only the pages themselves were asked for.
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
  expect(await pageMistakes(page)).toEqual([]);
  // What might be there and is not says what it is that is missing, as ever.
  await page.goto(`/c/cs-7150/requests/${UUID}`);
  await page.getByText('There is no such request in this course.').waitFor();
  await page.getByRole('link', { name: 'To your sets' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sets' }).waitFor();
  await page.context().close();
});
