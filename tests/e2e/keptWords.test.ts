/** Words that are not sent yet outlive another tab of the page, the way back and a reload; another account is shown none of them. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { eventually } from '../support/testServer.ts';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

/** Goes to the gradebook inside of the page, and back by the browser. */
async function leaveAndComeBack(page: Page, link: 'Gradebook' | 'Grades' = 'Gradebook'): Promise<void> {
  const { pathname } = new URL(page.url());
  await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).first().click();
  await page.waitForURL((url) => url.pathname !== pathname);
  await page.goBack();
  await page.waitForURL((url) => url.pathname === pathname);
}

test('a note, a reason to ask, a reply and the grade of a group are still there', async () => {
  const { stack, browser } = running();
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student4@stepwise.example' } });

  const reader = await signIn(browser, stack.url, 'student4', '/c/cs-7150/sets/day-08-graded/feedback');
  const question = reader.getByRole('article', { name: /RMSProp/ });
  const ask = question.getByRole('button', { name: /^Ask about/ });
  const why = question.getByLabel('Why');
  await ask.click();
  await why.fill('The root is there.');
  await leaveAndComeBack(reader, 'Grades');
  await ask.click();
  expect(await why.inputValue()).toBe('The root is there.');
  await question.getByRole('button', { name: 'Send request' }).click();
  await question.getByRole('heading', { name: 'Regrade request: Waiting' }).waitFor();
  const { id } = await stack.db.regradeRequest.findFirstOrThrow();

  let staff = await signIn(browser, stack.url, 'ta', `/c/cs-7150/requests/${id}`);
  const reply = staff.getByLabel('Reply');
  await reply.fill('Not in line two');
  await staff.getByText('Full marks', { exact: true }).click();
  await leaveAndComeBack(staff);
  const isFull = () => staff.getByRole('checkbox', { name: /Full marks/ }).isChecked();
  expect([await reply.inputValue(), await isFull()]).toEqual(['Not in line two', true]);
  await staff.reload();
  await reply.waitFor();
  expect([await reply.inputValue(), await isFull()]).toEqual(['Not in line two', true]);

  await staff.goto('/c/cs-7150/grade/day-08-to-grade/rmsprop/groups');
  const comment = staff.getByRole('textbox', { name: 'Comment' });
  await comment.fill('For all of you');
  await leaveAndComeBack(staff);
  await eventually(
    () => comment.inputValue(),
    (text) => text === 'For all of you',
  );

  // A comment on a passage, begun when the page ended.
  await staff.goto('/c/cs-7150/grade/day-08-to-grade/rmsprop');
  await staff.waitForURL(/\/rmsprop\/[^/]+$/);
  await staff.locator('[data-painted]').waitFor();
  await staff
    .getByRole('button', { name: /^Comment/ })
    .first()
    .click();
  const passage = staff.getByRole('textbox', { name: 'Comment on the passage' });
  await passage.fill('Where is the root?');
  const answerPage = staff.url();
  await staff.close();
  const next = await staff.context().newPage();
  await next.goto(answerPage);
  const begun = next.getByRole('textbox', { name: 'Comment on the passage' });
  await begun.waitFor();
  expect(await begun.inputValue()).toBe('Where is the root?');
  await next.getByRole('button', { name: 'Add comment' }).click();
  await begun.waitFor({ state: 'detached' });
  await next.reload();
  await next.getByText('Where is the root?', { exact: true }).waitFor();
  expect(await begun.count()).toBe(0);
  staff = next;

  const notes = `/c/cs-7150/roster/${student.id}`;
  await staff.goto(notes);
  const note = staff.getByRole('textbox', { name: 'New note' });
  await staff.getByRole('tab', { name: /Notes/ }).click();
  await note.fill('Asked for help');
  await staff.getByRole('tab', { name: /Grades/ }).click();
  await staff.getByRole('tab', { name: /Notes/ }).click();
  expect(await note.inputValue()).toBe('Asked for help');

  // Whoever uses this browser next sees none of it.
  await staff.getByRole('button', { name: /^Account of/ }).click();
  await staff.getByRole('menuitem', { name: 'Sign out' }).click();
  await staff.getByRole('button', { name: 'Sign in' }).waitFor();
  await staff.getByLabel('E-mail address').fill('instructor@stepwise.example');
  await staff.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await staff.getByRole('button', { name: 'Sign in' }).click();
  await staff.getByRole('button', { name: /^Account of/ }).waitFor();
  await staff.goto(notes);
  await staff.getByRole('tab', { name: /Notes/ }).click();
  expect(await note.inputValue()).toBe('');

  // Sent words are not there again.
  const again = await signIn(browser, stack.url, 'ta', `/c/cs-7150/requests/${id}`);
  await again.getByLabel('Reply').fill('Look at line two.');
  await again.getByRole('button', { name: 'Reply', exact: true }).click();
  await again.getByRole('listitem').getByText('Look at line two.').waitFor();
  await again.reload();
  await again.getByLabel('Reply').waitFor();
  expect(await again.getByLabel('Reply').inputValue()).toBe('');
});

test('when somebody else signs in in another tab, no page shows them as its owner; signing in again goes on', async () => {
  const { stack, browser } = running();
  const ada = await signIn(browser, stack.url, 'student1', '/c/cs-7150');
  await ada.getByRole('button', { name: 'Account of Ada Lovelace' }).waitFor();
  const context = ada.context();
  const other = await context.newPage();
  const email = other.getByLabel('E-mail address');
  // An answer that is on its way to the page brings its cookie back.
  const signedOut = async (): Promise<boolean> => {
    await context.clearCookies();
    await other.goto('/sign-in');
    return email.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  };
  while (!(await signedOut()));
  await email.fill('student4@stepwise.example');
  await other.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('button', { name: 'Account of Mary Somerville' }).waitFor();

  const read = new Set<number>();
  ada.on('response', (response) => {
    if (response.url().includes('/api/courses/')) read.add(response.status());
  });
  // The page may have learned of it by itself, and stands behind the dialog then.
  const grades = ada.getByRole('navigation').getByRole('link', { name: 'Grades', exact: true });
  await grades.click({ force: true });
  const again = ada.getByRole('dialog', { name: 'Your session has ended' });
  await again.waitFor();
  expect(read.has(200)).toBe(false);
  // What the page had read ahead before is its own.
  expect(await ada.getByText('Mary Somerville').count()).toBe(0);
  await again.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'detached' });
  await grades.click();
  await ada.getByRole('table').first().waitFor();
  // Now it is the other tab whose session has ended.
  await other
    .getByRole('navigation')
    .getByRole('link', { name: 'Grades', exact: true })
    .click({ force: true });
  await other.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  await context.close();
});
