/** `npm start` as a process of its own, and the parts that it has brought up, to be killed and looked after. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../server/config.ts';
import { makeDataDirectory } from './dataDirectory.ts';

export const PARTS = ['server', 'worker', 'postgres'] as const;
export type Part = (typeof PARTS)[number];

export const SCRIPTS = {
  server: 'server/main.ts',
  worker: 'server/worker/main.ts',
  trier: 'server/trier/main.ts',
};

export interface Health {
  status: 'ok' | 'degraded';
  database: boolean;
  reason: string | null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export function isAlive(pid: number): boolean {
  // Nothing is said of what is gone; what has ended and was not asked for yet is dead enough.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout !== '' && !stdout.startsWith('Z');
}

/** All processes of this machine. */
export function processes(): { pid: number; parent: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return { pid: Number(pid), parent: Number(parent), command };
  });
}

/** @throws when it does not come true in time; `what` is said then */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | false> | T | null | false,
  milliseconds = 60_000,
): Promise<T> {
  for (const deadline = performance.now() + milliseconds; performance.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found !== null && found !== false) return found;
  }
  throw new Error(`it did not come to this: ${what}`);
}

export class Installation {
  readonly dataDir: string;
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #options: string[];
  #supervisor: ChildProcess | null = null;
  /** All that was said since the last start. */
  output = '';

  private constructor(dataDir: string, port: number, environment: NodeJS.ProcessEnv, options: string[]) {
    this.dataDir = dataDir;
    this.url = `http://127.0.0.1:${port}`;
    this.#options = options;
    this.#environment = {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
      NODE_OPTIONS: '',
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...environment,
    };
  }

  static async create(environment: NodeJS.ProcessEnv = {}, options = ['--no-demo']): Promise<Installation> {
    const dataDir = await makeDataDirectory('installation');
    return new Installation(dataDir, await freePort(), environment, options);
  }

  #spawn(options: string[]): ChildProcess {
    const args = ['--disable-warning=ExperimentalWarning', 'scripts/up.ts', ...options];
    const child = spawn('node', args, {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return child;
  }

  async start(): Promise<void> {
    this.output = '';
    const child = this.#spawn(this.#options);
    const collect = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.#supervisor = child;
    await until(
      'Stepwise is up',
      () => {
        if (child.exitCode !== null) throw new Error(`the start ended:\n${this.output}`);
        return this.output.includes('Ctrl-C stops everything');
      },
      300_000,
    );
  }

  /** Another start on the same data, until it ends. */
  async startAnother(...options: string[]): Promise<{ code: number | null; output: string }> {
    const child = this.#spawn([...this.#options, ...options]);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  /** Of the embedded database. */
  get directory(): string {
    return /Its data lie in (.*)\.\n/.exec(this.output)?.[1] ?? '';
  }

  get supervisor(): number {
    if (!this.#supervisor?.pid) throw new Error('nothing was started');
    return this.#supervisor.pid;
  }

  /** Ends when the supervisor has. */
  async ended(): Promise<void> {
    const child = this.#supervisor;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** The process of a part; null while there is none. */
  async pidOf(part: Part | 'trier'): Promise<number | null> {
    if (part === 'postgres') {
      const text = await readFile(join(this.directory, 'cluster/postmaster.pid'), 'utf8').catch(() => '');
      const pid = Number(text.split('\n')[0]);
      return pid > 0 && isAlive(pid) ? pid : null;
    }
    const found = processes().find(
      ({ parent, command }) => parent === this.supervisor && command.includes(SCRIPTS[part]),
    );
    return found?.pid ?? null;
  }

  async kill(part: Part, signal: NodeJS.Signals = 'SIGKILL'): Promise<number> {
    const pid = await until(`there is a ${part}`, () => this.pidOf(part));
    process.kill(pid, signal);
    return pid;
  }

  /** Stops the database's processes without ending them. @returns who they are, to be woken by SIGCONT */
  async freezeDatabase(): Promise<number[]> {
    const postmaster = await until('there is a database', () => this.pidOf('postgres'));
    const pids = [
      postmaster,
      ...processes().flatMap(({ pid, parent }) => (parent === postmaster ? [pid] : [])),
    ];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return pids;
  }

  async health(): Promise<Health | null> {
    try {
      const response = await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(2_000) });
      return (await response.json()) as Health;
    } catch {
      return null;
    }
  }

  untilWell(): Promise<unknown> {
    return until('all is well', async () => (await this.health())?.status === 'ok');
  }

  /** Ends everything and removes its data. */
  async remove(): Promise<void> {
    const child = this.#supervisor;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
