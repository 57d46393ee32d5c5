/** Grading answers that say the same: two keys a group, and every answer says how it was graded. */
import { expect, test } from '@jest/globals';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const QUESTION = '/c/cs-7150/grade/day-08-to-grade/rmsprop';

const running = inBrowser();

test('a TA grades a group by two keys, splits an answer off, and sees the paths of a rule', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'ta', `${QUESTION}/groups`);
  await page.getByText('RMSProp, without the square root').first().click();
  await page.getByRole('heading', { name: 'RMSProp, without the square root' }).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  // Digit 3 is "The update rule is missing or wrong", half a point.
  await page.keyboard.press('3');
  // What is pressed and typed while the grade is on its way is no part of it, and shows nowhere.
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await page.route('**/groups/grade?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('button', { name: /^Grade group/ })
    .and(page.locator('[data-loading]'))
    .waitFor();
  await page.keyboard.press('1');
  const comment = page.getByRole('textbox', { name: 'Comment' });
  await comment.pressSequentially('lost?');
  expect(await comment.inputValue()).toBe('');
  expect(await page.locator('label[data-applied]').allInnerTexts()).toEqual([
    expect.stringContaining('missing or wrong'),
  ]);
  letGo();
  await page
    .getByText(/^Graded 4 answers/)
    .first()
    .waitFor();
  const graded = await stack.db.gradeDecision.findMany({
    where: { groupName: 'RMSProp, without the square root', supersededBy: null },
    select: { answer: { select: { submissionId: true } } },
  });
  expect(graded).toHaveLength(4);

  // One of them said something else after all.
  await page.locator('article').getByRole('checkbox', { name: /^Tick/ }).first().check();
  await page.getByRole('button', { name: /^Split \d/ }).waitFor();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Root named in words');
  await dialog.getByRole('button', { name: /split/i }).click();
  await page.getByRole('heading', { name: 'Root named in words' }).waitFor();
  expect(await stack.db.answerGroup.count({ where: { name: 'Root named in words' } })).toBe(1);

  await page.goto(`${QUESTION}/${graded[0]?.answer.submissionId}`);
  await page.getByText(/Graded with the group/).waitFor();
  await page.getByRole('button', { name: 'Take back the grade' }).click();
  await page.getByRole('button', { name: 'Take back the grade', exact: true }).click();
  await page.getByText('1 grade taken back').first().waitFor();
  await page.getByText('Ungraded').first().waitFor();
  const left = { groupName: 'RMSProp, without the square root', supersededBy: null };
  expect(await stack.db.gradeDecision.count({ where: left })).toBe(3);

  await page.getByText('Show the paths').filter({ visible: true }).click();
  await page
    .getByRole('img', { name: /contour|path|trajector/i })
    .first()
    .waitFor();
  expect(await pageMistakes(page)).toEqual([]);
});

test('on a phone what was graded can be undone where it was graded, in sight, and says so there', async () => {
  const { stack, browser } = running();
  const viewport = { width: 390, height: 844 };
  const page = await signIn(browser, stack.url, 'ta', `${QUESTION.replace('rmsprop', 'momentum')}/groups`, {
    viewport,
    isMobile: true,
    hasTouch: true,
  });
  const panel = page.getByRole('complementary', { name: 'Grade for the group' });
  const inSight = async (name: string | RegExp) => {
    const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
    expect([name, box.y > 48, box.y + box.height <= viewport.height]).toEqual([name, true, true]);
  };
  await panel.getByRole('checkbox').first().tap();
  await page.getByRole('button', { name: /^Grade group/ }).tap();
  await page.getByText('All graded', { exact: true }).waitFor();
  await inSight('Undo');
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo', exact: true }).tap();
  const undone = panel.getByText(/^Undone for \d+ answer/);
  await undone.waitFor();
  await inSight('Undo');
  const [said, foot] = [(await undone.boundingBox())!, (await page.getByRole('button', { name: /^Grade group/ }).boundingBox())!]; // prettier-ignore
  expect([said.y > 48, said.y + said.height <= foot.y]).toEqual([true, true]);
  await page.context().close();
});
