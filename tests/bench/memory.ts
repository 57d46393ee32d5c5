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
  const children = new Map<number, number[]>();
  try {
    for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
      const parent = parentOf(pid);
      if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
  } catch {
    return null;
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  const parts = tree.map(memoryOf).filter((part) => part !== null);
  const sum = (key: 'pss' | 'rss') => parts.reduce((total, part) => total + part[key], 0);
  return parts.length === 0
    ? null
    : { processes: parts.length, own: parts[0]!.pss, pss: sum('pss'), rss: sum('rss') };
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
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return NaN;
  }
}
