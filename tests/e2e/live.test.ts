/** What a student sees of their code while they type, with nothing handed in. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/config.ts';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

const live = (page: Page) => page.getByRole('region', { name: 'While you type' });
/** Seen first, and after a while read aloud, too. */
const says = (page: Page, words: string | RegExp) => live(page).getByText(words).first();
const contours = (page: Page) => live(page).getByRole('img', { name: /^Contours of/ });

/** Of all questions of the file, once they have run: more than any one of them has. */
async function sumOfTests(page: Page): Promise<[passed: number, all: number]> {
  const words = await says(page, /^\d+ of [4-9]\d visible tests pass/).textContent();
  const [passed = 0, all = 0] = [...(words ?? '').matchAll(/\d+/g)].map(Number);
  return [passed, all];
}

async function openCode(account: string): Promise<Page> {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, account, '/c/cs-7150/sets/optimizers/code');
  await page.locator('.cm-content').waitFor();
  return page;
}

async function writeAll(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

const solution = () => readFile(join(ROOT, 'assignments/optimizers/solution/optim.py'), 'utf8');
const WITH_ROOT = '(np.sqrt(cache) + config["epsilon"])';
const WITHOUT_ROOT = '(cache + config["epsilon"])';

test('a wrong optimizer is drawn and named while it is typed, and nothing is handed in', async () => {
  const { stack } = running();
  const before = await stack.db.submission.count();
  const page = await openCode('student2');
  const text = await solution();
  const at = text.indexOf(WITH_ROOT, text.indexOf('def rmsprop'));
  await writeAll(page, text.slice(0, at));
  // The rest by keys: the picture follows the function that is written on. Brackets come at once: whether the editor closes them
  // depends on how far it is.
  await page.keyboard.insertText(WITHOUT_ROOT);
  await page.keyboard.type(', config', { delay: 5 });
  await says(page, 'This is RMSProp, but it divides by the second moment itself').waitFor();
  expect(await live(page).getByLabel('Question that is tried').inputValue()).toBe('rmsprop');
  await says(page, 'Leaves the reference at step 1 of 100').waitFor();
  await contours(page).waitFor();
  await says(page, 'This is a try: nothing is handed in.').waitFor();
  expect(await pageMistakes(page)).toEqual([]);

  // Step through, by the keyboard.
  await live(page).getByRole('slider', { name: 'Step' }).press('PageUp');
  await says(page, /^11 of 100: yours/).waitFor();

  // Another learning rate, by the keyboard; another start, by the mouse.
  await says(page, 'Change the start and the hyperparameters').click();
  const rate = live(page).getByRole('slider', { name: 'learning rate' });
  const own = await rate.getAttribute('aria-valuetext');
  await rate.press('PageUp');
  expect(await rate.getAttribute('aria-valuetext')).not.toBe(own);
  const handle = await page.locator('[data-start-handle]').boundingBox();
  if (handle === null) throw new Error('the start is not in sight');
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y + 60, { steps: 4 });
  await page.mouse.up();
  await says(page, /^Not the test’s own start or hyperparameters/).waitFor();
  const started = await live(page).getByLabel('Start x').inputValue();
  await live(page).getByRole('slider', { name: 'Step' }).fill('0');
  await says(page, `0 of 100: yours (${started},`).waitFor();
  await live(page).getByRole('button', { name: 'Back to the test’s own' }).click();
  await says(page, /^0 of 100: yours \(1, 2\)/).waitFor();

  // All of the file, whichever question is drawn: one that is wrong cannot hide behind one that is right.
  await live(page).getByLabel('Question that is tried').selectOption('sgd');
  await live(page).getByRole('button', { name: 'Run all visible tests' }).click();
  const [passed, all] = await sumOfTests(page);
  expect(passed).toBeLessThan(all);
  await live(page).getByText('RMSProp 1 of 13 visible tests pass').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('\n# more');
  await says(page, 'Your text has changed since.').waitFor();
  expect(await pageMistakes(page, live(page))).toEqual([]);
  expect(await stack.db.submission.count()).toBe(before);
  await page.getByText('Not submitted yet').waitFor();
  await page.context().close();
});

test('what is pressed keeps its place while pictures come and go', async () => {
  const page = await openCode('student3');
  await writeAll(page, await solution());
  await contours(page).waitFor();
  const places = (): Promise<unknown> =>
    Promise.all([
      live(page).getByRole('button', { name: 'Run all visible tests' }).boundingBox(),
      live(page).getByLabel('Question that is tried').boundingBox(),
    ]);
  const before = await places();
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route('**/tries', async (route) => {
    await held;
    await route.continue();
  });
  await live(page).getByLabel('Question that is tried').selectOption('adagrad');
  await says(page, 'Trying your text').waitFor();
  expect(await places()).toEqual(before);
  answer();
  await contours(page).waitFor();
  expect(await places()).toEqual(before);
  await page.context().close();
});

test('a mistake of syntax is marked in its line; the last picture stays, and comes back when it is mended', async () => {
  const page = await openCode('student3');
  await writeAll(page, await solution());
  await live(page).getByLabel('Question that is tried').selectOption('adam');
  await says(page, 'Agrees with the reference over 100 steps').waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('broken = = 1');
  await says(page, /^SyntaxError in line \d+: /).waitFor();
  const marked = page.locator('.cm-faultLine');
  expect(await marked.textContent()).toContain('broken = = 1');
  await says(page, /^From your last text that ran\./).waitFor();
  await contours(page).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.locator('.cm-content').click();
  // Not by undoing: what was written within half a second is undone at once, and an answer may be known as soon.
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await says(page, 'Agrees with the reference over 100 steps').waitFor();
  await marked.waitFor({ state: 'detached' });

  // What is missing is named as code, not between backticks.
  await writeAll(page, (await solution()).replace('def adam(', 'def adma('));
  await live(page).locator('code').getByText('adam', { exact: true }).first().waitFor();
  expect(await live(page).textContent()).not.toContain('`');
  await page.context().close();
});

