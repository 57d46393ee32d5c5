/** Forms while what they hold is on its way: no field shows what is thrown away, nothing is sent twice, a failure loses no word. */
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { eventually } from '../support/testServer.ts';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

/** Keeps the requests to an address until they are let go, and counts them. */
async function hold(page: Page, method: string, address: RegExp) {
  const { promise: held, resolve: letGo } = Promise.withResolvers<'continue' | 'abort'>();
  let count = 0;
  await page.route(address, async (route) => {
    if (route.request().method() !== method) return route.continue();
    count += 1;
    await route[await held]();
  });
  return { letGo, count: () => count };
}

test('of what a TA looks at, one button is filled: the next answer of all sets, and the form in front', async () => {
  const { stack, browser } = running();
  // A second set that waits for somebody.
  const mary = await new Client(stack.url).signIn('student4@stepwise.example', DEMO_PASSWORD);
  const body = { idempotencyKey: randomUUID(), answers: { momentum: 'It goes on.' } };
  const params = { course: 'cs-7150', assignment: 'day-08' };
  await mary.call(operations.createSubmission, { params, body });
  const page = await signIn(browser, stack.url, 'ta', '/c/cs-7150/grade');
  await page.getByRole('region', { name: /Day 8, to be graded/ }).getByRole('link', { name: /^Grade next/ }).first().waitFor(); // prettier-ignore
  await page.getByRole('region', { name: /Preparation/ }).getByRole('link', { name: /^Grade next/ }).first().waitFor(); // prettier-ignore
  const filled = page.locator('main .mantine-Button-root:is([data-variant="filled"], :not([data-variant]))');
  expect(await filled.count()).toBe(1);
  expect(await filled.innerText()).toMatch(/^Next/);

  await page.goto('/c/cs-7150/grade/day-08-to-grade/rmsprop');
  await page
    .getByRole('button', { name: /^Edit rubric/ })
    .filter({ visible: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an item' }).click();
  // A button that says nothing else is filled.
  const inDialog = dialog.locator('.mantine-Button-root:is([data-variant="filled"], :not([data-variant]))');
  expect(await inDialog.allInnerTexts()).toEqual(['Add']);
  await dialog.getByRole('button', { name: 'New group…' }).click();
  await dialog.getByRole('button', { name: 'Save the rules' }).waitFor();
  expect(await inDialog.allInnerTexts()).toEqual(['Save the rules']);
  await dialog.getByRole('button', { name: 'Cancel' }).last().click();
  expect(await inDialog.allInnerTexts()).toEqual(['Add']);
  await page.context().close();
});

test('every kind of field keeps still while it is saved; a save that fails goes on with all that was written', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', '/c/cs-7150/grade/day-08-to-grade/rmsprop');
  await page
    .getByRole('button', { name: /^Edit rubric/ })
    .filter({ visible: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an item' }).click();
  const text = dialog.getByRole('textbox', { name: 'Text' });
  await text.fill('No bias correction');
  await dialog.getByRole('button', { name: 'New group…' }).click();
  const name = dialog.getByRole('textbox', { name: 'Name of the group' });
  const isExclusive = dialog.getByRole('checkbox', { name: 'One of its items at most' });
  const floor = dialog.getByRole('textbox', { name: 'Together no less than' });
  await name.fill('Rule');
  await floor.fill('-1');
  const first = await hold(page, 'PUT', /\/rubric-groups/);
  const save = dialog.getByRole('button', { name: 'Save the rules' });
  await save.click();
  await save.and(page.locator('[data-loading]')).waitFor();
  const typeOn = async () => {
    await name.pressSequentially(' of Adam');
    await isExclusive.click({ force: true });
    await floor.press('ArrowUp');
    await floor.press('5');
    await floor.press('Enter');
    await name.press('Enter');
  };
  const seen = async () => [await name.inputValue(), await isExclusive.isChecked(), await floor.inputValue()];
  await typeOn();
  expect(await seen()).toEqual(['Rule', true, '-1']);
  first.letGo('abort');
  await dialog.getByRole('alert').or(dialog.locator('[data-kind="danger"]')).first().waitFor();
  expect(first.count()).toBe(1);

  // What failed is still there, and goes on.
  expect(await seen()).toEqual(['Rule', true, '-1']);
  await name.press('End');
  await name.pressSequentially(' of Adam');
  await page.unrouteAll();
  await save.click();
  await save.waitFor({ state: 'detached' });
  // The item that the group was made for is still being written.
  expect(await text.inputValue()).toBe('No bias correction');
  await dialog.getByRole('combobox', { name: 'Group' }).click();
  await page.getByRole('option', { name: /^Rule of Adam/ }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText(/· Rule of Adam/).waitFor();
});

test('a choice from a list keeps still, too, and one button sends once', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', '/c/cs-7150/sets/day-08-to-grade/extensions');
  const who = page.getByRole('combobox', { name: 'Who' });
  const reason = page.getByRole('textbox', { name: 'Why' });
  await who.click();
  const options = page.getByRole('option');
  await options.first().click();
  const chosen = await who.inputValue();
  await page.getByLabel('Until', { exact: true }).fill('2030-01-02T14:30');
  await reason.fill('Away.');
  await page.getByRole('button', { name: 'Show whom it changes' }).click();
  const grant = page.getByRole('button', { name: 'Give more time' });
  await grant.waitFor();
  const sent = await hold(page, 'POST', /\/extensions\?/);
  await grant.click();
  await grant.and(page.locator('[data-loading]')).waitFor();
  await who.click();
  await options.nth(1).click();
  await reason.pressSequentially(' Or ill.');
  expect([await who.inputValue(), await reason.inputValue()]).toEqual([chosen, 'Away.']);
  sent.letGo('continue');
  // The form is empty for the next one.
  await eventually(
    () => reason.inputValue(),
    (value) => value === '',
  );
  expect(sent.count()).toBe(1);
  expect(await stack.db.extension.count()).toBe(1);

  // A colleague's extension takes no word out of it.
  await reason.fill('Half a sent');
  const other = await signIn(browser, stack.url, 'instructor', '/c/cs-7150/sets/day-08-to-grade/extensions');
  await other
    .getByRole('row', { name: /Ada Lovelace/ })
    .getByRole('button', { name: 'Take back' })
    .click();
  await other.getByText('Changes 1 student').waitFor();
  await other.getByRole('button', { name: 'Take back' }).first().click();
  await other.getByText('Nobody has more time.').waitFor();
  await page.bringToFront();
  await eventually(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    return page.getByText('Nobody has more time.').isVisible();
  }, Boolean);
  expect(await reason.inputValue()).toBe('Half a sent');
});

test('what is being sent is not cancelled: its form stays until there is an answer, in a dialog as on a page', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student1', '/c/cs-7150/sets/day-08-graded/feedback');
  const question = page.getByRole('article', { name: /RMSProp/ });
  await question.getByRole('button', { name: /^Ask about/ }).click();
  await question.getByLabel('Why').fill('The root is there.');
  const request = await hold(page, 'POST', /\/requests\?/);
  await question.getByRole('button', { name: 'Send request' }).click();
  const cancel = question.getByRole('button', { name: 'Cancel' });
  await cancel.and(page.locator('[title="It is being sent"]')).waitFor();
  expect(await cancel.isDisabled()).toBe(true);
  request.letGo('abort');
  await question.getByText(/may or may not have been done/).waitFor();
  expect(await question.getByLabel('Why').inputValue()).toBe('The root is there.');
  // Now nothing is on its way.
  await cancel.click();
  await question.getByLabel('Why').waitFor({ state: 'detached' });
  expect(await stack.db.regradeRequest.count()).toBe(0);
  await page.context().close();

  const staff = await signIn(browser, stack.url, 'instructor', '/c/cs-7150/roster');
  await staff.getByRole('button', { name: 'Add person' }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nicole Oresme');
  await dialog.getByLabel('E-mail address').fill('nicole@example.org');
  const adding = await hold(staff, 'POST', /\/roster\?/);
  await dialog.getByRole('button', { name: /^Add|^Invite/ }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).and(staff.locator('[disabled]')).waitFor();
  await staff.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Nicole Oresme');
  adding.letGo('continue');
  await dialog.getByText('Nicole Oresme is invited').waitFor();
  expect(adding.count()).toBe(1);
  await staff.context().close();
});
