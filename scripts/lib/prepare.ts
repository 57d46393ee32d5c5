/** What has to be made before anything runs: the Prisma client, the built pages, a Python with NumPy. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findInterpreter } from '../../grader/sandbox/python/interpreter.ts';
import { ROOT } from '../../server/config.ts';
import { unprivilegedAccount } from '../../server/database/unprivileged.ts';
import { OperatorError, systemCode } from '../../server/errors.ts';
import { say, step } from './progress.ts';

/** Runs a program quietly. @throws OperatorError with the end of its output when it fails */
export async function run(
  command: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  const collect = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  if (code !== 0) {
    const end = output.trim().split('\n').slice(-15).join('\n');
    throw new OperatorError(`${[command, ...args].join(' ')} failed:\n${end}`);
  }
}

async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Changes when a file does; times are not enough, since a checkout sets them all. */
async function fingerprint(paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(paths.map((path) => listFiles(join(ROOT, path))))).flat().sort();
  for (const file of files) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}

/** Makes `product` unless it was made from the same sources; the fingerprint is kept beside it. */
async function makeWhenStale(what: string, product: string, sources: string[], make: () => Promise<void>) {
  const wanted = await fingerprint(sources);
  const record = join(ROOT, product, '.made-from');
  const found = await readFile(record, 'utf8').catch(() => '');
  if (found === wanted) return;
  await step(what, async () => {
    try {
      await make();
      await mkdir(join(ROOT, product), { recursive: true });
      await writeFile(record, wanted);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EACCES' || code === 'EROFS') {
        throw new OperatorError(
          `Cannot write to ${join(ROOT, product)}: copy Stepwise to a directory you may write to.`,
        );
      }
      throw error;
    }
  });
}

export function preparePrismaClient(): Promise<void> {
  return makeWhenStale(
    'database client generated',
    'prisma/generated',
    ['prisma/schema', 'prisma.config.ts', 'package-lock.json'],
    () => run('prisma', ['generate']),
  );
}

export function preparePages(): Promise<void> {
  return makeWhenStale(
    'pages built',
    'client/dist',
    [
      'client/src',
      'client/public',
      'client/index.html',
      'client/vite.config.ts',
      'contract',
      'grader',
      'package-lock.json',
    ],
    // Whatever whoever starts us is about, such as tests: with React's own checks the pages load a third more.
    () => run('vite', ['build', 'client', '--logLevel', 'warn'], { NODE_ENV: 'production' }),
  );
}

const isDebian = (): boolean => existsSync('/usr/bin/apt-get');

/** Installs Debian packages as root. @returns whether they are there now */
export async function installDebianPackages(packages: string[]): Promise<boolean> {
  if (!isDebian() || process.getuid?.() !== 0) return false;
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], environment);
  try {
    // The lists may be old or not there at all.
    await install().catch(async () => {
      await run('apt-get', ['update'], environment);
      await install();
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds a Python with NumPy or installs one; without, JavaScript is still graded. Root's own, in a home that is closed to others, would do
 * for root alone, whom the worker need not be: see accounts.ts.
 */
export async function preparePython(): Promise<void> {
  const account = await unprivilegedAccount();
  const { interpreter } = await findInterpreter(undefined, { account });
  if (interpreter) return;
  // Whoever names one wants that one.
  const roots = account && (await findInterpreter()).interpreter;
  if (roots && process.env.STEPWISE_PYTHON) return;
  const installed = await step('Debian’s python3-numpy installed', () =>
    installDebianPackages(['python3-numpy']),
  ).catch(() => false);
  if (roots || (installed && (await findInterpreter()).interpreter)) return;
  const command = isDebian() ? 'sudo apt-get install python3-numpy' : 'python3 -m pip install numpy';
  say(`  ! No Python with NumPy, so only JavaScript and TypeScript are graded. To grade Python: ${command}`);
}
