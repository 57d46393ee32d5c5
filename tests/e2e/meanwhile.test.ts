/** What a student is told of what happens while a page is open: a set that changes, news, and a request that nobody looks at any more. */
import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { operations } from '../../contract/index.ts';
import { urlOf, type Operation } from '../../contract/operation.ts';
import { checkAssignment, publishAssignment } from '../../contract/publishing.ts';
import { CSRF_HEADER, getSession, signOut } from '../../contract/session.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { ROOT } from '../../server/config.ts';
import { retitled } from '../../contract/newSet.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const SUBMISSIONS = '**/assignments/*/submissions?*';
/** Sooner than anything that is asked for again and again. */
const SOON_MS = 20_000;
const running = inBrowser();

const editor = (page: Page, question: string) => page.locator(`#question-${question} .cm-content`);
/** On the page, not in the line that says it aloud. */
const notice = (page: Page, title: string) => page.locator('#main').getByText(title, { exact: true });

async function write(page: Page, question: string, text: string): Promise<void> {
  await editor(page, question).click();
  await page.keyboard.type(text);
  await page.getByText('Draft saved', { exact: true }).waitFor();
}

/** At the server, and without the page: an answer that is on its way could give cookies that were only cleared back. */
async function endSession(page: Page): Promise<void> {
  const { csrfToken } = getSession.response.parse(await (await page.request.get(urlOf(getSession))).json());
  await page.request.delete(urlOf(signOut), { headers: { [CSRF_HEADER]: csrfToken } });
}

