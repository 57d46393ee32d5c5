/** Plays docs/first-course.md: from the printed link to a course of 200 with a published set; then its next term. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readConfig, ROOT } from '../../server/config.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { openSetup } from '../../server/features/setup/setupLink.ts';
import { createLog } from '../../server/log.ts';
import { startServer } from '../../server/startServer.ts';
import type { RunningServer } from '../../server/startServer.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';
import { LONGEST_WAIT_MS, openBrowser, pageMistakes } from './browser.ts';
import { noteError } from './pageErrors.ts';

let browser: Browser;
let server: RunningServer;
let db: Db;
let token = '';
beforeAll(async () => {
  const url = asRole(await cloneDatabase(), 'server');
  db = createPrisma(url, 2);
  token = (await openSetup(db, new Date())) ?? '';
  server = await startServer(readConfig({ PORT: '0' }), url, createLog('test', 'silent'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.$disconnect();
});

/** What was filled in and pressed, by its name on the page and in the document. */
const used: string[] = [];

async function fill(page: Page, name: string, value: string): Promise<void> {
  used.push(name);
  // A field that offers values has a list of its name beside it.
  await page.getByLabel(name, { exact: true }).first().fill(value);
}
async function press(place: Page | Locator, role: 'button' | 'link', name: string): Promise<void> {
  used.push(name);
  await place.getByRole(role, { name, exact: true }).click();
}

async function window(): Promise<Page> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ baseURL: server.url, viewport, timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  page.on('pageerror', noteError);
  return page;
}

const STUDENTS = Array.from({ length: 200 }, (_, i) => `Student ${i},s${i}@x.edu,${1000 + i},${'AB'[i % 2]}`);

let page: Page;
let student: Page;

