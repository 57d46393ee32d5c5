/** A student points at a passage and asks; a teaching assistant takes it and raises the score; both read what was said. */
import { expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { READ_MS } from '../../client/src/components/seen.ts';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

test('a request about a passage of an answer is answered with another grade', async () => {
  const { stack, browser } = running();
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student4@stepwise.example' } });
  const { slug } = await stack.db.course.findFirstOrThrow();
  const reader = await signIn(browser, stack.url, 'student4', `/c/${slug}/sets/day-08-graded/feedback`);
  const question = reader.getByRole('article', { name: /RMSProp/ });
  const ask = question.getByRole('button', { name: /^Ask about/ });
  await ask.waitFor();
  await question.locator('[data-line] .katex').first().waitFor();
  await question
    .locator('[data-line]')
    .first()
    .evaluate((block) => document.getSelection()!.selectAllChildren(block));
  await ask.click();
  await question.getByLabel('The passage').getByText('moving average').waitFor();
  await question.getByRole('radio', { name: /^−/ }).first().check();
  await question.getByLabel('Why').fill('The root is in $\\sqrt{r}$, I think.');
  expect(await pageMistakes(reader)).toEqual([]);
  await question.getByRole('button', { name: 'Send request' }).click();
  await question.getByRole('heading', { name: 'Regrade request: Waiting' }).waitFor();

  const maryam = await signIn(browser, stack.url, 'ta');
  await maryam.getByRole('link', { name: 'Regrades 1' }).click();
  await maryam.getByRole('button', { name: `Take the request of ${student.name}` }).click();
  await maryam.getByText('Waiting, Maryam Mirzakhani has it').waitFor();
  await maryam.getByRole('link', { name: student.name }).click();
  await maryam.getByRole('complementary', { name: 'Request' }).getByText('I think.').waitFor();
  // The keys of an answer are those of the grading page.
  await maryam.locator('[data-painted]').waitFor();
  await maryam.keyboard.press('q');
  await maryam.getByText('What is the idea behind RMSProp?').waitFor();
  await select(maryam.locator('[data-answer] [data-line]').first(), 'moving average');
  await maryam.keyboard.press('c');
  await maryam.getByRole('textbox', { name: 'Comment on the passage' }).press('Escape');
  await maryam.getByText('Full marks', { exact: true }).click();
  await maryam.getByLabel('Reply').fill('Read again: you are right.');
  expect(await pageMistakes(maryam)).toEqual([]);
  await maryam.getByRole('button', { name: 'Change the grade, close' }).click();
  await maryam.getByText(/closed it\. Raised from/).waitFor();
  await maryam.getByText('No other request is open.').waitFor();
  // Pages of instructors offer others nothing that would be refused; a student's address leads to the set.
  for (const path of ['author', 'import-scores', 'roster/import']) {
    await maryam.goto(`/c/cs-7150/${path}`);
    await maryam.getByRole('heading', { name: 'A page for instructors' }).waitFor();
    expect(await maryam.locator('main').getByRole('button').count()).toBe(0);
  }
  expect(await pageMistakes(maryam)).toEqual([]);
  await maryam.goto('/c/cs-7150/sets/optimizers/code');
  await maryam.waitForURL('**/sets/optimizers');

  await reader.reload();
  await question.getByRole('heading', { name: /Regrade request: Raised from/ }).waitFor();
  await question.getByText('Read again: you are right.').waitFor();
  const event = await stack.db.requestEvent.findFirstOrThrow({ where: { act: 'closed' } });
  expect(event.revision).not.toBeNull();
});

test('a request about lines of a program shows them to whoever answers it', async () => {
  const { stack, browser } = running();
  await eventually(
    () => stack.db.gradingRun.count({ where: { state: 'done', submission: { files: { some: {} } } } }),
    (done) => done > 0,
  );
  await stack.db.assignment.updateMany({
    where: { slug: 'optimizers' },
    data: { gradesReleasedAt: new Date() },
  });
  const reader = await signIn(browser, stack.url, 'student4', '/c/cs-7150/sets/optimizers/feedback');
  const question = reader.getByRole('article').first();
  const ask = question.getByRole('button', { name: /^Ask about/ });
  await ask.waitFor();
  await reader.getByText('Your file optim.js').click();
  const file = reader.getByRole('region', { name: 'optim.js' });
  const words = await file.locator('[data-line="5"]').innerText();
  await file.locator('[data-line="5"]').evaluate((line) => document.getSelection()!.selectAllChildren(line));
  await ask.click();
  await question.getByRole('region', { name: 'The passage' }).getByText(words.trim()).waitFor();
  await question.getByLabel('To line').fill('6');
  await question.getByLabel('Why').fill('The paper writes it like this.');
  expect(await pageMistakes(reader, question, file)).toEqual([]);
  await question.getByRole('button', { name: 'Send request' }).click();
  await question.getByText('About lines 5–6').waitFor();
  const made = await stack.db.regradeRequest.findFirstOrThrow({ where: { endLine: { not: null } } });
  expect(made).toMatchObject({ line: 5, endLine: 6 });

  const staff = await signIn(browser, stack.url, 'ta', `/c/cs-7150/requests/${made.id}`);
  await staff.getByRole('button', { name: 'Show lines 5–6' }).click();
  expect(await staff.evaluate(() => document.getSelection()!.toString())).toContain(words.trim());
  expect(await pageMistakes(staff)).toEqual([]);

  // It goes to somebody else, both say something, and in the end nothing is asked any more.
  const aside = staff.getByRole('complementary', { name: 'Request' });
  await aside.getByRole('combobox', { name: 'Hand over' }).click();
  await staff.getByRole('option', { name: 'Grace Hopper' }).click();
  await aside.getByText('handed it to Grace Hopper').waitFor();
  await aside.getByLabel('Reply').fill('Which edition do you have?');
  await aside.getByRole('button', { name: 'Reply', exact: true }).click();
  await aside.getByText('Which edition do you have?').first().waitFor();
  await reader.reload();
  await question.getByText('Which edition do you have?').waitFor();
  await question.getByRole('heading', { name: 'Regrade request: Waiting, Grace Hopper has it' }).waitFor();
  await question.getByLabel('Add something').fill('The second: I see it now.');
  await question.getByRole('button', { name: 'Send' }).click();
  await question.getByRole('listitem').getByText('I see it now.').waitFor();
  await question.getByRole('button', { name: 'Withdraw request' }).click();
  await question.getByRole('heading', { name: 'Regrade request: Withdrawn' }).waitFor();
  expect(await pageMistakes(reader, question)).toEqual([]);
  await staff.reload();
  await aside.getByText('withdrew the request').waitFor();
  expect(await aside.getByRole('button', { name: /Reply/ }).count()).toBe(0);

  // A comment on a line of the program, read there by the student.
  await staff.getByRole('link', { name: 'Open it among all answers' }).click();
  await staff.waitForURL(/\/grade\//);
  await staff.locator('[data-painted]').waitFor();
  const line = staff.locator('[data-answer] [data-line="5"]').first();
  await line.waitFor();
  await line.evaluate((each) => document.getSelection()!.selectAllChildren(each));
  await staff.keyboard.press('c');
  const comment = staff.getByRole('textbox', { name: 'Comment on the passage' });
  await comment.fill('Name it as the *paper* does.');
  await comment.press('ControlOrMeta+Enter');
  await staff.getByRole('note').getByText('Name it as the').waitFor();
  expect(await pageMistakes(staff)).toEqual([]);
  await reader.reload();
  await reader.getByText('Your file optim.js').click();
  await reader.getByRole('note').getByText('Name it as the').waitFor();
  await Promise.all([reader, staff].map((page) => page.context().close()));
});

/** Selects words of an element's text that stand in one node. */
const select = (block: Locator, words: string) =>
  block.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(wanted);
      if (at < 0) continue;
      document.getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`no ${wanted}`);
  }, words);

