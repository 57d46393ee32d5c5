/** Everything that `npm test` checks, one after the other; the last line counts, and a failure is the exit code. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
import { say, sinceStart, step } from './lib/progress.ts';

interface Count {
  passed: number;
  failed: number;
}

/** No test ends one that hangs in Node itself; so long nothing here takes. */
const LONGEST_PROJECT_MS = 20 * 60_000;

const total: Count = { passed: 0, failed: 0 };

function add({ passed, failed }: Count): void {
  total.passed += passed;
  total.failed += failed;
}

/** A check that is right or wrong as a whole; its output is shown when it is wrong. */
async function check(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await step(what, work);
    add({ passed: 1, failed: 0 });
  } catch (error) {
    say(`  ✗ ${what}\n${error instanceof Error ? error.message : String(error)}`);
    add({ passed: 0, failed: 1 });
  }
}

const JestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

/** A project of jest.config.ts, with its output as it comes; each line of it names the project. */
async function jest(project: string, workers: number): Promise<void> {
  say(`\n${project} tests`);
  const directory = await mkdtemp(join(tmpdir(), 'stepwise-test-'));
  const results = join(directory, 'results.json');
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jestArgs = [
    ...['--selectProjects', project, '--maxWorkers', String(workers)],
    ...['--json', `--outputFile=${results}`],
  ];
  const child = spawn(process.execPath, [...args, join(ROOT, 'node_modules/jest/bin/jest.js'), ...jestArgs], {
    cwd: ROOT,
    stdio: 'inherit',
    timeout: LONGEST_PROJECT_MS,
  });
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  const text = await readFile(results, 'utf8').catch(() => null);
  await rm(directory, { recursive: true, force: true });
  if (text === null) {
    add({ passed: 0, failed: 1 });
    return;
  }
  const result = JestResult.parse(JSON.parse(text));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  // A run may also fail outside any test, such as in its setup.
  add({ passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed });
}

const isInPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, program)));

/** The browser of the end-to-end tests, with fonts to draw text in. */
async function prepareBrowser(): Promise<void> {
  if (isInPath('chromium') || process.env.CHROMIUM) return;
  const installed = await step('Debian’s chromium installed', () =>
    installDebianPackages(['chromium', 'fonts-liberation', 'fonts-noto-core']),
  );
  if (!installed) say('  ! No Chromium for the browser tests: install it, or set CHROMIUM to its path.');
}

async function main(): Promise<void> {
  say('Checking Stepwise');
  await preparePrismaClient();
  await preparePython();
  await prepareBrowser();
  // Each keeps one processor busy.
  await Promise.all([
    check('types', () => run('tsc', ['--noEmit'])).then(() =>
      check('format', () => run('prettier', ['--check', '--log-level', 'warn', '.'])),
    ),
    check('lint', () => run('eslint', ['.', '--max-warnings', '0'])),
  ]);
  await check('pages', preparePages);
  await check('dependencies', () => run(process.execPath, ['scripts/audit.ts']));
  const entries = await readdir(join(ROOT, 'assignments'), { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    await check(`assignments/${name} and its samples`, () =>
      run(process.execPath, ['bin/stepwise.js', 'check', `assignments/${name}`]),
    );
  }
  const workers = Math.min(4, availableParallelism());
  // Those of the server run one after the other, since they kill processes and wait for what comes of it: half of the time
  // they leave a processor free.
  await Promise.all([jest('unit', Math.max(1, workers - 1)), jest('server', 1)]);
  await jest('e2e', workers);

  say(`\n${total.passed} passed, ${total.failed} failed (${sinceStart()})`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch(reportFatal);
