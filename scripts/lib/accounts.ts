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

export interface Chosen {
  /** Null: as whoever starts Stepwise. */
  account: Account | null;
  /** Why it stays root, or has no walls, for people. */
  notes: string[];
}

/** Worker and trier. */
export interface Graders extends Chosen {
  /** Null: none. */
  walls: Walls | null;
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

type Where = Pick<Config, 'dataDir' | 'databaseUrl' | 'port'>;

const instanceOf = ({ databaseUrl, dataDir }: Where): string => databaseUrl ?? dataDir;
const isRoot = (): boolean => process.getuid?.() === 0;
const UNREADABLE = `other users of this machine cannot read ${ROOT}`;

/** As whom the server runs: known long before all has been tried that the graders need. */
export async function chooseServer(where: Where, { sources }: { sources: boolean }): Promise<Chosen> {
  if (!isRoot()) return { account: null, notes: [] };
  const asRoot = (why: string): Chosen => ({ account: null, notes: [`The server runs as root: ${why}.`] });
  if (sources) return asRoot('it builds the pages');
  const { port } = where;
  if (port > 0 && port < 1024) return asRoot(`port ${port} is reserved; put a proxy before a higher one`);
  const { server } = await instanceAccounts(instanceOf(where));
  const read = { script: 'server/canRead.ts', environment: {}, account: server, walls: null };
  return (await askProcess(read)) === true ? { account: server, notes: [] } : asRoot(UNREADABLE);
}

export async function chooseGraders(where: Where, environment: NodeJS.ProcessEnv): Promise<Graders> {
  if (!isRoot()) {
    const chosen = await chooseWalls(null, environment);
    return { account: null, walls: chosen.walls, notes: chosen.walls ? [] : [chosen.note] };
  }
  const { worker } = await instanceAccounts(instanceOf(where));
  const chosen = await chooseWalls(worker, environment);
  if (chosen.walls) return { account: worker, walls: chosen.walls, notes: [] };
  const answer = await tryAs(worker, environment, null);
  if (answer === null)
    return { account: null, walls: null, notes: [`The worker runs as root: ${UNREADABLE}.`] };
  // Root has other walls. Where those do not stand either, nothing is gained by it.
  const asRoot = answer.usable ? null : await probePython();
  if (!asRoot?.usable) return { account: worker, walls: null, notes: [chosen.note] };
  // The worker's own words speak of no Python at all, where there is one in root's home.
  const why = answer.problem.startsWith('no Python')
    ? `cannot reach ${asRoot.interpreter?.path ?? 'Python'}`
    : `cannot isolate Python here (${answer.problem})`;
  const note = `The worker alone runs as root, since an ordinary user ${why}.`;
  return { account: null, walls: null, notes: [note] };
}
