/**
 * Two instructors before one dialog: who comes second is told in the dialog what stands there by now, sees what the next press would do, and can do
 * it or leave it, on a laptop and on a phone.
 */
import { beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
const DEVICES: [string, BrowserContextOptions][] = [
  ['a laptop', {}],
  ['a phone', PHONE],
];

const running = inBrowser();

beforeAll(async () => {
  await running().stack.db.enrolment.updateMany({
    where: { user: { email: 'ta@stepwise.example' } },
    data: { role: 'instructor' },
  });
});

/** Two people's windows, of whom the second one's is of a device. */
async function two(path: string, options: BrowserContextOptions): Promise<[Page, Page]> {
  const { stack, browser } = running();
  const maryam = await signIn(browser, stack.url, 'ta', `${COURSE}${path}`);
  const grace = await signIn(browser, stack.url, 'instructor', `${COURSE}${path}`, options);
  return [maryam, grace];
}
const close = (pages: readonly Page[]) => Promise.all(pages.map((page) => page.context().close()));

/** That what is refused is within the window, and so are the buttons. */
async function inSight(page: Page, words: RegExp): Promise<void> {
  const refusal = page.getByRole('dialog').getByText(words);
  await refusal.waitFor();
  const { height } = page.viewportSize()!;
  for (const part of [refusal, page.getByRole('dialog').getByRole('button').last()]) {
    const box = (await part.boundingBox())!;
    expect([box.y >= 0, box.y + box.height <= height]).toEqual([true, true]);
  }
}

const TO_GRADE = '/results/day-08-to-grade';

/** Opens the dialog and chooses a time that is far off. */
async function choosesATime(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Release grades' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^Changes 12 students/).waitFor();
  await dialog.getByRole('radio', { name: 'At a chosen time' }).check();
  await dialog.getByLabel('From').fill('2031-12-06T14:30');
  await dialog.getByText(/^Changes 12 students/).waitFor();
  return dialog;
}
async function releases(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Release grades' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
  await page.getByText(/^Released/).waitFor();
}
async function takesBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take grades back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back', exact: true }).click();
  await page.getByText('Grades not released').waitFor();
}
/** What the dialog was for is done otherwise: nothing is left in it to be planned, released or taken back. */
async function hasEnded(dialog: Locator, act: string): Promise<void> {
  await dialog.getByText(/grades are out since.*Nothing was changed/).waitFor();
  await dialog.getByRole('button', { name: act }).waitFor({ state: 'detached' });
  expect(await dialog.getByRole('button', { name: /plan|release|Take/i }).count()).toBe(0);
}

