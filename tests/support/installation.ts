/** `npm start` as a process of its own, and the parts that it has brought up, to be killed and looked after. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rm, statfs } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../server/config.ts';
import { beforeSignalEnds } from './beforeSignalEnds.ts';
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

/** PostgreSQL, its first log and some hundred submissions, and perhaps a copy of its programs. */
const SMALL_DISK_MB = 400;

/** @returns whether it was done, which only root may */
function asRoot(...command: [string, ...string[]]): boolean {
  const [program, ...args] = process.getuid?.() === 0 ? command : (['sudo', '-n', ...command] as const);
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** A file system of its own for a folder, which can be full. @returns whether it could be made */
function mountSmall(directory: string): boolean {
  const options = `size=${SMALL_DISK_MB}m,mode=755,uid=${process.getuid?.()},gid=${process.getgid?.()}`;
  return asRoot('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', directory);
}

export class Installation {
  /** Whether its data lie on a disk of their own. */
  readonly hasDisk: boolean;
  /** A directory that there is not: the path of programs is what all parts pass on, Python and PostgreSQL too. */
  readonly #mark = `/nowhere/${randomUUID()}`;
  readonly dataDir: string;
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #options: string[];
  #supervisor: ChildProcess | null = null;
  /** All that was said since the last start. */
  output = '';
  #saidBefore = '';
  #takeBack = (): void => undefined;

  private constructor(
    { dataDir, hasDisk }: { dataDir: string; hasDisk: boolean },
    port: number,
    environment: NodeJS.ProcessEnv,
    options: string[],
  ) {
    this.dataDir = dataDir;
    this.hasDisk = hasDisk;
    this.url = `http://127.0.0.1:${port}`;
    this.#options = options;
    this.#environment = {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}:${this.#mark}`,
      NODE_OPTIONS: '',
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...environment,
    };
  }

  /** @param wantsDisk of its own, so that it can be full; it has one where we are root */
  static async create(
    environment: NodeJS.ProcessEnv = {},
    { options = ['--no-demo'], wantsDisk = false } = {},
  ): Promise<Installation> {
    const dataDir = await makeDataDirectory('installation');
    const hasDisk = wantsDisk && mountSmall(dataDir);
    const made = new Installation({ dataDir, hasDisk }, await freePort(), environment, options);
    made.#takeBack = beforeSignalEnds(() => made.remove());
    return made;
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
    this.#saidBefore += this.output;
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

  /** What was said about this, such as the id of a request. */
  linesWith(words: string): string[] {
    return `${this.#saidBefore}${this.output}`.split('\n').filter((line) => line.includes(words));
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

  /** Takes all the room that its disk has. @returns what gives it back */
  async fillDisk(): Promise<() => Promise<void>> {
    if (!this.hasDisk) throw new Error('it would be the disk of the whole machine');
    const path = join(this.dataDir, 'filler');
    const file = await open(path, 'w');
    for (let size = 2 ** 20; size >= 1;) {
      const { bavail } = await statfs(this.dataDir);
      if (bavail === 0) break;
      await file.appendFile(Buffer.alloc(size)).catch(() => void (size = Math.floor(size / 2)));
    }
    await file.close();
    return () => rm(path);
  }

  /** Processes that it has started and that are there still, whoever their parent is now. */
  left(): string[] {
    const isOurs = (pid: number, command: string): boolean => {
      if (command.includes(this.dataDir)) return true;
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(this.#mark);
      } catch {
        return false;
      }
    };
    return processes()
      .filter(({ pid, command }) => isOurs(pid, command))
      .map(({ pid, command }) => `${pid} ${command}`);
  }

  /** Null where nobody answers in time. */
  async health(patienceMs = 2_000): Promise<Health | null> {
    try {
      const response = await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(patienceMs) });
      return (await response.json()) as Health;
    } catch {
      return null;
    }
  }

  untilWell(): Promise<unknown> {
    return until('all is well', async () => (await this.health())?.status === 'ok');
  }

  /** Ends everything and removes its data, which is done where a signal ends this process, too. */
  async remove(): Promise<void> {
    this.#takeBack();
    const child = this.#supervisor;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (this.hasDisk) asRoot('umount', '--lazy', this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
