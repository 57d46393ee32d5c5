/**
 * What is pressed keeps its place: whatever arrives in whatever order, no control that could be pressed already moves from under the hand.
 * Half a target of 24 px is what makes whoever aims at its middle miss it.
 */
import { expect, test } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** Pages at a time. */
const TABS = 4;
/** Feedback asks for requests a second after it is there. */
const QUIET_MS = 1_400;

/** Runs in the page: notes in `window.moved` whatever could be pressed, was in sight for a moment, and is elsewhere in the next frame. */
function follow(): void {
  const MISSED_PX = 12;
  const SEEN_MS = 100;
  const moved = ((window as unknown as { moved: string[] }).moved = [] as string[]);
  const controls =
    'a[href], button, input, select, textarea, summary, [role=button], [role=slider], .cm-content';
  let known = new Map<Element, { at: DOMRect; since: number }>();
  let scroll = '';
  const look = (now: number): void => {
    const next: typeof known = new Map();
    const isScrolled = scroll !== (scroll = `${scrollX} ${scrollY}`);
    for (const each of document.querySelectorAll<HTMLElement>(controls)) {
      const at = each.getBoundingClientRect();
      const isInSight = at.width > 1 && at.height > 1 && at.bottom > 0 && at.top < innerHeight;
      if (!isInSight || !each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const before = known.get(each);
      const by = (edge: 'left' | 'right' | 'top') => Math.round(at[edge] - (before ?? { at }).at[edge]);
      const across = Math.min(Math.abs(by('left')), Math.abs(by('right')));
      const isMoved = !isScrolled && Math.max(across, Math.abs(by('top'))) > MISSED_PX;
      if (isMoved && now - before!.since > SEEN_MS)
        moved.push(`${each.ariaLabel ?? each.innerText.trim().slice(0, 40)}: ${by('left')}, ${by('top')}`);
      next.set(each, { at, since: before === undefined || isMoved ? now : before.since });
    }
    known = next;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Answers come late, each by its address: in another order than they are asked for. @returns waits until the last of them is long there */
async function answersLate(context: BrowserContext): Promise<(page: Page) => Promise<void>> {
  const waiting = new Map<Page, { count: number; since: number }>();
  const of = (page: Page) => {
    const state = waiting.get(page) ?? { count: 0, since: Date.now() };
    waiting.set(page, state);
    return state;
  };
  await context.route(/\/api\/(?!session)/, async (route) => {
    const state = of(route.request().frame().page());
    const { pathname } = new URL(route.request().url());
    state.count += 1;
    const lateness = [...pathname].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
    // Later than the chunks of the page, of which none is in a cache yet.
    await new Promise((done) => setTimeout(done, 500 + lateness / 2));
    // It is gone where the page is.
    await route.continue().catch(() => undefined);
    state.count -= 1;
    state.since = Date.now();
  });
  return async (page) => {
    const state = of(page);
    state.since = Date.now();
    while (state.count > 0 || Date.now() - state.since < QUIET_MS) await page.waitForTimeout(50);
  };
}

const LAPTOP = {};
/** Who opens what, on what: one page of each kind that has parts which come one after the other. */
const VISITS = [
  [
    'student1',
    LAPTOP,
    ['/sets/day-08', '/sets/optimizers/code', '/sets/day-08-graded/feedback', '/sets/day-08-graded/history'],
  ],
  ['student1', PHONE, ['/sets/day-08', '/sets/optimizers/code', '/sets/day-08-graded/feedback']],
  ['student4', LAPTOP, ['/sets/optimizers/code']],
  [
    'instructor',
    LAPTOP,
    ['/grade', '/grade/day-08-to-grade/rmsprop', '/grade/optimizers/rmsprop', '/requests'],
  ],
  ['instructor', LAPTOP, ['/../../account', '/../../administration', '/../../notifications']],
  ['instructor', PHONE, ['/grade', '/grade/optimizers/rmsprop', '/results/optimizers/similar', '/author']],
] as const;

test('nothing moves while a page comes', async () => {
  const { stack, browser } = running();
  const visits = await Promise.all(
    VISITS.map(async ([who, form, paths]) => {
      const context = (await signIn(browser, stack.url, who, 'about:blank', form)).context();
      await context.addInitScript(follow);
      const untilQuiet = await answersLate(context);
      return paths.map((path) => ({ context, untilQuiet, path }));
    }),
  );
  const moved: string[] = [];
  const left = visits.flat();
  const walk = async (): Promise<void> => {
    for (let visit = left.shift(); visit !== undefined; visit = left.shift()) {
      const { context, untilQuiet, path } = visit;
      const page = await context.newPage();
      await page.goto(new URL(`${stack.url}${COURSE}${path}`).href);
      await page.locator('main h1').waitFor();
      await untilQuiet(page);
      const found = await page.evaluate(() => (window as unknown as { moved: string[] }).moved);
      const width = page.viewportSize()?.width;
      moved.push(...found.map((each) => `${path} at ${width} px: ${each}`));
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: TABS }, walk));
  expect(moved).toEqual([]);
  await Promise.all(visits.map((each) => each[0]?.context.close()));
});

test('items and buttons of a grade keep their places while colleagues come, a suggestion goes and the grade is saved', async () => {
  const { stack, browser } = running();
  const path = `${COURSE}/grade/day-08-to-grade/momentum`;
  const maryam = await signIn(browser, stack.url, 'ta', path);
  const panel = maryam.getByRole('complementary', { name: 'Grade' }).filter({ visible: true });
  const items = panel.getByRole('checkbox');
  const save = panel.getByRole('button', { name: 'Save', exact: true });
  await items.first().waitFor();
  const places = async () => {
    const boxes = await Promise.all([items.first(), items.last(), save].map((each) => each.boundingBox()));
    // What is ticked is bold, which is a pixel.
    return boxes.map((box) => box && Math.round(box.y / 4));
  };
  const before = await places();
  const grace = await signIn(browser, stack.url, 'instructor', new URL(maryam.url()).pathname);
  await panel.getByText('is on this one, too').waitFor();
  expect(await places()).toEqual(before);
  // What cannot be saved yet is said.
  await save.click();
  await panel.getByText('Choose an item').waitFor();
  expect(await places()).toEqual(before);
  await items.first().click();
  await panel.getByText('Not saved').waitFor();
  expect(await places()).toEqual(before);
  await save.click();
  await panel.getByText(/^Graded by/).waitFor();
  expect(await places()).toEqual(before);
  await grace.context().close();
  await maryam.context().close();
});

const WHY = 'Not possible now, for a reason that takes a line.';
const dialogOf = (page: Page) => page.getByRole('dialog');

/** What may be refused: who, where, on what, and how one comes to the button. */
const REFUSED: [string, object, string, (page: Page) => Promise<Locator>][] = [
  ...[LAPTOP, PHONE].flatMap((form): typeof REFUSED => [
    [
      'student1',
      form,
      '/sets/day-08',
      async (page) => {
        await page.getByRole('button', { name: 'Submit', exact: true }).click();
        return dialogOf(page).getByRole('button', { name: /^Submit/ });
      },
    ],
    [
      'student1',
      form,
      '/sets/day-08-graded/feedback',
      async (page) => {
        const question = page.getByRole('article', { name: /RMSProp/ });
        await question.getByRole('button', { name: /^Ask about/ }).click();
        await question.getByLabel('Why').fill('The root is there.');
        return question.getByRole('button', { name: 'Send request' });
      },
    ],
    [
      'instructor',
      form,
      '/author',
      async (page) => {
        await page.getByLabel('Short name of a new set').fill('day-09');
        return page.getByRole('button', { name: 'Create' });
      },
    ],
  ]),
  [
    'instructor',
    LAPTOP,
    '/roster',
    async (page) => {
      await page.getByRole('button', { name: 'Add person' }).click();
      await dialogOf(page).getByLabel('Name').fill('Nicole Oresme');
      await dialogOf(page).getByLabel('E-mail address').fill('nicole@example.org');
      return dialogOf(page).getByRole('button', { name: 'Invite' });
    },
  ],
  ['instructor', LAPTOP, '/roster/links', async (page) => page.getByRole('button', { name: 'Make a link' })],
  [
    'instructor',
    LAPTOP,
    '/settings',
    async (page) => {
      await page.getByLabel('Title').fill('Deep learning');
      return page.getByRole('button', { name: 'Save', exact: true }).first();
    },
  ],
  [
    'instructor',
    LAPTOP,
    '/../../account',
    async (page) => {
      await page.getByLabel('Name', { exact: true }).last().fill('laptop');
      return page.getByRole('button', { name: 'Make a token' });
    },
  ],
  [
    'ta',
    LAPTOP,
    '/grade/day-08-to-grade/rmsprop',
    async (page) => {
      await page.getByRole('button', { name: /^Edit rubric/ }).filter({ visible: true }).click(); // prettier-ignore
      await dialogOf(page).getByRole('button', { name: 'Add an item' }).click();
      await dialogOf(page).getByLabel('Text').fill('No root');
      return dialogOf(page).getByRole('button', { name: 'Add', exact: true });
    },
  ],
  [
    'ta',
    // So high that the button stands where the window ends, above what the change would do.
    { ...PHONE, viewport: { width: 390, height: 520 } },
    '/grade/day-08-to-grade/rmsprop',
    async (page) => {
      await page.getByRole('button', { name: /^Edit rubric/ }).filter({ visible: true }).click(); // prettier-ignore
      await dialogOf(page).getByRole('button', { name: /^Edit: / }).first().click(); // prettier-ignore
      await dialogOf(page).getByLabel('Text').fill('No root');
      const button = dialogOf(page).getByRole('button', { name: /^Change/ });
      await button.and(page.locator(':enabled')).waitFor();
      // At the lower edge, as a thumb that scrolls leaves it.
      await button.evaluate((element) => element.scrollIntoView({ block: 'end' }));
      return button;
    },
  ],
];

/** Whether something lies over a part of it. */
const isCovered = (button: Locator): Promise<boolean> =>
  button.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const inside = [top + 4, (top + bottom) / 2, bottom - 4];
    return inside.some((y) => !element.contains(document.elementFromPoint((left + right) / 2, y)));
  });

