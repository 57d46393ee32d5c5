/** In the demo mail is shown in a page; what it says stands behind the bell, and each kind can be switched off. */
import { expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { writeDigests } from '../../server/features/notifications/remind.ts';
import { Client } from '../support/client.ts';
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

test('what waits for the morning comes in one mail, and operators see what could not be sent', async () => {
  const { stack, browser } = running();
  const ada = await signIn(browser, stack.url, 'student1');
  await ada.goto('/notifications');
  for (const kind of ['You have more time', 'Grades are out']) {
    await ada.getByRole('combobox', { name: kind }).click();
    await ada.getByRole('option', { name: 'In one mail a day' }).click();
  }
  await eventually(
    () => stack.db.noticeChoice.count({ where: { way: 'digest' } }),
    (count) => count === 2,
  );
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const params = { course: 'cs-7150', assignment: 'day-08' };
  const { id: userId } = await stack.db.user.findUniqueOrThrow({
    where: { email: 'student1@stepwise.example' },
  });
  const target = { kind: 'student' as const, userId };
  const body = { target, until: '2031-12-06 14:30', reason: 'was at a conference' };
  await grace.call(operations.grantExtension, { params, body });
  const graded = { ...params, assignment: 'day-08-graded' };
  for (const released of [false, true])
    await grace.call(operations.releaseGrades, { params: graded, body: { released } });
  // Nobody waits here for six o'clock.
  await writeDigests(stack.db, new Date(Date.now() + 86_400_000));
  // By then the demo has shown what it shows.
  await eventually(
    () => stack.db.mail.count({ where: { state: 'waiting' } }),
    (count) => count === 0,
  );
  await stack.db.mail.updateMany({
    where: { kind: 'receipt' },
    data: { state: 'failed', problem: '550 No such mailbox' },
  });

  const operator = await signIn(browser, stack.url, 'instructor');
  await operator.goto('/mail');
  const mail = operator.getByRole('group').filter({ hasText: '3 things since yesterday' });
  await mail.getByText('3 things since yesterday').click();
  await mail.getByText('was at a conference').waitFor();
  await mail
    .getByText(/grades are out/)
    .first()
    .waitFor();
  await operator.getByText(/[1-9]\d* failed/).waitFor();
  await operator.getByText('550 No such mailbox').first().waitFor();
  expect(await pageMistakes(operator)).toEqual([]);
  await Promise.all([ada, operator].map((page) => page.context().close()));
});
