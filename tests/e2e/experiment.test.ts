/** A student's own optimizers train, and student and TA see the figure that they made. */
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
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
  await page.getByText('AdaGrad leaves the reference at step 1.').waitFor({ timeout: 120_000 });
  const panels = page.getByRole('img', { name: /^Training cost over/ });
  expect(await panels.count()).toBe(4);
  expect(await panels.first().getAttribute('aria-label')).toMatch(
    /^Training cost over 1 epoch without dropout.*AdaGrad ends at [\d.]+, the reference at [\d.]+; Nesterov momentum ends/,
  );
  await page.getByText('This is AdaGrad, but it divides by the second moment itself').first().waitFor();
  expect(await pageMistakes(page)).toEqual([]);
}

test('a figure is made by the student’s own rules, beside the reference, for the student and for the TA', async () => {
  const { stack, browser } = running();
  const due = new Date(Date.now() + 86_400_000).toISOString();
  await (
    await api('instructor')
  ).call(operations.publishAssignment, {
    params: { course: PLACE.course },
    body: { files: await shortened(), slug: PLACE.assignment, due },
  });
  const sample = join(FOLDER, 'questions/figure-3/samples/partially_accepted/missing-root.py');
  const file = { name: 'optim.py', text: await readFile(sample, 'utf8') };
  const { id } = await (
    await api('student1')
  ).call(operations.createSubmission, {
    params: PLACE,
    body: { idempotencyKey: randomUUID(), file },
  });

  const student = await signIn(browser, stack.url, 'student1');
  await student.goto(`/c/${PLACE.course}/sets/${PLACE.assignment}/code`);
  await seesFigure(student);
  const ta = await signIn(browser, stack.url, 'ta');
  await ta.goto(`/c/${PLACE.course}/grade/${PLACE.assignment}/figure-3/${id}`);
  await seesFigure(ta);
});