test('a grader comments on a passage, and the student reads it there and on paper', async () => {
  const { stack, browser } = running();
  const answer = await stack.db.answer.findFirstOrThrow({
    where: {
      text: { contains: 'moving average' },
      questionId: 'rmsprop',
      submission: {
        group: { assignment: { slug: 'day-08-graded' } },
        members: { some: { user: { email: 'student4@stepwise.example' } } },
      },
    },
  });
  const page = await signIn(
    browser,
    stack.url,
    'ta',
    `/c/cs-7150/grade/day-08-graded/rmsprop/${answer.submissionId}`,
  );
  await page.locator('[data-painted]').waitFor();
  const text = page.locator('[data-answer]');
  await text.locator('.katex').first().waitFor();
  await select(text.locator('[data-line]').first(), 'moving average of the squared');
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'Comment on the passage' });
  await field.fill('Say *which*: $E[g^2]$ decays by $\\rho$.');
  await page.getByRole('group', { name: 'Preview' }).locator('.katex').first().waitFor();
  await text.locator('mark', { hasText: 'moving average of the squared' }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await field.press('ControlOrMeta+Enter');
  const note = page.getByRole('note', { name: 'Comment of Maryam Mirzakhani' });
  await note.getByText('decays by').waitFor();
  const saved = await stack.db.inlineComment.findFirstOrThrow({ where: { answerId: answer.id } });
  expect(answer.text.slice(saved.start, saved.end)).toBe('moving average of the squared');

  // What is left behind by going on is sent, too: a formula whole.
  await text
    .locator('.katex-display')
    .first()
    .evaluate((formula) => {
      document.getSelection()!.selectAllChildren(formula);
    });
  await page.keyboard.press('c');
  await field.fill('Where is the root?');
  // The order is a secret one: this answer may be the last.
  await page
    .getByRole('button', { name: /^(Next|Previous) answer$/, disabled: false })
    .first()
    .click();
  await eventually(
    () => stack.db.inlineComment.count({ where: { answerId: answer.id } }),
    (count) => count === 2,
  );
  await page.goBack();
  await note.getByText('Where is the root?').waitFor();
  await note.filter({ hasText: 'Where is the root?' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Comment removed.').waitFor();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await note.getByText('Where is the root?').waitFor();

  // What is written once is kept for all staff, and is there by its shortcut.
  const beside = page.getByRole('textbox', { name: 'Comment', exact: true });
  await beside.fill('Keep the root.');
  await beside.press('ControlOrMeta+.');
  await page.getByRole('button', { name: 'Keep what is written' }).click();
  await page.getByLabel('Shortcut').fill('root');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('button', { name: '/root Keep the root.' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await beside.fill('');
  await beside.pressSequentially('No: /root please');
  expect(await beside.inputValue()).toBe('No: Keep the root. please');
  await beside.fill('');
  // Another of the staff finds it, and puts it in by the keyboard alone.
  const grace = await signIn(browser, stack.url, 'instructor', new URL(page.url()).pathname);
  await grace.locator('[data-painted]').waitFor();
  const hers = grace.getByRole('textbox', { name: 'Comment', exact: true });
  await hers.press('ControlOrMeta+.');
  const kept = grace.getByRole('dialog', { name: 'Saved comments' });
  await kept.getByText('used once').waitFor();
  await kept.getByLabel('Find').fill('nothing like it');
  await kept.getByText('No match for').waitFor();
  await kept.getByLabel('Find').fill('keep');
  await kept.getByRole('button', { name: '/root Keep the root.' }).waitFor();
  expect(await pageMistakes(grace, kept)).toEqual([]);
  await grace.keyboard.press('Enter');
  await kept.waitFor({ state: 'hidden' });
  expect(await hers.inputValue()).toBe('Keep the root.');
  await grace.context().close();

  const reader = await signIn(browser, stack.url, 'student4', '/c/cs-7150/sets/day-08-graded/feedback');
  const question = reader.getByRole('article', { name: /RMSProp/ });
  await question.getByRole('note').first().getByText('decays by').waitFor();
  expect(await question.locator('mark .katex-display').count()).toBe(1);
  await question.getByRole('button', { name: 'Comment 2' }).click();
  expect(
    await question
      .getByRole('note')
      .nth(1)
      .evaluate((each) => each === document.activeElement),
  ).toBe(true);
  expect(await pageMistakes(reader, question)).toEqual([]);
  await reader.goto(`/c/cs-7150/submissions/${answer.submissionId}/graded-copy`);
  await reader.getByRole('note').first().getByText('decays by').waitFor();
});

test('a student’s calendar reads when what is due', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student1', '/notifications');
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByLabel('Address of your feed').inputValue();
  const feed = await (await fetch(address)).text();
  expect(feed.match(/^BEGIN:VEVENT\r$/gm)).not.toBeNull();
  expect(feed).toContain('SUMMARY:CS 7150: Optimizers from the first step due');
  await page.getByRole('button', { name: 'End the feed' }).click();
  await page.getByRole('button', { name: 'Make an address' }).waitFor();
  expect((await fetch(address)).status).toBe(404);
});

test('an instructor says until when and how often students may ask; an answer may leave the grade', async () => {
  const { stack, browser } = running();
  const { slug } = await stack.db.course.findFirstOrThrow();
  const grace = await signIn(browser, stack.url, 'instructor', `/c/${slug}/requests`);
  await grace.getByRole('combobox', { name: 'Set' }).click();
  await grace.getByRole('option', { name: 'Day 8, graded' }).click();
  const allow = async (requests: string) => {
    await grace.getByLabel('Days after the release').fill('14');
    await grace.getByLabel('Requests of each student').fill(requests);
    await grace.getByRole('button', { name: 'Save' }).click();
    await grace.getByText('Saved. It holds at once').waitFor();
  };
  await allow('1');
  // "Saved" is said of what is saved.
  const limit = grace.getByLabel('Requests of each student');
  const isSaid = () => grace.getByText('Saved. It holds at once').count();
  expect(await isSaid()).toBe(1);
  await limit.fill('30');
  expect(await isSaid()).toBe(0);
  await limit.fill('1');
  expect(await isSaid()).toBe(1);
  // Who has asked once reads that it was their only one.
  const reader = await signIn(browser, stack.url, 'student4', `/c/${slug}/sets/day-08-graded/feedback`);
  const question = reader.getByRole('article', { name: /AdaGrad/ });
  await question.getByText('You have asked once, as often as this set allows.').waitFor();
  expect(await reader.getByRole('button', { name: /^Ask about/ }).count()).toBe(0);
  await grace.reload();
  await grace.getByRole('combobox', { name: 'Set' }).click();
  await grace.getByRole('option', { name: 'Day 8, graded' }).click();
  await allow('3');
  await reader.reload();
  await question.getByRole('button', { name: /^Ask about/ }).click();
  await question.getByText(/^until .* · 1 of 3 used$/).waitFor();
  await question.getByLabel('Why').fill('Is the sum not enough?');
  await question.getByRole('button', { name: 'Send request' }).click();
  await question.getByRole('heading', { name: 'Regrade request: Waiting' }).waitFor();

  // The grade stays, and the student reads why.
  await grace.goto(`/c/${slug}/results`);
  const mark = grace.getByRole('row', { name: /student4@/ }).getByRole('link', { name: 'Open request' });
  await mark.waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  // By the keyboard alone: to the cell, then R.
  const cell = await mark.evaluate((link) => link.closest('td')!.id);
  const [, row, column] = /-(\d+)-(\d+)$/.exec(cell)!;
  await grace.getByRole('grid', { name: 'Scores' }).focus();
  for (let at = 0; at < Number(row); at += 1) await grace.keyboard.press('ArrowDown');
  for (let at = 0; at < Number(column); at += 1) await grace.keyboard.press('ArrowRight');
  await grace.keyboard.press('r');
  await grace.waitForURL('**/requests/*');
  // Whoever comes back is at the cell that they left; a click beside the words of another goes to that one.
  await grace.goBack();
  const at = () =>
    grace.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      return id == null ? null : (/\d+-\d+$/.exec(id)?.[0] ?? null);
    });
  await eventually(at, (place) => place === `${row}-${column}`);
  const name = grace.getByRole('rowheader', { name: /student2@/ });
  await name.click({ position: { x: 4, y: 4 } });
  expect(await at()).toMatch(/-0$/);
  expect(await at()).not.toBe(`${row}-0`);
  await grace.goForward();
  await grace.waitForURL('**/requests/*');
  const close = grace.getByRole('button', { name: 'Reply, close' });
  await close.waitFor();
  expect(await close.isDisabled()).toBe(true);
  const ta = await signIn(browser, stack.url, 'ta', new URL(grace.url()).pathname);
  await ta.getByLabel('Reply').fill('I looked at it, too.');
  await grace.getByLabel('Reply').fill('It is; the score stands.');
  await close.click();
  await grace.getByText(/closed it\. Unchanged/).waitFor();
  // A colleague who is writing reads at once that it is over, and what was said; their own words are still there.
  await ta.getByText('This request was closed meanwhile').first().waitFor();
  await ta.getByText('I looked at it, too.').waitFor();
  await ta.getByText('It is; the score stands.').waitFor();
  expect(await ta.getByRole('button', { name: /^(Take|Reply|Reply, close)$/ }).count()).toBe(0);
  expect(await pageMistakes(ta)).toEqual([]);
  await ta.context().close();
  await reader.reload();
  await question.getByRole('heading', { name: /Regrade request: Unchanged/ }).waitFor();
  await question.getByText('It is; the score stands.').waitFor();
});

