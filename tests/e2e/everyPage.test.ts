/**
 * Every address of the pages, opened by everybody: it has a title and says what is so, and leads on. None is an empty page, and whatever one asks, or
 * leads to, says whose page it is (ADR 130).
 */
import { beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/config.ts';
import { LONGEST_WAIT_MS, pageMistakes, signIn, underBar } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = 'cs-7150';

/** What stands for the parts of an address: what there is, or what nobody has. */
type Parts = Record<string, string>;
let real: Parts;
let unreal: Parts;
let addresses: string[];

beforeAll(async () => {
  const { db } = running().stack;
  const submission = await db.submission.findFirstOrThrow({
    where: { group: { assignment: { slug: 'day-08-to-grade' } } },
  });
  const { id: person } = await db.user.findFirstOrThrow({ where: { email: 'student2@stepwise.example' } });
  const { passwordHash } = await db.user.findFirstOrThrow({ where: { passwordHash: { not: null } } });
  const course = await db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  for (const name of ['outsider', 'observer']) {
    const { id } = await db.user.create({
      data: { email: `${name}@stepwise.example`, name, passwordHash },
    });
    if (name === 'observer')
      await db.enrolment.create({ data: { courseId: course.id, userId: id, role: 'observer' } });
  }
  const nobodys = '01980000-0000-7000-8000-000000000000';
  real = {
    course: COURSE,
    set: 'day-08-to-grade',
    question: 'rmsprop',
    answer: submission.id,
    submission: submission.id,
    number: '1',
    person,
    request: nobodys,
    rerun: nobodys,
    left: submission.id,
    right: submission.id,
    draft: 'day-08',
  };
  const parts = Object.keys(real).map((part) => [
    part,
    ['set', 'question', 'draft'].includes(part) ? 'none' : nobodys,
  ]);
  unreal = { ...(Object.fromEntries(parts) as Parts), course: COURSE, number: '99' };
  const routes = await readFile(join(ROOT, 'client/src/app/routes.tsx'), 'utf8');
  addresses = [...routes.matchAll(/path: '([^'*]+)'/g)].map(([, path]) =>
    path!.startsWith('/') ? path! : `/c/:course/${path}`,
  );
  expect(addresses.length).toBeGreaterThan(45);
});

const filled = (address: string, parts: Parts): string =>
  address.replace(/:(\w+)/g, (_, part: string) => parts[part] ?? 'x');

/** Of one card each, for those who come in from outside or choose. */
const CARDS = new Set(['/', '/courses', '/sign-in', '/forgot-password', '/setup', '/link', '/stop-mails']);
/** Tabs at a time. */
const TABS = 3;
/** What comes after the page's first words. */
const QUIET_MS = 800;

/** Whether the page has come to say something: a title, words or a way on below it, and above it the way to everything else. */
async function speaks(page: Page, hasBar: boolean): Promise<boolean> {
  return page
    .waitForFunction(
      (bar) => {
        const main = document.querySelector('main');
        const title = main?.querySelector('h1')?.textContent?.trim() ?? '';
        const says = title !== '' && main!.innerText.trim().length > title.length;
        return says && (!bar || document.querySelector('header [aria-label^="Account of"]') !== null);
      },
      hasBar,
      { timeout: LONGEST_WAIT_MS },
    )
    .then(
      () => true,
      () => false,
    );
}

const OUTSIDE = ['/c/:course', '/c/:course/grade', '/c/:course/sets/:set'];
const isOfCourse = (address: string) => address.startsWith('/c/');
/** Whose course this is not: of its addresses one is as another. */
const forOthers = (address: string) => !isOfCourse(address) || OUTSIDE.includes(address);

test.each([
  ['student1', [true, false]],
  ['ta', [true]],
  ['observer', [true]],
  ['instructor', [true]],
  ['outsider', [true]],
  [null, [true]],
] as const)('no page is empty for %s', async (who, variants) => {
  const { stack, browser } = running();
  const isIn = who !== null && who !== 'outsider';
  const paths = addresses
    .filter((address) => isIn || forOthers(address))
    .flatMap((address) => [...new Set(variants.map((is) => filled(address, is ? real : unreal)))])
    .map((path) => ({
      path,
      hasBar: who !== null && !CARDS.has(path) && (isIn || !isOfCourse(path)),
    }));
  const first =
    who === null
      ? await (await browser.newContext({ baseURL: stack.url })).newPage()
      : await signIn(browser, stack.url, who, 'about:blank');
  const context = first.context();
  const silent: string[] = [];
  const ownerless = new Set<string>();
  const look = (address: string) => {
    const { pathname, searchParams } = new URL(address);
    // Which says whose the page is.
    const isSession = pathname === '/api/session';
    if (pathname.startsWith('/api/') && !isSession && !searchParams.has('owner')) ownerless.add(pathname);
  };
  context.on('request', (request) => look(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => look(socket.url())));
  const walk = async (page: Page): Promise<void> => {
    for (let next = paths.shift(); next !== undefined; next = paths.shift()) {
      await page.goto(next.path, { waitUntil: 'commit' });
      if (!(await speaks(page, next.hasBar))) silent.push(next.path);
      const links = await page
        .locator('a')
        .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href }) => href));
      for (const href of links.filter((each) => each.startsWith(stack.url))) look(href);
    }
  };
  await Promise.all(Array.from({ length: TABS }, async () => walk(await context.newPage())));
  expect(silent).toEqual([]);
  if (who !== null) expect([...ownerless]).toEqual([]);
  await context.close();
});