test('what is refused is said in sight, and what was pressed is still under the pointer', async () => {
  const { stack, browser } = running();
  const found: string[] = [];
  for (const [who, form, path, comeTo] of REFUSED) {
    const page = await signIn(browser, stack.url, who, `${COURSE}${path}`, form);
    const button = await comeTo(page);
    await button.and(page.locator(':enabled')).waitFor();
    await button.scrollIntoViewIfNeeded();
    await page.route(
      (url) => url.pathname.startsWith('/api/'),
      async (route) => {
        if (route.request().method() === 'GET') return route.fallback();
        const error = { code: 'unacceptable', message: WHY };
        await route.fulfill({ status: 422, json: { error } });
      },
    );
    const before = await button.boundingBox();
    await button.click();
    const said = page.getByRole('alert').filter({ hasText: WHY });
    await said.waitFor();
    await button.and(page.locator(':not([data-loading])')).waitFor();
    const after = await button.boundingBox();
    const place = `${path} at ${page.viewportSize()?.width} px`;
    const moved = Math.round((after?.y ?? 0) - (before?.y ?? 0));
    if (moved !== 0) found.push(`${place}: ${moved} px`);
    const box = await said.boundingBox();
    const height = page.viewportSize()?.height ?? 0;
    if (box === null || box.y < 0 || box.y + box.height > height) found.push(`${place}: out of sight`);
    if (await isCovered(button)) found.push(`${place}: covered`);
    await page.context().close();
  }
  expect(found).toEqual([]);
});

