/** An instructor decides about late work and totals, plans a release, and looks at what the class does: each page, by its words. */
import { beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { EXAMPLE } from '../grader/assignment/authoring.ts';
import { eventually } from '../support/testServer.ts';
import { png } from '../support/images.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();
const COURSE = '/c/cs-7150';
/** The instructor's window, the same in every story. */
let grace: Page;
beforeAll(async () => {
  const { stack, browser } = running();
  grace = await signIn(browser, stack.url, 'instructor', 'about:blank');
});

test('whom a policy changes is seen before it is saved; the student reads what the total is made of and what lateness costs', async () => {
  const { stack, browser } = running();
  await grace.goto(`${COURSE}/policies`);
  await grace.getByLabel('New category').fill('Prep sheets');
  await grace.getByRole('button', { name: 'Add category' }).click();
  await grace.getByLabel('Drop lowest').fill('1');
  await grace.getByLabel('Late days of each student').fill('2');
  await grace.getByRole('switch', { name: 'Late work loses points' }).click({ force: true });
  await grace.getByRole('button', { name: 'Show whom it changes' }).click();
  await grace.getByRole('heading', { name: /^Changes \d+ students?|^Changes nobody/ }).waitFor();
  expect(await stack.db.policyDecision.count()).toBe(0);
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Save' }).click();
  await eventually(
    () => stack.db.policyDecision.count(),
    (count) => count === 1,
  );
  await grace.getByText(/In files: category: prep-sheets/).waitFor();
  await grace.getByText(/^Saved\./).waitFor();

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
  // Of two who write at once the second reads what the first has decided, keeps their own, and decides knowingly.
  const nora = await signIn(browser, stack.url, 'instructor', `${COURSE}/sets/day-08-graded/policy`);
  await nora.getByLabel('Weight in its category').fill('3');
  await grace.getByLabel('Weight in its category').fill('2');
  const save = async (page: Page) => {
    await page.getByRole('button', { name: 'Show whom it changes' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
  };
  await save(grace);
  await grace.getByText(/^Saved\./).waitFor();
  await nora.getByRole('button', { name: 'Show whom it changes' }).click();
  await nora.getByText(/decided something else while you were writing/).waitFor();
  await nora.getByText(/changed this meanwhile/).waitFor();
  expect(await pageMistakes(nora)).toEqual([]);
  expect(await nora.getByLabel('Weight in its category').inputValue()).toBe('3');
  await nora.getByRole('button', { name: 'Start again from theirs' }).click();
  expect(await nora.getByLabel('Weight in its category').inputValue()).toBe('2');
  await nora.getByLabel('Weight in its category').fill('1');
  await save(nora);
  await nora.getByText(/^Saved\./).waitFor();
  await nora.context().close();

  await grace.goto(`${COURSE}/results`);
  await grace.getByRole('columnheader', { name: /^Total/ }).waitFor();
  const student = await signIn(browser, stack.url, 'student1', `${COURSE}/grades`);
  await student.getByRole('heading', { name: /^Total so far: \d/ }).waitFor();
  await student.getByRole('rowheader', { name: 'Prep sheets' }).waitFor();
  expect(await pageMistakes(student)).toEqual([]);
  // Two days late: before the click the student reads what it takes from them, and of how much.
  await student.goto(COURSE);
  await student
    .getByText(/late days left: 2 of 2/)
    .first()
    .waitFor();
  await student.goto(`${COURSE}/sets/day-08-to-grade`);
  await student.getByRole('button', { name: /^Submit/ }).click();
  await student
    .getByRole('dialog')
    .getByText(/Handing in now uses 2 of your 2 late days\./)
    .waitFor();
  expect(await pageMistakes(student, student.getByRole('dialog'))).toEqual([]);
  await student.context().close();

  // Of two that count, the lower one counts no more: for whom it is the one that they never handed in.
  await grace.goto(`${COURSE}/sets/day-08-to-grade/policy`);
  await grace.getByRole('combobox', { name: 'Category' }).click();
  await grace.getByRole('option', { name: 'Prep sheets' }).click();
  await save(grace);
  await grace.getByText(/^Saved\./).waitFor();
  const mary = await signIn(browser, stack.url, 'student4', `${COURSE}/grades`);
  await mary.getByText(/^Left out as the lowest: .*Day 8, to be graded/).waitFor();
  expect(await pageMistakes(mary)).toEqual([]);
  await mary.context().close();
});

/** Names of the buttons on a page of work, beside those that only fold something. */
const pressable = async (page: Page): Promise<string[]> => {
  const names = await page
    .locator('main')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((each) => each.getAttribute('aria-label') ?? each.textContent));
  return [...new Set(names)].filter((name) => !['Hide titles', 'More'].includes(name));
};

test('a release is planned, said where it stands, and taken back', async () => {
  const { stack, browser } = running();
  await grace.goto(COURSE);
  // Nine groups, of twelve students of fourteen.
  await grace
    .getByText(/^\d+ of 12 submitted · \d+ ungraded$/)
    .first()
    .waitFor();
  await grace.goto(`${COURSE}/results/day-08-to-grade`);
  await grace.getByRole('button', { name: 'Release grades' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByText('No score is complete yet').waitFor();
  await dialog.getByText(/^Changes 12 students, \d+ without a score yet$/).waitFor();
  await dialog.getByRole('radio', { name: 'At a chosen time' }).check();
  await dialog.getByLabel('From').fill('2031-12-06T14:30');
  expect(await pageMistakes(grace)).toEqual([]);
  await dialog.getByRole('button', { name: 'Plan the release' }).click();
  await grace.getByText(/^Grades come out/).waitFor();
  const ada = await signIn(browser, stack.url, 'student1', `${COURSE}/sets/day-08-to-grade/feedback`);
  expect(
    (await stack.db.assignment.findFirstOrThrow({ where: { slug: 'day-08-to-grade' } })).gradesReleasedAt,
  ).toEqual(new Date('2031-12-06T19:30:00Z'));
  await ada.getByText('Ungraded').first().waitFor();
  await grace.getByRole('button', { name: 'Release planned' }).click();
  await grace.getByRole('dialog').getByRole('button', { name: 'Take the plan back' }).click();
  await grace.getByText('Grades not released').waitFor();

  // Before a due time a release locks the sheet, which is said before it is done; taken back, they write on.
  await ada.goto(`${COURSE}/sets/day-08`);
  await ada.locator('.cm-content').first().waitFor();
  await ada.getByRole('button', { name: 'Read now' }).first().waitFor();
  // Her dialog stands open meanwhile.
  await ada.getByRole('button', { name: 'Submit', exact: true }).click();
  const handingIn = ada.getByRole('dialog', { name: /^Submit Day 8/ });
  await handingIn.getByText(/You can submit again/).waitFor();
  await grace.goto(`${COURSE}/results/day-08`);
  await grace.getByRole('button', { name: 'Release grades' }).click();
  await dialog.getByText(/A release locks the set/).waitFor();
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await dialog.getByRole('radio', { name: 'At a chosen time' }).check();
  await dialog.getByLabel('From').fill('2031-12-06T14:30');
  await dialog.getByText(/A release locks the set/).waitFor({ state: 'detached' });
  await dialog.getByRole('radio', { name: 'At once' }).check();
  await dialog.getByText(/A release locks the set/).waitFor();
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await ada.getByText('Grades are out: read-only.').first().waitFor();
  await ada.getByRole('button', { name: 'Read now' }).first().waitFor({ state: 'detached' });
  await handingIn.getByText('Handing in has ended').waitFor();
  expect(await handingIn.getByText(/You can submit again|Still empty/).count()).toBe(0);
  expect(await handingIn.getByRole('button', { name: 'Submit', exact: true }).isDisabled()).toBe(true);
  await handingIn.getByRole('button', { name: 'Cancel' }).click();
  await handingIn.waitFor({ state: 'detached' });
  // What is left to press reads, and changes nothing.
  expect(await pressable(ada)).toEqual(['Group']);
  await ada.getByRole('button', { name: 'Group', exact: true }).click();
  const group = ada.getByRole('dialog');
  await group.getByText('Grades are out; the group stays as it is.').waitFor();
  expect(await group.getByRole('button').count()).toBe(1);
  await ada.keyboard.press('Escape');
  await grace.getByRole('button', { name: 'Take grades back' }).click();
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await ada.getByText('Grades are out: read-only.').first().waitFor({ state: 'detached' });
  await ada.context().close();
});

test('one question is held back, the grades are taken back and come out again, and a student reads each', async () => {
  const { stack, browser } = running();
  const save = async (words: RegExp) => {
    await grace.getByRole('button', { name: 'Show whom it changes' }).click();
    await grace.getByText(words).first().waitFor();
    const before = await stack.db.policyDecision.count();
    await grace.getByRole('button', { name: 'Save' }).click();
    await eventually(
      () => stack.db.policyDecision.count(),
      (count) => count === before + 1,
    );
  };
  await grace.goto(`${COURSE}/sets/day-08-graded/policy`);
  await grace.getByRole('combobox', { name: 'Hold back the grades of a question' }).click();
  await grace.getByRole('option', { name: /RMSProp/ }).click();
  await save(/grades of .*RMSProp.* with the set → not until further notice/);
  const mary = await signIn(browser, stack.url, 'student4', `${COURSE}/sets/day-08-graded/feedback`);
  const question = mary.getByRole('article', { name: /RMSProp/ });
  await question.getByText('Not released').waitFor();
  expect(await pageMistakes(mary, question)).toEqual([]);
  await grace.reload();
  await grace.getByRole('button', { name: 'With the set' }).click();
  await save(/grades of .*RMSProp.* not until further notice → with the set/);
  await mary.reload();
  await question.getByText('0.5/1').waitFor();

  await grace.goto(`${COURSE}/results/day-08-graded`);
  await grace.getByRole('button', { name: 'Take grades back' }).click();
  const dialog = grace.getByRole('dialog');
  await dialog.getByText(/^Changes 12 students, 4 no longer see their grades/).click();
  await dialog.getByText('Mary Somerville').waitFor();
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await grace.getByText('Grades not released').waitFor();
  await mary.reload();
  await question.getByText('Not released').waitFor();
  expect(await mary.getByText('0.5/1').count()).toBe(0);
  await grace.getByRole('button', { name: 'Release grades' }).click();
  await dialog.getByText(/^Changes 12 students, 4 see their grades/).waitFor();
  await dialog.getByRole('button', { name: 'Release', exact: true }).click();
  await grace
    .getByText(/^Released/)
    .first()
    .waitFor();
  await mary.reload();
  await question.getByText('0.5/1').waitFor();
  await mary.context().close();
});

test('what the class does: similar work, its faults, and who did what', async () => {
  await grace.goto(`${COURSE}/results/day-08-graded/similar`);
  await grace
    .getByRole('link', { name: /^Side by side/ })
    .first()
    .waitFor();
  // Each bar is as long as its words say.
  const bars = await grace.locator('td:has([aria-hidden] > span)').evaluateAll((cells) =>
    cells.map((cell) => {
      const bar = cell.querySelector('[aria-hidden]')!;
      const share = bar.firstElementChild!.getBoundingClientRect().width / bar.getBoundingClientRect().width;
      return [Math.round(100 * share), Number.parseInt(cell.textContent, 10)];
    }),
  );
  expect(bars.length).toBeGreaterThan(0);
  for (const [drawn, said] of bars) expect(Math.abs(drawn! - said!)).toBeLessThanOrEqual(1);
  expect(await pageMistakes(grace)).toEqual([]);
  await grace
    .getByRole('link', { name: /^Side by side/ })
    .first()
    .click();
  await grace.locator('mark').first().waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/results/optimizers/faults`);
  await grace
    .getByText(/% of \d+ students? ha(s|ve) it right/)
    .first()
    .waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/settings`);
  await grace.getByRole('link', { name: 'Audit log' }).click();
  await grace
    .getByText(/ graded question \d of submission /)
    .first()
    .waitFor();
  await grace.getByRole('combobox', { name: 'Act' }).fill('Released');
  await grace.getByRole('option', { name: /^Released grades/ }).click();
  await grace
    .getByText(/ released the grades of Day 8/)
    .first()
    .waitFor();
  await grace
    .getByText(/ graded question \d of submission /)
    .first()
    .waitFor({ state: 'detached' });
  expect(await pageMistakes(grace)).toEqual([]);
});

test('scores come in from a file and go again; some answers are graded twice; a key becomes another one', async () => {
  const { stack } = running();
  const csv = await grace.request.get(
    `/api/courses/cs-7150/assignments/day-08-graded/scores.csv?format=stepwise`,
  );
  // AdaGrad's column: those three handed in together.
  const text = (await csv.text()).replace(/^((?:Ada|Emmy|Sofia)[^,]*,[^,]*,[^,]*),[^,]*/gm, '$1,0.25');
  await grace.goto(`${COURSE}/import-scores`);
  const file = { name: 'scores.csv', mimeType: 'text/csv', buffer: Buffer.from(`${text}X,x@y.edu,1\r\n`) };
  await grace.getByTestId('csv').setInputFiles(file);
  await grace.getByText('Grades of this set are out').waitFor();
  await grace.getByRole('cell', { name: /^x@y.edu is no student of this course/ }).waitFor();
  await grace.getByRole('button', { name: 'Change 3 scores' }).click();
  await grace.getByText(/^Done: 3 scores changed/).waitFor();
  await grace.getByRole('button', { name: 'Undo' }).click();
  await grace.getByRole('cell', { name: '1, 1 undone' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/results/day-08-graded/grading`);
  await grace.getByText('Have some graded a second time').first().click();
  await grace.getByRole('combobox', { name: 'By' }).click();
  await grace.getByRole('option', { name: 'Grace Hopper' }).click();
  await grace.getByRole('button', { name: 'Draw them' }).click();
  await grace.getByText('Graded a second time: 0 of 2').waitFor();
  await grace.goto(`${COURSE}/grade`);
  await grace.getByRole('link', { name: 'Grade them' }).click();
  await grace.getByText('A second time, without the first grade').waitFor();
  await grace.keyboard.press('2');
  expect(await pageMistakes(grace, grace.getByRole('complementary', { name: 'Grade' }))).toEqual([]);
  await grace.getByRole('button', { name: 'Save, next' }).click();
  await eventually(
    () => stack.db.secondGrading.count({ where: { decidedAt: null } }),
    (left) => left === 1,
  );
  await grace.goto(`${COURSE}/results/day-08-graded/grading`);
  await grace.getByText(/^Graded a second time: 1 of 2/).click();
  await grace.getByRole('button', { name: 'Adopt second, answer 1' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);

  await grace.goto(`${COURSE}/grade`);
  await grace
    .getByRole('link', { name: /^Grade next: / })
    .first()
    .click();
  await grace.locator('[data-painted]').waitFor();
  await grace.keyboard.press('?');
  await grace.getByRole('button', { name: /^N: Save and go/ }).click();
  await grace.keyboard.press('j');
  await grace.getByRole('button', { name: /^J: Save and go/ }).waitFor();
  expect(await pageMistakes(grace, grace.getByRole('dialog'))).toEqual([]);
  await grace.keyboard.press('Escape');
  await grace.getByRole('dialog').waitFor({ state: 'detached' });
  const graded = () => stack.db.gradeDecision.count({ where: { importId: null } });
  const before = await graded();
  await grace.keyboard.press('0');
  await grace.keyboard.press('n');
  await grace.keyboard.press('j');
  await eventually(graded, (count) => count === before + 1);
});

test('a question is divided, graded without names, flagged and found again', async () => {
  const { stack, browser } = running();
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
  expect(await pageMistakes(grace, dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await queue.getByText(/^you graded \d+ of \d+/).waitFor();

  const tess = await signIn(browser, stack.url, 'ta', `${COURSE}/grade`);
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
  expect(await pageMistakes(tess, tess.getByRole('dialog'))).toEqual([]);
  await tess.getByRole('button', { name: 'Flag for an instructor' }).click();
  await tess.getByText('The figure is of another paper').waitFor();
  // Keys rest while a dialog is there.
  await tess.getByRole('dialog').waitFor({ state: 'detached' });
  await tess.keyboard.press('a');
  await tess.getByRole('dialog').getByRole('combobox', { name: 'State' }).click();
  await tess.getByRole('option', { name: 'Flagged' }).click();
  await tess.getByText(/^1 of \d+; ← and → lead through these$/).waitFor();
  expect(await pageMistakes(tess, tess.getByText(/^1 of \d+; ←/))).toEqual([]);

  const flagged = await stack.db.answerMark.findFirstOrThrow({
    include: { answer: { include: { submission: { include: { members: { include: { user: true } } } } } } },
  });
  await grace.goto(new URL(tess.url()).pathname);
  await grace.getByText('The figure is of another paper').waitFor();
  await grace.getByText(flagged.answer.submission.members[0]!.user.name).first().waitFor();
  await grace.getByRole('button', { name: 'Settled' }).click();
  await grace.getByText('The figure is of another paper').waitFor({ state: 'detached' });

  // The results say nothing of grades that their reader may not know, not even that there are none.
  await tess.goto(`${COURSE}/results/day-08-to-grade`);
  await tess.getByText('Graded without names').waitFor();
  expect(await tess.getByText(/No scores yet|Median/).count()).toBe(0);
  await tess.getByRole('row').filter({ hasText: 'Submitted' }).first().waitFor();
  await tess.context().close();
});

test('a set is written in the browser, tried as a student, and published', async () => {
  const { stack } = running();
  await grace.goto(`${COURSE}/author`);
  await grace.getByLabel('Short name of a new set').fill('day-99');
  await grace.getByRole('button', { name: 'Create' }).click();
  await grace.getByText('No mistakes.').waitFor();
  const files = grace.getByRole('navigation', { name: 'Files' });
  const write = async (text: string) => {
    await grace.locator('.cm-content').click();
    await grace.keyboard.press('Control+End');
    await grace.keyboard.insertText(text);
  };
  await files
    .getByRole('button', { name: /question\.yaml/ })
    .first()
    .click();
  await write('nonsense: 1\n');
  await grace.getByRole('button', { name: 'questions/idea/question.yaml:11' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.locator('.cm-content').click();
  await grace.keyboard.press('Control+z');
  await grace.getByText('No mistakes.').waitFor();
  // The editor takes Tab for itself, and says how the keyboard leaves it.
  await grace.getByText('Tab indents; Esc, then Tab leaves the editor').waitFor();
  const writesOn = grace.locator('.cm-content:focus');
  expect(await writesOn.count()).toBe(1);
  await grace.keyboard.press('Escape');
  await grace.keyboard.press('Tab');
  expect(await writesOn.count()).toBe(0);
  await files
    .getByRole('button', { name: /statement\.md/ })
    .first()
    .click();
  await write('And say **why**.');
  await grace.locator('strong', { hasText: 'why' }).waitFor();
  // An image is added, used, and called otherwise; the text that shows it follows.
  await write('\n\n![a loss](images/plot.png)\n');
  await grace.getByText(/the image images\/plot\.png is not there/).waitFor();
  const [chooser] = await Promise.all([
    grace.waitForEvent('filechooser'),
    grace.getByRole('button', { name: 'Add images' }).click(),
  ]);
  await chooser.setFiles([
    { name: 'plot.png', mimeType: 'image/png', buffer: png() },
    { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(2_000_000) },
  ]);
  await grace.getByText(/huge\.png has 2 MB; an image of a set may have 1 MB/).waitFor();
  await grace.getByRole('img', { name: 'images/plot.png' }).waitFor();
  await grace.getByRole('button', { name: 'Rename' }).click();
  await grace.getByLabel('New path of images/plot.png').fill('images/loss.png');
  await grace.getByRole('button', { name: 'Rename' }).click();
  await grace.getByText('No mistakes.').waitFor();
  const shown = async () => {
    const image = grace.getByRole('img', { name: 'a loss' });
    await image.waitFor();
    await expect(
      image.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
    ).resolves.toBe(8);
  };
  await shown();
  await grace.getByRole('button', { name: 'Try as a student' }).click();
  await grace.getByText('You are trying this as a student.').waitFor();
  await grace.locator('strong', { hasText: 'why' }).waitFor();
  await shown();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Throw it away' }).click();
  // What was written was saved when one left it.
  await grace.goto(`${COURSE}/author/day-99`);
  await grace.getByText('Draft saved by').waitFor();
  // Whom somebody overtakes finds on return what could not be saved.
  await write('\n# mine');
  await stack.db.setDraft.updateMany({ data: { revision: { increment: 1 } } });
  await grace.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Publish' }).click();
  await grace.getByRole('link', { name: 'day-99' }).click();
  await grace.getByText('Not saved yet').waitFor();
  await grace.getByRole('button', { name: 'Save draft' }).first().click();
  await grace.getByText(/saved this draft meanwhile/).waitFor();
  await grace.getByRole('button', { name: 'Save mine over it' }).click();
  await grace.getByText('Draft saved by').waitFor();
  await grace.getByText('Publish', { exact: true }).last().click();
  await grace.getByRole('button', { name: 'Publish' }).click();
  await grace.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await grace.getByRole('link', { name: 'day-99' }).waitFor();
  expect(await stack.db.setDraft.count()).toBe(0);
  expect(await stack.db.course.count({ where: { tryOfId: { not: null } } })).toBe(0);
});

test('of two who write on from one version, the second to publish reads what the first has published', async () => {
  const { stack, browser } = running();
  const page = `${COURSE}/author/day-99`;
  await grace.goto(page);
  const nora = await signIn(browser, stack.url, 'instructor', page);
  const write = async (by: Page, text: string) => {
    await by.getByText('As published').waitFor();
    await by.getByText('No mistakes.').waitFor();
    await by.locator('.cm-content').click();
    await by.keyboard.press('Control+End');
    await by.keyboard.insertText(text);
    await by.getByRole('button', { name: 'Save draft' }).first().click();
    await by.getByText('Draft saved by').waitFor();
    await by.getByText('Publish', { exact: true }).last().click();
    await by.getByRole('button', { name: 'Publish' }).click();
  };
  const confirm = (by: Page) => by.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  const meanwhile = grace.getByText(/published version 2 meanwhile/);
  await write(nora, '\n# hers');
  await stack.db.setDraft.deleteMany();
  await write(grace, '\n# mine');
  expect(await meanwhile.count()).toBe(0);
  await confirm(nora);
  await nora.getByRole('link', { name: 'day-99' }).waitFor();
  await confirm(grace);
  await grace.getByText(/published version 2 since you looked/).waitFor();
  await grace.keyboard.press('Escape');
  await meanwhile.waitFor();
  await grace.locator('summary', { hasText: 'assignment.yaml' }).click();
  await grace.locator('del', { hasText: 'hers' }).waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.getByRole('button', { name: 'Publish' }).click();
  await confirm(grace);
  await grace.getByRole('link', { name: 'day-99' }).waitFor();
  expect(await stack.db.assignmentVersion.count({ where: { assignment: { slug: 'day-99' } } })).toBe(3);
  await nora.context().close();
});

test('the set of docs/authoring.md is written in the browser: its samples run, and it is the folder that its files are', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor', `${COURSE}/author`);
  await grace.getByLabel('Short name of a new set').fill('first-steps');
  await grace.getByRole('button', { name: 'Create' }).click();
  await grace.getByText('No mistakes.').waitFor();
  const files = grace.getByRole('navigation', { name: 'Files' });
  const write = async (text: string) => {
    await grace.locator('.cm-content').click();
    await grace.keyboard.press('Control+a');
    await grace.keyboard.insertText(text);
  };
  // The trier comes last on a machine that does much else.
  const ran = (words: string) => grace.getByText(`Solution and samples: ${words}`).waitFor();
  const begun = await files.getByRole('listitem').count();
  for (const [path, text] of Object.entries(EXAMPLE)) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const name = path.slice(folder.length);
    const known = files.locator('div', { hasText: folder }).getByRole('button', { name, exact: true });
    await known.last().click();
    await grace.getByRole('textbox', { name: path, exact: true }).waitFor();
    if (path.startsWith('solution/')) {
      // One that goes and comes again.
      await grace.getByRole('button', { name: 'More' }).click();
      await grace.getByRole('menuitem', { name: `Delete ${path}` }).click();
      await files.getByRole('button', { name: 'New file' }).click();
      await files.getByLabel('Path of the new file').fill(path);
      await files.getByRole('button', { name: 'Add', exact: true }).click();
      await grace.getByRole('textbox', { name: path, exact: true }).waitFor();
    }
    await write(text);
  }
  expect(await files.getByRole('listitem').count()).toBe(begun);
  await ran('2 of 2 got the verdict');
  // It says that it lacks the root, and it has it.
  await write(EXAMPLE['solution/optim.py']!);
  await ran('1 of 2 got another verdict');
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.locator('.cm-content').click();
  await grace.keyboard.press('Control+z');
  await ran('2 of 2 got the verdict');
  await grace.getByRole('button', { name: 'Save draft' }).first().click();
  await grace.getByText('Draft saved by').waitFor();
  const zip = await grace.request.get('/api/courses/cs-7150/set-drafts/first-steps/files.zip');
  const folder = Object.entries(unzipSync(new Uint8Array(await zip.body())));
  expect(
    Object.fromEntries(folder.map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')])),
  ).toEqual(Object.fromEntries(Object.entries(EXAMPLE).map(([path, text]) => [`first-steps/${path}`, text])));
  // A sample that is not what it says stops the set; who knows better goes on without it.
  await write(EXAMPLE['solution/optim.py']!);
  await ran('1 of 2 got another verdict');
  await grace.getByRole('button', { name: 'Save draft' }).first().click();
  await grace.getByText('Draft saved by').waitFor();
  await grace.getByText('Publish', { exact: true }).last().click();
  await grace.getByRole('button', { name: 'Publish', exact: true }).click();
  await grace.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  const anyway = grace.getByRole('button', { name: 'Publish without its samples' });
  await anyway.waitFor();
  expect(await stack.db.assignment.count({ where: { slug: 'first-steps' } })).toBe(0);
  await anyway.click();
  await grace.getByRole('link', { name: 'First steps' }).first().waitFor();
  expect(await stack.db.assignment.count({ where: { slug: 'first-steps' } })).toBe(1);
  await grace.context().close();
});
