/** A second version and a mended test, as they went wrong: a plan before a fact, and a rerun as a proposal. */
import { expect, test } from '@jest/globals';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { releaseGrades } from '../../contract/gradebook.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER, getSession } from '../../contract/session.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { ROOT } from '../../server/config.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const running = inBrowser();

/** Chooses a folder of `assignments/` with changes, under another name. */
async function choose(
  page: Page,
  { folder, slug }: { folder: string; slug: string },
  change: (files: Map<string, string>) => void,
): Promise<void> {
  const files = new Map(await readAssignmentFolder(join(ROOT, 'assignments', folder)));
  change(files);
  // A mistake is published on purpose here, which its samples would stop.
  for (const path of [...files.keys()]) if (/(?:^|\/)(?:samples|solution)\//.test(path)) files.delete(path);
  const parent = await mkdtemp(join(tmpdir(), 'stepwise-'));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(parent, slug, path)), { recursive: true });
      await writeFile(join(parent, slug, path), text);
    }
    await page.goto(`${COURSE}/author`);
    await page.getByTestId('folder').setInputFiles(join(parent, slug));
    await page.getByRole('heading', { name: /, version \d/ }).waitFor();
  } finally {
    await rm(parent, { recursive: true });
  }
}

const replace = (files: Map<string, string>, path: string, from: string, to: string): void => {
  const text = files.get(path) ?? '';
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  files.set(path, text.replace(from, to));
};
/** As a colleague does on another page. */
async function release(page: Page, released: boolean): Promise<void> {
  const { csrfToken } = getSession.response.parse(await (await page.request.get(urlOf(getSession))).json());
  const url = urlOf(releaseGrades, { course: 'cs-7150', assignment: 'optimizers' });
  const answer = await page.request.put(url, { headers: { [CSRF_HEADER]: csrfToken }, data: { released } });
  if (!answer.ok()) throw new Error(await answer.text());
}
const question = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: 'Questions' }).getByRole('listitem').filter({ hasText: name });
const cellsOf = async (page: Page, student: string): Promise<string> => {
  await page.goto(`${COURSE}/results`);
  return page.getByRole('row', { name: new RegExp(student) }).innerText();
};

