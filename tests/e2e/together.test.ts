/** Several people on one sheet, each fault as it was reproduced: nobody's text, place or submission is lost. */
import { expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BUILD_HEADER } from '../../contract/session.ts';
import { countingSubmissions } from '../../server/features/submissions/counting.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const SET = '/c/cs-7150/sets/day-08';
const CODE = '/c/cs-7150/sets/optimizers/code';
/** How long people type in the longest story; a minute shows more. */
const TYPING_MS = Number(process.env['TYPING_SECONDS'] ?? 8) * 1_000;
const NAMES: Record<string, string> = { student1: 'Ada', student2: 'Emmy', student3: 'Sofia' };

const running = inBrowser();

const editor = (page: Page, id: string) => page.locator(`#question-${id} .cm-content`);
const saved = (page: Page) => page.getByText('Draft saved').first().waitFor();
const isOnPage = (page: Page, id: string, text: string) =>
  editor(page, id).filter({ hasText: text }).waitFor();

async function open(browser: Browser, url: string, account: string, path = SET): Promise<Page> {
  const page = await signIn(browser, url, account, path);
  await page.locator('.cm-content').first().waitFor();
  return page;
}

async function write(page: Page, id: string, text: string): Promise<void> {
  await editor(page, id).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function invite(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Group/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Invite by name' }).fill(name);
  await dialog.getByRole('option', { name: new RegExp(name) }).click();
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await dialog.getByRole('button', { name: /^Withdraw the invitation/ }).waitFor();
  await page.keyboard.press('Escape');
}

async function join(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Group/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the group…' }).waitFor();
  await page.keyboard.press('Escape');
}

async function submit(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Submit/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Submit/ })
    .click();
  await page.waitForURL(/\/receipt\/\d+$/);
  return page.url();
}

const titles = (page: Page) => page.getByRole('heading', { level: 1 });

test('two who began alone join by agreeing, and both texts are there', async () => {
  const { stack, browser } = running();
  const ada = await open(browser, stack.url, 'student1');
  const emmy = await open(browser, stack.url, 'student2');
  await write(ada, 'momentum', 'Ada began alone.');
  await write(emmy, 'momentum', 'Emmy began alone, too.');
  await Promise.all([saved(ada), saved(emmy)]);
  await invite(ada, NAMES.student2!);
  // Nobody was added without a yes: the open page of the invited is her own until she agrees.
  await emmy.getByRole('button', { name: /1 invitation/ }).waitFor();
  expect(await editor(emmy, 'momentum').textContent()).not.toContain('Ada');
  await join(emmy);
  await isOnPage(emmy, 'momentum', 'Ada began alone.');
  await isOnPage(ada, 'momentum', 'Emmy began alone, too.');
  expect(await pageMistakes(ada)).toEqual([]);
});

test('one submits while the other types: the submission holds what was called saved', async () => {
  const { stack, browser } = running();
  const ada = await open(browser, stack.url, 'student1');
  const emmy = await open(browser, stack.url, 'student2');
  await write(emmy, 'adagrad', 'Emmy, a moment before the click.');
  await saved(emmy);
  await write(ada, 'rmsprop', 'Ada, not yet saved by then.');
  await submit(ada);
  await titles(ada).waitFor();
  const received = ada.locator('main');
  await received.getByText('Emmy, a moment before the click.').first().waitFor();
  await received.getByText('Ada, not yet saved by then.').first().waitFor();
  expect(await pageMistakes(ada)).toEqual([]);
  await write(emmy, 'adagrad', ' And after it.');
  await emmy
    .getByText(/changed since submission 1/)
    .first()
    .waitFor();
  // Where it changed is marked, and nowhere else.
  await emmy.locator('#question-adagrad .cm-changedLine').waitFor();
  expect(await emmy.locator('.cm-changedLine').count()).toBe(1);
  await saved(emmy);
  await emmy.goto('/c/cs-7150');
  await emmy.getByText('1 changed since submission 1').waitFor();
  await emmy.getByRole('link', { name: /^Submit again: Day 8/ }).waitFor();
});

