/** What runs already: a file beside the data names the supervisor, so that a second start can say so, and stop it. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { OperatorError, systemCode } from '../../server/errors.ts';
import { say } from './progress.ts';

/** Server and worker get fifteen seconds for an orderly end, the database twenty. */
const PATIENCE_MS = 60_000;
const SCRIPT = 'scripts/up.ts';

const Running = z.object({
  pid: z.number().int().positive(),
  /** Null until it is up. */
  url: z.string().nullable(),
  since: z.string(),
});
type Running = z.infer<typeof Running>;

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/** A process of this id that is a start of Stepwise: ids are given again. */
async function isSupervisor(pid: number): Promise<boolean> {
  const command = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
  return pid !== process.pid && command.includes(SCRIPT);
}

/** The start that runs on these data; null when there is none. */
async function findRunning(dataDir: string): Promise<Running | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const found = Running.parse(JSON.parse(text));
    return (await isSupervisor(found.pid)) ? found : null;
  } catch {
    return null;
  }
}

/** Best effort: with a database elsewhere there may be no directory to write to. */
export async function noteRunning(dataDir: string, url: string | null): Promise<void> {
  const file = fileIn(dataDir);
  const running: Running = { pid: process.pid, url, since: new Date().toISOString() };
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(running), { mode: 0o600 });
    await rename(`${file}.${process.pid}`, file);
  } catch {
    await rm(`${file}.${process.pid}`, { force: true }).catch(() => undefined);
  }
}

export async function forgetRunning(dataDir: string): Promise<void> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  if (text.includes(`"pid":${process.pid},`)) await rm(fileIn(dataDir), { force: true });
}

async function end({ pid }: Running): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (systemCode(error) === 'EPERM')
      throw new OperatorError(`Process ${pid} belongs to another user, who alone can stop it.`);
  }
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await sleep(100)) {
    if (!(await isSupervisor(pid))) return;
  }
  throw new OperatorError(`Process ${pid} does not end: kill it with  kill -9 ${pid}`);
}

const describe = ({ pid, url, since }: Running): string =>
  `Stepwise ${url === null ? 'is starting' : `runs at ${url}`} (process ${pid}, since ${since.slice(0, 16).replace('T', ' ')} UTC)`;

/** `npm start -- --stop`. */
export async function stopRunning(dataDir: string): Promise<void> {
  const running = await findRunning(dataDir);
  if (running === null) return say('Stepwise does not run on these data.');
  say(`${describe(running)}; stopping it …`);
  await end(running);
  say('Stopped.');
}

/**
 * Says what runs, and stops it when that is wished.
 *
 * @param restart without asking
 * @throws OperatorError when it is to go on
 */
export async function makeWay(dataDir: string, { restart }: { restart: boolean }): Promise<void> {
  const running = await findRunning(dataDir);
  if (running === null) return;
  const remedy =
    'To stop it: npm start -- --stop; to start it anew: npm start -- --restart; for one beside it set DATA_DIR and PORT to others.';
  say(`${describe(running)}.`);
  if (!restart) {
    if (!process.stdin.isTTY) throw new OperatorError(remedy);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question('Stop it and start anew? [y/N] ');
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new OperatorError(remedy);
  }
  await end(running);
}
