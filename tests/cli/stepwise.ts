/** Runs the command as a user does and gives back what came of it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const ROOT = join(import.meta.dirname, '../..');

export const OPTIMIZERS = join(ROOT, 'assignments/optimizers');

export function stepwise(...args: string[]): Promise<Outcome> {
  return run(args, process.env);
}

/** The same on a database. */
export function stepwiseOn(databaseUrl: string, ...args: string[]): Promise<Outcome> {
  return run(args, { ...process.env, DATABASE_URL: databaseUrl });
}

/** The same in another environment, with what is given on its standard input. */
export function stepwiseIn(
  { env, input = '' }: { env: NodeJS.ProcessEnv; input?: string },
  ...args: string[]
): Promise<Outcome> {
  return run(args, { ...process.env, ...env }, input);
}

function run(args: string[], env: NodeJS.ProcessEnv, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = execFile(
      process.execPath,
      [join(ROOT, 'bin/stepwise.js'), ...args],
      { timeout: 60_000, env },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
    command.stdin?.end(input);
  });
}
