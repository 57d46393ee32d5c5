/** The script that Gradescope runs, in a folder laid out as there. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let autograder = '';
beforeEach(async () => {
  autograder = await mkdtemp(join(tmpdir(), 'stepwise-gradescope-'));
  for (const folder of ['source', 'submission', 'results']) await mkdir(join(autograder, folder));
  await symlink(ROOT, join(autograder, 'source/stepwise'));
  await symlink(join(ROOT, 'assignments/optimizers'), join(autograder, 'source/assignment'));
});
afterEach(() => rm(autograder, { recursive: true }));

interface Results {
  score: number;
  output: string;
  tests: { output: string; visibility: string }[];
}

const SCRIPT = join(ROOT, 'gradescope/run_autograder');
const results = async (): Promise<Results> =>
  JSON.parse(await readFile(join(autograder, 'results/results.json'), 'utf8')) as Results;

async function graded(files: Record<string, string>, path = process.env.PATH): Promise<Results> {
  for (const [name, content] of Object.entries(files))
    await writeFile(join(autograder, 'submission', name), content);
  await promisify(execFile)(SCRIPT, { env: { ...process.env, PATH: path, AUTOGRADER: autograder } });
  expect(await readdir(join(autograder, 'results'))).toEqual(['results.json']);
  return results();
}

test('a program is graded: score, diagnosis and tests', async () => {
  const { score, output, tests } = await graded({
    'optim.js': await readFile(join(ROOT, 'assignments/optimizers/solution/optim.js'), 'utf8'),
  });
  expect(score).toBe(5);
  expect(output).toMatch(/^sgd: Score after the due time\. This is SGD\.\n/);
  expect(tests.length).toBeGreaterThan(50);
});

test('what cannot be read is said to the student, without paths of the machine', async () => {
  const { score, output, tests } = await graded({ 'optim.txt': 'w - lr * dw' });
  expect({ score, tests }).toEqual({ score: 0, tests: [] });
  expect(output).toMatch(/^Nothing was tested: .*\. Mend it and submit again\.$/);
  expect(output).not.toContain(autograder);
});

test('a failure of the grader is no verdict on the program', async () => {
  await rm(join(autograder, 'source/stepwise'));
  const { score, output, tests } = await graded({
    'optim.py': 'def sgd(w, dw, config=None):\n    return w, config\n',
  });
  expect(score).toBe(0);
  expect(output).toMatch(/the grader itself failed\. That says nothing about your program/);
  expect(tests).toEqual([expect.objectContaining({ visibility: 'hidden', max_score: 0 })]);
});

test('where there is no Node, and whenever it is killed, the results are there all the same', async () => {
  // A machine with the tools that the script names, and no Node.
  const tools = join(autograder, 'tools');
  await mkdir(tools);
  for (const tool of ['bash', 'cat', 'mkdir', 'mv', 'rm', 'env'])
    await symlink((await promisify(execFile)('which', [tool])).stdout.trim(), join(tools, tool));
  const { score, output } = await graded({ 'optim.py': 'pass\n' }, tools);
  expect(score).toBe(0);
  expect(output).toMatch(/^Nothing was tested, since the grader did not come to its end/);

  // What comes of an earlier run is none of this one's.
  await writeFile(join(autograder, 'results/results.json'), '{ "score": 5 }');
  const running = spawn(SCRIPT, { env: { ...process.env, AUTOGRADER: autograder }, detached: true });
  while ((await results()).score !== 0) await sleep(5);
  process.kill(-running.pid!, 'SIGKILL');
  await once(running, 'exit');
  expect(await results()).toMatchObject({ score: 0, output, tests: [] });
});
