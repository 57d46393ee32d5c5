/** A student's own optimizers train while they look on, and the figure that they made goes into their answer. */
import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { VersionPlanNeeded } from '../../contract/versions.ts';
import { ExperimentQuestion } from '../../contract/assignment.ts';
import { hashOf } from '../../grader/assignment/data.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { readYaml } from '../../grader/assignment/yaml.ts';
import { PinnedReference, settingsHash } from '../../grader/experiments/reference.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { ROOT } from '../../server/config.ts';
import { Client } from '../support/client.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const FOLDER = join(ROOT, 'assignments/figure-3');
const QUESTION = 'questions/figure-3/question.yaml';
const REFERENCE = 'questions/figure-3/reference.json';
const PLACE = { course: 'cs-7150', assignment: 'figure-3' };

/** Training has the lowest priority, so that beside other work it begins late. */
const SLOW = 240_000;

const running = inBrowser();
const api = (name: string) =>
  new Client(running().stack.url).signIn(`${name}@stepwise.example`, DEMO_PASSWORD);

/** The assignment with two epochs, so that nobody waits for the other 43. */
async function shortened(): Promise<Record<string, string>> {
  const files = Object.fromEntries(await readAssignmentFolder(FOLDER));
  files[QUESTION] = files[QUESTION]!.replace('epochs: 45', 'epochs: 2')
    .replace('closeUp: 3', 'closeUp: 1')
    .replace(/^claims:[^]*/m, '');
  const { value } = readYaml(QUESTION, files[QUESTION], ExperimentQuestion);
  const pinned = PinnedReference.parse(JSON.parse(files[REFERENCE]!));
  const settings = settingsHash(value!, hashOf(files[value!.data]!));
  const runs = pinned.runs.map(({ seed, curves }) => ({
    seed,
    curves: Object.fromEntries(Object.entries(curves).map(([id, points]) => [id, points.slice(0, 8)])),
  }));
  files[REFERENCE] = JSON.stringify({ settings, runs });
  return files;
}

async function seesFigure(page: Page): Promise<void> {
  await page.getByText('AdaGrad leaves the reference at step 1.').waitFor({ timeout: SLOW });
  const panels = page.getByRole('img', { name: /^Training cost over/ });
  expect(await panels.count()).toBe(4);
  expect(await panels.first().getAttribute('aria-label')).toMatch(
    /^Training cost over 1 epoch without dropout.*AdaGrad ends at [\d.]+, the reference at [\d.]+; Nesterov momentum ends/,
  );
  await page.getByText('This is AdaGrad, but it divides by the second moment itself').first().waitFor();
  expect(await pageMistakes(page)).toEqual([]);
}

async function handIn(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.getByRole('button', { name: /^Submit/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Submit/ })
    .click();
}

test('from question 6 to a figure of one’s own, which grows, is stopped, begun again and put into the answer', async () => {
  const { stack, browser } = running();
  const sample = join(FOLDER, 'questions/figure-3/samples/partially_accepted/missing-root.py');
  const student = await signIn(browser, stack.url, 'student1', `/c/${PLACE.course}/sets/day-08`);
  await student.getByRole('link', { name: 'Figure 3 with your own optimizers' }).click();
  await student.waitForURL(/sets\/figure-3\/code/);
  await handIn(student, await readFile(sample, 'utf8'));

  // It grows while one looks on, and goes on while nobody does.
  await student
    .getByText(/^AdaGrad, without dropout: epoch \d+ of 45, .* left in all\.$/)
    .waitFor({ timeout: SLOW });
  await student
    .getByRole('img', { name: /^Training cost over 45 epochs without dropout.*AdaGrad ends at \d/ })
    .waitFor();
  const share = () =>
    student.getByRole('progressbar', { name: 'Training' }).evaluate((bar: HTMLProgressElement) => bar.value);
  const before = await share();
  await student.reload();
  await student.getByRole('progressbar', { name: 'Training' }).waitFor();
  expect(await share()).toBeGreaterThan(before);
  expect(await pageMistakes(student)).toEqual([]);

  await student.getByRole('button', { name: 'Cancel' }).click();
  await student.getByRole('heading', { name: 'Training stopped' }).waitFor();
  const instructor = await api('instructor');
  const due = new Date(Date.now() + 86_400_000).toISOString();
  const published = {
    params: { course: PLACE.course },
    body: { files: await shortened(), slug: PLACE.assignment, due },
  };
  // Others had tried it: a new version is looked at first.
  const { details } = await instructor.fail(operations.publishAssignment, published);
  const { plan } = VersionPlanNeeded.parse(details);
  await instructor.call(operations.publishAssignment, {
    ...published,
    body: { ...published.body, plan: plan.token },
  });
  await student.getByRole('button', { name: 'Train again' }).click();
  await seesFigure(student);

  await student.getByRole('button', { name: /^Put into question 6 of Day 8 — Preparation/ }).click();
  await student.waitForURL(/sets\/day-08#/);
  const answer = student.getByRole('article', { name: '6 · Explain Figure 3' });
  await answer.getByRole('img', { name: 'figure 3' }).waitFor();
  await answer.getByText('Your own figure, by submission 1 of').waitFor();
  // A vector, as it is printed.
  const address = await answer.getByRole('img', { name: 'figure 3' }).getAttribute('src');
  const image = await student.request.get(address!);
  expect(image.headers()['content-type']).toMatch('image/svg+xml');
  expect(await image.text()).toContain('AdaGrad');
  expect(await pageMistakes(student)).toEqual([]);
  await student.getByRole('button', { name: 'Submit', exact: true }).click();
  await student.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
  await student.waitForURL(/receipt/);

  const { id } = await stack.db.submission.findFirstOrThrow({
    where: { group: { assignment: { slug: 'day-08' } } },
  });
  const ta = await signIn(browser, stack.url, 'ta', `/c/${PLACE.course}/grade/day-08/figure-3/${id}`);
  await ta.getByRole('img', { name: 'figure 3' }).waitFor();
  await ta.getByRole('heading', { name: 'The figure that their own optimizers made' }).waitFor();
  await ta.getByRole('img', { name: /^Training cost over 2 epochs with dropout, theirs and/ }).waitFor();
  expect(await pageMistakes(ta)).toEqual([]);
});
