/** A course gets its people in the browser: a file, links, accounts, and a forgotten password. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { readSecret } from '../../server/database/secrets.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { compose } from '../../server/features/mail/compose.ts';
import { createCourse } from '../../server/features/setup/createCourse.ts';
import { createLog } from '../../server/log.ts';
import { startServer } from '../../server/startServer.ts';
import type { RunningServer } from '../../server/startServer.ts';
import { freePort } from '../bench/server.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';
import { startOpenIdProvider } from '../support/openIdProvider.ts';
import type { TestProvider } from '../support/openIdProvider.ts';
import { LONGEST_WAIT_MS, openBrowser, pageMistakes } from './browser.ts';

const PASSWORD = 'a password of hers';
const PEOPLE = '/c/dl/roster';

let browser: Browser;
let server: RunningServer;
let db: Db;
let provider: TestProvider;
beforeAll(async () => {
  const url = asRole(await cloneDatabase(), 'server');
  db = createPrisma(url, 2);
  const person = { email: 'grace@x.edu', name: 'Grace Hopper', passwordHash: await hashPassword(PASSWORD) };
  const { id } = await db.user.create({ data: person });
  const course = { slug: 'dl', code: 'CS 7150', title: 'Deep Learning', term: 'Spring 2027' };
  await createCourse(db, id, { ...course, timeZone: 'America/New_York' });
  // As a demo has it: mails are written and shown, and none is sent.
  await db.installation.create({ data: { demo: 'done' } });
  const port = await freePort();
  provider = await startOpenIdProvider(`http://127.0.0.1:${port}`);
  server = await startServer(readConfig({ PORT: String(port) }), url, createLog('test', 'silent'), {
    openId: provider.settings,
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await provider.close();
  await db.$disconnect();
});

/** The link in the last mail to an address. */
async function mailedLink(address: string): Promise<string> {
  const row = await db.mail.findFirstOrThrow({ where: { address }, orderBy: { writtenAt: 'desc' } });
  const { text } = compose(row, { secret: await readSecret(db, 'mail'), baseUrl: server.url });
  return /\S+\/link#\S+/.exec(text)?.[0] ?? '';
}

async function window(): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const CSV = `First Name;Last Name;SID;Email;Section;Role
Ada;Lovelace;001;ada@x.edu;A;Student
Émilie;du Châtelet;002;emilie@x.edu;A;Student
Tess;Tan;;tess@x.edu;;TA
Nobody;Known;003;no@@x.edu;A;Student
`;

