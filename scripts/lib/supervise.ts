import { fork } from 'node:child_process';
import type { ChildProcess, Serializable } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../server/config.ts';
import type { Account } from '../../server/database/unprivileged.ts';
import { OperatorError } from '../../server/errors.ts';
import { BY_MESSAGE } from '../../server/settings.ts';

const SLOWEST_RESTART_MS = 30_000;
const PATIENCE_MS = 12_000;

export interface Supervised {
  /** What it says when it is ready, for the first time; rejects when it ends before. */
  ready: Promise<unknown>;
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
  /** Options of Node. */
  execArgv?: string[];
  /** All of its environment. */
  environment: NodeJS.ProcessEnv;
  /** Sent by message, so that they are in no environment. */
  settings: Record<string, string>;
  /** Null: as whoever we are. */
  account: Account | null;
}

/** Runs a program of ours and starts it again when it dies, each time a little later. */
export function supervise(program: Program, tell: (line: string) => void): Supervised {
  const { script, args = [], execArgv = [], environment, settings, account } = program;
  let child: ChildProcess | null = null;
  let stopping = false;
  let delay = 250;
  let wasReady = false;
  const heard: ((message: unknown) => void)[] = [];
  const ended: (() => void)[] = [];
  const { promise: ready, resolve: markReady, reject: markDead } = Promise.withResolvers<unknown>();
  // Whoever stops before it is ready does not ask any more.
  ready.catch(() => undefined);

  function start(): void {
    child = fork(join(ROOT, script), args, {
      cwd: ROOT,
      env: { ...environment, [BY_MESSAGE]: 'message' },
      // A terminal's Ctrl-C goes to us alone; we stop it in order.
      detached: true,
      execArgv,
      ...(account ?? {}),
    });
    child.once('message', (message) => {
      delay = 250;
      wasReady = true;
      markReady(message);
    });
    child.on('message', (message) => {
      for (const listener of heard) listener(message);
    });
    child.on('error', (error) => tell(`${script}: ${error.message}`));
    child.once('exit', (code, signal) => {
      for (const listener of ended) listener();
      void restart(signal ?? `exit code ${code}`);
    });
    child.send(settings, () => undefined);
  }

  async function restart(reason: string): Promise<void> {
    if (stopping) return;
    if (!wasReady) return markDead(new OperatorError(`${script} does not start (${reason}).`));
    tell(`${script} ended (${reason}); starting it again`);
    await sleep(delay, undefined, { ref: false });
    delay = Math.min(delay * 2, SLOWEST_RESTART_MS);
    if (!stopping) start();
  }

  start();
  return {
    ready,
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
      const inTime = await Promise.race([gone.then(() => true), sleep(PATIENCE_MS, false, { ref: false })]);
      if (!inTime) last.kill('SIGKILL');
      await gone;
    },
  };
}
