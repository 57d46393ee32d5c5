/** Grading by several people, as it went wrong: each story was reproduced before it was mended. */
import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { READ_MS } from '../../client/src/components/seen.ts';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const SET = '/c/cs-7150/grade/day-08-to-grade';

const running = inBrowser();

/** The answer on the page, once keys act on it. */
async function painted(page: Page, question: string): Promise<string> {
  await page.waitForFunction((name) => {
    const key = document.querySelector('[data-painted]')?.getAttribute('data-painted');
    const shown = document.querySelector('[data-answer]')?.getAttribute('data-answer');
    return key === `${name} ${shown}` && location.pathname.endsWith(`/${name}/${shown}`);
  }, question);
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

async function open(page: Page, question: string, submissionId = ''): Promise<string> {
  await page.goto(`${SET}/${question}/${submissionId}`);
  return painted(page, question);
}

/** Presses a key that leads to another answer. */
async function go(page: Page, key: string, question: string): Promise<string> {
  const before = page.url();
  await page.keyboard.press(key);
  await page.waitForURL((url) => url.href !== before);
  return painted(page, question);
}

/** Runs in the page: notes what it asks the server for while an answer that was put on the page is not painted. */
function noteEarlyRequests(): void {
  const early: string[] = [];
  const drawn = () => document.querySelector('[data-answer]')?.getAttribute('data-answer');
  let painted = drawn();
  const watch = { subtree: true, childList: true, attributes: true };
  const paint = () => {
    // Right after the paint, before what has waited for it.
    const tell = () => (painted = drawn());
    requestAnimationFrame(() => void scheduler.postTask(tell, { priority: 'user-blocking' }));
  };
  new MutationObserver(paint).observe(document, watch);
  const ask = window.fetch.bind(window);
  window.fetch = (...asked) => {
    if (drawn() !== painted) early.push(new Request(...asked).url);
    return ask(...asked);
  };
  Object.assign(window, { early });
}

interface TraceEvent {
  name: string;
  ts: number;
  args: { elementCount?: number };
}

/**
 * How many elements the browser made styles for from the press of `N` until the next answer stood on the screen.
 * @param press shows it
 */
async function styledToShow(page: Page, press: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const first = () => document.querySelector('[data-answer]');
    const before = first();
    window.addEventListener('keydown', () => performance.mark('pressed'), { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (first() === before) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        scheduler.postTask(() => performance.mark('seen'), { priority: 'user-blocking' }),
      );
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ['devtools.timeline', 'blink.user_timing'] });
  await press();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const [pressed, seen] = ['pressed', 'seen'].map(
    (mark) => traceEvents.find(({ name }) => name === mark)!.ts,
  );
  return traceEvents
    .filter(({ name, ts }) => name === 'UpdateLayoutTree' && ts >= pressed! && ts <= seen!)
    .reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0);
}

/** The line of decisions about an answer: kind, score's ingredients, comment. */
async function lineOf(submissionId: string, questionId: string) {
  const line = await running().stack.db.gradeDecision.findMany({
    where: { answer: { submissionId, questionId } },
    orderBy: { revision: 'asc' },
    select: {
      kind: true,
      comment: true,
      fullMarks: true,
      items: { select: { item: { select: { key: true } } } },
    },
  });
  return line.map(({ kind, comment, fullMarks, items }) => {
    const keys = items.map(({ item }) => item.key).join('+');
    return [kind, fullMarks ? 'full' : keys, comment].filter((part) => part !== '').join(' ');
  });
}

const saved = (page: Page) =>
  page
    .getByText(/^Graded by /)
    .first()
    .waitFor();
/** What has come by others' acts counts for a key once there was time to see it. */
const read = (page: Page) => page.waitForTimeout(READ_MS);
const scoreShown = (page: Page) =>
  page
    .getByRole('complementary', { name: /^Grade/ })
    .getByRole('img')
    .first()
    .innerText();

