/** What a part leaves to others: the server and the database come first, then whoever hands in, then whoever tries. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export type Part = 'worker' | 'trier';

/**
 * Of a processor that all want, five more is a third: the worker gets so much of what the server gets. The trier has what others leave:
 * of what the worker gets a twentieth, so that it may play beside submissions that are graded.
 */
export const NICE: Record<Part, number> = { worker: 5, trier: 19 };

/** Who may not do it at will may do it ten times a second, all of a machine's users together. */
const TRIES = 20;
const PAUSE_MS = 150;

/**
 * From now on a process, this one if no other is named, comes after others that want the same processor, with whatever it starts.
 * Linux knows a priority of each thread: V8 has begun some of its own, which sweep for the one that runs our code.
 *
 * @param part what the process is
 */
export function giveWay(part: Part, pid = process.pid): void {
  for (const thread of threadsOf(pid)) putBehind(thread, NICE[part]);
}

/**
 * The same of its whole session. Where Linux shares processors out by sessions first (autogroups), priorities count among those
 * of one session alone, and `supervise` gives each part a session of its own. Sessions share with all that the machine does, so that
 * this is for a part that has started: on a busy machine it would take minutes to start behind everything else.
 */
export async function sessionGivesWay(part: Part, pid = process.pid): Promise<void> {
  if (!hasSessionOfItsOwn(pid)) return;
  for (let left = TRIES; left > 0 && !putSessionBehind(pid, NICE[part]); left -= 1)
    await sleep(PAUSE_MS, undefined, { ref: false });
}

/** Ours alone where the system has no list. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}

/** A thread may have ended since it was listed. To come after others is a courtesy: nothing fails by it. */
function putBehind(thread: number, nice: number): void {
  try {
    setPriority(thread, nice);
  } catch {
    // It stays as it is.
  }
}

/** Behind walls the session is that of whoever made them, who is out of sight: it has the number 0. */
function hasSessionOfItsOwn(pid: number): boolean {
  try {
    const [, , , session] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return session === '0' || session === String(pid);
  } catch {
    return false;
  }
}

/** @returns whether there is no use in trying it again */
function putSessionBehind(pid: number, nice: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EAGAIN');
  }
}