test('a link that is made, and a tab that is chosen, move neither their button nor the other tabs', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'instructor', `${COURSE}/roster/links`);
  const button = page.getByRole('button', { name: /^(Make a|Replace the) link/ });
  const before = await button.boundingBox();
  await button.click();
  await page.getByRole('button', { name: 'Switch off' }).waitFor();
  expect((await button.boundingBox())?.y).toBe(before?.y);
  const tabs = page.getByRole('navigation', { name: 'Course' }).getByRole('link');
  const lefts = async () => {
    const boxes = await Promise.all((await tabs.all()).map((tab) => tab.boundingBox()));
    return boxes.map((box) => box && Math.round(box.x));
  };
  const ofPeople = await lefts();
  await tabs.first().click();
  await page.getByRole('heading', { level: 1, name: 'Sets' }).waitFor();
  expect(await lefts()).toEqual(ofPeople);
  await page.context().close();
});

test('a wrong password is said below the button, which stays', async () => {
  const { stack, browser } = running();
  const page = await browser.newPage({ baseURL: stack.url, ...PHONE });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).waitFor();
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  const before = await button.boundingBox();
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not hers');
  await button.click();
  await page.getByRole('alert').waitFor();
  expect(await button.boundingBox()).toEqual(before);
  await page.context().close();
});

/** What is looked up or kept once something is pressed: where, what keeps its place, how one comes there, and the press. */
const PRESSED: [string, RegExp, (page: Page) => Promise<unknown>, (page: Page) => Promise<void>][] = [
  [
    '/results/day-08-to-grade',
    /^(Cancel|Release)/,
    async () => undefined,
    (page) => page.getByRole('button', { name: 'Release grades' }).click(),
  ],
  [
    '/roster',
    /^Keep note/,
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).click();
      await page.getByRole('tab', { name: /^Notes/ }).click();
      await page.getByLabel('New note').fill('Was ill in March.');
    },
    (page) => page.getByRole('button', { name: 'Keep note' }).click(),
  ],
  [
    '/settings',
    /^Save/,
    (page) => page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin'),
    (page) => page.getByRole('button', { name: /^Save/ }).first().click(),
  ],
];

test('what comes of a press, late, does not move its buttons', async () => {
  const { stack, browser } = running();
  const context = (await signIn(browser, stack.url, 'instructor', 'about:blank')).context();
  await context.addInitScript(follow);
  const untilQuiet = await answersLate(context);
  const found: string[] = [];
  for (const [path, stays, comeTo, press] of PRESSED) {
    const page = await context.newPage();
    await page.goto(`${stack.url}${COURSE}${path}`);
    await untilQuiet(page);
    await comeTo(page);
    await untilQuiet(page);
    await page.evaluate(() => (window as unknown as { moved: string[] }).moved.splice(0));
    await press(page);
    await untilQuiet(page);
    const moved = await page.evaluate(() => (window as unknown as { moved: string[] }).moved);
    found.push(...moved.filter((each) => stays.test(each)).map((each) => `${path}: ${each}`));
    await page.close();
  }
  expect(found).toEqual([]);
  await context.close();
});
