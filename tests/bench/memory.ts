/** Memory and time of a process and of all that it started, as Linux counts them. */
import { readdirSync, readFileSync } from 'node:fs';

export interface TreeMemory {
  processes: number;
  /** Megabytes of the root alone. */
  own: number;
  /** Megabytes (10⁶ bytes): shared pages are divided among those that share them. */
  pss: number;
  /** Megabytes: shared pages count for every process anew. */
  rss: number;
}

/** Null where there is no `/proc` to read it from. */
export function memoryOfTree(root: number): TreeMemory | null {
  const parts = treeOf(root)
    .map(memoryOf)
    .filter((part) => part !== null);
  const sum = (key: 'pss' | 'rss') => parts.reduce((total, part) => total + part[key], 0);
  return parts.length === 0
    ? null
    : { processes: parts.length, own: parts[0]!.pss, pss: sum('pss'), rss: sum('rss') };
}

/** A process and all that it started; empty where there is no `/proc`. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  try {
    for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
      const parent = parentOf(pid);
      if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
  } catch {
    return [];
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Null for a process that has ended meanwhile. */
function parentOf(pid: number): number | null {
  try {
    // The name in parentheses may hold anything; after it come the state and the parent.
    return Number(/.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

function memoryOf(pid: number): { pss: number; rss: number } | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const megabytes = (name: string) =>
      (Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024) / 1e6;
    return { pss: megabytes('Pss'), rss: megabytes('Rss') };
  } catch {
    return null;
  }
}

/** Linux counts time in hundredths of a second for whoever asks. */
const TICK_MS = 10;

/** Milliseconds of a processor that a process has used, all of its threads together; NaN where there is no `/proc`. */
export const cpuOf = (pid: number): number => timesOf(pid)?.own ?? NaN;

/** The same for all that it started, those who have ended included. */
export const cpuOfTree = (root: number): number =>
  treeOf(root).reduce((sum, pid) => {
    const { own, ended } = timesOf(pid) ?? { own: 0, ended: 0 };
    return sum + own + ended;
  }, 0);

function timesOf(pid: number): { own: number; ended: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ');
    const [user, system, endedUser, endedSystem] = fields
      .slice(11, 15)
      .map((ticks) => Number(ticks) * TICK_MS);
    return { own: user! + system!, ended: endedUser! + endedSystem! };
  } catch {
    return null;
  }
}