test('a student is told what the pages of staff are, and sees no list that is empty for them alone', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student1', `/c/${COURSE}`);
  for (const path of ['grade', 'requests', 'results', 'roster', 'policies', `sets/${real.set}/extensions`]) {
    await page.goto(`/c/${COURSE}/${path}`);
    await page.getByRole('heading', { name: 'A page for staff' }).waitFor();
  }
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('link', { name: 'To your sets' }).click();
  await page.getByRole('heading', { name: 'Sets', exact: true }).waitFor();
  // One's own pages are of no course, and lead back to it.
  await page.goto('/account');
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'CS 7150' }).click();
  await page.waitForURL(`**/c/${COURSE}`);
  await page.getByRole('link', { name: /^Notifications/ }).click();
  await page.getByRole('heading', { name: 'Notifications', exact: true }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('navigation', { name: 'Course' }).getByRole('link', { name: 'Grades' }).click();
  await page.getByRole('heading', { name: 'Grades', exact: true }).waitFor();
  await page.context().close();
});

/** Stops of the keyboard on a page; some list a whole class. */
const MOST_STOPS = 40;
/** Of a student. */
const OWN_PAGES =
  /^\/(account|courses|notifications)$|\/grades$|sets\/:set(\/(history|code|feedback|receipt\/:number))?$/;

test.each(['student1', 'instructor'])(
  'on a phone no page of %s is wider than the window, and what the keyboard comes to is under no bar',
  async (who) => {
    const { stack, browser } = running();
    const phone = { viewport: { width: 390, height: 844 } };
    const context = (await signIn(browser, stack.url, who, 'about:blank', phone)).context();
    const own = addresses.filter((address) => who !== 'student1' || OWN_PAGES.test(address));
    // A sheet that can be written, too, whose bar is of two lines, and a program.
    const paths = ['day-08-to-grade', 'day-08', 'optimizers'].flatMap((set, index) =>
      own
        .filter((address) => index === 0 || /\/(author\/:draft|sets\/:set(\/code)?)$/.test(address))
        .map((address) => filled(address, { ...real, set, draft: set })),
    );
    expect(paths.length).toBeGreaterThan(10);
    const found: string[] = [];
    const walk = async (page: Page): Promise<void> => {
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        await page.goto(path, { waitUntil: 'commit' });
        await speaks(page, false);
        await page.waitForTimeout(QUIET_MS);
        for (const key of ['Tab', 'Shift+Tab'])
          for (let stop = 0; stop < MOST_STOPS; stop += 1) {
            await page.keyboard.press(key);
            const under = await page.evaluate(underBar, key);
            if (under === null) break;
            if (under !== '') found.push(`${path}, ${key}: ${under}`);
          }
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) found.push(`${path}: ${over} px too wide`);
      }
    };
    await Promise.all(Array.from({ length: TABS }, async () => walk(await context.newPage())));
    await context.close();
    expect(found).toEqual([]);
  },
);

test('a course that is called as long as it may be makes no page wider than a phone', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', `/c/${COURSE}/settings`);
  await page.getByLabel('Code', { exact: true }).fill('W'.repeat(40));
  await page.getByLabel('Title', { exact: true }).fill('W'.repeat(120));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  const wide: string[] = [];
  for (const path of [`/c/${COURSE}`, `/c/${COURSE}/settings`, '/courses', '/account', '/administration']) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) wide.push(`${path}: ${over} px`);
  }
  expect(wide).toEqual([]);
  await page.context().close();
});

/** What sends something; of what is only read or looked for nothing is one. */
const SENDING =
  'main form, main textarea, main input[type=file], main [contenteditable=true]:not([aria-readonly=true])';
/** It is no form of the course's work: it ends it. */
const mayStay = (address: string) => address.endsWith('/settings');

test('an archived course says so on every page, and no page has a form that would be refused', async () => {
  const { stack, browser } = running();
  const instructor = await signIn(browser, stack.url, 'instructor', `/c/${COURSE}/settings`);
  await instructor.getByRole('button', { name: 'Archive the course' }).click();
  await instructor.getByRole('button', { name: 'Archive', exact: true }).click();
  await instructor.getByText('is archived.', { exact: false }).first().waitFor();
  const offered: string[] = [];
  // What a TA may do an instructor may do, too.
  for (const who of ['student1', 'instructor']) {
    const context = (await signIn(browser, stack.url, who, 'about:blank')).context();
    const paths = addresses.filter(isOfCourse).map((address) => filled(address, real));
    const walk = async (page: Page): Promise<void> => {
      for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
        await page.goto(path, { waitUntil: 'commit' });
        await speaks(page, true);
        await page.getByText('Everything can be read, and nothing changes.').waitFor();
        await page.waitForLoadState('networkidle');
        const forms = await page.locator(SENDING).filter({ visible: true }).count();
        if (forms > 0 && !mayStay(path)) offered.push(`${who} ${path}`);
      }
    };
    await Promise.all(Array.from({ length: TABS }, async () => walk(await context.newPage())));
    await context.close();
  }
  expect(offered).toEqual([]);
  expect(await pageMistakes(instructor)).toEqual([]);
  // It goes on as it was.
  await instructor.getByRole('button', { name: 'Open the course again' }).click();
  await instructor.getByRole('button', { name: 'Archive the course' }).waitFor();
  await instructor.goto(`/c/${COURSE}/author`);
  await instructor
    .getByRole('heading', { name: 'Nothing changes here any more' })
    .waitFor({ state: 'detached' });
  await instructor.context().close();
});
