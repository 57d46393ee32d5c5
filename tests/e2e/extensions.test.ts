/** More time in the browser: whom it changes is seen before it is saved, and the student reads until when and why. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../support/testServer.ts';
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

const inFocus = (element: Locator) => element.evaluate((each) => each === document.activeElement);

const isBefore = async (one: Locator, other: Locator): Promise<boolean> =>
  one.evaluate(
    (each, next) => (each.compareDocumentPosition(next!) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    await other.elementHandle(),
  );

/** Steps on by the keyboard to something that is on the page. */
async function stepTo(element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await element.waitFor();
  for (let steps = 0; !(await inFocus(element)); steps += 1) {
    if (steps > 60) throw new Error(`${key} never comes to ${element.toString()}`);
    await element.page().keyboard.press(key);
  }
}

test('a student is given more time, reads why, and loses it again: by the keyboard alone', async () => {
  const course = await stack.db.course.findFirstOrThrow();
  const base = `/c/${course.slug}`;
  const grace = await signIn(browser, stack.url, 'instructor', `${base}/sets/day-08-to-grade`);
  const keys = grace.keyboard;
  const extensions = grace.getByRole('link', { name: 'Extensions' });
  await extensions.waitFor();
  // A menu that is left gives the focus back.
  const account = grace.getByRole('button', { name: /^Account of/ });
  await stepTo(account);
  await keys.press('Enter');
  await grace.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  await keys.press('ArrowDown');
  await keys.press('Escape');
  await grace.getByRole('menuitem', { name: 'Sign out' }).waitFor({ state: 'hidden' });
  await eventually(() => inFocus(account), Boolean);
  await stepTo(extensions);
  await keys.press('Enter');
  await grace.getByText('Nobody has more time.').waitFor();
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student1@stepwise.example' } });
  await stepTo(grace.getByRole('combobox', { name: 'Who' }));
  await keys.type(student.email);
  await grace.getByRole('option', { name: new RegExp(student.email) }).waitFor();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  const until = grace.getByLabel('Until');
  await stepTo(until);
  await keys.type('12062031');
  await keys.press('Tab');
  await keys.type('0230PM');
  expect(await until.inputValue()).toBe('2031-12-06T14:30');
  await stepTo(grace.getByLabel('Why'));
  await keys.type('was at a conference');
  await stepTo(grace.getByRole('button', { name: 'Show whom it changes' }));
  await keys.press('Enter');
  await grace.getByRole('heading', { name: /^Changes 1 student/ }).waitFor();
  expect(await stack.db.extension.count()).toBe(0);
  expect(await pageMistakes(grace)).toEqual([]);
  await stepTo(grace.getByRole('button', { name: 'Give more time' }));
  await keys.press('Enter');
  await grace.getByRole('cell', { name: 'was at a conference' }).waitFor();
  expect(await inFocus(grace.locator('body'))).toBe(false);
  expect(await pageMistakes(grace, grace.getByRole('table'))).toEqual([]);

  const reader = await signIn(browser, stack.url, 'student1');
  await reader.getByText('extended for you from').waitFor();
  await reader.getByText('was at a conference').waitFor();
  expect(await pageMistakes(reader)).toEqual([]);
  const other = await signIn(browser, stack.url, 'student4');
  await other.getByRole('heading', { name: 'Sets' }).waitFor();
  await other.getByText('Due').first().waitFor();
  expect(await other.getByText('was at a conference').count()).toBe(0);

  await stepTo(grace.getByRole('button', { name: /^Take back/ }));
  await keys.press('Enter');
  await grace.getByRole('heading', { name: /^Changes 1 student/ }).waitFor();
  await stepTo(
    grace.locator('[aria-live]').getByRole('button', { name: 'Take back', exact: true }),
    'Shift+Tab',
  );
  await keys.press('Enter');
  await grace.getByText('Nobody has more time.').waitFor();
  expect(await inFocus(grace.locator('body'))).toBe(false);
  await reader.goto(base);
  await reader.getByRole('heading', { name: 'Sets' }).waitFor();
  await reader.getByText('Due').first().waitFor();
  expect(await reader.getByText('was at a conference').count()).toBe(0);
});