test('typing goes on through a lost network, and all of it is merged', async () => {
  const { stack, browser } = running();
  const ada = await open(browser, stack.url, 'student1');
  const emmy = await open(browser, stack.url, 'student2');
  await saved(emmy);
  await emmy.context().setOffline(true);
  const offline = 'Written without a network. ';
  await write(emmy, 'adam-benefits', offline.repeat(6));
  await write(ada, 'adam-benefits', 'Meanwhile Ada writes. '.repeat(6));
  await emmy
    .getByText(/Offline\. Draft kept on this device/)
    .first()
    .waitFor();
  await emmy.reload().catch(() => undefined);
  await emmy.context().setOffline(false);
  await emmy.goto(SET);
  await isOnPage(ada, 'adam-benefits', offline.repeat(6).trim());
  await isOnPage(emmy, 'adam-benefits', 'Meanwhile Ada writes. '.repeat(6).trim());

  // The server comes back with other pages: the one that is open says so, and loses nothing by being loaded again.
  await ada.context().setOffline(true);
  await write(ada, 'adam-benefits', 'Written before the update. ');
  await ada.route('**/api/session*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), [BUILD_HEADER]: 'another' } });
  });
  await ada.context().setOffline(false);
  const banner = ada.getByRole('status').filter({ hasText: 'Stepwise was updated.' });
  await banner.waitFor();
  expect(await pageMistakes(ada, banner)).toEqual([]);
  await ada.unroute('**/api/session*');
  await banner.getByRole('button', { name: 'Load again' }).click();
  await banner.waitFor({ state: 'detached' });
  await isOnPage(ada, 'adam-benefits', 'Written before the update.');
  await isOnPage(emmy, 'adam-benefits', 'Written before the update.');
});

