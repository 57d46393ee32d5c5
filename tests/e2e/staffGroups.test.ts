/** Staff see who works with whom and change it, with a reason, in the page and by a file; students learn of it at once. */
import { expect, test } from '@jest/globals';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const SET = '/c/cs-7150/sets/day-08';
const ADA = 'Ada Lovelace';
const EMMY = 'Emmy Noether';

const running = inBrowser();

test('staff put two together; the open page of one says so and why; apart again by a file', async () => {
  const { stack, browser } = running();
  const emmy = await signIn(browser, stack.url, 'student2', SET);
  await emmy.locator('.cm-content').first().waitFor();
  const ta = await signIn(browser, stack.url, 'ta', SET);
  await ta.getByRole('button', { name: 'More', exact: true }).click();
  await ta.getByRole('menuitem', { name: 'Groups' }).click();
  await ta.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
  await ta.getByRole('checkbox', { name: ADA }).check();
  await ta.getByText('Choose at least two people.').waitFor();
  await ta.getByRole('checkbox', { name: EMMY }).check();
  expect(await pageMistakes(ta)).toEqual([]);
  await ta.getByRole('button', { name: 'Put together…' }).click();
  const dialog = ta.getByRole('dialog');
  await dialog.getByText(/Ada Lovelace and Emmy Noether become one group/).waitFor();
  await dialog.getByLabel('Reason').fill('Both asked for it.');
  await dialog.getByRole('button', { name: 'Put together', exact: true }).click();
  await ta.getByText('1 group ·').waitFor();
  await emmy.getByText('Both asked for it.').first().waitFor();

  const csv = (lines: string[]) => ({
    name: 'groups.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['group,email', ...lines, ''].join('\n')),
  });
  await ta.getByRole('button', { name: 'Import CSV' }).click();
  const file = dialog.locator('input[type=file]');
  await file.setInputFiles(csv(['A,student1@stepwise.example', 'B,nobody@stepwise.example']));
  await dialog.getByText('line 3').waitFor();
  expect(
    await dialog
      .getByRole('button', { name: /^Change/ })
      .last()
      .isEnabled(),
  ).toBe(false);
  await file.setInputFiles(csv(['A,student1@stepwise.example', 'B,student2@stepwise.example']));
  await dialog.getByText('2 groups to change, 0 already so').waitFor();
  await dialog.getByLabel('Reason').fill('A mistake of mine.');
  expect(await pageMistakes(ta)).toEqual([]);
  await dialog.getByRole('button', { name: 'Change 2 groups' }).click();
  await ta.getByText('0 groups ·').waitFor();
  await emmy.goto(SET);
  await emmy.getByText('Just you').first().waitFor();
});