/** What a field of day and time takes, so many hours from now by the clock of the demo's course. */
const onClock = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000)
    .toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    .slice(0, 16)
    .replace(' ', 'T');

const look = (page: Page) => page.getByRole('button', { name: 'Show whom it changes' }).click();
const changes = (page: Page, count: number) =>
  page.getByRole('heading', { name: new RegExp(`^Changes ${count} students?`) }).waitFor();

test('a menu that is closed before it has the focus gives it back all the same', async () => {
  const grace = await signIn(browser, stack.url, 'instructor');
  const account = grace.getByRole('button', { name: /^Account of/ });
  // A page that arrives takes the focus to its title: only then is it ours to give.
  await eventually(() => inFocus(grace.getByRole('heading', { level: 1, name: 'Sets' })), Boolean);
  await account.focus();
  // As fast as nobody is: in the moment in which the menu can be seen, and comes to take the focus a moment later.
  await account.evaluate((button) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('[role=menu]') === null) return;
      observer.disconnect();
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      button.dataset.escaped = '';
    }).observe(document.body, { childList: true, subtree: true });
  });
  await grace.keyboard.press('Enter');
  await eventually(
    () => account.getAttribute('data-escaped'),
    (at) => at !== null,
  );
  await grace.getByRole('menu').waitFor({ state: 'detached' });
  await eventually(() => inFocus(account), Boolean);
});

test('a page that arrives takes the focus to its title, but not from where somebody went meanwhile', async () => {
  const grace = await signIn(browser, stack.url, 'instructor');
  const tab = (name: string) => grace.getByRole('link', { name: new RegExp(`^${name}`) }).first();
  const title = (name: string) => grace.getByRole('heading', { level: 1, name });
  await tab('Gradebook').click();
  await eventually(() => inFocus(title('Gradebook')), Boolean);

  let arrives = Promise.withResolvers<void>();
  await grace.route('**/api/**', async (route) => {
    await arrives.promise;
    await route.continue();
  });
  await tab('People').click();
  await grace.getByRole('button', { name: /^Account of/ }).click();
  const entry = grace.getByRole('menuitem', { name: 'Sign out' });
  await entry.waitFor();
  await grace.keyboard.press('ArrowDown');
  const focused = grace.getByRole('menu').locator(':focus');
  await focused.waitFor();
  arrives.resolve();
  await title('People').waitFor();
  await grace.getByText('student1@stepwise.example').first().waitFor();
  expect(await focused.count()).toBe(1);
  await grace.keyboard.press('Escape');
  await entry.waitFor({ state: 'hidden' });

  arrives = Promise.withResolvers<void>();
  await tab('Grading').click();
  await grace.keyboard.press('Control+k');
  const search = grace.getByRole('combobox', { name: 'Page, set, question or person' });
  await search.waitFor();
  await grace.keyboard.type('Peo');
  arrives.resolve();
  await title('Grading').waitFor({ state: 'attached' });
  await grace.keyboard.type('ple');
  expect(await search.inputValue()).toBe('People');
  // Chosen there, a page was asked for anew.
  await grace.keyboard.press('Enter');
  await eventually(() => inFocus(title('People')), Boolean);
  await grace.context().close();
});

