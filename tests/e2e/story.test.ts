/** The main job, as its three roles live it. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/config.ts';
import { retitled } from '../../contract/newSet.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const SHEET = 'day-08';
const ANSWER = String.raw`Velocity $v \leftarrow \alpha v - \epsilon g$ gathers past gradients:

$$\theta \leftarrow \theta + v$$`;

const running = inBrowser();

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

describe('a prep sheet', () => {
  test('is answered by a group of three, graded 5/5 by a TA, released, and seen by every member', async () => {
    const { stack, browser } = running();
    const student = await signIn(browser, stack.url, 'student1', `${COURSE}/sets/${SHEET}`);
    for (const [account, name] of [
      ['student2', 'Emmy Noether'],
      ['student3', 'Sofia Kovalevskaya'],
    ] as const) {
      await student.getByRole('button', { name: /^Group/ }).click();
      const dialog = student.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Invite by name' }).fill(name);
      await dialog.getByRole('option', { name }).click();
      await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
      await dialog.getByRole('button', { name: /^Withdraw/ }).waitFor();
      await student.keyboard.press('Escape');
      // The invited agrees from the list of sets.
      const invited = await signIn(browser, stack.url, account);
      await invited.getByRole('button', { name: 'Join' }).first().click();
      await invited.getByRole('button', { name: 'Join' }).first().waitFor({ state: 'detached' });
      await invited.close();
    }

    const editors = student.locator('.cm-content');
    await editors.first().waitFor();
    expect(await editors.count()).toBe(5);
    for (let question = 0; question < 5; question++) {
      await editors.nth(question).click();
      await student.keyboard.insertText(ANSWER);
    }
    // The preview shows formulas, not their source.
    await student.locator('main .katex-display').nth(4).waitFor();
    await student.getByText('Draft saved').first().waitFor();
    expect(await pageMistakes(student)).toEqual([]);

    await student.getByRole('button', { name: 'Submit', exact: true }).click();
    await student.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
    await student.waitForURL(/\/receipt\/1$/);
    expect(await pageMistakes(student)).toEqual([]);

    const ta = await signIn(browser, stack.url, 'ta', `${COURSE}/grade`);
    expect(await pageMistakes(ta)).toEqual([]);
    await ta.locator(`#${SHEET}`).getByRole('link', { name: 'Grade next' }).first().click();
    await ta.waitForURL(/\/grade\/day-08\/momentum\/.+/);
    const first = new URL(ta.url()).pathname;
    for (const question of ['momentum', 'adagrad', 'rmsprop', 'adam-benefits', 'figure-3']) {
      await ta.goto(first.replace('/momentum/', `/${question}/`));
      await ta.locator('main .katex-display').first().waitFor();
      // Keys act on what has been painted.
      await ta.locator('[data-painted]').waitFor();
      // Digit 1 applies the first rubric item: Correct, −0.
      await ta.keyboard.press('1');
      await ta.keyboard.press('Control+Enter');
      await ta.getByText('1/1', { exact: true }).first().waitFor();
      await ta
        .getByText(/by Maryam Mirzakhani/)
        .first()
        .waitFor();
    }
    expect(await pageMistakes(ta)).toEqual([]);

    const instructor = await signIn(browser, stack.url, 'instructor', `${COURSE}/results/${SHEET}`);
    expect(await pageMistakes(instructor)).toEqual([]);
    await instructor.getByRole('button', { name: /^Release/ }).click();
    await instructor
      .getByRole('dialog')
      .getByRole('button', { name: /release/i })
      .click();
    await instructor
      .getByText(/^Released/)
      .first()
      .waitFor();

    for (const member of ['student1', 'student2', 'student3']) {
      const page = await signIn(browser, stack.url, member, `${COURSE}/sets/${SHEET}/feedback`);
      await heading(page, 'Feedback').waitFor();
      await page.getByText('5/5', { exact: true }).first().waitFor();
      await page.locator('main .katex-display').nth(4).waitFor();
      if (member === 'student1') expect(await pageMistakes(page)).toEqual([]);
      await page.context().close();
    }
  });
});

describe('the coding assignment', () => {
  test('is graded live, names the fault, and draws both trajectories', async () => {
    const { stack, browser } = running();
    const student = await signIn(browser, stack.url, 'student2', COURSE);
    expect(await pageMistakes(student)).toEqual([]);
    await student.goto(`${COURSE}/sets/optimizers/code`);
    const solution = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.py'), 'utf8');
    const withoutRoot = solution.replaceAll(
      '(np.sqrt(cache) + config["epsilon"])',
      '(cache + config["epsilon"])',
    );
    await student
      .locator('input[type=file]')
      .setInputFiles({ name: 'optim.py', mimeType: 'text/x-python', buffer: Buffer.from(withoutRoot) });
    await student.getByRole('button', { name: 'Submit', exact: true }).click();
    await student
      .getByRole('dialog')
      .getByRole('button', { name: /submit/i })
      .click();
    // No reload: the report arrives by itself.
    await student.getByText(/This is AdaGrad, but it divides by the second moment itself/).waitFor();
    await student.goto(`${COURSE}/sets/optimizers/feedback`);
    await student.getByText(/This is RMSProp, but it divides by the second moment itself/).waitFor();
    await student
      .getByRole('img', { name: /contour|trajector/i })
      .first()
      .waitFor();
    await student.getByRole('slider').first().waitFor();
    expect(await student.getByRole('slider').count()).toBeGreaterThanOrEqual(5);
    expect(await pageMistakes(student)).toEqual([]);
  });
});

describe('an instructor', () => {
  test('publishes a set from its files after reading the checks, and exports the gradebook', async () => {
    const { stack, browser } = running();
    const instructor = await signIn(browser, stack.url, 'instructor', `${COURSE}/author`);
    expect(await pageMistakes(instructor)).toEqual([]);
    // The title and the short name of another set are refused, both at once.
    const folder = join(await mkdtemp(join(tmpdir(), 'stepwise-story-')), 'day-08-again');
    await cp(join(ROOT, 'assignments/day-08'), folder, { recursive: true });
    const settings = join(folder, 'assignment.yaml');
    await instructor.locator('input[type=file]').first().setInputFiles(folder);
    await instructor.getByText('assignment.yaml:1').first().waitFor();
    await instructor.getByText('assignment.yaml:2').first().waitFor();
    await writeFile(settings, retitled(await readFile(settings, 'utf8'), 'Day 8 again'));
    await instructor.locator('input[type=file]').first().setInputFiles(folder);
    await instructor.getByRole('button', { name: /^Publish/ }).click();
    await instructor
      .getByRole('dialog')
      .getByRole('button', { name: /^(Publish|Confirm)/ })
      .click();
    await instructor.getByRole('dialog').waitFor({ state: 'hidden' });
    await instructor.goto(COURSE);
    await instructor.locator('a[href$="/day-08-again"]').first().waitFor();

    await instructor.goto(`${COURSE}/results`);
    const grid = instructor.getByRole('grid', { name: 'Scores' });
    await grid.waitFor();
    await instructor.getByRole('button', { name: `Questions of ${SHEET}`, exact: true }).click();
    await grid.getByRole('columnheader', { name: /^1 / }).first().waitFor();
    expect(await pageMistakes(instructor)).toEqual([]);
    await grid.focus();
    await instructor.keyboard.press('Control+End');
    await instructor.keyboard.press('Home');
    await instructor.keyboard.press('Enter');
    await instructor.waitForURL(/\/roster\//);
    // The way back finds the questions still shown.
    await instructor.goBack();
    await instructor.getByRole('button', { name: `Questions of ${SHEET}`, expanded: true }).waitFor();

    const csv = await instructor.request.get('/api/courses/cs-7150/gradebook.csv');
    expect(csv.status()).toBe(200);
    expect(await csv.text()).toContain('Ada Lovelace');
  });
});