test('while submissions wait, the picture is paused and says so, and comes back by itself', async () => {
  const { stack } = running();
  const page = await openCode('student1');
  await writeAll(page, await solution());
  await says(page, /^Agrees with the reference/).waitFor();
  const { id: submissionId, versionId } = await stack.db.submission.findFirstOrThrow();
  // Without a job no worker takes it.
  const run = await stack.db.gradingRun.create({ data: { submissionId, versionId, state: 'queued' } });
  await page.keyboard.insertText('\n# another text\n');
  await says(page, /^Live picture paused: 1 submission goes first\./).waitFor();
  await contours(page).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await stack.db.gradingRun.delete({ where: { id: run.id } });
  await says(page, /^Live picture paused/).waitFor({ state: 'detached' });
  await says(page, /^Agrees with the reference/).waitFor();
  await page.context().close();
});

test('the time until a picture comes goes down, and is not read aloud again and again', async () => {
  const page = await openCode('student2');
  let asked = 0;
  await page.route('**/tries?*', (route) => {
    asked += 1;
    return asked > 1
      ? route.continue()
      : route.fulfill({ json: { outcome: { kind: 'crowded', seconds: 6 } } });
  });
  await writeAll(page, await solution());
  const left = async () => Number(/comes in about (\d) s/.exec((await live(page).textContent()) ?? '')?.[1]);
  await says(page, /Yours comes in about/).waitFor();
  const first = await left();
  await eventually(left, (now) => now < first);
  const aloud = live(page)
    .getByRole('status')
    .getByText('Live picture paused: many people are trying something.');
  expect(await aloud.textContent()).not.toMatch(/\d/);
  // The server is asked when it said so, and what it says then holds.
  await says(page, /^Agrees with the reference/).waitFor();
  await aloud.waitFor({ state: 'detached' });
  await page.context().close();
});

test('JavaScript is tried in the browser itself, behind its interpreter; what ends by the clock is left to the server', async () => {
  const page = await openCode('student4');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/tries')) asked.push(request.postData() ?? '');
  });
  const policies: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/assets/threads/'))
      policies.push(response.headers()['content-security-policy']);
  });
  await page.getByText('JavaScript', { exact: true }).click();
  const text = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.js'), 'utf8');
  await writeAll(page, text);
  await live(page).getByLabel('Question that is tried').selectOption('adam');
  await says(page, 'Agrees with the reference over 100 steps').waitFor();
  await contours(page).waitFor();
  const seen = 'console.log("sees", typeof fetch, typeof document, typeof postMessage, typeof self);';
  await writeAll(page, `${seen}\n${text.replace('Math.sqrt(vHat)', 'vHat')}`);
  await says(page, /^This is Adam, but it divides by the second moment itself/).waitFor();
  await says(page, 'What the code printed').click();
  await says(page, 'sees undefined undefined undefined undefined').waitFor();
  await live(page).getByRole('button', { name: 'Run all visible tests' }).click();
  await sumOfTests(page);
  expect(asked).toEqual([]);
  expect(new Set(policies)).toEqual(new Set(["default-src 'none';script-src 'self' 'wasm-unsafe-eval'"]));
  // The page itself may compile nothing.
  expect(
    await page.evaluate(() =>
      WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
        () => 'compiled',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  await writeAll(page, 'export function adam() { for (;;); }');
  await says(page, /time limit/).waitFor();
  expect(asked).toHaveLength(1);
  await page.context().close();
});

test('a rule that is being written is drawn beside the paper’s, under every question that asks for one', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student3', '/c/cs-7150/sets/day-08');
  const question = (id: string) => page.locator(`#question-${id}`);
  const write = async (id: string, text: string) => {
    await question(id).locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  };
  const update = String.raw`\theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} g`;
  const rules = {
    momentum: String.raw`$$v \leftarrow \alpha v - \epsilon g$$ $$\theta \leftarrow \theta + v$$`,
    adagrad: String.raw`$$r \leftarrow r + g \odot g$$ $$${update}$$`,
    rmsprop: String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$${update}$$`,
  };
  for (const [id, rule] of Object.entries(rules)) {
    await write(id, rule);
    await question(id).getByText('Show the paths').click();
    await question(id)
      .getByText(/agrees with the paper/)
      .first()
      .waitFor();
    await question(id)
      .getByRole('img', { name: /^Contours of/ })
      .waitFor();
  }
  // The root goes: the path follows, and says where it parts.
  await write('rmsprop', rules.rmsprop.replace(String.raw`\sqrt{r}`, 'r'));
  await question('rmsprop')
    .getByText(/parts from the paper at step 1 /)
    .first()
    .waitFor();
  // Half a formula: what could be drawn last stays.
  await write('rmsprop', String.raw`$$r \leftarrow \rho r +$$`);
  await question('rmsprop')
    .getByText(/^The written rule is not drawn/)
    .first()
    .waitFor();
  await question('rmsprop')
    .getByRole('img', { name: /^Contours of/ })
    .waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.context().close();
});
