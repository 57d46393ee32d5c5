/** An instructor decides about late work and totals, plans a release, and looks at what the class does: each page, by its words. */
import { expect, test } from '@jest/globals';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';

test('whom a policy changes is seen before it is saved; the student reads what the total is made of', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${COURSE}/policies`);
  await grace.getByLabel('New category').fill('Prep sheets');
  await grace.getByRole('button', { name: 'Add category' }).click();
  await grace.getByLabel('Late days of each student').fill('2');
  await grace.getByRole('switch', { name: 'Late work loses points' }).click({ force: true });
  await grace.getByRole('button', { name: 'Show whom it changes' }).click();
  await grace.getByRole('heading', { name: /^Changes \d+ students?|^Changes nobody/ }).waitFor();
  expect(await stack.db.policyDecision.count()).toBe(0);
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace.getByText(/In files: category: prep-sheets/).waitFor();

  await grace.goto(`${COURSE}/sets/day-08-graded/policy`);
  await grace.getByRole('combobox', { name: 'Category' }).click();
  await grace.getByRole('option', { name: 'Prep sheets' }).click();
  await grace.getByRole('button', { name: 'Show whom it changes' }).click();
  await grace.getByRole('heading', { name: /^Changes \d+ students?/ }).waitFor();
  await grace
    .getByText(/^Total: none → \d/)
    .first()
    .waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace
    .getByText(/Last decided by/)
    .first()
    .waitFor();

  await grace.goto(`${COURSE}/results`);
  await grace.getByRole('columnheader', { name: /^Total/ }).waitFor();
  const student = await signIn(browser, stack.url, 'student1');
  await student.goto(`${COURSE}/grades`);
  await student.getByRole('heading', { name: /^Total so far: \d/ }).waitFor();
  await student.getByRole('rowheader', { name: 'Prep sheets' }).waitFor();
  expect(await pageMistakes(student)).toEqual([]);
  await student.context().close();
  await grace.context().close();
});

test('a release is planned, said where it stands, and taken back', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${COURSE}/results/day-08-to-grade`);
  await grace.getByRole('button', { name: 'Release grades' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'At a time to come' }).check();
  await dialog.getByLabel('From').fill('2031-12-06T14:30');
  expect(await pageMistakes(grace)).toEqual([]);
  await dialog.getByRole('button', { name: 'Plan the release' }).click();
  await grace.getByText(/^Grades come out/).waitFor();
  const ada = await signIn(browser, stack.url, 'student1');
  expect(
    (await stack.db.assignment.findFirstOrThrow({ where: { slug: 'day-08-to-grade' } })).gradesReleasedAt,
  ).toEqual(new Date('2031-12-06T19:30:00Z'));
  await ada.goto(`${COURSE}/sets/day-08-to-grade/feedback`);
  await ada.getByText('Ungraded').first().waitFor();
  await grace.getByRole('button', { name: 'Release planned' }).click();
  await grace.getByRole('dialog').getByRole('button', { name: 'Take the plan back' }).click();
  await grace.getByText('Grades not released').waitFor();
  await ada.context().close();
  await grace.context().close();
});

test('what the class does: similar work, its faults, and who did what', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${COURSE}/results/day-08-graded/similar`);
  await grace
    .getByRole('link', { name: /^Side by side/ })
    .first()
    .waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace
    .getByRole('link', { name: /^Side by side/ })
    .first()
    .click();
  await grace.locator('mark').first().waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/results/optimizers/faults`);
  await grace
    .getByText(/% of \d+ students? have it right/)
    .first()
    .waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/settings`);
  await grace.getByRole('link', { name: 'Audit log' }).click();
  await grace
    .getByRole('cell', { name: /graded an answer/ })
    .first()
    .waitFor();
  await grace.getByRole('combobox', { name: 'Act' }).fill('Released');
  await grace.getByRole('option', { name: /^Released grades/ }).click();
  await grace
    .getByRole('cell', { name: /released grades or took them back: Day 8/ })
    .first()
    .waitFor();
  await grace
    .getByRole('cell', { name: /graded an answer/ })
    .first()
    .waitFor({ state: 'detached' });
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.context().close();
});

test('a question is divided, graded without names, flagged and found again', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`${COURSE}/policies`);
  await grace.getByRole('switch', { name: 'Anonymous grading' }).click({ force: true });
  await grace.getByRole('button', { name: 'Show whom it changes' }).click();
  await grace.getByRole('heading', { name: 'Changes 0 students' }).waitFor();
  await grace.getByRole('button', { name: 'Save' }).click();
  const hidden = { policy: { path: ['anonymous'], equals: true } };
  await eventually(() => stack.db.policyDecision.count({ where: hidden }), Boolean);

  await grace.goto(`${COURSE}/grade`);
  const queue = grace.locator('#day-08-to-grade');
  await queue
    .getByRole('button', { name: /^Divide: / })
    .first()
    .click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('2');
  expect(await pageMistakes(grace)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await queue.getByText(/^you \d+\/\d+/).waitFor();

  const tess = await signIn(browser, stack.url, 'ta');
  await tess.goto(`${COURSE}/grade`);
  await tess
    .locator('#day-08-to-grade')
    .getByRole('link', { name: /^Grade next: / })
    .first()
    .click();
  await tess.locator('[data-painted]').waitFor();
  await tess
    .getByText(/^Answer \d+$/)
    .first()
    .waitFor();
  await tess.keyboard.press('b');
  await tess.getByRole('textbox', { name: 'Why' }).fill('The figure is of another paper');
  expect(await pageMistakes(tess)).toEqual([]);
  await tess.getByRole('button', { name: 'Flag for an instructor' }).click();
  await tess.getByText('The figure is of another paper').waitFor();
  // Keys rest while a dialog is there.
  await tess.getByRole('dialog').waitFor({ state: 'detached' });
  await tess.keyboard.press('a');
  await tess.getByRole('dialog').getByRole('combobox', { name: 'State' }).click();
  await tess.getByRole('option', { name: 'Flagged' }).click();
  await tess.getByText(/^1 of \d+; ← and → lead through these$/).waitFor();
  expect(await pageMistakes(tess)).toEqual([]);

  const flagged = await stack.db.answerMark.findFirstOrThrow({
    include: { answer: { include: { submission: { include: { members: { include: { user: true } } } } } } },
  });
  await grace.goto(new URL(tess.url()).pathname);
  await grace.getByText('The figure is of another paper').waitFor();
  await grace.getByText(flagged.answer.submission.members[0]!.user.name).first().waitFor();
  await grace.getByRole('button', { name: 'Settled' }).click();
  await grace.getByText('The figure is of another paper').waitFor({ state: 'detached' });
  await tess.context().close();
  await grace.context().close();
});
