/** More time in the browser: whom it changes is seen before it is saved, and the student reads until when and why. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, pageMistakes, signIn } from './browser.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

let browser: Browser;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await stack.close();
});

test('a student is given more time, reads why, and loses it again', async () => {
  const course = await stack.db.course.findFirstOrThrow();
  const base = `/c/${course.slug}`;
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${base}/sets/day-08-to-grade`);
  await grace.getByRole('link', { name: 'Extensions' }).click();
  await grace.getByText('Nobody has more time.').waitFor();
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student1@stepwise.example' } });
  await grace.getByRole('combobox', { name: 'Who' }).fill(student.email);
  await grace.getByRole('option', { name: new RegExp(student.email) }).click();
  await grace.getByLabel('Until').fill('2031-12-06T14:30');
  await grace.getByLabel('Why').fill('was at a conference');
  await grace.getByRole('button', { name: 'Show whom it changes' }).click();
  await grace.getByRole('heading', { name: /^Changes 1 student/ }).waitFor();
  expect(await stack.db.extension.count()).toBe(0);
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Give more time' }).click();
  await grace.getByRole('cell', { name: 'was at a conference' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  const reader = await signIn(browser, stack.url, 'student1');
  await reader.getByText('extended for you from').waitFor();
  await reader.getByText('was at a conference').waitFor();
  expect(await pageMistakes(reader)).toEqual([]);
  const other = await signIn(browser, stack.url, 'student4');
  await other.getByRole('heading', { name: 'Sets' }).waitFor();
  await other.getByText('Due').first().waitFor();
  expect(await other.getByText('was at a conference').count()).toBe(0);

  await grace.getByRole('button', { name: /^Take back/ }).click();
  await grace.getByRole('heading', { name: /^Changes 1 student/ }).waitFor();
  await grace.getByRole('button', { name: 'Take back', exact: true }).last().click();
  await grace.getByText('Nobody has more time.').waitFor();
  await reader.goto(base);
  await reader.getByRole('heading', { name: 'Sets' }).waitFor();
  await reader.getByText('Due').first().waitFor();
  expect(await reader.getByText('was at a conference').count()).toBe(0);
});

test('staff read everything of a student on one page, and write down what the student never sees', async () => {
  const { slug } = await stack.db.course.findFirstOrThrow();
  const base = `/c/${slug}`;
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student1@stepwise.example' } });
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${base}/roster/${student.id}`);
  await grace.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  await grace.getByRole('columnheader', { name: 'Score' }).waitFor();
  await grace.getByRole('tab', { name: 'Submissions' }).click();
  await grace
    .getByRole('link', { name: /^Submission 1 of/ })
    .first()
    .waitFor();
  await grace.getByRole('tab', { name: 'Requests' }).click();
  await grace.getByText('No regrade requests').waitFor();
  await grace.getByRole('tab', { name: 'Notes' }).click();
  await grace.getByLabel('New note').fill('Asked for a letter.');
  await grace.getByRole('button', { name: 'Keep note' }).click();
  await grace.getByText('Asked for a letter.').waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('tab', { name: 'Extensions' }).click();
  await grace
    .getByRole('link', { name: /^Extend Day 8/ })
    .first()
    .click();
  await grace.getByRole('heading', { name: 'Extensions' }).waitFor();
  const reader = await signIn(browser, stack.url, 'student1');
  await reader.goto(`${base}/roster/${student.id}`);
  await reader.getByText('Your role in this course does not allow this').waitFor();
});