test('from a file to a class that has joined', async () => {
  const grace = await window();
  await grace.goto('/sign-in');
  await signIn(grace, 'grace@x.edu', PASSWORD);
  await grace.waitForURL('**/c/dl');
  await grace.goto(PEOPLE);
  await grace.getByText('Nobody but you yet').waitFor();
  await grace.getByRole('link', { name: 'Import' }).click();

  await grace.getByTestId('csv').setInputFiles({
    name: 'roster.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${CSV}`, 'utf16le'),
  });
  await grace.getByText('3 new, 0 changed, 0 as before, 1 not in the file (kept), 1 bad').waitFor();
  await grace.getByText('There are two @ in no@@x.edu. Write one address.').waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  // A mouse that bounces: two clicks before the page is drawn anew are one import, and no word says otherwise.
  const sent: string[] = [];
  grace.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await grace.getByRole('button', { name: 'Add 3' }).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await grace.getByText(/^Done: 3 new/).waitFor();
  expect(sent).toHaveLength(1);
  expect(await grace.getByText('Nothing was changed').count()).toBe(0);

  await grace.getByRole('link', { name: 'copy the invitation links' }).click();
  const lines = await grace.getByLabel('All links as text').inputValue();
  const links = new Map(
    lines.split('\n').map((line) => [line.split('\t')[1] ?? '', line.split('\t')[2] ?? '']),
  );
  expect([...links.keys()].sort()).toEqual(['ada@x.edu', 'emilie@x.edu', 'tess@x.edu']);
  expect(await pageMistakes(grace)).toEqual([]);

  const ada = await window();
  await ada.goto(links.get('ada@x.edu') ?? '');
  await ada.getByRole('heading', { name: 'Join CS 7150 Deep Learning' }).waitFor();
  expect(await ada.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
  expect(await pageMistakes(ada)).toEqual([]);
  await ada.getByLabel('Password', { exact: true }).fill('analytical engine');
  await ada.getByRole('button', { name: 'Create account and join' }).click();
  await ada.waitForURL('**/c/dl');
  await ada.getByText('No sets yet').waitFor();

  // The link of another person is not hers, and her own is used up.
  await ada.goto(links.get('emilie@x.edu') ?? '');
  await ada.getByText('The invitation is for emilie@x.edu').waitFor();
  await ada.goto(links.get('ada@x.edu') ?? '');
  await ada.reload();
  await ada.getByRole('heading', { name: 'This link does not work' }).waitFor();

  // One link for everybody else.
  await grace.getByRole('button', { name: 'Make a link' }).click();
  const shared = (await grace.locator('span').getByText('/link#').textContent()) ?? '';
  const emilie = await window();
  await emilie.goto(shared);
  await emilie.getByLabel('Name').fill('Émilie du Châtelet');
  await emilie.getByLabel('E-mail').fill('emilie@x.edu');
  await emilie.getByLabel('Password', { exact: true }).fill('institutions');
  await emilie.getByRole('button', { name: 'Create account and join' }).click();
  await emilie.waitForURL('**/c/dl');
  await grace.getByRole('button', { name: 'Switch off' }).click();
  await grace.getByRole('button', { name: 'Switch off' }).waitFor({ state: 'hidden' });

  await grace.goto(PEOPLE);
  await grace.getByText('2 students, 1 staff, 1 invited').waitFor();
  const row = grace.getByRole('row').filter({ hasText: 'emilie@x.edu' });
  expect(await row.textContent()).toContain('A002');
  expect(await pageMistakes(grace)).toEqual([]);
});

test('one person is added, changed, helped to a new password and taken out', async () => {
  const grace = await window();
  await grace.goto(`/sign-in?next=${PEOPLE}`);
  await signIn(grace, 'grace@x.edu', PASSWORD);
  await grace.getByRole('button', { name: 'Add person' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Olga Taussky');
  await dialog.getByLabel('E-mail').fill('olga@x.edu');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByText('Olga Taussky is invited').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await grace.getByText('2 students, 1 staff, 2 invited').waitFor();
  // By the link in the mail, with no word from the instructor.
  const olga = await window();
  await olga.goto(await mailedLink('olga@x.edu'));
  await olga.getByLabel('Password', { exact: true }).fill('sums of squares');
  await olga.getByRole('button', { name: 'Create account and join' }).click();
  await olga.waitForURL('**/c/dl');

  // The registrar's next file: who is new, what is other than it was, and nobody is taken out.
  await grace.getByRole('link', { name: 'Import' }).click();
  const csv = `Name,SID,Email,Section\nAda Lovelace,001,ada@x.edu,C\nOlga Taussky-Todd,004,olga@x.edu,A\nMary Somerville,005,mary@x.edu,A\n`;
  const file = { name: 'roster-2.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await grace.getByTestId('csv').setInputFiles(file);
  await grace.getByText('1 new, 2 changed, 0 as before, 3 not in the file (kept), 0 bad').waitFor();
  await grace.getByText('Section: A → C').waitFor();
  await grace.getByText('3 not in the file: they stay in the course').click();
  await grace.getByRole('listitem').filter({ hasText: 'emilie@x.edu' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Add 1, change 2' }).click();
  await grace.getByText(/^Done: 1 new, 2 changed/).waitFor();
  await grace.goto(PEOPLE);
  await grace.getByText('3 students, 1 staff, 2 invited').waitFor();
  await grace.getByRole('row').filter({ hasText: 'emilie@x.edu' }).waitFor();

  await grace.getByRole('link', { name: 'Ada Lovelace' }).click();
  await grace.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  await grace.getByRole('combobox', { name: 'Section' }).fill('B');
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace.getByText('Student, section B').waitFor();
  await grace.getByRole('button', { name: 'Make a password link' }).click();
  const link = await grace.getByLabel('Link to a new password').inputValue();

  const ada = await window();
  await ada.goto(link);
  expect(await pageMistakes(ada)).toEqual([]);
  await ada.getByLabel('Password', { exact: true }).fill('difference engine');
  await ada.getByRole('button', { name: 'Save and sign in' }).click();
  await ada.waitForURL('**/c/dl');

  await grace.getByRole('button', { name: 'Take out of the course' }).click();
  await grace.getByRole('button', { name: 'Bring back' }).waitFor();
  await ada.goto('/');
  await ada.getByText('No course yet').waitFor();
  await grace.getByRole('button', { name: 'Bring back' }).click();
  await grace.getByRole('button', { name: 'Take out of the course' }).waitFor();
  // In every window: the one on the other device, too, as soon as it asks for something.
  const elsewhere = await window();
  await elsewhere.goto('/sign-in?next=/c/dl');
  await signIn(elsewhere, 'ada@x.edu', 'difference engine');
  await elsewhere.getByText('No sets yet').waitFor();
  await ada.goto('/account');
  await ada.getByRole('button', { name: 'Sign out everywhere' }).click();
  await ada.waitForURL('**/sign-in*');
  await elsewhere.getByRole('link', { name: 'Grades' }).click();
  await elsewhere.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
});

test('a forgotten password, another address, and the sign-in of the university', async () => {
  const emilie = await window();
  await emilie.goto('/sign-in');
  await emilie.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page that one comes from has a field of that name, too.
  await emilie.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await emilie.getByLabel('E-mail').fill('emilie@x.edu');
  await emilie.getByRole('button', { name: 'Mail me a link' }).click();
  await emilie.getByText('Look into your mail').waitFor();
  expect(await pageMistakes(emilie)).toEqual([]);
  await emilie.goto(await mailedLink('emilie@x.edu'));
  await emilie.getByLabel('Password', { exact: true }).fill('principia in french');
  await emilie.getByRole('button', { name: 'Save and sign in' }).click();
  await emilie.waitForURL('**/c/dl');

  await emilie.goto('/account');
  await emilie.getByLabel('New e-mail address').fill('chatelet@x.edu');
  await emilie.getByLabel('Your password').fill('principia in french');
  expect(await pageMistakes(emilie)).toEqual([]);
  await emilie.getByRole('button', { name: 'Change e-mail address' }).click();
  await emilie.getByText('Waits to become chatelet@x.edu').waitFor();
  for (const [address, answer] of [
    ['chatelet@x.edu', 'This address has said yes'],
    ['emilie@x.edu', 'has the address chatelet@x.edu now'],
  ] as const) {
    const mailbox = await window();
    await mailbox.goto(await mailedLink(address));
    await mailbox.getByText('chatelet@x.edu instead of emilie@x.edu').waitFor();
    expect(await pageMistakes(mailbox)).toEqual([]);
    await mailbox.getByRole('button', { name: 'Yes, change it' }).click();
    await mailbox.getByText(answer).waitFor();
  }

  // At the university she is known by the new address, and it says that this is hers.
  provider.account = { sub: '7', name: 'Émilie', email: 'chatelet@x.edu', email_verified: false };
  const other = await window();
  await other.goto('/sign-in?next=/account');
  await other.getByRole('link', { name: 'Sign in with Example University' }).click();
  await other.getByText('does not say that your e-mail address is yours').waitFor();
  expect(await pageMistakes(other)).toEqual([]);
  provider.account.email_verified = true;
  await other.goto('/sign-in?next=/account');
  await other.getByRole('link', { name: 'Sign in with Example University' }).click();
  await other.getByText('You sign in with Example University.').waitFor();
  await other.getByText('Émilie du Châtelet, chatelet@x.edu').waitFor();
  expect(await pageMistakes(other)).toEqual([]);
  const [download] = await Promise.all([
    other.waitForEvent('download'),
    other.getByRole('link', { name: 'Download your data' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^stepwise-data-.*\.zip$/);
});