async function post(page: Page, operation: Operation, data: unknown): Promise<unknown> {
  const { csrfToken } = getSession.response.parse(await (await page.request.get(urlOf(getSession))).json());
  const answer = await page.request.post(urlOf(operation, { course: 'cs-7150' }), {
    headers: { [CSRF_HEADER]: csrfToken },
    data,
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return answer.json();
}

/** Publishes the folder day-08 under another name, with changes. */
async function publish(page: Page, title: string, change: (files: Map<string, string>) => void) {
  const files = new Map(await readAssignmentFolder(join(ROOT, 'assignments/day-08')));
  const yaml = files.get('assignment.yaml') ?? '';
  files.set('assignment.yaml', retitled(yaml, title));
  change(files);
  const body = {
    files: Object.fromEntries(files),
    slug: title.toLowerCase().replaceAll(' ', '-'),
    due: new Date(Date.now() + 3 * 3_600_000).toISOString(),
  };
  const checked = checkAssignment.response.parse(await post(page, checkAssignment, body));
  const plan = checked.outcome?.plan?.token;
  await post(page, publishAssignment, { ...body, plan, samples: 'left_out' });
}

test('whoever writes when another version is published is told what has changed, and keeps their words', async () => {
  const { stack, browser } = running();
  const instructor = await signIn(browser, stack.url, 'instructor');
  await publish(instructor, 'Changed meanwhile', () => undefined);
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/changed-meanwhile`);
  await write(page, 'adagrad', 'Sums of squares.');
  await publish(instructor, 'Changed meanwhile', (files) => {
    for (const path of [...files.keys()]) if (path.startsWith('questions/adagrad/')) files.delete(path);
    const yaml = files.get('assignment.yaml') ?? '';
    files.set('assignment.yaml', yaml.replace('momentum, adagrad', 'momentum'));
    files.set('questions/momentum/statement.md', 'Who had the idea of momentum?\n');
  });
  await notice(page, 'This set was changed while you had it open').waitFor();
  await page.getByText('2 · The idea of AdaGrad is not asked any more.').waitFor();
  await page.getByRole('link', { name: /^1 · The idea of momentum has another wording/ }).waitFor();
  await page.getByText(/^The due time has changed: .+ → /).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await notice(page, 'This set was changed while you had it open').waitFor({ state: 'detached' });

  // What nobody asks for any more is still there, also on a page that never saw the question.
  await page.reload();
  await page.getByText(/^Written for questions that are not asked any more/).click();
  await page.getByText('Sums of squares.', { exact: true }).waitFor();
  await page.context().close();
});

test('a question that moves in another version keeps whoever types there, with every word', async () => {
  const { stack, browser } = running();
  const instructor = await signIn(browser, stack.url, 'instructor');
  await publish(instructor, 'Moved meanwhile', () => undefined);
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/moved-meanwhile`);
  const moves = [
    ['momentum, adagrad, rmsprop', 'rmsprop, momentum, adagrad'],
    // Into another block.
    ['momentum, adagrad, rmsprop', 'adagrad, rmsprop'],
  ] as const;
  let text = '';
  for (const [at, [from, to]] of moves.entries()) {
    const words = ` I write on for the ${['first', 'second'][at]} time, and no word of it is lost.`;
    await editor(page, 'momentum').click();
    await page.keyboard.press('ControlOrMeta+End');
    const typing = page.keyboard.type(words, { delay: 120 });
    await publish(instructor, 'Moved meanwhile', (files) => {
      const yaml = (files.get('assignment.yaml') ?? '').replace(from, to);
      files.set(
        'assignment.yaml',
        to.includes('momentum') ? yaml : yaml.replace('figure-3]', 'figure-3, momentum]'),
      );
    });
    await typing;
    text += words;
    expect((await editor(page, 'momentum').innerText()).trim()).toBe(text.trim());
  }
  // It has moved, both times, while somebody typed in it.
  const order = await page.locator('article[id^="question-"]').evaluateAll((all) => all.map(({ id }) => id));
  expect(order.at(-1)).toBe('question-momentum');
  await Promise.all([page, instructor].map((each) => each.context().close()));
});

test('a session that ends while somebody types takes none of their words: signing in waits for a pause', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/day-08`);
  const words = 'What I write on while my session ends is no address and no password.';
  await editor(page, 'rmsprop').click();
  const typing = page.keyboard.type(words, { delay: 60 });
  await endSession(page);
  await typing;
  expect((await editor(page, 'rmsprop').innerText()).trim()).toBe(words);
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Draft saved', { exact: true }).waitFor();
  await page.reload();
  await editor(page, 'rmsprop').getByText(words).waitFor();
  await page.context().close();
});

test('who loads the page anew while signed out reads that what they wrote is safe, where it is, and finds it', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student2', `${COURSE}/sets/day-08`);
  const words = 'What nobody has saved yet.';
  await editor(page, 'rmsprop').click();
  await endSession(page);
  await page.keyboard.type(words);
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  await page.reload();
  await page.waitForURL('**/sign-in?next=*');
  await page.getByText('Edits that were not saved yet are kept on this device.').waitFor();
  const safe = page.getByText('What was written here is safe');
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(`${COURSE}/sets/day-08-graded`);
  await elsewhere.getByLabel('E-mail address').waitFor();
  expect(await elsewhere.getByText('What was written here is safe').count()).toBe(0);
  await elsewhere.close();
  await page.getByLabel('E-mail address').fill('student2@stepwise.example');
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await editor(page, 'rmsprop').getByText(words).waitFor();
  await page.getByText('Draft saved', { exact: true }).waitFor();
  await endSession(page);
  await page.reload();
  await page.getByLabel('E-mail address').waitFor();
  expect(await safe.count()).toBe(0);
  await page.context().close();
});

test('a session that ends while somebody grades by keys takes none of them for an address, and no grade for another answer', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', `${COURSE}/grade/day-08-to-grade/momentum`);
  await page.locator('[data-painted]').waitFor();
  const submissionId = new URL(page.url()).pathname.split('/').at(-1)!;
  await endSession(page);
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  for (const key of ['1', 'n', '3']) await page.keyboard.press(key);
  expect(await dialog.getByLabel('E-mail address').inputValue()).toBe('ta@stepwise.example');
  await dialog.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/^Graded by /).waitFor();
  const decisions = await stack.db.gradeDecision.findMany({
    where: { answer: { submissionId, questionId: 'momentum' } },
    select: { items: { select: { item: { select: { key: true } } } } },
  });
  expect(decisions).toEqual([{ items: [{ item: { key: 2 } }] }]);
  await page.context().close();
});

test('who closes the dialog while it is being sent is told what became of it, and is taken nowhere', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student3', `${COURSE}/sets/day-08`);
  await write(page, 'momentum', 'A ball that rolls.');
  let answer: () => void = () => undefined;
  const held = () => {
    const goOn = new Promise<void>((resolve) => (answer = resolve));
    return page.route(SUBMISSIONS, async (route) => {
      if (route.request().method() === 'POST') await goOn;
      await route.continue();
    });
  };
  const dialog = page.getByRole('dialog');
  const submitAndClose = async () => {
    await page.getByRole('button', { name: /^Submit/ }).click();
    await dialog.getByRole('button', { name: 'Submit', exact: true }).click();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog.waitFor({ state: 'detached' });
    // Nothing waits for a network, and what is on its way cannot be taken back.
    await page.getByText('Submitting…', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Cancel request' }).count()).toBe(0);
  };
  await held();
  await submitAndClose();
  answer();
  await page.getByText(/^Submission 1 received just now, in time/).waitFor();
  expect(new URL(page.url()).pathname).toBe(`${COURSE}/sets/day-08`);
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await page.unroute(SUBMISSIONS);
  await held();
  await submitAndClose();
  await stack.db.assignment.updateMany({ where: { slug: 'day-08' }, data: { gradesReleasedAt: new Date() } });
  answer();
  await notice(page, 'Day 8 — Preparation Questions was not submitted').waitFor();
  await stack.db.assignment.updateMany({ where: { slug: 'day-08' }, data: { gradesReleasedAt: null } });
  expect(await stack.db.submission.count({ where: { submittedBy: { email: 'student3@stepwise.example' }, group: { assignment: { slug: 'day-08' } } } })).toBe(1); // prettier-ignore
  await page.context().close();
});

test('a page shows what its reader is told, without being loaded again', async () => {
  const { stack, browser } = running();
  const invited = await signIn(browser, stack.url, 'student2', 'about:blank');
  await invited.clock.install();
  await invited.goto(COURSE);
  await invited.getByRole('heading', { name: 'Due', exact: true }).waitFor();
  const page = await signIn(browser, stack.url, 'student1', `${COURSE}/sets/day-08`);
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await page.getByLabel('Invite by name').first().fill('Emmy');
  await page.getByRole('option', { name: 'Emmy Noether' }).click();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText(/^invited/).waitFor();
  await invited.clock.fastForward('01:30');
  await invited.getByText(/^Ada Lovelace invites you to Day 8/).waitFor();
  await page.context().close();
  await invited.context().close();
});

test('who writes as grades come out reads that it is not handed in, is offered nothing to read, and hears when they can go on', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/day-08`);
  await write(page, 'rmsprop', 'Begun.');
  const grace = await signIn(browser, stack.url, 'instructor', `${COURSE}/results/day-08`);
  await grace.getByRole('button', { name: 'Release grades' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByText(/^\d+ students can no longer hand in$/).waitFor();
  await dialog.getByText(/Mary Somerville.* are told that no more work is taken\.$/).waitFor();
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await page.getByText('Not submitted', { exact: true }).waitFor({ timeout: SOON_MS });
  await page.getByRole('status').getByText('Grades are out: read-only.').waitFor();
  expect(await page.getByRole('link', { name: 'Read feedback' }).count()).toBe(0);

  await grace.getByRole('button', { name: 'Take grades back' }).click();
  await dialog.getByText(/^\d+ students can hand in again$/).waitFor();
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await page.getByRole('status').getByText('The set is open again: you can go on.').waitFor({ timeout: SOON_MS }); // prettier-ignore
  await page.context().close();
  await grace.context().close();
});

test('grades that are taken back leave the pages that are open, and come again by themselves', async () => {
  const { stack, browser } = running();
  const GRADED = { course: 'cs-7150', assignment: 'day-08-graded' };
  const student = await signIn(browser, stack.url, 'student4', 'about:blank');
  // What one is told is asked for once a minute: it is not that by which the pages learn of it.
  await student.context().route('**/api/notifications*', (route) => route.abort());
  const open = async (path: string) => {
    const page = await student.context().newPage();
    await page.goto(path);
    return page;
  };
  const feedback = await open(`${COURSE}/sets/day-08-graded/feedback`);
  const score = feedback.getByRole('article', { name: /RMSProp/ }).getByText('0.5/1', { exact: true });
  await score.waitFor();
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: GRADED, body: { released } });
  await release(false);
  await score.waitFor({ state: 'detached', timeout: SOON_MS });
  // Whoever looks elsewhere meanwhile finds it as it is when they come back.
  const grades = await open(`${COURSE}/grades`);
  const row = grades.getByRole('row', { name: /^Day 8, graded/ });
  await row.waitFor();
  expect(await row.innerText()).not.toMatch(/\d\/\d/);
  await release(true);
  await row.getByText(/\d\/\d/).waitFor({ timeout: SOON_MS });
  await score.waitFor({ timeout: SOON_MS });
  await student.context().close();
});

test('a reply whose answer got lost and which is sent again after a reload is there once', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/day-08-graded/feedback`);
  const question = page.getByRole('article', { name: /RMSProp/ });
  await question.getByRole('button', { name: /^Ask about/ }).click();
  await question.getByLabel('Why').fill('The root is there.');
  await question.getByRole('button', { name: 'Send request' }).click();
  const more = question.getByLabel('Add something');
  await more.fill('In line two.');
  await page.route('**/replies?*', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await question.getByRole('button', { name: 'Send', exact: true }).click();
  await question.getByText(/may or may not have been done/).waitFor();
  await page.unroute('**/replies?*');
  await page.reload();
  expect(await more.inputValue()).toBe('In line two.');
  await question.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  expect(await stack.db.requestEvent.count({ where: { text: 'In line two.' } })).toBe(1);
  await page.context().close();
});
