/** A new installation in the browser: the link, the first administrator, their course, another password. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { openSetup } from '../../server/features/setup/setupLink.ts';
import { createLog } from '../../server/log.ts';
import { startServer } from '../../server/startServer.ts';
import type { RunningServer } from '../../server/startServer.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';
import { openBrowser, pageMistakes } from './browser.ts';

let browser: Browser;
let server: RunningServer;
let db: Db;
let token = '';
beforeAll(async () => {
  const url = asRole(await cloneDatabase(), 'server');
  db = createPrisma(url, 1);
  token = (await openSetup(db, new Date())) ?? '';
  server = await startServer(readConfig({ PORT: '0' }), url, createLog('test', 'silent'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.$disconnect();
});

test('from the link to a course of one’s own', async () => {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`/setup?token=${token}`);
  await page.getByLabel('Name').fill('Ada Lovelace');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('analytical engine');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.waitForURL('**/courses/new');
  await page.getByLabel('Code').fill('CS 7150');
  await page.getByLabel('Title').fill('Deep Learning');
  await page.getByLabel('Term').fill('Spring 2027');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create course' }).click();
  await page.waitForURL('**/c/cs-7150-spring-2027');

  await page.goto('/account');
  await page.getByLabel('Current password').fill('analytical engine');
  await page.getByLabel('New password').fill('difference engine');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password is changed').waitFor();

  await page.goto(`/setup?token=${token}`);
  await page.getByText('This link cannot be used').waitFor();
});

test('a course is exported, deleted and brought back, and a person is forgotten', async () => {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto('/sign-in?next=/c/cs-7150-spring-2027/settings');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('difference engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Delete' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export the course' }).click(),
  ]);
  const file = await download.path();
  expect(await pageMistakes(page)).toEqual([]);
  const remove = page.getByRole('button', { name: 'Delete the course for ever' });
  expect(await remove.isDisabled()).toBe(true);
  await page.getByLabel('Type cs-7150-spring-2027 to delete it').fill('cs-7150-spring-2027');
  await remove.click();
  await page.getByText('No course yet').waitFor();

  await page.getByRole('link', { name: 'Courses and data' }).click();
  await page.getByRole('heading', { name: 'Bring back a course' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.waitForURL('**/c/cs-7150-spring-2027');

  await page.goto('/administration');
  await page.getByText('/c/cs-7150-spring-2027 · 1 people, 0 sets').waitFor();
  await page.getByLabel('E-mail address of the account').fill('nobody@example.org');
  await page.getByLabel('Type the address once more').fill('nobody@example.org');
  await page.getByRole('button', { name: 'Delete who this is' }).click();
  await page.getByText('There is no account with nobody@example.org').waitFor();

  const course = await db.course.findFirstOrThrow();
  const person = { email: 'mary@example.org', name: 'Mary Somerville', passwordHash: '' };
  const mary = await db.user.create({ data: person });
  await db.enrolment.create({ data: { courseId: course.id, userId: mary.id, role: 'student' } });
  await page.getByLabel('E-mail address of the account').fill('mary@example.org');
  await page.getByLabel('Type the address once more').fill('mary@example.org');
  await page.getByRole('button', { name: 'Delete who this is' }).click();
  await page.getByText(/^Done: from now on Deleted person/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.goto('/c/cs-7150-spring-2027/roster');
  await page.getByRole('link', { name: /^Deleted person/ }).waitFor();
  expect(await page.getByText(/Mary Somerville|mary@example\.org/).count()).toBe(0);
});
