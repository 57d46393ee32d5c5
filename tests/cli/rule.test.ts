import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepwise } from './stepwise.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepwise-rule-'));
});
afterAll(() => rm(folder, { recursive: true }));

const EMA = String.raw`$$v \leftarrow \beta v + (1-\beta) g, \qquad \theta \leftarrow \theta - \eta v$$`;

/** `stepwise rule` on an answer in a file. */
async function rule(answer: string, ...options: string[]) {
  const file = join(folder, 'answer.md');
  await writeFile(file, answer);
  return stepwise('rule', file, ...options);
}

test('the exit code says right, differs or not understood', async () => {
  expect(await rule(EMA, '--expect', 'momentum-ema')).toMatchObject({ code: 0 });
  const differs = await rule(EMA, '--expect', 'nesterov');
  expect(differs).toMatchObject({ code: 1, stderr: '' });
  expect(differs.stdout).toMatch(/not Nesterov momentum/);
  const unread = await rule('$$v \\leftarrow \\frac{$$', '--expect', 'momentum');
  expect(unread).toMatchObject({ code: 3, stdout: expect.stringMatching(/^Not understood: /) });
});

test('conventions can be accepted, as a question does', async () => {
  const accepted = await rule(EMA, '--expect', 'momentum', '--accept', 'heavy-ball');
  expect(accepted.code).toBe(1);
  // The usual form of it, with the learning rate at the step.
  expect(await rule(EMA, '--expect', 'momentum', '--accept', 'ema-momentum')).toMatchObject({ code: 0 });
});

test('as JSON, with ids', async () => {
  const code = '```\nr = rho*r + (1-rho)*g**2\nw = w - lr*g/(r + eps)\n```';
  const { stdout } = await rule(code, '--expect', 'rmsprop', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    understood: true,
    optimizer: 'rmsprop',
    conventions: ['epsilon-outside-root'],
    faults: ['missing-root'],
    assumptions: [],
    notices: [],
    relativeError: expect.any(Number),
    message: expect.stringMatching(/without the square root/),
  });
});

test('many files in one call: each under its name, and the exit code of the worst', async () => {
  const [first, second] = ['ann.md', 'bob.md'].map((name) => join(folder, name)) as [string, string];
  await writeFile(first, EMA);
  await writeFile(second, EMA.replace('- \\eta', '+ \\eta'));
  const text = await stepwise('rule', first, second, '--expect', 'momentum-ema');
  expect(text).toMatchObject({ code: 1, stderr: '' });
  expect(text.stdout).toContain(`${first}\n  This is SGD with an exponential average`);
  expect(text.stdout).toMatch(/bob\.md\n {2}This is .* it moves along the gradient/);
  // A file that is not there is a line among the others.
  const missing = join(folder, 'nobody.md');
  const { code, stdout } = await stepwise(
    'rule',
    first,
    missing,
    second,
    '--expect',
    'momentum-ema',
    '--json',
  );
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject([
    { file: first, optimizer: 'momentum-ema', difference: null },
    { file: missing, error: `${missing} is not a file` },
    { file: second, faults: ['ascent'] },
  ]);
});

test.each([
  [['--expect', 'adm'], /--expect: no optimizer adm; there are sgd, /],
  [['--accept', 'ema'], /--accept: no convention ema; there are /],
])('usage: %s', async (options, message) => {
  expect(await rule(EMA, ...options)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  expect(await stepwise('rule', join(folder, 'nothing.md'))).toMatchObject({ code: 2 });
});