test('from the link to a course of 200 with a published set, as the document says', async () => {
  page = await window();
  await page.goto(`/setup?token=${token}`);
  await fill(page, 'Name', 'Grace Hopper');
  await fill(page, 'E-mail address', 'grace@x.edu');
  await fill(page, 'Password', 'nanoseconds');
  await press(page, 'button', 'Create account');
  await fill(page, 'Code', 'CS 7150');
  await fill(page, 'Title', 'Deep Learning');
  await fill(page, 'Term', 'Spring 2027');
  await fill(page, 'Time zone', 'America/New_York');
  await page.getByRole('option', { name: 'America/New_York' }).click();
  await press(page, 'button', 'Create course');
  // Who is new has the form of what comes next before them, and sees what is done.
  const step = (place: Page, words: string) => place.getByRole('listitem').filter({ hasText: words }).first();
  const welcome = page.getByRole('heading', { name: 'Welcome: from here to your first set' });
  await welcome.waitFor();
  await step(page, 'Course, done').waitFor();
  expect(await step(page, 'People, done').count()).toBe(0);
  expect(await pageMistakes(page)).toEqual([]);
  const buffer = Buffer.from(['Name,Email,SID,Section', ...STUDENTS].join('\r\n'));
  await page.getByTestId('csv').setInputFiles({ name: 'class.csv', mimeType: 'text/csv', buffer });
  await press(page, 'button', 'Add 200');
  // What the import says stays until it is read.
  await page.getByRole('button', { name: 'Next: First set' }).waitFor();
  await step(page, 'People, done').getByText('200 invited', { exact: true }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await press(page, 'link', 'copy the invitation links');
  await page.getByRole('heading', { name: 'One link each: 200 not joined' }).waitFor();
  await press(page, 'button', 'Copy all');
  await press(page, 'button', 'Make a link');
  const shared = (await page.locator('span').getByText('/link#').textContent()) ?? '';

  await press(page, 'link', 'Sets');
  await step(page, 'People, done').getByText('200 invited, one link for all is open').waitFor();
  expect(await page.getByTestId('csv').count()).toBe(0);
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByTestId('folder').setInputFiles(join(ROOT, 'assignments/day-08'));
  await fill(page, 'Override due time', '2031-02-17T14:30');
  await press(page, 'button', 'Check again');
  await press(page, 'button', 'Publish');
  await press(page.getByRole('dialog'), 'button', 'Publish');
  await page.getByRole('heading', { name: 'Sets', level: 1 }).waitFor();
  await page.getByText('Day 8').first().waitFor();
  await page.getByRole('heading', { name: 'Your class can begin' }).waitFor();
  await step(page, 'Late work and the total').waitFor();
  expect(await step(page, 'People, done').count()).toBe(0);
  expect(await pageMistakes(page)).toEqual([]);

  student = await window();
  await student.goto(shared);
  await student.getByLabel('Name', { exact: true }).fill('Student Seven');
  await student.getByLabel('E-mail address', { exact: true }).fill('s7@x.edu');
  await student.getByLabel('Password', { exact: true }).fill('a long one here');
  await student.getByRole('button', { name: 'Create account and join' }).click();
  await student.getByRole('link', { name: /^Day 8/ }).waitFor();
  await step(student, 'Write an answer').getByRole('link').waitFor();
  await page.getByRole('button', { name: 'Hide', exact: true }).click();
  await page.reload();
  await page.getByText('Day 8').first().waitFor();
  expect(await step(page, 'Late work and the total').count()).toBe(0);
  const enrolled = await db.enrolment.findFirst({ where: { user: { email: 's7@x.edu' } } });
  expect(enrolled).toMatchObject({ role: 'student', section: 'B', studentId: '1007' });
  // By the clock of the course, wherever the browser stands.
  const { dueAt } = await db.assignment.findFirstOrThrow();
  expect(dueAt).toEqual(new Date('2031-02-17T14:30-05:00'));

  const text = await readFile(join(ROOT, 'docs/first-course.md'), 'utf8');
  expect(used).toEqual([...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name));
});

test('the next term is a copy whose sets nobody sees before they are opened; the old one is archived', async () => {
  await page.goto('/c/cs-7150-spring-2027/policies');
  await page.getByLabel('Late days of each student').fill('3');
  await page.getByRole('button', { name: 'Show whom it changes' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Saved\./).waitFor();
  await page.getByRole('navigation', { name: 'Course' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Copy the course' }).click();
  await page.getByRole('dialog').getByLabel('Term', { exact: true }).fill('Fall 2027');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy course' }).click();
  await page.waitForURL('**/c/cs-7150-fall-2027');
  await page.getByText('Day 8').first().waitFor();
  // A title that was mistyped is put right where everything else of the course is, and its address stays.
  await page.getByRole('navigation', { name: 'Course' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Deep Learning, second year');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Deep Learning, second year, Fall 2027').waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.goto('/c/cs-7150-fall-2027/settings/audit-log');
  await page.getByText('from Deep Learning to Deep Learning, second year').waitFor();
  await page.goto('/c/cs-7150-fall-2027');
  // They were never open, and are opened where they say so.
  await page.getByRole('heading', { name: 'Not open' }).waitFor();
  await page.getByRole('link', { name: 'Results' }).first().click();
  await page.getByText('Only students who handed in still see it').waitFor();
  await page.getByRole('button', { name: 'Open the set' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the set' }).click();
  await page.getByRole('status').filter({ hasText: 'The set is open' }).waitFor();
  // Its sets with their rubrics and its rules came along, and of the people only whoever copied it.
  await page.goto('/c/cs-7150-fall-2027/policies');
  await page.waitForFunction(() => document.querySelector('h1') !== null);
  expect(await page.getByLabel('Late days of each student').inputValue()).toBe('3');
  await page.goto('/c/cs-7150-fall-2027/roster');
  await page.getByText('Nobody but you yet').waitFor();
  const items = (slug: string) => db.rubricItem.count({ where: { assignment: { course: { slug } } } });
  expect(await items('cs-7150-fall-2027')).toBe(await items('cs-7150-spring-2027'));

  // Who is in both chooses, and goes from one to the other.
  await page.goto('/c/cs-7150-fall-2027/roster/links');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await student.goto((await page.locator('span').getByText('/link#').textContent()) ?? '');
  await student.getByRole('button', { name: 'Join' }).click();
  await student.waitForURL('**/c/cs-7150-fall-2027');
  await student.goto('/');
  await student.getByRole('heading', { name: 'Your courses' }).waitFor();
  expect(await pageMistakes(student)).toEqual([]);
  await student.getByRole('link', { name: 'CS 7150 Deep Learning, Spring 2027' }).click();
  await student.getByRole('link', { name: /^Day 8/ }).waitFor();
  await student.getByRole('button', { name: 'CS 7150' }).click();
  await student.getByRole('menuitem', { name: 'CS 7150 Deep Learning, second year, Fall 2027' }).click();
  await student.waitForURL('**/c/cs-7150-fall-2027');

  await page.goto('/c/cs-7150-spring-2027/settings');
  await page.getByRole('button', { name: 'Archive the course' }).click();
  const archive = page.getByRole('dialog', { name: 'Archive CS 7150, Spring 2027?' });
  // What is not over yet is said.
  await archive.getByText(/still takes? work: .*Day 8/).waitFor();
  await archive.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('heading', { name: 'This course is archived' }).waitFor();
  await page.goto('/');
  await page.getByText('Archived').waitFor();
  expect(await pageMistakes(page)).toEqual([]);
});
