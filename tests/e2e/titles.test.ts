/** What the browser's tab says: the question, the set, the course. Of any two pages that are open at once one knows which is which. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';

async function titleOf(page: Page, path: string, expected: string): Promise<string> {
  await page.goto(`${COURSE}${path}`);
  await page.waitForFunction((title) => document.title === title, expected).catch(() => undefined);
  return page.title();
}

async function walk(page: Page, expected: Record<string, string>): Promise<void> {
  const seen: Record<string, string> = {};
  for (const [path, title] of Object.entries(expected)) seen[path] = await titleOf(page, path, title);
  expect(seen).toEqual(expected);
  expect(new Set(Object.values(seen)).size).toBe(Object.keys(seen).length);
}

test('staff: a question says its number and its set, a person their name, and no two pages are called the same', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const { id: person } = await stack.db.user.findFirstOrThrow({
    where: { email: 'student2@stepwise.example' },
  });
  const { id: submission } = await stack.db.submission.findFirstOrThrow({
    where: { group: { assignment: { slug: 'day-08-to-grade' } } },
  });
  await walk(page, {
    '': 'Sets · CS 7150',
    '/roster': 'People · CS 7150',
    [`/roster/${person}`]: 'Emmy Noether · CS 7150',
    '/sets/day-08': 'Day 8 — Preparation Questions · CS 7150',
    '/results/day-08': 'Results · Day 8 — Preparation Questions · CS 7150',
    '/sets/day-08/extensions': 'Extensions · Day 8 · CS 7150',
    '/author/day-08': 'Day 8 — Preparation Questions · Publish · CS 7150',
    '/grade': 'Grading · CS 7150',
    [`/grade/day-08-to-grade/rmsprop/${submission}`]: '3 The idea of RMSProp · Day 8, to be graded · CS 7150',
    '/grade/day-08-to-grade/rmsprop/groups':
      'Similar answers · 3 The idea of RMSProp · Day 8, to be graded · CS 7150',
    '/settings/audit-log': 'Audit log · CS 7150',
  });
  await page.context().close();
});

test('a student: the question that is read comes first, as it is scrolled to', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student1', 'about:blank');
  await walk(page, {
    '': 'Sets · CS 7150',
    '/grades': 'Grades · CS 7150',
    '/sets/day-08': 'Day 8 — Preparation Questions · CS 7150',
    '/sets/day-08/history': 'History · Day 8 · CS 7150',
    '/sets/optimizers/code': 'Optimizers from the first step · CS 7150',
    '/sets/day-08-graded/feedback': 'Feedback · Day 8, graded · CS 7150',
  });
  await page.goto(`${COURSE}/sets/day-08`);
  await page.locator('#question-rmsprop').scrollIntoViewIfNeeded();
  await page.locator('#question-rmsprop').evaluate((each) => each.scrollIntoView());
  await page.waitForFunction(() => /^3 .*RMSProp · .* · CS 7150$/.test(document.title));
  await page.context().close();
});