test('a submission asked for without a network is sent by itself, and the page says what happened', async () => {
  const { stack, browser } = running();
  const ada = await open(browser, stack.url, 'student1');
  await saved(ada);
  // The dialog's code comes a second after the page: once it has opened, it is there.
  await ada
    .getByRole('button', { name: /^Submit/ })
    .first()
    .click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await ada.getByRole('dialog').waitFor({ state: 'detached' });
  await ada.waitForLoadState('networkidle');
  await ada.context().setOffline(true);
  await write(ada, 'figure-3', 'Offline, then sent.');
  await ada.getByRole('button', { name: 'Submit when online' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Submit when online' }).click();
  await ada
    .getByText(/Waiting for the network since/)
    .first()
    .waitFor();
  // The tab is closed, and another page opened once there is a network.
  await ada.goto('about:blank');
  await ada.context().setOffline(false);
  await ada.goto('/c/cs-7150');
  await ada
    .getByText(/Submission \d+ received/)
    .first()
    .waitFor();
  const rows = await stack.db.submission.findMany({
    where: { askedAt: { not: null }, group: { assignment: { slug: 'day-08' } } },
    include: { answers: true },
  });
  expect(rows.some(({ answers }) => answers.some(({ text }) => text.includes('Offline, then sent.')))).toBe(
    true,
  );
});

/** Goes to one's own line; what others type above and below does not move anybody out of it. */
async function goToLine(page: Page, name: string): Promise<void> {
  await editor(page, 'momentum').locator('.cm-line', { hasText: name }).click();
  await page.keyboard.press('End');
}

test('three type at once, one in two tabs, one offline for half of it, while another submits: nothing is lost', async () => {
  const { stack, browser } = running();
  const sofia = await open(browser, stack.url, 'student3');
  const ada = await open(browser, stack.url, 'student1');
  await invite(ada, NAMES.student3!);
  await sofia.getByRole('button', { name: /1 invitation/ }).waitFor();
  await join(sofia);
  const emmy = await open(browser, stack.url, 'student2');
  const emmysOther = await emmy.context().newPage();
  await emmysOther.goto(SET);
  const writers = { 'Ada:': ada, 'Emmy:': emmy, 'Tab:': emmysOther, 'Sofia:': sofia };
  await write(ada, 'momentum', `\n\n${Object.keys(writers).join('\n\n')}`);
  for (const [name, page] of Object.entries(writers)) {
    await isOnPage(page, 'momentum', name);
    await goToLine(page, name);
  }
  // What each has typed on their line by now.
  const typed: Record<string, string> = {
    ...Object.fromEntries(Object.keys(writers).map((name) => [name, name])),
  };
  const type = async (name: keyof typeof writers, isOver: () => boolean) => {
    while (!isOver()) {
      const next = ` ${name.at(0)}${typed[name]!.split(' ').length}`;
      await writers[name].keyboard.type(next, { delay: 25 });
      typed[name] += next;
    }
  };
  const start = Date.now();
  const past = (share: number) => () => Date.now() - start > share * TYPING_MS;
  const goesOffline = async () => {
    await type('Sofia:', past(0.25));
    await sofia.context().setOffline(true);
    await type('Sofia:', past(0.75));
    await sofia.context().setOffline(false);
    await type('Sofia:', past(1));
  };
  const isAdaSaved = type('Ada:', past(0.3)).then(() => saved(ada));
  const submits = async () => {
    await type('Tab:', past(0.4));
    await isAdaSaved;
    const said = [typed['Ada:']!, typed['Tab:']!];
    await submit(emmysOther);
    await titles(emmysOther).waitFor();
    const received = await emmysOther.locator('main').innerText();
    for (const line of said) expect(received).toContain(line);
  };
  const isSubmitted = submits();
  await Promise.all([goesOffline(), isSubmitted.then(() => type('Ada:', past(1))), type('Emmy:', past(1))]);
  await emmysOther.goBack();
  for (const page of Object.values(writers))
    for (const line of Object.values(typed)) await isOnPage(page, 'momentum', line);
  expect(await pageMistakes(sofia)).toEqual([]);
  await sofia.context().close();
});

test('who leaves keeps their submissions and a copy, on the open page within moments', async () => {
  const { stack, browser } = running();
  const ada = await open(browser, stack.url, 'student1');
  const emmy = await open(browser, stack.url, 'student2');
  await saved(emmy);
  await emmy.getByRole('button', { name: /^Group/ }).click();
  await emmy.getByRole('button', { name: 'Leave the group…' }).click();
  await emmy.getByRole('button', { name: 'Leave', exact: true }).click();
  // On the page until it is read, for whoever stays as for whoever goes.
  await ada
    .locator('#main')
    .getByText(/^Emmy Noether left your group\. You work /)
    .waitFor();
  await emmy.getByText(/You work alone now/).waitFor();
  await write(emmy, 'figure-3', 'Emmy goes on alone.');
  await saved(emmy);
  await emmy.goto(`${SET}/history`);
  await titles(emmy).waitFor();
  // The draft beside what was handed in, as text and as its readers see it.
  await emmy.getByRole('checkbox', { name: 'Compare the draft', exact: true }).check();
  await emmy
    .getByRole('checkbox', { name: /^Compare submission/ })
    .first()
    .check();
  await emmy.getByRole('button', { name: /^Compare/ }).click();
  await emmy.getByRole('heading', { name: /^Submission \d+ → Draft$/ }).waitFor();
  await emmy.locator('main').getByText('Rendered', { exact: true }).click();
  await emmy
    .getByRole('region', { name: /, Submission \d+: \d+ places? removed$/ })
    .first()
    .waitFor();
  // What is new is marked where it is read, and said to those who do not see the mark.
  const figure = emmy.getByRole('region', { name: /^6 · .*, Draft: \d+ places? added$/ });
  await figure.locator('ins').filter({ hasText: 'alone.' }).waitFor();
  expect(await figure.locator('del').count()).toBe(0);
  expect(await figure.locator('ins').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^ added: .*(?: end added )?$/s)]),
  );
  await emmy
    .getByText(/counts/)
    .first()
    .waitFor();
  expect(await pageMistakes(emmy)).toEqual([]);
  const id = (await stack.db.user.findUniqueOrThrow({ where: { email: 'student2@stepwise.example' } })).id;
  const { id: assignmentId } = await stack.db.assignment.findFirstOrThrow({ where: { slug: 'day-08' } });
  expect(await countingSubmissions(stack.db, [assignmentId], id)).toHaveLength(1);
});

