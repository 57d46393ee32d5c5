/** Everything that `npm test` checks; what failed is said once more at the end, the last line counts, and a failure is the exit code. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../server/config.ts';
import { reportFatal } from '../server/errors.ts';
import {
  installDebianPackages,
  preparePages,
  preparePrismaClient,
  preparePython,
  run,
} from './lib/prepare.ts';
import { clientPages, PAGES_SEEN, unseen } from './lib/pagesSeen.ts';
import { say, sinceStart, step } from './lib/progress.ts';
import { inParts, testsIn } from './lib/testParts.ts';

interface Count {
  passed: number;
  failed: number;
}

/** No test ends one that hangs in Node itself; so long no part of a project takes, on a machine that is busy with others, too. */
const LONGEST_RUN_MS = 45 * 60_000;

/** The compiler in machine code; ESLint reads types by the one before it, which has the same name in `.bin`. */
const TYPE_CHECKER = 'node_modules/typescript-7/bin/tsc';

/** Into so many parts go the tests of the server. Each loads Jest and the server anew, which takes two seconds. */
const SERVER_PARTS = 12;

/** Lines of what failed that are said once more: enough to know it where only the end of the output is kept. */
const LINES_AGAIN = 15;

const total: Count = { passed: 0, failed: 0 };
const failures: string[] = [];

function add({ passed, failed }: Count, ...why: readonly string[]): void {
  total.passed += passed;
  total.failed += failed;
  failures.push(...why.map((each) => each.split('\n').slice(0, LINES_AGAIN).join('\n    ')));
}

/** A check that is right or wrong as a whole; its output is shown when it is wrong. */
async function check(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await step(what, work);
    add({ passed: 1, failed: 0 });
  } catch (error) {
    const why = `${what}\n${error instanceof Error ? error.message : String(error)}`;
    say(`  ✗ ${why}`);
    add({ passed: 0, failed: 1 }, why);
  }
}

const JestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});

/** What each test that failed says, which begins with its name, and each file that failed outside of its tests. */
function failuresOf({ testResults }: z.infer<typeof JestResult>): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const said = assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []);
      return (said.length > 0 ? said : [message]).map((each) => `${relative(ROOT, name)}: ${each.trim()}`);
    });
}

/**
 * A project of jest.config.ts, or a part of it, with its output as it comes; each line of it names the project. Its files come
 * one after the other, since some kill processes and wait for what comes of it.
 */
async function jest(project: string, part: readonly string[] = []): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-test-'));
  const results = join(directory, 'results.json');
  const args = ['--disable-warning=ExperimentalWarning'];
  const jestArgs = [
    ...['--selectProjects', project, '--maxWorkers', '1'],
    ...['--json', `--outputFile=${results}`],
    ...part,
  ];
  const child = spawn(process.execPath, [...args, join(ROOT, 'node_modules/jest/bin/jest.js'), ...jestArgs], {
    cwd: ROOT,
    stdio: 'inherit',
    timeout: LONGEST_RUN_MS,
  });
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  const text = await readFile(results, 'utf8').catch(() => null);
  await rm(directory, { recursive: true, force: true });
  if (text === null) {
    const why = child.killed ? `ended after ${LONGEST_RUN_MS / 60_000} minutes` : `left with code ${code}`;
    const what = `${[project, ...part].join(' ')}: ${why}, without a result`;
    say(`  ✗ ${what}`);
    add({ passed: 0, failed: 1 }, what);
    return;
  }
  const result = JestResult.parse(JSON.parse(text));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const passed = result.numPassedTests;
  // A run may also fail outside any test, such as in its setup.
  if (failed === 0 && code !== 0)
    add({ passed, failed: 1 }, `${[project, ...part].join(' ')}: left with code ${code}`);
  else add({ passed, failed }, ...failuresOf(result));
}

const isInPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, program)));

/**
 * The browser of the end-to-end tests, with fonts to draw text in: Debian's Chromium without its windows, which is installed and drawn
 * with less work.
 */
