/** After an act the focus is somewhere that can be seen, and what was pressed is not beneath what is said about it. */
import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { signIn, underBar, untilStill } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';
const WHY = 'Not possible now: Maryam Mirzakhani has changed it meanwhile, and what she wrote stands there. Look at it, then do it again.'; // prettier-ignore
const dialogOf = (page: Page) => page.getByRole('dialog');
const focusOf = (page: Page, name: RegExp) =>
  dialogOf(page).locator(':focus').and(page.getByRole('button', { name }));

/** Refuses whatever would change something. */
async function refuse(page: Page): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/api/'),
    async (route) => {
      if (route.request().method() === 'GET' || route.request().url().includes('preview')) return route.fallback(); // prettier-ignore
      await route.fulfill({ status: 422, json: { error: { code: 'unacceptable', message: WHY } } });
    },
  );
}

async function editsRubric(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Edit rubric/ }).filter({ visible: true }).click(); // prettier-ignore
  await dialogOf(page).getByRole('button', { name: /^Edit:/ }).last().waitFor(); // prettier-ignore
}

test('what was pressed at the lower edge of a dialog is not beneath its refusal', async () => {
  const { stack, browser } = running();
  for (const height of [844, 620]) {
    const page = await signIn(browser, stack.url, 'ta', `${COURSE}/grade/day-08-to-grade/rmsprop`, {
      viewport: { width: 390, height },
    });
    await editsRubric(page);
    await dialogOf(page).getByRole('button', { name: /^Edit:/ }).last().click(); // prettier-ignore
    await dialogOf(page).getByRole('textbox', { name: 'Points' }).fill('-0.75');
    const change = dialogOf(page).getByRole('button', { name: /^Change/ });
    await change.and(page.locator(':enabled')).waitFor();
    await refuse(page);
    await change.evaluate((button) => {
      const dialog = button.closest('[role=dialog]')!;
      dialog.scrollTop += button.getBoundingClientRect().bottom - dialog.getBoundingClientRect().bottom + 12;
    });
    await change.click();
    await page.getByRole('alert').filter({ hasText: WHY }).waitFor();
    await change.and(page.locator(':not([data-loading])')).waitFor();
    expect(await page.evaluate(underBar, '')).toBe('');
    await page.context().close();
  }
});

test('what is refused beside a form is in sight, too, where a phone has it below', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', `${COURSE}/sets/day-08/policy`, {
    viewport: { width: 390, height: 844 },
  });
  const show = page.getByRole('button', { name: 'Show whom it changes' });
  await show.waitFor();
  await refuse(page);
  await show.evaluate((button) => button.scrollIntoView({ block: 'end' }));
  await show.click();
  const said = page.getByRole('alert').filter({ hasText: WHY });
  await said.waitFor();
  const box = (await said.boundingBox())!;
  expect(box.y).toBeGreaterThan(0);
  expect(box.y + box.height).toBeLessThanOrEqual(844);
  await page.context().close();
});

/** On which sides of a notice another part of the page lies over it, or the window ends. */
const hiddenSides = (said: Locator) =>
  said.evaluate((words) => {
    const notice = words.closest('[data-kind]')!;
    const { top, bottom, left, right } = notice.getBoundingClientRect();
    const at = (y: number) => notice.contains(document.elementFromPoint((left + right) / 2, y));
    return [...(at(top + 2) ? [] : ['top']), ...(at(bottom - 2) ? [] : ['bottom'])];
  });

test.each([
  ['a group', '/grade/day-08-to-grade/rmsprop/groups', /^Grade group/],
  ['an answer', '/grade/day-08-to-grade/rmsprop', /^Save, next/],
])(
  'what is refused of the grade of %s is seen whole, in a low window and on a phone',
  async (_, path, act) => {
    const { stack, browser } = running();
    for (const viewport of [
      { width: 1280, height: 600 },
      { width: 390, height: 844 },
    ]) {
      const page = await signIn(browser, stack.url, 'ta', `${COURSE}${path}`, { viewport });
      const button = page.getByRole('button', { name: act }).filter({ visible: true });
      await button.waitFor();
      await page.getByText(/^Suggested/).filter({ visible: true }).first().waitFor(); // prettier-ignore
      await untilStill(page);
      await button.click();
      const said = page.getByText('Choose an item, full marks or a number.').filter({ visible: true });
      await said.waitFor();
      expect(await hiddenSides(said)).toEqual([]);
      await page.context().close();
    }
  },
);

test('a dialog has the focus from the start, also where its button waits for something', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', `${COURSE}/results/day-08-to-grade`);
  let answer = (): void => undefined;
  const asked = new Promise<void>((done) => (answer = done));
  await page.route(/\/release/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Release grades' }).press('Enter');
  await page.locator('[role=dialog]:focus').waitFor();
  await page.keyboard.press('Tab');
  await dialogOf(page).locator(':focus').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Release grades' }).press('Enter');
  await page.locator('[role=dialog]:focus').waitFor();
  answer();
  await focusOf(page, /^Release$/).waitFor();
  await page.context().close();
});

test('from Edit the focus goes to the form and back, and with an item that moves', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', `${COURSE}/grade/day-08-to-grade/adagrad`);
  await editsRubric(page);
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: /^Edit:/ }).nth(1).press('Enter'); // prettier-ignore
  await dialog.locator(':focus').and(dialog.getByLabel('Text')).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await focusOf(page, /^Edit:/).waitFor();
  expect(await focusOf(page, /^Edit:/).getAttribute('aria-label')).toBe(
    await dialog.getByRole('button', { name: /^Edit:/ }).nth(1).getAttribute('aria-label'), // prettier-ignore
  );
  await dialog.getByRole('button', { name: 'Add an item' }).press('Enter');
  await dialog.locator(':focus').and(dialog.getByLabel('Text')).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await focusOf(page, /^Add an item$/).waitFor();
  const down = dialog.getByRole('button', { name: /^Move down:/ }).first();
  const name = await down.getAttribute('aria-label');
  await down.press('Enter');
  const moved = dialog.getByRole('listitem').nth(1).getByRole('button', { name: name!, exact: true }); // prettier-ignore
  await moved.and(page.locator(':focus')).waitFor();
  await page.context().close();
});
