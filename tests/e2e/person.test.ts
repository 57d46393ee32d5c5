/** A person's page while colleagues are at work, and of somebody who was deleted. */
import { expect, test } from '@jest/globals';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const whereIs = (email: string) => ({ user: { email: `${email}@stepwise.example` } });

test('what was typed into the form of a person stays when a colleague changes them, and what was changed is said', async () => {
  const { stack, browser } = running();
  const { userId } = await stack.db.enrolment.findFirstOrThrow({ where: whereIs('student2') });
  const path = `/c/cs-7150/roster/${userId}`;
  const grace = await signIn(browser, stack.url, 'instructor', path);
  await grace.getByRole('combobox', { name: 'Section' }).fill('C');

  const colleague = await signIn(browser, stack.url, 'instructor', path);
  await colleague.getByRole('combobox', { name: 'Section' }).fill('B');
  await colleague.getByLabel('Student ID').fill('77');
  await colleague.getByRole('button', { name: 'Save', exact: true }).click();
  const stored = () =>
    stack.db.enrolment.findFirstOrThrow({
      where: whereIs('student2'),
      select: { section: true, studentId: true },
    });
  await eventually(stored, ({ section }) => section === 'B');
  // Their own change is no news to them.
  await colleague.getByText('Role', { exact: true }).waitFor();
  expect(await colleague.getByText('Changed by somebody else meanwhile').count()).toBe(0);

  // The page reads the person again with any change of its own, such as a note.
  await grace.getByRole('tab', { name: /^Notes/ }).click();
  await grace.getByRole('textbox', { name: /note/i }).fill('Asked for section C.');
  await grace.getByRole('textbox', { name: 'New note' }).press('Tab');
  await grace.keyboard.press('Enter');
  await grace.getByText('Changed by somebody else meanwhile').waitFor();
  await grace.getByText('section none → B, student ID none → 77').waitFor();
  expect(await grace.getByRole('combobox', { name: 'Section' }).inputValue()).toBe('C');
  expect(await grace.getByLabel('Student ID').inputValue()).toBe('77');
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(stored, ({ section }) => section === 'C');
  expect(await stored()).toEqual({ section: 'C', studentId: '77' });
  await grace.getByText('Changed by somebody else meanwhile').waitFor({ state: 'hidden' });
  await grace.context().close();
  await colleague.context().close();
});

test('of somebody who was deleted nothing is offered that would be refused', async () => {
  const { stack, browser } = running();
  const { userId } = await stack.db.enrolment.findFirstOrThrow({ where: whereIs('student4') });
  const admin = await signIn(browser, stack.url, 'instructor', '/administration');
  await admin.getByLabel('E-mail address of the account').fill('student4@stepwise.example');
  await admin.getByLabel('Type the address once more').fill('student4@stepwise.example');
  await admin.getByRole('button', { name: 'Delete who this is' }).click();
  await admin.getByText(/^Done: from now on Deleted person/).waitFor();
  await admin.goto(`/c/cs-7150/roster/${userId}`);
  await admin.getByText('nobody can come back as them').waitFor();
  for (const name of ['Bring back', 'Make a password link', 'Save'])
    expect(await admin.getByRole('button', { name, exact: true }).count()).toBe(0);
  expect(await pageMistakes(admin)).toEqual([]);
  // Of somebody who has only left it is offered.
  const { userId: left } = await stack.db.enrolment.findFirstOrThrow({ where: whereIs('student3') });
  await admin.goto(`/c/cs-7150/roster/${left}`);
  await admin.getByRole('button', { name: 'Take out of the course' }).click();
  await admin.getByRole('button', { name: 'Bring back' }).click();
  await admin.getByRole('button', { name: 'Take out of the course' }).waitFor();
  expect(await admin.getByText('Changed by somebody else meanwhile').count()).toBe(0);
  await admin.context().close();
});