test('a section sees a set earlier, and somebody comes into it; the time that is left runs down by itself', async () => {
  const grace = await signIn(browser, stack.url, 'instructor', 'about:blank');
  const { id } = await stack.db.user.findUniqueOrThrow({ where: { email: 'student2@stepwise.example' } });
  const third = { user: { email: 'student3@stepwise.example' } };
  await stack.db.enrolment.updateMany({ where: third, data: { section: 'B' } });
  await grace.goto('/c/cs-7150/sets/figure-3/policy');
  await grace.getByLabel('Opens').fill(onClock(24));
  await look(grace);
  await grace
    .getByText(/opens when published → /)
    .first()
    .waitFor();
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace.getByText(/Last decided by/).waitFor();

  const emmy = await signIn(browser, stack.url, 'student2');
  const row = emmy.getByRole('listitem').filter({ hasText: 'Figure 3' });
  await row.getByText(/^opens /).waitFor();
  expect(await row.getByRole('link').count()).toBe(0);

  await grace.goto('/c/cs-7150/sets/figure-3/extensions');
  await grace.getByText('Section', { exact: true }).click();
  await grace.getByRole('combobox', { name: 'Who' }).click();
  await grace.getByRole('option', { name: 'Section B' }).click();
  await grace.getByText('Other times than the due time').click();
  await grace.getByLabel('Opens').fill(onClock(-1));
  await grace.getByLabel('Why').fill('their lab is on Monday');
  await look(grace);
  await changes(grace, 1);
  expect(await pageMistakes(grace, grace.locator('main form'))).toEqual([]);
  await grace.getByRole('button', { name: 'Give more time' }).click();
  await grace.getByRole('cell', { name: 'their lab is on Monday' }).waitFor();

  await grace.goto(`/c/cs-7150/roster/${id}`);
  await grace.getByRole('combobox', { name: 'Section' }).fill('B');
  await grace.getByRole('option', { name: 'B', exact: true }).click();
  await grace.getByRole('button', { name: 'Save' }).click();
  await changes(grace, 1);
  expect(await stack.db.enrolment.count({ where: { section: 'B' } })).toBe(1);
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save with these times' }).click();
  await grace.getByText('Student, section B').waitFor();

  // A file that moves somebody out of it says the same before it is taken.
  await grace.goto('/c/cs-7150/roster/import');
  const csv = 'Name,Email,Section\nEmmy Noether,student2@stepwise.example,A\n';
  const file = { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await grace.getByTestId('csv').setInputFiles(file);
  const times = grace.locator('section').filter({ hasText: 'Times by section' });
  await times.getByText(/^Changes 1 student/).waitFor();
  await times.getByText('Emmy Noether').waitFor();
  expect(await pageMistakes(grace, times)).toEqual([]);

  const { dueAt } = await stack.db.assignment.findFirstOrThrow({ where: { slug: 'figure-3' } });
  await emmy.clock.install();
  await emmy.reload();
  await row.getByRole('link').first().waitFor();
  await row.getByText(/in [67] days$/).waitFor();
  await emmy.clock.fastForward(dueAt.getTime() - Date.now() - 90 * 60_000);
  await row.getByText(/in 1 h \d+ min$/).waitFor();
  await emmy.clock.fastForward(89 * 60_000 + 20_000);
  await row.getByText(/in \d+ s$/).waitFor();
  await emmy.clock.fastForward(60_000);
  await emmy
    .getByRole('heading', { name: 'Past' })
    .locator('xpath=..')
    .getByText('Figure 3')
    .first()
    .waitFor();
  await Promise.all([grace, emmy].map((page) => page.context().close()));
});

test('the hard end of a set is another one for a group; others read that handing in is over', async () => {
  const grace = await signIn(browser, stack.url, 'instructor', '/c/cs-7150/sets/day-08-to-grade/policy');
  await grace.getByLabel('Hard end').fill(onClock(-2));
  await look(grace);
  await grace
    .getByText(/taken until grades are released → /)
    .first()
    .waitFor();
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace.getByText(/Last decided by/).waitFor();
  await grace.goto('/c/cs-7150/sets/day-08-to-grade/extensions');
  await grace.getByText('Group', { exact: true }).click();
  await grace.getByRole('combobox', { name: 'Who' }).click();
  await grace.getByRole('option', { name: /Ada Lovelace/ }).click();
  await grace.getByText('Other times than the due time').click();
  await grace.getByRole('combobox', { name: 'Late work is taken' }).click();
  await grace.getByRole('option', { name: 'for so many days' }).click();
  await grace.getByLabel('Days after the due time').fill('9');
  await grace.getByLabel('Why').fill('the network was down');
  await look(grace);
  // What gives nothing says what would.
  await grace.getByText(/where the hard end of the set comes before, give another hard end/).waitFor();
  await grace.getByRole('combobox', { name: 'Late work is taken' }).click();
  await grace.getByRole('option', { name: 'as from everybody' }).click();
  await grace.getByLabel('Hard end').fill('2031-12-06T14:30');
  await look(grace);
  await changes(grace, 3);
  expect(await pageMistakes(grace, grace.locator('main form'))).toEqual([]);
  await grace.getByRole('button', { name: 'Give more time' }).click();
  await grace.getByRole('cell', { name: 'the network was down' }).waitFor();

  const ada = await signIn(browser, stack.url, 'student1');
  await ada.getByText(/longer for your group: the network was down/).waitFor();
  expect(await pageMistakes(ada, ada.getByText(/longer for your group: the network was down/))).toEqual([]);
  const mary = await signIn(browser, stack.url, 'student4', '/c/cs-7150/sets/day-08-to-grade');
  await mary
    .getByText(/Handing in ended/)
    .first()
    .waitFor();
  expect(await pageMistakes(mary)).toEqual([]);
  await Promise.all([grace, ada, mary].map((page) => page.context().close()));
});

test('staff read everything of a student on one page, and write down what the student never sees', async () => {
  const { slug } = await stack.db.course.findFirstOrThrow();
  const base = `/c/${slug}`;
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student1@stepwise.example' } });
  const grace = await signIn(browser, stack.url, 'instructor', `${base}/roster/${student.id}`);
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
  // The button could not be pressed meanwhile; the focus stays there.
  await grace.locator('[role=tabpanel]:focus, [role=tabpanel] :focus').waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('tab', { name: 'Extensions' }).click();
  await grace
    .getByRole('link', { name: /^Extend Day 8/ })
    .first()
    .click();
  await grace.getByRole('heading', { name: 'Extensions' }).waitFor();
  const reader = await signIn(browser, stack.url, 'student1', `${base}/roster/${student.id}`);
  await reader.getByRole('heading', { name: 'A page for staff' }).waitFor();
  await reader.context().close();

  const other = await stack.db.user.findUniqueOrThrow({ where: { email: 'student4@stepwise.example' } });
  await grace.goto(`${base}/roster/${other.id}`);
  await grace.getByRole('combobox', { name: 'Role' }).click();
  await grace.getByRole('option', { name: 'Observer' }).click();
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace
    .getByText(/^Observer/)
    .first()
    .waitFor();
  await grace.context().close();

  // An observer reads what staff read, and is offered nothing to change.
  const observer = await signIn(browser, stack.url, 'student4', `${base}/roster/${student.id}`);
  const nothing = async (name: string | RegExp) =>
    expect(await observer.getByRole('button', { name }).count()).toBe(0);
  await observer.getByRole('tab', { name: 'Notes' }).click();
  await observer.getByText('Asked for a letter.').waitFor();
  await nothing(/Save|Keep note|Make a password link/);
  await observer.goto(`${base}/results/day-08-to-grade`);
  await observer.getByRole('rowheader', { name: student.name }).waitFor();
  await nothing(/Release/);
  await observer.goto(`${base}/grade`);
  await observer
    .locator('#day-08-to-grade')
    .getByRole('link', { name: /^View: .*momentum/ })
    .first()
    .click();
  await observer.getByText('You read here as an observer').waitFor();
  await nothing(/^Save/);
  expect(await pageMistakes(observer)).toEqual([]);
  // Whatever is there to be changed on other pages is read, too.
  const fields = observer
    .locator('main')
    .locator('input, textarea, select')
    .and(observer.locator(':enabled'));
  for (const [path, words, forms] of [
    ['policies', 'instructors decide it', 0],
    ['sets/day-08-to-grade/policy', 'instructors decide it', 0],
    ['grade/day-08-to-grade/momentum/groups', 'You read here as an observer', 0],
    ['results/day-08-to-grade/reruns', 'No reruns yet', 0],
    // Names are looked for.
    ['sets/day-08-to-grade/groups', 'Find by name', 1],
  ] as const) {
    await observer.goto(`${base}/${path}`);
    await observer.getByText(words).first().waitFor();
    expect(await fields.count()).toBe(forms);
    // That it is only read stands before what is read, also on a phone.
    if (words === 'instructors decide it')
      expect(await isBefore(observer.getByText(words), observer.locator('main input').first())).toBe(true);
    await nothing(/Show whom|^Add |^Remove|Merge|Split|Grade group|Apply|Start|Import/);
    expect(await pageMistakes(observer)).toEqual([]);
  }
  await observer.goto(`${base}/sets/day-08-to-grade/extensions`);
  await observer.getByRole('heading', { name: 'Extensions' }).waitFor();
  await nothing(/Show whom it changes|Take back/);
  await observer.context().close();
});
