/** Scores from a file: looked at, refused where they changed meanwhile, looked at again, changed, and undone by hand. */
import { expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Client } from '../support/client.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const COURSE = '/c/cs-7150';
const SET = { course: 'cs-7150', assignment: 'day-08-graded' };
const running = inBrowser();

test('a refused import offers nothing but to look again; what is imported is undone by its button', async () => {
  const { stack, browser } = running();
  const grace = await new Client(stack.url).signIn('instructor@stepwise.example', DEMO_PASSWORD);
  const scores = () => grace.call(operations.exportSetScores, { params: SET, query: { format: 'stepwise' } });
  const csv = await scores();
  // Whoever handed in together has the same number.
  const changed = csv.replace(/^(.*?),1(?=[,\r\n])/gm, '$1,0.25');
  expect(changed).not.toBe(csv);
  const page = await signIn(browser, stack.url, 'instructor', `${COURSE}/import-scores`);
  await page.getByTestId('csv').setInputFiles({
    name: 'scores.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(changed),
  });
  const change = page.getByRole('button', { name: /^Change \d+ score/ });
  await change.waitFor();

  // Meanwhile a colleague decides about one of the answers of the file.
  const { questions } = await grace.call(operations.listGradingQuestions, { params: SET });
  const params = { ...SET, question: questions.find(({ kind }) => kind === 'written')!.id };
  const { answers } = await grace.call(operations.listGradingAnswers, { params });
  for (const { submissionId } of answers) {
    const of = { submissionId, question: params.question };
    const { grade } = await grace.call(operations.getGradingAnswer, { params: of });
    await grace.call(operations.gradeAnswer, {
      params: of,
      body: { appliedItemIds: [], fullMarks: true, adjustment: -0.5, baseRevision: grade?.revision ?? 0 },
    });
  }
  const before = await scores();
  await change.click();
  await page.getByRole('button', { name: 'Look again' }).waitFor();
  expect(await change.count()).toBe(0);
  await page.getByRole('button', { name: 'Look again' }).click();
  await change.click();
  await page.getByText(/^Done: \d+ scores? changed/).waitFor();
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText(/, \d+ undone$/).waitFor();
  expect(await page.getByRole('button', { name: 'Undo', exact: true }).count()).toBe(0);
  expect(await scores()).toBe(before);
  await page.context().close();
});