async function prepareBrowser(): Promise<void> {
  if (process.env.CHROMIUM || isInPath('chromium-headless-shell')) return;
  const fonts = ['fonts-liberation', 'fonts-noto-core'];
  const installed = await step(
    'Debian’s chromium installed',
    async () =>
      (await installDebianPackages(['chromium-headless-shell', ...fonts])) ||
      (await installDebianPackages(['chromium', ...fonts])),
  );
  if (!installed && !isInPath('chromium'))
    say('  ! No Chromium for the browser tests: install it, or set CHROMIUM to its path.');
}

/** Does what is queued in so many lanes: who has nothing else to do takes the next. */
async function inLanes(count: number, ...queues: (() => Promise<void>)[][]): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let next = take(queues); next; next = take(queues)) await next();
  };
  await Promise.all(Array.from({ length: count }, lane));
}
const take = (queues: (() => Promise<void>)[][]) => queues.find((queue) => queue.length > 0)?.shift();

/**
 * All tests, on one database. Who has nothing else to do takes the next file of the browser tests, and when there is none
 * the next part of the server's. Tests wait for a third of their time, so that one more is played than there are processors: with
 * two more, the tests of units come last, which all run one after the other.
 */
async function tests(processors: number): Promise<void> {
  // It needs the client of the database, which a fresh clone has only now.
  const { prepareTestDatabase } = await import('../tests/support/testDatabase.ts');
  const database = await prepareTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-pages-'));
  const pagesSeen = join(directory, 'seen');
  Object.assign(process.env, database.environment, { [PAGES_SEEN]: pagesSeen });
  const play = (project: string, paths: readonly string[]) => () =>
    jest(project, ['--runTestsByPath', ...paths]);
  // Each in a process of its own: in their copies of the demo ids are the same, and by ids a server keeps what it knows.
  const browsing = (await testsIn('tests/e2e'))
    .sort((a, b) => b.size - a.size)
    .map(({ path }) => play('e2e', [path]));
  const serving = inParts(await testsIn('tests/server'), SERVER_PARTS).map((paths) => play('server', paths));
  await Promise.all([
    inLanes(1, [() => jest('unit')], browsing, serving),
    inLanes(1, serving, browsing),
    inLanes(processors - 1, browsing, serving),
  ]);
  await database.close();
  await check('every page was looked at in a browser', async () => {
    const missing = unseen(await clientPages(), (await readFile(pagesSeen, 'utf8')).split('\n'));
    if (missing.length > 0) throw new Error(`no browser test calls pageMistakes() at\n${missing.join('\n')}`);
  });
  await rm(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  say('Checking Stepwise');
  await preparePrismaClient();
  await preparePython();
  await prepareBrowser();
  const compiled = await mkdtemp(join(tmpdir(), 'stepwise-compiled-'));
  // Hundreds of processes of ours load the same files: each is compiled once.
  process.env.NODE_COMPILE_CACHE = compiled;
  const processors = Math.min(4, availableParallelism());
  const entries = await readdir(join(ROOT, 'assignments'), { withFileTypes: true });
  const assignments = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => async () => {
      const args = ['bin/stepwise.js', 'check', `assignments/${name}`];
      await check(`assignments/${name} and its samples`, () => run(process.execPath, args));
    });
  // The longest first.
  await inLanes(processors, [
    () => check('lint', () => run('eslint', ['.', '--max-warnings', '0'])),
    () => check('types', () => run(process.execPath, [TYPE_CHECKER, '--noEmit'])),
    () => check('format', () => run('prettier', ['--check', '--log-level', 'warn', '.'])),
    () => check('pages', preparePages),
    ...assignments,
    () => check('dependencies', () => run(process.execPath, ['scripts/audit.ts'])),
  ]);
  await tests(processors);
  await rm(compiled, { recursive: true, force: true });

  for (const failure of failures) say(`\n  ✗ ${failure}`);
  say(`\n${total.passed} passed, ${total.failed} failed (${sinceStart()})`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch(reportFatal);
