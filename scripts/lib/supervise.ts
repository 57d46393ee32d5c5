import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../server/config.ts';

const SLOWEST_RESTART_MS = 30_000;
const PATIENCE_MS = 12_000;

/**
 * Bounds of V8's heap in MB; `npm run bench` has the same. A worker holds 25 MB and drops much: with room for gigabytes V8
 * would let 100 MB of garbage lie, with this it sweeps more often. It costs a fifth more processor time of the worker.
 */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=256'];

export interface Supervised {
  /** Resolves when it says that it is ready, for the first time. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Runs a program of ours and starts it again when it dies, each time a little later. */
export function supervise(
  script: string,
  environment: NodeJS.ProcessEnv,
  tell: (line: string) => void,
): Supervised {
  let child: ChildProcess | null = null;
  let stopping = false;
  let delay = 250;
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((done) => (markReady = done));

  function start(): void {
    child = fork(join(ROOT, script), {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      // A terminal's Ctrl-C goes to us alone; we stop it in order.
      detached: true,
      execArgv: HEAP,
    });
    child.once('message', () => {
      delay = 250;
      markReady();
    });
    child.once('exit', (code, signal) => void restart(signal ?? `exit code ${code}`));
  }

  async function restart(reason: string): Promise<void> {
    if (stopping) return;
    tell(`${script} ended (${reason}); starting it again`);
    await sleep(delay, undefined, { ref: false });
    delay = Math.min(delay * 2, SLOWEST_RESTART_MS);
    if (!stopping) start();
  }

  start();
  return {
    ready,
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