test('Keep that is pressed as a colleague’s grade comes says so beside it, and is done once there was time to see it', async () => {
  const { stack, browser } = running();
  const reader = await new Client(stack.url).signIn('student4@stepwise.example', DEMO_PASSWORD);
  const { submissionId } = await stack.db.submissionMember.findFirstOrThrow({
    where: {
      user: { email: 'student4@stepwise.example' },
      submission: { group: { assignment: { slug: 'day-08-graded' } } },
    },
  });
  const params = { submissionId, question: 'adam-benefits' };
  const body = { reason: 'All five are there.', passage: null, itemId: null };
  const { id } = await reader.call(operations.askForRegrade, { params, body });
  const page = await signIn(browser, stack.url, 'ta', `/c/cs-7150/requests/${id}`);
  await page.locator('[data-painted]').waitFor();
  await page.getByText('Full marks', { exact: true }).click();
  // The page itself presses it in the moment in which it comes.
  await page.evaluate(() => {
    const keep = () => [...document.querySelectorAll('button')].find((each) => /^Keep/.test(each.innerText));
    const watch = new MutationObserver(() => {
      if (keep() === undefined) return;
      watch.disconnect();
      keep()!.click();
    });
    watch.observe(document.body, { subtree: true, childList: true });
  });
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const { grade } = await grace.call(operations.getGradingAnswer, { params });
  await grace.call(operations.gradeAnswer, {
    params,
    body: { appliedItemIds: [], fullMarks: true, adjustment: -0.25, baseRevision: grade?.revision ?? 0 },
  });
  await page.getByText('That has only just come: look at it first, then take it or keep yours.').waitFor();
  await page.getByText(/Grace Hopper graded this .* Yours is not saved/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.waitForTimeout(READ_MS);
  await page.getByRole('button', { name: /^Keep/ }).click();
  await page.getByText(/Yours is not saved/).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'Change the grade, close' }).isEnabled()).toBe(true);
  await page.context().close();
});
