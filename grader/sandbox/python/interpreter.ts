/** Finds a Python that the sandbox can use: 3.9 or later, with NumPy. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const ASK = `
import json, platform, sys
try:
    import numpy
    version = numpy.__version__
except ImportError:
    version = None
print(json.dumps({'executable': sys.executable, 'python': platform.python_version(), 'numpy': version}))
`;
const Answer = z.object({ executable: z.string().min(1), python: z.string(), numpy: z.string().nullable() });

const OLDEST = [3, 9] as const;
const SUFFIXES = ['', '.14', '.13', '.12', '.11', '.10', '.9'];

export interface Interpreter {
  /** Absolute, past any launcher or shim. */
  path: string;
  pythonVersion: string;
  numpyVersion: string;
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

async function ask(command: string): Promise<Interpreter | Unsuitable> {
  try {
    const { stdout } = await run(command, ['-c', ASK], { timeout: 20_000, cwd: '/' });
    const { executable, python, numpy } = Answer.parse(JSON.parse(stdout));
    if (isTooOld(python)) return { command, problem: `Python ${python} is older than 3.9` };
    if (numpy === null) return { command, problem: `Python ${python} has no NumPy` };
    return { path: executable, pythonVersion: python, numpyVersion: numpy };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { command, problem: missing ? 'not found' : 'does not start' };
  }
}

/**
 * The first Python that serves. `configured`, or else STEPWISE_PYTHON, is tried alone when given: whoever names an
 * interpreter wants that one or to be told.
 */
export async function findInterpreter(
  configured = process.env.STEPWISE_PYTHON,
): Promise<{ interpreter: Interpreter | null; unsuitable: Unsuitable[] }> {
  const unsuitable: Unsuitable[] = [];
  for (const command of candidates(configured)) {
    const answer = await ask(command);
    if ('path' in answer) return { interpreter: answer, unsuitable };
    unsuitable.push(answer);
  }
  return { interpreter: null, unsuitable };
}