test.each(DEVICES)('a release that a colleague has planned meanwhile, on %s', async (_, options) => {
  const [maryam, grace] = await two(TO_GRADE, options);
  const released = async () => {
    const { db } = running().stack;
    return (await db.assignment.findFirstOrThrow({ where: { slug: 'day-08-to-grade' } })).gradesReleasedAt;
  };
  await grace.getByRole('button', { name: 'Release grades' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByText(/^Changes 12 students/).waitFor();

  await maryam.getByRole('button', { name: 'Release grades' }).click();
  const theirs = maryam.getByRole('dialog');
  await theirs.getByRole('radio', { name: 'At a chosen time' }).check();
  await theirs.getByLabel('From').fill('2031-12-06T14:30');
  await theirs.getByRole('button', { name: 'Plan the release' }).click();
  await maryam.getByText(/^Grades come out/).waitFor();

  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await dialog.getByText(/Nothing was changed/).waitFor();
  expect(await released()).toEqual(new Date('2031-12-06T19:30:00Z'));
  await inSight(grace, /Nothing was changed/);
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  // What was meant stands as it was; the plan is beside it.
  await dialog.getByText(/^Planned for/).waitFor();
  expect(await dialog.getByRole('radio', { name: 'At once' }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await grace.getByText(/^Released/).waitFor();

  // Who would take back what a colleague has taken back already finds it done.
  await grace.getByRole('button', { name: 'Take grades back' }).click();
  await dialog.getByText(/^Changes 12 students/).waitFor();
  await maryam.reload();
  await maryam.getByRole('button', { name: 'Take grades back' }).click();
  await theirs.getByRole('button', { name: 'Take back', exact: true }).click();
  await maryam.getByText('Grades not released').waitFor();
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await grace.getByText('Grades not released').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await close([maryam, grace]);
});

test.each(DEVICES)('a release over which a colleague has released, on %s', async (_, options) => {
  const [maryam, grace] = await two(TO_GRADE, options);
  const dialog = await choosesATime(grace);
  await releases(maryam);
  await dialog.getByRole('button', { name: 'Plan the release' }).click();
  // The button that was to plan it does not take back what is out: another press changes nothing.
  await hasEnded(dialog, 'Plan the release');
  await inSight(grace, /Nothing was changed/);
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await grace.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await grace.getByText(/^Released/).waitFor();
  await takesBack(maryam);
  await close([maryam, grace]);
});

test('a release that has just been, before a page whose session took half a minute to come', async () => {
  const { stack, browser } = running();
  const [maryam] = await two(TO_GRADE, {});
  const grace = await signIn(browser, stack.url, 'instructor', '/');
  await grace.route('**/api/session*', async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { serverTime: string };
    const serverTime = new Date(Date.parse(session.serverTime) - 30_000).toISOString();
    await route.fulfill({ response, json: { ...session, serverTime } });
  });
  await grace.goto(`${stack.url}${COURSE}${TO_GRADE}`);
  const dialog = await choosesATime(grace);
  await releases(maryam);
  await dialog.getByRole('button', { name: 'Plan the release' }).click();
  await hasEnded(dialog, 'Plan the release');
  await grace.reload();
  await grace.getByText(/^Released/).waitFor();
  await takesBack(grace);
  await close([maryam, grace]);
});

test.each(DEVICES)('a plan that has come while one was about to take it back, on %s', async (_, options) => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor', '/', options);
  const comesAt = new Date(Date.now() + 6_000);
  await stack.db.assignment.updateMany({
    where: { slug: 'day-08-to-grade' },
    data: { gradesReleasedAt: comesAt },
  });
  await grace.goto(`${stack.url}${COURSE}${TO_GRADE}`);
  await grace.getByRole('button', { name: 'Release planned' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByText(/^Changes 12 students/).waitFor();
  await grace.waitForTimeout(Math.max(0, comesAt.getTime() - Date.now() + 100));
  await dialog.getByRole('button', { name: 'Take the plan back' }).click();
  await hasEnded(dialog, 'Take the plan back');
  await inSight(grace, /Nothing was changed/);
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await grace.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await grace.getByText(/^Released/).waitFor();
  await takesBack(grace);
  await close([grace]);
});

test.each(DEVICES)('the state of a set that a colleague has changed meanwhile, on %s', async (_, options) => {
  const [maryam, grace] = await two('/results/day-08', options);
  const open = async (page: Page, act: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: act }).click();
    await page.getByRole('dialog').getByRole('button', { name: act }).waitFor();
    await page
      .getByRole('dialog')
      .getByText(/^Changes \d+ students|^It changes nobody/)
      .waitFor();
  };
  await open(grace, 'Archive the set');
  await open(maryam, 'Take the set back');
  await maryam.getByRole('dialog').getByRole('button', { name: 'Take the set back' }).click();
  await maryam.getByText('Not open').waitFor();
  const dialog = grace.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Archive the set' }).click();
  await dialog.getByText(/the set was taken back/).waitFor();
  await inSight(grace, /the set was taken back/);
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  // The effect is that on what stands there by now.
  await dialog.getByText('It changes nobody’s times or scores.').waitFor();
  await dialog.getByRole('button', { name: 'Archive the set' }).click();
  await grace.getByText('Archived', { exact: true }).waitFor();
  await grace.getByRole('button', { name: 'Open the set' }).click();
  await dialog.getByText(/^Changes \d+ students/).waitFor();
  await dialog.getByRole('button', { name: 'Open the set' }).click();
  await dialog.waitFor({ state: 'detached' });
  await close([maryam, grace]);
});

test.each(DEVICES)('people whom a colleague has put together meanwhile, on %s', async (_, options) => {
  const [maryam, grace] = await two('/sets/day-08/groups', options);
  const choose = async (page: Page, names: string[], act: 'together' | 'apart') => {
    for (const name of names) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: `Put ${act}…` }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('They asked for it.');
  };
  await choose(grace, ['Ada Lovelace', 'Emmy Noether'], 'together');
  await choose(maryam, ['Emmy Noether', 'Mary Somerville'], 'together');
  await maryam.getByRole('dialog').getByRole('button', { name: 'Put together', exact: true }).click();
  await maryam.getByText('1 group ·').waitFor();
  const dialog = grace.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Put together', exact: true }).click();
  await dialog.getByText(/Nothing was changed/).waitFor();
  await inSight(grace, /Nothing was changed/);
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  // Who comes along is said before the next press.
  await dialog.getByText(/become one group, with Mary Somerville/).waitFor();
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('They asked for it.');
  await dialog.getByRole('button', { name: 'Put together', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await choose(grace, ['Ada Lovelace', 'Emmy Noether', 'Mary Somerville'], 'apart');
  await dialog.getByRole('button', { name: 'Put apart', exact: true }).click();
  await grace.getByText('0 groups ·').waitFor();
  await close([maryam, grace]);
});
