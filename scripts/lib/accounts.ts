/** As whom server and worker run. When root starts Stepwise, neither needs to be root on most hosts. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { probePython } from '../../grader/sandbox/python/index.ts';
import { ROOT } from '../../server/config.ts';
import type { Config } from '../../server/config.ts';
import { instanceAccounts } from '../../server/database/unprivileged.ts';
import type { Account } from '../../server/database/unprivileged.ts';

export interface Accounts {
  /** Null: as whoever starts Stepwise. */
  server: Account | null;
  worker: Account | null;
  /** Why one of them stays root, for people. */
  notes: string[];
}

const Answer = z.object({ usable: z.boolean(), problem: z.string() });

/** Tries what the worker will do as this account. @returns null when it cannot even read the program */
async function tryAs(
  account: Account,
  environment: NodeJS.ProcessEnv,
): Promise<z.infer<typeof Answer> | null> {
  const child = fork(join(ROOT, 'server/worker/tryHost.ts'), {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    ...account,
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [null]),
    once(child, 'error').then(() => [null]),
  ])) as [unknown];
  return message === null ? null : Answer.parse(message);
}

export async function chooseAccounts(
  { dataDir, databaseUrl, port }: Config,
  { sources, environment }: { sources: boolean; environment: NodeJS.ProcessEnv },
): Promise<Accounts> {
  if (process.getuid?.() !== 0) return { server: null, worker: null, notes: [] };
  const { server, worker } = await instanceAccounts(databaseUrl ?? dataDir);
  const answer = await tryAs(worker, environment);
  if (answer === null) {
    const note = `Server and worker run as root: other users of this machine cannot read ${ROOT}.`;
    return { server: null, worker: null, notes: [note] };
  }
  const notes: string[] = [];
  const serverStays = sources || (port > 0 && port < 1024);
  if (serverStays) {
    const why = sources ? 'it builds the pages' : `port ${port} is reserved; put a proxy before a higher one`;
    notes.push(`The server runs as root: ${why}.`);
  }
  // Root has other walls. Where those do not stand either, nothing is gained by it.
  const asRoot = answer.usable ? null : await probePython();
  const workerStays = asRoot?.usable ?? false;
  if (workerStays) {
    // The worker's own words speak of no Python at all, where there is one in root's home.
    const why = answer.problem.startsWith('no Python')
      ? `cannot reach ${asRoot?.interpreter?.path ?? 'Python'}`
      : `cannot isolate Python here (${answer.problem})`;
    notes.push(`The worker alone runs as root, since an ordinary user ${why}.`);
  }
  return { server: serverStays ? null : server, worker: workerStays ? null : worker, notes };
}
