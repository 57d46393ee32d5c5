/** A student points at a passage and asks; a teaching assistant takes it and raises the score; both read what was said. */
import { expect, test } from '@jest/globals';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

test('a request about a passage of an answer is answered with another grade', async () => {
  const { stack, browser } = running();
  const student = await stack.db.user.findUniqueOrThrow({ where: { email: 'student4@stepwise.example' } });
  const { slug } = await stack.db.course.findFirstOrThrow();
  const reader = await signIn(browser, stack.url, 'student4');
  await reader.goto(`/c/${slug}/sets/day-08-graded/feedback`);
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
  await maryam.getByText('Full marks', { exact: true }).click();
  await maryam.getByLabel('Reply').fill('Read again: you are right.');
  expect(await pageMistakes(maryam)).toEqual([]);
  await maryam.getByRole('button', { name: 'Change the grade, close' }).click();
  await maryam.getByText(/closed it\. Raised from/).waitFor();

  await reader.reload();
  await question.getByRole('heading', { name: /Regrade request: Raised from/ }).waitFor();
  await question.getByText('Read again: you are right.').waitFor();
  const event = await stack.db.requestEvent.findFirstOrThrow({ where: { act: 'closed' } });
  expect(event.revision).not.toBeNull();
});

test('an instructor says until when and how often students may ask', async () => {
  const { stack, browser } = running();
  const { slug } = await stack.db.course.findFirstOrThrow();
  const grace = await signIn(browser, stack.url, 'instructor');
  await grace.goto(`/c/${slug}/requests`);
  await grace.getByRole('heading', { name: 'When students may ask' }).waitFor();
  await grace.getByRole('combobox', { name: 'Set' }).click();
  await grace.getByRole('option', { name: 'Optimizers from the first step' }).click();
  await grace.getByLabel('Requests of each student').fill('1');
  await grace.getByRole('button', { name: 'Save' }).click();
  await grace.getByText('Saved. It holds at once').waitFor();
  const set = await stack.db.assignment.findFirstOrThrow({ where: { slug: 'optimizers' } });
  expect(set.requestLimit).toBe(1);
});
