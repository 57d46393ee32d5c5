/** A new installation in the browser: the link, the first administrator, their course, another password. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { operations } from '../../contract/index.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { readConfig, ROOT } from '../../server/config.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { openSetup } from '../../server/features/setup/setupLink.ts';
import { createLog } from '../../server/log.ts';
import { startServer } from '../../server/startServer.ts';
import type { RunningServer } from '../../server/startServer.ts';
import { freePort } from '../bench/server.ts';
import { Client } from '../support/client.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';
import { eventually } from '../support/testServer.ts';
import { LONGEST_WAIT_MS, openBrowser, pageMistakes } from './browser.ts';

let browser: Browser;
let server: RunningServer;
let db: Db;
let token = '';
let isRefused = true;
/** Takes mail, or says that nobody lives there. */
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo: (_address, _session, done) =>
    done(isRefused ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null),
  onData: (stream, _session, done) => stream.resume().on('end', () => done(null)),
});
beforeAll(async () => {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const url = asRole(await cloneDatabase(), 'server');
  db = createPrisma(url, 1);
  token = (await openSetup(db, new Date())) ?? '';
  const { port } = smtp.server.address() as AddressInfo;
  const own = await freePort();
  const mail = {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'stepwise@x.edu',
    PUBLIC_URL: `http://127.0.0.1:${own}`,
  };
  server = await startServer(readConfig({ PORT: String(own), ...mail }), url, createLog('test', 'silent'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await new Promise<void>((closed) => smtp.close(() => closed()));
  await db.$disconnect();
});

test('from the link to a course of one’s own', async () => {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  // Nobody could sign in: the page says where the first account comes from, and asks for no password.
  await page.goto('/');
  await page.getByText('Nobody has an account yet').waitFor();
  expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0);
  expect(await pageMistakes(page)).toEqual([]);
  await page.goto(`/setup?token=${token}`);
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page
    .getByRole('listitem')
    .and(page.locator('[aria-current=step]'))
    .getByText('Your account')
    .waitFor();
  await page.getByLabel('Name').fill('Ada Lovelace');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('analytical engine');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.waitForURL('**/courses/new');
  await page.getByRole('listitem').filter({ hasText: 'Your account, done' }).waitFor();
  // Whoever goes away before there is a course is led on from where they come back to.
  await page.goto('/');
  await page.getByText('No course yet').waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('link', { name: 'Create your first course' }).click();
  await page.getByLabel('Code').fill('CS 7150');
  await page.getByLabel('Title').fill('Deep Learning');
  await page.getByLabel('Term').fill('Spring 2027');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('Nowhere');
  await page.getByLabel('Term').click();
  await page.getByText(/^No time zone is called so/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create course' }).click();
  await page.getByText('This is no time zone such as America/New_York.', { exact: true }).waitFor();
  await zone.fill('new york');
  await page.getByLabel('Term').click();
  expect(await zone.inputValue()).toBe('America/New_York');
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

/** A set in the course, which Mary has handed in and of which she reads a grade. */
async function fillCourse(): Promise<void> {
  const course = await db.course.findFirstOrThrow();
  const passwordHash = await hashPassword('the connexion of things');
  const person = { email: 'mary@example.org', name: 'Mary Somerville', passwordHash };
  const { id: userId } = await db.user.create({ data: person });
  await db.enrolment.create({ data: { courseId: course.id, userId, role: 'student' } });
  const ada = await new Client(server.url).signIn('ada@example.org', 'difference engine');
  const files = Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments/day-08')));
  const due = new Date(Date.now() + 86_400_000).toISOString();
  await ada.call(operations.publishAssignment, {
    params: { course: course.slug },
    body: { files, slug: 'day-08', due },
  });
  const mary = await new Client(server.url).signIn('mary@example.org', 'the connexion of things');
  const set = { course: course.slug, assignment: 'day-08' };
  const handIn = { idempotencyKey: randomUUID(), answers: { momentum: 'It goes on.' } };
  const { id: submissionId } = await mary.call(operations.createSubmission, { params: set, body: handIn });
  for (const question of ['momentum', 'adagrad', 'rmsprop', 'adam-benefits', 'figure-3'])
    await ada.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
    });
}

test('a course that is there is not said to have failed because the page could not read it yet', async () => {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  await page.goto('/sign-in?next=/courses/new');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('difference engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code').fill('CS 1');
  await page.getByLabel('Title').fill('First steps');
  await page.getByLabel('Term').fill('Fall 2027');
  const unread = (isUnread: boolean) =>
    isUnread
      ? page.route('**/api/session*', (route) => route.fulfill({ status: 500, body: '' }))
      : page.unroute('**/api/session*');
  await unread(true);
  await page.getByRole('button', { name: 'Create course' }).click();
  await page.waitForURL('**/c/cs-1-fall-2027');
  await page.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  // The page asks again by itself, too, and has no button once it was answered.
  const again = page.getByRole('button', { name: 'Try again' });
  const sets = page.getByRole('heading', { name: 'Sets', exact: true });
  await unread(false);
  await Promise.race([again.click({ noWaitAfter: true }).catch(() => undefined), sets.waitFor()]);
  await sets.waitFor();
  expect(await db.course.count({ where: { code: 'CS 1' } })).toBe(1);

  // What it is from now on is known from the act itself.
  await page.goto('/c/cs-1-fall-2027/settings');
  const archive = page.getByRole('button', { name: 'Archive the course' });
  await archive.waitFor();
  await unread(true);
  await archive.click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByRole('button', { name: 'Open the course again' }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await unread(false);
  await page.context().close();
  await db.course.deleteMany({ where: { code: 'CS 1' } });
});

test('a course is exported, deleted and brought back with what is in it, and a person is forgotten', async () => {
  await fillCourse();
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
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
  await page
    .getByRole('link', { name: /^Day 8/ })
    .first()
    .waitFor();

  await page.goto('/administration');
  await page.getByText('/c/cs-7150-spring-2027 · 2 people, 1 set').waitFor();
  await page.getByLabel('E-mail address of the account').fill('nobody@example.org');
  await page.getByLabel('Type the address once more').fill('nobody@example.org');
  await page.getByRole('button', { name: 'Delete who this is' }).click();
  await page.getByText('There is no account with nobody@example.org').waitFor();

  await page.getByLabel('E-mail address of the account').fill('mary@example.org');
  await page.getByLabel('Type the address once more').fill('mary@example.org');
  await page.getByRole('button', { name: 'Delete who this is' }).click();
  await page.getByText(/^Done: from now on Deleted person/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  // Nobody in the course any more; her work and its grade stay the course's record.
  await page.goto('/c/cs-7150-spring-2027/roster');
  await page.getByRole('checkbox', { name: 'Show 1 who left' }).check();
  await page.getByRole('link', { name: /^Deleted person/ }).click();
  const row = page.getByRole('row', { name: /^Day 8/ });
  await row.getByText('5/5', { exact: true }).waitFor();
  expect(await page.getByText(/Mary Somerville|mary@example\.org/).count()).toBe(0);
});

test('operators see which mail was refused and why, and have it sent again', async () => {
  const ada = await new Client(server.url).signIn('ada@example.org', 'difference engine');
  const body = { name: 'Olga Taussky', email: 'olga@example.org', role: 'student' as const };
  await ada.call(operations.addPerson, { params: { course: 'cs-7150-spring-2027' }, body });
  const mail = () => db.mail.findFirstOrThrow({ where: { address: 'olga@example.org' } });
  await eventually(mail, ({ state }) => state === 'failed');
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  await page.goto('/sign-in?next=/mail');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('difference engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Mail is sent. 0 waiting, 1 failed.').waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'olga@example.org' })
    .getByText(/550.*No such mailbox/)
    .waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  isRefused = false;
  await page.getByRole('button', { name: 'Retry' }).click();
  await eventually(mail, ({ state }) => state === 'sent');
  await page.reload();
  await page.getByText('Mail is sent. 0 waiting, 0 failed.').waitFor();
});
