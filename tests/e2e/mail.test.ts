/** In the demo mail is shown in a page; what it says stands behind the bell, and each kind can be switched off. */
import { expect, test } from '@jest/globals';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

test('what was submitted and released is told in the page and in mails that the demo shows', async () => {
  const { stack, browser } = running();
  const reader = await signIn(browser, stack.url, 'student4');
  await reader.getByRole('link', { name: /^Notifications, \d+ new$/ }).click();
  await reader.getByRole('link', { name: /grades are out/ }).waitFor();
  expect(await pageMistakes(reader)).toEqual([]);
  await reader.getByRole('combobox', { name: 'Grades are out' }).click();
  await reader.getByRole('option', { name: 'Not at all' }).click();
  await eventually(
    () => stack.db.noticeChoice.findMany({ select: { kind: true, way: true } }),
    ([choice]) => choice?.kind === 'released' && choice.way === 'off',
  );
  await reader.getByRole('link', { name: /grades are out/ }).click();
  await reader.getByRole('heading', { name: 'Feedback' }).waitFor();

  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto('/mail');
  await grace.getByText('This is a demo: nothing is sent').waitFor();
  const mail = grace
    .getByRole('group')
    .filter({ hasText: 'grades are out' })
    .filter({ hasText: 'student4@' });
  await mail.getByText('grades are out').first().click();
  await mail.getByText(/No more mails of this kind: http/).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  const link = /http\S+stop-mails#\S+/.exec(await mail.locator('pre').innerText())?.[0] ?? '';
  const anyone = await browser.newPage();
  await anyone.goto(link);
  await anyone.getByRole('button', { name: 'No more mails of this kind' }).click();
  await anyone.getByText('It is still told in the page.').waitFor();
  expect(await stack.db.noticeChoice.findMany({ select: { way: true } })).toEqual([{ way: 'page' }]);
});
