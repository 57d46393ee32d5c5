/** Runs a part of Stepwise as a process and starts it again when it dies, or when it has stopped to answer. */
import { fork } from 'node:child_process';
import type { ChildProcess, Serializable } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../server/config.ts';
import type { Account } from '../../server/database/unprivileged.ts';
import { OperatorError } from '../../server/errors.ts';
import { giveWay, sessionGivesWay, type Part } from '../../server/priority.ts';
import { BY_MESSAGE } from '../../server/settings.ts';

const FIRST_DELAY_MS = 250;
/** Small beside what people notice, large beside what a start costs. */
const SLOWEST_DELAY_MS = 4_000;
/** A part that has lived for so long starts anew at once when it dies. */
const STEADY_MS = 30_000;
const PATIENCE_MS = 17_000;
const PING_MS = 2_000;
/** So many unanswered in a row: a page that works for long is not mistaken for a dead one, nor is a machine that slept. */
const MOST_UNANSWERED = 15;

export interface Supervised {
  /** What it says when it is ready, for the first time; rejects when it ends before. */
  ready: Promise<unknown>;
  /** Of the process that runs now; undefined between two. */
  pid: () => number | undefined;
  stop(): Promise<void>;
  /** Says something to it. @returns whether there is one to hear it */
  send(message: Serializable): boolean;
  /** Whatever it says, also when it is ready. */
  hear(listener: (message: unknown) => void): void;
  /** Told each time it has ended. */
  onEnd(listener: () => void): void;
}

export interface Program {
  /** Relative to the root. */
  script: string;
  args?: string[];
  /** What runs it; Node when absent. */
  execPath?: string;
  /** Options of that. */
  execArgv?: string[];
  /** All of its environment. */
  environment: NodeJS.ProcessEnv;
  /** Sent by message, so that they are in no environment. */
  settings: Record<string, string>;
  /** Null: as whoever we are. */
  account: Account | null;
  /** Gives way as this one does, from its first moment: parts start side by side, and the server is waited for. */
  part?: Part;
}

/** Asks a process again and again whether it is alive, and kills one that does not say so. */
function watchOver(child: ChildProcess, tell: (line: string) => void): void {
  let unanswered = 0;
  child.on('message', () => (unanswered = 0));
  const timer = setInterval(() => {
    unanswered += 1;
    if (unanswered > MOST_UNANSWERED) {
      tell(`has not answered for ${(MOST_UNANSWERED * PING_MS) / 1000} s`);
      child.kill('SIGKILL');
    } else if (child.connected) child.send({ ping: Date.now() }, () => undefined);
  }, PING_MS);
  timer.unref();
  child.once('exit', () => clearInterval(timer));
}

export function supervise(program: Program, tell: (line: string) => void): Supervised {
  const {
    script,
    args = [],
    execPath = process.execPath,
    execArgv = [],
    environment,
    settings,
    account,
    part,
  } = program;
  let child: ChildProcess | null = null;
  let stopping = false;
  let delay = FIRST_DELAY_MS;
  let wasReady = false;
  const heard: ((message: unknown) => void)[] = [];
  const ended: (() => void)[] = [];
  const { promise: ready, resolve: markReady, reject: markDead } = Promise.withResolvers<unknown>();
  // Whoever stops before it is ready does not ask any more.
  ready.catch(() => undefined);

  function start(): void {
    const startedAt = performance.now();
    const fresh = fork(join(ROOT, script), args, {
      cwd: ROOT,
      env: { ...environment, [BY_MESSAGE]: 'message' },
      // A terminal's Ctrl-C goes to us alone; we stop it in order.
      detached: true,
      execPath,
      execArgv,
      ...(account ?? {}),
    });
    child = fresh;
    if (part && fresh.pid !== undefined) giveWay(part, fresh.pid);
    fresh.once('message', (message) => {
      if (part && fresh.pid !== undefined) void sessionGivesWay(part, fresh.pid);
      if (wasReady) tell(`${script} runs again`);
      wasReady = true;
      markReady(message);
      watchOver(fresh, (what) => tell(`${script} ${what}; ending it`));
    });
    fresh.on('message', (message) => {
      for (const listener of heard) listener(message);
    });
    fresh.on('error', (error) => tell(`${script}: ${error.message}`));
    fresh.once('exit', (code, signal) => {
      child = null;
      for (const listener of ended) listener();
      if (performance.now() - startedAt > STEADY_MS) delay = FIRST_DELAY_MS;
      void restart(signal ?? `exit code ${code}`);
    });
    fresh.send(settings, () => undefined);
  }

  async function restart(reason: string): Promise<void> {
    if (stopping) return;
    if (!wasReady) return markDead(new OperatorError(`${script} does not start (${reason}).`));
    tell(`${script} ended (${reason}); starting it again`);
    await sleep(delay, undefined, { ref: false });
    delay = Math.min(delay * 2, SLOWEST_DELAY_MS);
    if (!stopping) start();
  }

  start();
  return {
    ready,
    pid: () => child?.pid,
    send(message) {
      if (!child?.connected) return false;
      child.send(message, () => undefined);
      return true;
    },
    hear: (listener) => void heard.push(listener),
    onEnd: (listener) => void ended.push(listener),
    async stop() {
      stopping = true;
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise((done) => last.once('exit', done));
      last.kill('SIGTERM');
      // One that was stopped by a signal hears no other but these two.
      last.kill('SIGCONT');
      const inTime = await Promise.race([gone.then(() => true), sleep(PATIENCE_MS, false, { ref: false })]);
      if (!inTime) last.kill('SIGKILL');
      await gone;
    },
  };
}