test('a second version is looked at, chosen and published; every page speaks of it', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const version = (files: Map<string, string>) => {
    replace(files, 'assignment.yaml', 'title: Day 8 — Preparation Questions', 'title: Day 8, graded');
    replace(files, 'assignment.yaml', 'short: Day 8', 'short: Day 8 graded');
    replace(files, 'assignment.yaml', ', figure-3]', ']');
    for (const path of [...files.keys()]) if (path.startsWith('questions/figure-3/')) files.delete(path);
    replace(files, 'questions/rmsprop/question.yaml', 'points: 1\n', 'points: 2\n');
  };
  await choose(page, { folder: 'day-08', slug: 'day-08-graded' }, version);
  await question(page, /Figure 3/)
    .getByText('removed')
    .waitFor();
  const rmsprop = question(page, /RMSProp/);
  await rmsprop.getByText('1 → 2 points').waitFor();
  expect(await rmsprop.getByRole('radio', { name: 'grades × 2' }).isChecked()).toBe(true);
  // Chosen by keys alone: the plan is made anew, and the choice stays where it was.
  await rmsprop.getByRole('radio', { name: 'grades × 2' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByText(/without a score until graded/).waitFor();
  await rmsprop.getByRole('radio', { name: 'grades × 2' }).check();
  await page.getByText(/^0 up, \d down, \d same$|^\d up, \d down, \d same$/).waitFor();
  await page.getByRole('button', { name: 'See students' }).click();
  await page.getByLabel('Search students').fill('mary');
  await page.getByLabel('Also those for whom nothing changes').check();
  const row = page.getByRole('row', { name: /Mary Somerville/ });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/\/5\s+.*\/5/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('version-2.csv');
  // Another due time: whom it makes late no more, and what they lose no more.
  await page.getByLabel('Override due time').fill('2031-12-06T14:30');
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('heading', { name: /^Changes \d+ students?/ }).waitFor();
  // By the clock of the course, wherever the browser stands.
  const hours = String(new Date('2031-12-06T14:30-05:00').getHours()).padStart(2, '0');
  await question(page, /^Due/).getByText(`${hours}:30`).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByLabel('Override due time').fill('');
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('heading', { name: /^Changes / }).waitFor({ state: 'detached' });

  // Meanwhile a TA decides: the plan is another one, and nothing was published.
  const answer = await stack.db.answer.findFirstOrThrow({
    where: {
      questionId: 'momentum',
      submission: {
        group: { assignment: { slug: 'day-08-graded' } },
        members: { some: { user: { name: 'Mary Somerville' } } },
      },
    },
  });
  const ta = await signIn(
    browser,
    stack.url,
    'ta',
    `${COURSE}/grade/day-08-graded/momentum/${answer.submissionId}`,
  );
  await ta.waitForFunction(() => document.querySelector('[data-painted]') !== null);
  await ta.getByRole('textbox', { name: 'Adjust' }).fill('-0.25');
  await ta.getByRole('button', { name: 'Save', exact: true }).click();
  await ta
    .getByText(/^Graded by Maryam/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('The plan has changed meanwhile').waitFor();
  expect(await stack.db.assignmentVersion.count({ where: { assignment: { slug: 'day-08-graded' } } })).toBe(
    1,
  );
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/c\/cs-7150$/);

  await page.goto(`${COURSE}/results/day-08-graded`);
  await page.getByRole('heading', { name: /Day 8/ }).waitFor();
  const mary = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/day-08-graded/feedback`);
  await mary.getByRole('heading', { name: 'Taken out since' }).waitFor();
  await mary.getByText('count for nobody any more').waitFor();
  const total = await mary
    .getByRole('img', { name: /of 5 points/ })
    .first()
    .innerText();
  const inBook = (await cellsOf(page, 'Mary Somerville')).split(/\s+/);
  expect(inBook).toContain(total.split('/')[0]);
  expect(await pageMistakes(mary)).toEqual([]);
  for (const each of [page, ta, mary]) await each.context().close();
});

test('a wrong test is mended: a rerun proposes, nothing changes until it is applied, and it can be undone', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const set = { folder: 'optimizers', slug: 'optimizers' };
  const scoreOf = async () => {
    const columns = (await cellsOf(page, 'Mary Somerville')).split('\t');
    const heads = (await page.getByRole('row').first().innerText()).split('\t');
    // Of a set that is due when the files say so, late as well.
    return /[\d.]+/.exec(columns[heads.findIndex((head) => head.includes('Optimizers'))] ?? '')?.[0];
  };
  expect(await scoreOf()).toBe('5');

  // The mistake: SGD is judged as AdaGrad.
  await choose(page, set, (files) => {
    const path = 'questions/sgd/question.yaml';
    replace(files, path, 'optimizer: sgd\n', 'optimizer: adagrad\n');
    replace(
      files,
      path,
      'defaults: { learning_rate: 1e-2 }',
      'defaults: { learning_rate: 1e-2, epsilon: 1e-8 }',
    );
  });
  await question(page, /Stochastic/)
    .getByText(/tested otherwise/)
    .waitFor();
  expect(await page.getByText(/tested otherwise/).count()).toBe(1);
  await page.getByText('0 up, 0 down, 1 same').waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/optimizers\/reruns$/);
  await page.getByRole('button', { name: 'Start rerun' }).click();
  await page.waitForURL(/reruns\/[0-9a-f-]+$/);
  await page.getByText('↓ 1 down').waitFor();
  expect(await scoreOf()).toBe('5');
  await page.goBack();
  await page.getByRole('button', { name: 'Report of Mary Somerville' }).click();
  await page.getByRole('heading', { name: 'With the rerun' }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Apply 1' }).click();
  await page.getByText('1 of 1 applied').first().waitFor();
  expect(await scoreOf()).toBe('4');

  // Mended: the rerun takes the tests in force, not those that the submission was made for.
  await choose(page, set, () => undefined);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/optimizers\/reruns$/);
  await page.getByRole('button', { name: 'Start rerun' }).click();
  await page.getByText('↑ 1 up').waitFor();
  await page.getByRole('button', { name: 'Apply 1' }).click();
  await page.getByText('1 of 1 applied').first().waitFor();
  const applied = page.url();
  expect(await scoreOf()).toBe('5');
  // Once more, where no score would change: nothing asks to be applied.
  await page.goto(`${COURSE}/results/optimizers/reruns`);
  await page.getByRole('button', { name: 'Start rerun' }).click();
  await page.getByText('No score would change.').waitFor();
  expect(await page.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
  await page.getByText('1 unchanged', { exact: true }).click();
  await page.getByRole('button', { name: /^Take over their reports/ }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Discarded').first().waitFor();
  // Grades are released while the rerun is open: it is undone by whoever has read that.
  await page.goto(applied);
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await release(page, true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(/students read the grades by now: .* released the grades of/).waitFor();
  await page.getByText(/Students read these grades/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Not applied').first().waitFor();
  await release(page, false);
  expect(await scoreOf()).toBe('4');
  await page.goto(`${COURSE}/results/optimizers/reruns`);
  await page.getByRole('heading', { name: 'Earlier' }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.context().close();
});
