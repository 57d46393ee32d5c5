/** Finds a Python that the sandbox can use: 3.9 or later, with NumPy, and another with torch beside it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Prints what it is and the versions of the packages that are its arguments. */
const ASK = `
import importlib, json, platform, sys
def version(name):
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return None
versions = {name: version(name) for name in sys.argv[1:]}
print(json.dumps({'executable': sys.executable, 'python': platform.python_version(), 'versions': versions}))
`;
const Answer = z.object({
  executable: z.string().min(1),
  python: z.string(),
  versions: z.record(z.string(), z.string().nullable()),
});

const OLDEST = [3, 9] as const;
const SUFFIXES = ['', '.14', '.13', '.12', '.11', '.10', '.9'];
/** Loading torch for the first time takes many seconds on a busy machine. */
const ANSWER_MS = 60_000;

/** Packages that students may import, as Python and as people call them. */
const PACKAGES = { numpy: 'NumPy', torch: 'PyTorch' } as const;
export type PythonPackage = keyof typeof PACKAGES;

export interface Interpreter {
  /** Absolute, past any launcher or shim. */
  path: string;
  pythonVersion: string;
  numpyVersion: string;
}

export interface TorchInterpreter extends Interpreter {
  torchVersion: string;
}

/** A Python that was asked and does not serve, with the reason. */
export interface Unsuitable {
  command: string;
  problem: string;
}

/** Commands to try, in order: the one configured alone, or whatever the machine may have. */
function candidates(configured: string | undefined): string[] {
  if (configured) return [configured];
  return [...SUFFIXES.map((suffix) => `python3${suffix}`), '/usr/bin/python3'];
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

interface Found {
  path: string;
  pythonVersion: string;
  /** In the order of the packages asked for. */
  versions: string[];
}

/** Who looks for a Python; null or absent: this process's user. */
interface Seeker {
  account?: { uid: number; gid: number } | null;
}

async function ask(
  command: string,
  packages: readonly PythonPackage[],
  { account }: Seeker,
): Promise<Found | Unsuitable> {
  try {
    const options = { timeout: ANSWER_MS, cwd: '/', ...account };
    const { stdout } = await run(command, ['-c', ASK, ...packages], options);
    const { executable, python, versions } = Answer.parse(JSON.parse(stdout));
    if (isTooOld(python)) return { command, problem: `Python ${python} is older than 3.9` };
    const missing = packages.find((name) => !versions[name]);
    if (missing !== undefined) return { command, problem: `Python ${python} has no ${PACKAGES[missing]}` };
    return {
      path: executable,
      pythonVersion: python,
      versions: packages.map((name) => versions[name] ?? ''),
    };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { command, problem: missing ? 'not found' : 'does not start' };
  }
}

async function findFirst(
  configured: string | undefined,
  packages: readonly PythonPackage[],
  seeker: Seeker = {},
): Promise<{ found: Found | null; unsuitable: Unsuitable[] }> {
  const unsuitable: Unsuitable[] = [];
  for (const command of candidates(configured)) {
    const answer = await ask(command, packages, seeker);
    if ('path' in answer) return { found: answer, unsuitable };
    unsuitable.push(answer);
  }
  return { found: null, unsuitable };
}

/**
 * The first Python that serves. `configured`, or else STEPWISE_PYTHON, is tried alone when given: whoever names an
 * interpreter wants that one or to be told. Another account than this process's can be asked for by root alone.
 */
export async function findInterpreter(
  configured = process.env.STEPWISE_PYTHON,
  seeker: Seeker = {},
): Promise<{ interpreter: Interpreter | null; unsuitable: Unsuitable[] }> {
  const { found, unsuitable } = await findFirst(configured, ['numpy'], seeker);
  if (found === null) return { interpreter: null, unsuitable };
  const { path, pythonVersion, versions } = found;
  const [numpyVersion = ''] = versions;
  return { interpreter: { path, pythonVersion, numpyVersion }, unsuitable };
}

/** The first Python with NumPy and torch, null where there is none; `configured` or else STEPWISE_TORCH_PYTHON alone. */
export async function findTorchInterpreter(
  configured = process.env.STEPWISE_TORCH_PYTHON,
): Promise<TorchInterpreter | null> {
  const { found } = await findFirst(configured, ['numpy', 'torch']);
  if (found === null) return null;
  const { path, pythonVersion, versions } = found;
  const [numpyVersion = '', torchVersion = ''] = versions;
  return { path, pythonVersion, numpyVersion, torchVersion };
}