test('a file that was edited in the page is uploaded once more', async () => {
  const { stack, browser } = running();
  const page = await open(browser, stack.url, 'student3', CODE);
  const file = {
    name: 'optim.py',
    mimeType: 'text/x-python',
    buffer: Buffer.from('def sgd(w, dw, config=None):\n    return w, config\n'),
  };
  const content = page.locator('.cm-content').first();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await content.filter({ hasText: 'return w, config' }).waitFor();
  await content.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# edited in the page');
  await content.filter({ hasText: '# edited in the page' }).waitFor();
  await page.locator('input[type=file]').first().setInputFiles([]);
  await page.locator('input[type=file]').first().setInputFiles(file);
  await content.filter({ hasNotText: '# edited in the page' }).waitFor();
  await content.click();
  await page.keyboard.press('Control+z');
  await content.filter({ hasText: '# edited in the page' }).waitFor();
});

test('what a teammate wrote over is put back from the history, on a phone and by keys alone', async () => {
  const { stack, browser } = running();
  const mary = await open(browser, stack.url, 'student4');
  const sofia = await open(browser, stack.url, 'student3');
  await invite(mary, NAMES.student3!);
  await sofia.getByRole('button', { name: /1 invitation/ }).waitFor();
  await join(sofia);
  await write(mary, 'adagrad', 'Mary on AdaGrad, which divides by all gradients so far.');
  await saved(mary);
  await isOnPage(sofia, 'adagrad', 'Mary on AdaGrad');
  await editor(sofia, 'adagrad').click();
  await sofia.keyboard.press('Control+a');
  await sofia.keyboard.type('Sofia instead.');
  await isOnPage(mary, 'adagrad', 'Sofia instead.');
  await mary.close();

  const phone = await signIn(browser, stack.url, 'student4', `${SET}/history`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const earlier = phone.getByRole('list', { name: 'Earlier drafts' });
  // The two wrote within the same two minutes; what was there before is a state of its own.
  await earlier.getByRole('checkbox').nth(1).focus();
  await phone.keyboard.press('Space');
  await phone.keyboard.press('Enter');
  const back = phone.getByRole('button', { name: /^Put back 2 · .* as in Draft of / });
  await back.waitFor();
  expect(await pageMistakes(phone)).toEqual([]);
  await back.focus();
  await phone.keyboard.press('Enter');
  // Whoever does not see the page is told there, and goes on from there.
  await phone
    .locator(':focus')
    .getByText(/^2 · .* is as in draft of .* again$/)
    .waitFor();
  await isOnPage(sofia, 'adagrad', 'Mary on AdaGrad, which divides by all gradients so far.');
  // The next Tab goes to what takes it back.
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Enter');
  await isOnPage(sofia, 'adagrad', 'Sofia instead.');
  await phone
    .getByText(/^2 · .* is as it was before$/)
    .first()
    .waitFor();
  expect(await pageMistakes(phone)).toEqual([]);
  await sofia.goto(`${SET}/history`);
  await sofia
    .getByRole('list', { name: 'Earlier drafts' })
    .getByText('Mary Somerville', { exact: true })
    .first()
    .waitFor();
});