describe('one grader', () => {
  test('reads the answer at once, saves nothing by nothing, and a comment as a comment', async () => {
    const { stack, browser } = running();
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const id = await open(page, 'rmsprop');
    const top = await page.evaluate(
      () => document.querySelector('[data-answer] > :nth-child(2)')!.getBoundingClientRect().top,
    );
    expect(top).toBeLessThanOrEqual(160);
    const foot = await page.getByRole('button', { name: 'Save, next' }).boundingBox();
    expect(foot!.y + foot!.height).toBeLessThanOrEqual(900);

    // What the author has for those who grade.
    await page.keyboard.press('o');
    await page.getByRole('region', { name: 'Solution' }).getByText('forgets the distant past').waitFor();
    await page.keyboard.press('o');

    await page.keyboard.press('n');
    await page.getByText('Choose an item, full marks or a number.').waitFor();
    await page.keyboard.press('Control+Enter');
    expect(await lineOf(id, 'rmsprop')).toEqual([]);

    await page.keyboard.press('f');
    await page.keyboard.type('Where is the root?');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Ungraded, with a comment').waitFor();
    expect(await lineOf(id, 'rmsprop')).toEqual(['comment Where is the root?']);
    expect(await scoreShown(page)).toBe('–/1');
    expect(await pageMistakes(page)).toEqual([]);
    await page.context().close();
  });

  test('undoes a whole comment at once, and over N what was saved', async () => {
    const { stack, browser } = running();
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const first = await open(page, 'adagrad');
    await page.keyboard.press('2');
    await page.keyboard.press('f');
    await page.keyboard.type('Why?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    const comment = page.getByRole('textbox', { name: 'Comment' });
    expect(await comment.inputValue()).toBe('');
    // The next answer is drawn ahead and has its size, though nobody meets it.
    await page.waitForFunction(
      () => (document.querySelectorAll('[data-answer]')[1]?.getBoundingClientRect().height ?? 0) > 0,
    );
    expect(await page.locator('[data-answer]').nth(1).isVisible()).toBe(false);
    expect(await page.getByRole('textbox', { name: 'Comment' }).count()).toBe(1);
    // It is painted before anything is asked for, as it was laid out.
    await page.evaluate(noteEarlyRequests);
    let second = '';
    const styled = await styledToShow(page, async () => {
      second = await go(page, 'n', 'adagrad');
    });
    const shown = await page.locator('[data-painted] *').count();
    expect(second).not.toBe(first);
    expect(styled).toBeLessThan(shown / 2);
    expect(await page.evaluate(() => (window as unknown as { early: string[] }).early)).toEqual([]);
    expect(await go(page, 'u', 'adagrad')).toBe(first);
    await page.getByText('Undone: this answer is as it was before').first().waitFor();
    expect(await lineOf(first, 'adagrad')).toEqual(['grade 2', 'taken_back']);

    // An answer that is still on its way when it is asked for comes once.
    const asked: string[] = [];
    await page.route(/\/api\/submissions\/[^/]+\/answers\/momentum\?/, async (route) => {
      const url = route.request().url();
      asked.push(url);
      const isHere = url.includes(new URL(page.url()).pathname.split('/').at(-1)!);
      if (!isHere) await new Promise((resolve) => setTimeout(resolve, 2_000));
      await route.continue();
    });
    const held = page.waitForRequest(/\/momentum\/claim\?/);
    await open(page, 'momentum');
    await held;
    await page.keyboard.press('2');
    const late = await go(page, 'n', 'momentum');
    expect(asked.filter((url) => url.includes(late))).toHaveLength(1);
    await page.context().close();
  });

  test('of code adjusts what the tests gave, and sees the number that is saved', async () => {
    const { stack, browser } = running();
    const run = await stack.db.gradingRun.findFirstOrThrow({ include: { submission: true } });
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const answer = await stack.db.answer.findFirstOrThrow({ where: { submissionId: run.submissionId } });
    await page.goto(`/c/cs-7150/grade/optimizers/${answer.questionId}/${run.submissionId}`);
    await painted(page, answer.questionId);
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'solution/optim.py' }).waitFor();
    await page.keyboard.press('o');
    const [before, max] = (await scoreShown(page)).split('/').map(Number) as [number, number];
    const change = before >= 0.5 ? -0.5 : 0.5;
    await page.getByRole('textbox', { name: 'Adjust' }).fill(String(change));
    expect(await scoreShown(page)).toBe(`${before + change}/${max}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saved(page);
    await page.reload();
    await painted(page, answer.questionId);
    expect(await scoreShown(page)).toBe(`${before + change}/${max}`);
    await page.context().close();
  });

  test('is never told to take points from a rule that is right by a convention of its question', async () => {
    const { stack, browser } = running();
    const student = await new Client(stack.url).signIn('student1@stepwise.example', DEMO_PASSWORD);
    // Algorithm 8.2 of the readings, whose convention the question's own reference is.
    const rule =
      '$$v \\leftarrow \\alpha v - \\epsilon g$$ $$\\theta \\leftarrow \\theta + v$$\n\nIt keeps its pace.';
    const params = { course: 'cs-7150', assignment: 'day-08-to-grade' };
    const body = { idempotencyKey: randomUUID(), answers: { momentum: rule } };
    const { id } = await student.call(operations.createSubmission, { params, body });
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    await open(page, 'momentum', id);
    // The next answer is there, too, though nobody sees it.
    const shown = (words: RegExp) => page.getByText(words).filter({ visible: true });
    await shown(/^The rule is right: /).waitFor();
    expect(await shown(/^Suggested: .*(missing or wrong)/).count()).toBe(0);
    // An item of a grade before stays; this one is not ticked by the rule.
    const taken = page.getByRole('checkbox', { name: /missing or wrong/, checked: true });
    expect(await taken.filter({ visible: true }).count()).toBe(0);
    await page.keyboard.press('p');
    await page.getByText(', as the paper has it').waitFor();
    // Of an answer that was graded before, what has changed is shown first.
    const whole = page.getByRole('button', { name: /^Show the answer/ }).filter({ visible: true });
    if ((await whole.count()) > 0) await page.keyboard.press('d');
    // A comment on words of the answer.
    await page.locator('[data-answer] .katex').first().waitFor();
    await page.locator('[data-answer] p', { hasText: /^It keeps its pace.$/ }).selectText();
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Comment on the passage' }).waitFor();
    await page.locator('[data-answer] mark', { hasText: 'It keeps its pace' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-answer] mark').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('sees whose score an edit of the rubric changes, from what to what', async () => {
    const { stack, browser } = running();
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const id = await open(page, 'momentum');
    const name = await page.locator('h1 ~ div b').last().innerText();
    // It may have been graded before.
    await page.keyboard.press('0');
    await page.keyboard.press('3');
    await page.keyboard.press('Control+Enter');
    await saved(page);
    const edit = page.getByRole('button', { name: /^Edit rubric/ }).filter({ visible: true });
    await edit.focus();
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('button', { name: /^Edit:/ })
      .nth(2)
      .click();
    await dialog.getByRole('textbox', { name: 'Points' }).fill('-0.75');
    await dialog.getByText('1 answer changes: 0 up, 1 down').waitFor();
    await dialog.getByText('Whose').click();
    await dialog.getByText(name).waitFor();
    await dialog.getByText('0.5 → 0.25').waitFor();
    await dialog.getByRole('button', { name: 'Change 1 answer' }).click();
    await dialog.getByText('−0.75').waitFor();
    await page.keyboard.press('Escape');
    await edit.and(page.locator(':focus')).waitFor();
    await page.getByText('0.25/1', { exact: true }).first().waitFor();
    expect(await lineOf(id, 'momentum')).toEqual(['grade 3']);
    await page.context().close();
  });
});

describe('two graders', () => {
  test('are sent to different answers; where they meet they read the name, and either grade is one key away', async () => {
    const { stack, browser } = running();
    const maryam = await signIn(browser, stack.url, 'ta', 'about:blank');
    const grace = await signIn(browser, stack.url, 'instructor', 'about:blank');
    const hers = await open(maryam, 'adam-benefits');
    const other = await open(grace, 'adam-benefits');
    expect(other).not.toBe(hers);
    await open(grace, 'adam-benefits', hers);
    await grace.getByText('Maryam Mirzakhani is on this one, too').waitFor();
    // At once, and not at the next sign of life.
    await maryam.getByText('Grace Hopper is on this one, too').waitFor({ timeout: 10_000 });
    await grace
      .getByRole('navigation', { name: 'Course' })
      .getByRole('link', { name: /^Grading/ })
      .click();
    await maryam.getByText('Grace Hopper is on this one, too').waitFor({ state: 'hidden', timeout: 10_000 });
    await open(grace, 'adam-benefits', hers);

    // Graded, looked at by the other, taken back: the other's save is refused, and then succeeds.
    await maryam.keyboard.press('1');
    await maryam.keyboard.press('Control+Enter');
    await saved(maryam);
    await open(grace, 'adam-benefits', hers);
    await grace.keyboard.press('1');
    await grace.keyboard.press('2');
    await maryam.getByRole('button', { name: 'Take back the grade…' }).click();
    await maryam.getByRole('button', { name: 'Take back the grade', exact: true }).click();
    // Other answers are ungraded, too: the page may read so before it is done.
    await eventually(
      () => lineOf(hers, 'adam-benefits'),
      (line) => line.length === 2,
    );
    // Before the other saves: her page hears of that, and from then on changes what it shows.
    await maryam.keyboard.press('1');
    await maryam.getByText('Not saved', { exact: true }).waitFor();
    await grace.keyboard.press('Control+Enter');
    await grace.getByText(/Maryam Mirzakhani took the grade back .* Yours is not saved/).waitFor();
    await read(grace);
    await grace.keyboard.press('y');
    await saved(grace);
    expect(await lineOf(hers, 'adam-benefits')).toEqual(['grade 1', 'taken_back', 'grade 2']);

    // What somebody else decided meanwhile is shown beside one's own, and T takes it.
    await maryam.keyboard.press('Control+Enter');
    await maryam.getByText(/Grace Hopper graded this .* Yours is not saved/).waitFor();
    await maryam.keyboard.press('t');
    await maryam.getByText('Graded by Grace Hopper').waitFor();
    expect(await lineOf(hers, 'adam-benefits')).toHaveLength(3);
    await Promise.all([maryam.context().close(), grace.context().close()]);
  });

  test('of whom one presses a key as the other’s grade comes: it is about what was there to see, and the grade stands', async () => {
    const { stack, browser } = running();
    const maryam = await signIn(browser, stack.url, 'ta', 'about:blank');
    const grace = await signIn(browser, stack.url, 'instructor', 'about:blank');
    const answer = await open(maryam, 'adam-benefits');
    await open(grace, 'adam-benefits', answer);
    await maryam.keyboard.press('1');
    await maryam.keyboard.press('Control+Enter');
    await grace.getByText('Graded by Maryam Mirzakhani').waitFor();
    // The same item: it is not taken off again.
    await grace.keyboard.press('1');
    const item = grace.getByRole('checkbox').first();
    expect(await item.isChecked()).toBe(true);
    await grace.getByText('Graded by Maryam Mirzakhani').waitFor();
    await grace.keyboard.press('u');

    // Another one: neither is added to hers, nor put in its place.
    await read(grace);
    await maryam.keyboard.press('2');
    await maryam.keyboard.press('Control+Enter');
    await grace.waitForFunction(() => document.querySelectorAll('aside input:checked').length === 2);
    await grace.keyboard.press('3');
    await grace.getByText(/Maryam Mirzakhani graded this .* Yours is not saved/).waitFor();
    await grace.keyboard.press('n');
    await grace.getByText('Take theirs or keep yours first.').waitFor();
    expect(await lineOf(answer, 'adam-benefits')).toEqual(['grade 1', 'grade 1+2']);
    // Once she has seen it, it is hers to decide.
    await read(grace);
    await grace.keyboard.press('t');
    await grace.keyboard.press('1');
    await grace.keyboard.press('Control+Enter');
    await saved(grace);
    expect(
      await eventually(
        () => lineOf(answer, 'adam-benefits'),
        (line) => line.length === 3,
      ),
    ).toEqual(['grade 1', 'grade 1+2', 'grade 2']);
    await Promise.all([maryam.context().close(), grace.context().close()]);
  });
});

test('a group says how many have which grade, and spreads nothing that it does not show', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', `${SET}/figure-3/groups`);
  await page
    .getByRole('button', { name: /answers/ })
    .first()
    .click();
  const ids = await page
    .locator('article')
    .first()
    .evaluate((article) => article.getAttribute('data-answers')!.split(' '));
  // Whatever the groups are: the first two answers of the first one get different grades.
  const shown = await page
    .locator('[data-answers]')
    .evaluateAll((all) => [...new Set(all.flatMap((each) => each.getAttribute('data-answers')!.split(' ')))]);
  const two = [...new Set([...ids, ...shown])].slice(0, 2);
  expect(two).toHaveLength(2);
  for (const [index, id] of two.entries()) {
    await open(page, 'figure-3', id);
    await page.keyboard.press(index === 0 ? '0' : '2');
    await page.keyboard.press('Control+Enter');
    await saved(page);
  }
  await page.goto(`${SET}/figure-3/groups?answer=${two[0]}`);
  await page.getByText(/^2 of \d+ graded: 1 × /).waitFor();
  expect(await scoreShown(page)).toBe('–/1');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Choose an item, full marks or a number.').waitFor();
  await page.getByText(/Grade \d+; 2 graded stay|Nothing to grade; 2 graded stay/).waitFor();
  const submission = { group: { assignment: { slug: 'day-08-to-grade' } } };
  const decided = await stack.db.gradeDecision.count({
    where: { answer: { questionId: 'figure-3', submission } },
  });
  expect(decided).toBe(2);
  await page.context().close();
});

// Last: the others count what is graded.
describe('a decision on its way', () => {
  test('is not lost with the page: the next one sends it, once', async () => {
    const { browser, stack } = running();
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const first = await open(page, 'adam-benefits');
    await page.waitForFunction(async () =>
      (await indexedDB.databases()).some(({ name }) => /grades/.test(name!)),
    );
    // The page ends before it is painted, and so before it has sent anything.
    await page.route('**/answers/*/grade?*', () => undefined);
    await page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
    });
    const before = page.url();
    await page.keyboard.press('2');
    await page.keyboard.press('n');
    await page.waitForURL((url) => url.href !== before);
    const context = page.context();
    await page.close();
    expect(await lineOf(first, 'adam-benefits')).toEqual([]);

    const next = await context.newPage();
    await next.goto('/c/cs-7150/grade');
    await eventually(
      () => lineOf(first, 'adam-benefits'),
      (line) => line.length > 0,
    );
    await next.reload();
    await open(next, 'adam-benefits', first);
    await saved(next);
    expect(await lineOf(first, 'adam-benefits')).toHaveLength(1);
    await context.close();
  });

  test('is no rival of itself where the answer to it was lost', async () => {
    const { browser, stack } = running();
    const page = await signIn(browser, stack.url, 'ta', 'about:blank');
    const first = await open(page, 'figure-3');
    let lost = 0;
    await page.route('**/answers/*/grade?*', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('2');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await eventually(
      () => Promise.resolve(lost),
      (count) => count > 0,
    );
    // It is sent again, or the page has heard of it before.
    await saved(page);
    await page.getByText('Unsent', { exact: true }).waitFor({ state: 'hidden' });
    expect(await page.getByText(/both graded|decided otherwise/).count()).toBe(0);
    expect(await lineOf(first, 'figure-3')).toHaveLength(1);
    await page.context().close();
  });
});
