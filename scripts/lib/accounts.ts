/**
 * As whom server and worker run, and behind which walls. When root starts Stepwise, neither needs to be root on most hosts;
 * what an ordinary user starts, and what root starts as one, can have walls of its own.
 */
import { z } from 'zod';
import { probePython } from '../../grader/sandbox/python/index.ts';
import { ROOT } from '../../server/config.ts';
import type { Config } from '../../server/config.ts';
import { instanceAccounts } from '../../server/database/unprivileged.ts';
import type { Account } from '../../server/database/unprivileged.ts';
import { askProcess } from './askProcess.ts';
import { planWalls } from './planWalls.ts';
import type { Walls } from './walls.ts';

export interface Accounts {
  /** Null: as whoever starts Stepwise. */
  server: Account | null;
  worker: Account | null;
  /** Around worker and trier; null: none. */
  walls: Walls | null;
  /** Why one of them stays root, or has no walls, for people. */
  notes: string[];
}

const Answer = z.object({ usable: z.boolean(), problem: z.string() });

/** Tries what the worker will do as this account. @returns null when it cannot even read the program */
async function tryAs(
  account: Account | null,
  environment: NodeJS.ProcessEnv,
  walls: Walls | null,
): Promise<z.infer<typeof Answer> | null> {
  const said = await askProcess({ script: 'server/worker/tryHost.ts', environment, account, walls });
  return said === null ? null : Answer.parse(said);
}

const NO_WALLS = 'Worker and trier have no walls of their own, see docs/security.md:';

/** Walls that stand, and behind which this account can isolate students' Python; else, for people, why there are none. */
export async function chooseWalls(
  account: Account | null,
  environment: NodeJS.ProcessEnv,
): Promise<{ walls: Walls } | { walls: null; note: string }> {
  const none = (why: string) => ({ walls: null, note: `${NO_WALLS} ${why}.` });
  if (account === null && process.getuid?.() === 0) return none('root would walk through them');
  const walls = await planWalls(account, environment);
  if (walls === null) return none('they are made on Linux, with the Python that grades');
  const inside = await tryAs(account, environment, walls);
  if (inside?.usable) return { walls };
  return none(inside?.problem ?? 'this user may not make namespaces with a /proc and mounts of their own');
}

export async function chooseAccounts(
  { dataDir, databaseUrl, port }: Pick<Config, 'dataDir' | 'databaseUrl' | 'port'>,
  { sources, environment }: { sources: boolean; environment: NodeJS.ProcessEnv },
): Promise<Accounts> {
  if (process.getuid?.() !== 0) {
    const chosen = await chooseWalls(null, environment);
    return { server: null, worker: null, walls: chosen.walls, notes: chosen.walls ? [] : [chosen.note] };
  }
  const { server, worker } = await instanceAccounts(databaseUrl ?? dataDir);
  const chosen = await chooseWalls(worker, environment);
  const answer = chosen.walls ? { usable: true, problem: '' } : await tryAs(worker, environment, null);
  if (answer === null) {
    const note = `Server and worker run as root: other users of this machine cannot read ${ROOT}.`;
    return { server: null, worker: null, walls: null, notes: [note] };
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
  } else if (!chosen.walls) notes.push(chosen.note);
  return {
    server: serverStays ? null : server,
    worker: workerStays ? null : worker,
    walls: chosen.walls,
    notes,
  };
}
