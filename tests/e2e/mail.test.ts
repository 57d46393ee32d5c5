/** In the demo mail is shown in a page; what it says stands behind the bell, and each kind can be switched off. */
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { remindOfDueSets, writeDigests } from '../../server/features/notifications/remind.ts';
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

  // An administrator of one course finds the way there from it.
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.getByRole('button', { name: 'Account of Grace Hopper' }).click();
  await grace.getByRole('menuitem', { name: 'Your courses' }).click();
  await grace.getByRole('link', { name: 'Courses and data' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('link', { name: 'Mail' }).click();
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
  const ada = await signIn(browser, stack.url, 'student1', '/notifications');
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

  const operator = await signIn(browser, stack.url, 'instructor', '/mail');
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

test('each kind of news stands in the list and in a mail of its own, and one that is switched off in neither', async () => {
  const { stack, browser } = running();
  const api = (name: string) => new Client(stack.url).signIn(`${name}@stepwise.example`, DEMO_PASSWORD);
  const userOf = (name: string) =>
    stack.db.user.findUniqueOrThrow({ where: { email: `${name}@stepwise.example` } });
  const [ada, mary, ta, grace] = await Promise.all([
    api('student1'),
    api('student4'),
    api('ta'),
    api('instructor'),
  ]);
  const { id: userId } = await userOf('student4');
  const sheet = { course: 'cs-7150', assignment: 'day-08' };
  await ada.call(operations.inviteToMyGroup, { params: sheet, body: { userId } });
  const answers = { momentum: 'It goes on.' };
  const handIn = { idempotencyKey: randomUUID(), answers };
  await mary.call(operations.createSubmission, { params: sheet, body: handIn });
  const { id: withWhom } = await userOf('student2');
  const together = {
    userIds: [withWhom, userId],
    arrangement: 'together' as const,
    reason: 'Both asked for it.',
  };
  await grace.call(operations.arrangeGroup, { params: sheet, body: together });
  const answer = await stack.db.answer.findFirstOrThrow({
    where: {
      questionId: 'momentum',
      submission: { group: { assignment: { slug: 'day-08-graded' } }, members: { some: { userId } } },
    },
    include: { decisions: { orderBy: { revision: 'desc' }, take: 1 } },
  });
  const params = { submissionId: answer.submissionId, question: 'momentum' };
  const comment = () =>
    ta.call(operations.addInlineComment, {
      params,
      body: { id: randomUUID(), start: 0, end: 5, text: 'Say more.' },
    });
  await comment();
  const { revision: baseRevision } = answer.decisions[0]!;
  await ta.call(operations.gradeAnswer, {
    params,
    body: { appliedItemIds: [], fullMarks: true, adjustment: -0.5, baseRevision },
  });
  const request = await mary.call(operations.askForRegrade, { params, body: { reason: 'Is it all?' } });
  await ta.call(operations.closeRequest, {
    params: { ...params, requestId: request.id },
    body: { reply: 'It is.', grade: null },
  });
  const { dueAt } = await stack.db.assignment.findFirstOrThrow({ where: { slug: 'figure-3' } });
  await remindOfDueSets(stack.db, new Date(dueAt.getTime() - 3_600_000));
  await eventually(
    () => stack.db.mail.count({ where: { state: 'waiting', userId } }),
    (count) => count === 0,
  );

  const subjects = [
    'Ada Lovelace invites you to a group, Day 8',
    'submission 1 received, Day 8',
    'your group was changed, Day 8',
    'a comment was added or changed, Day 8',
    'a grade was changed, Day 8',
    'your regrade request was answered, Day 8',
    'due within a day, Figure 3',
  ];
  const reader = await signIn(browser, stack.url, 'student4', '/notifications');
  for (const subject of subjects) await reader.getByRole('link', { name: subject }).first().waitFor();
  await reader.getByRole('combobox', { name: 'A comment was added' }).click();
  await reader.getByRole('option', { name: 'Not at all' }).click();
  const operator = await signIn(browser, stack.url, 'instructor', '/mail');
  for (const subject of subjects) {
    const mail = operator.getByRole('group').filter({ hasText: subject }).filter({ hasText: 'student4@' });
    await mail.first().waitFor();
  }
  await eventually(
    () => stack.db.noticeChoice.count({ where: { userId, kind: 'commented', way: 'off' } }),
    (count) => count === 1,
  );
  const told = () => stack.db.notification.count({ where: { userId, kind: 'commented' } });
  const before = await told();
  await comment();
  expect(await told()).toBe(before);
  await Promise.all([reader, operator].map((page) => page.context().close()));
});

test('pages by which no story comes are as easy to read as others, and so is what a wrong address leads to', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const { id } = await stack.db.submission.findFirstOrThrow({
    where: { group: { assignment: { slug: 'day-08-graded' } } },
  });
  for (const [path, heading, tab = heading] of [
    ['/password-link', 'Password link'],
    ['/stop-mails', 'Fewer mails'],
    ['/nowhere', 'Page not found'],
    ['/c/cs-7150/requests', 'Regrades'],
    ['/c/cs-7150/grade/figure-3/figure-3', 'Make Figure 3'],
    [`/c/cs-7150/submissions/${id}/graded-copy`, /^Graded copy: Day 8/, /· Graded copy · Day 8/],
    ['/c/cs-7150/sets/nowhere', 'This could not be loaded'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await pageMistakes(page)).toEqual([]);
    // The browser's tab is not still called as the page before.
    expect(await page.title()).toMatch(tab);
  }
  await page.context().close();
});
