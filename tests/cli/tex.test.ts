import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { stepwise } from './stepwise.ts';

const DAY_08 = join(import.meta.dirname, '../../assignments/day-08');
const RULE = String.raw`$r \leftarrow \rho r + (1-\rho)\, g \odot g$`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepwise-tex-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function split(name: string, content: string | Uint8Array, ...options: string[]) {
  const file = join(folder, name);
  await writeFile(file, content);
  return stepwise('tex', 'split', DAY_08, file, ...options);
}

test('the template, filled in and zipped with an \\input, comes back as the answers', async () => {
  const { code, stdout: template } = await stepwise('tex', 'template', DAY_08);
  expect(code).toBe(0);
  const filled = template
    .replace('% Write your answer to question 1 below.', '$&\n\\input{momentum}')
    .replace('% Write your answer to question 3 below.', `$&\n${RULE.replaceAll('$', '$$$$')}`);
  const project = zipSync({
    'main.tex': Buffer.from(filled),
    'momentum.tex': Buffer.from('Momentum \\emph{remembers}.'),
  });
  const outcome = await split('project.zip', project, '--json');
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const { answers, unassigned, problems } = JSON.parse(outcome.stdout) as {
    answers: { question: string; markdown: string }[];
    unassigned: string;
    problems: unknown[];
  };
  expect(Object.fromEntries(answers.map(({ question, markdown }) => [question, markdown]))).toMatchObject({
    momentum: 'Momentum *remembers*.',
    rmsprop: RULE,
  });
  expect({ unassigned, problems: problems.filter((each) => !/empty/i.test(JSON.stringify(each))) }).toEqual({
    unassigned: '',
    problems: [],
  });
});

test('what is wrong is told with file and line, and no word is dropped', async () => {
  const tex = '\\section*{Question 3}\nIt divides by {the root.\n\n\\section*{Question 9}\nNobody asked.\n';
  const outcome = await split('sheet.tex', tex);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(/sheet\.tex:2\b/);
  expect(outcome.stderr).toMatch(/sheet\.tex:4\b.*9/);
  expect(outcome.stdout).toContain('It divides by');
  expect(outcome.stdout).toContain('Nobody asked.');
});

test('usage: a file that is not there, or is none of ours', async () => {
  const missing = await stepwise('tex', 'split', DAY_08, join(folder, 'nothing.tex'));
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot be read/) });
  const bomb = await split('answers.zip', Buffer.from('PK not a zip'));
  expect(bomb.code).not.toBe(0);
  expect(bomb.stderr).toMatch(/answers\.zip/);
});
