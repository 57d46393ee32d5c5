/** Containers without an engine: Linux's own namespaces around a tree of files, by the commands of util-linux. Root alone may. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Container {
  root: string;
  /** A folder of files that lie over those of /etc. */
  etc: string;
  user: string;
  readOnly: boolean;
  directory: string;
  tmpfs: readonly string[];
  environment: Record<string, string>;
  command: readonly string[];
  /** Of a namespace; null: the machine's own network. */
  network: string | null;
}

export interface Ran {
  code: number | null;
  said: string;
}

export class Running {
  readonly #outer: ChildProcess;
  readonly ended: Promise<Ran>;
  said = '';

  constructor(outer: ChildProcess) {
    this.#outer = outer;
    for (const stream of [outer.stdout!, outer.stderr!])
      stream.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = once(outer, 'close').then(([code]) => ({ code: code as number | null, said: this.said }));
  }

  get hasEnded(): boolean {
    return this.#outer.exitCode !== null || this.#outer.signalCode !== null;
  }

  /** Says to its first process that it is to end. */
  stop(): void {
    const { pid } = this.#outer;
    if (this.hasEnded || pid === undefined) return;
    const first = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
    if (first) process.kill(Number(first), 'SIGTERM');
  }

  /** What is in it dies with it. */
  kill(): void {
    this.#outer.kill('SIGKILL');
  }
}

export function contain(container: Container): Running {
  const { root, etc, user, readOnly, directory, tmpfs, environment, command, network } = container;
  const inNetwork = network === null ? [] : ['nsenter', `--net=/run/netns/${network}`];
  const separate = ['--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child=KILL'];
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const [program, ...args] = [
    ...inNetwork,
    ...['unshare', ...separate],
    ...[join(import.meta.dirname, 'contain.sh'), root, etc, user, readOnly ? 'ro' : 'rw', directory],
    tmpfs.join(' '),
    ...['env', '-i', ...settings, ...command],
  ] as [string, ...string[]];
  return new Running(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: HOST_PATH } }));
}

const HOST_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/** A command on this machine. @throws with what it said where it fails */
export async function run(...command: [string, ...string[]]): Promise<string> {
  const [program, ...args] = command;
  const running = new Running(
    spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: HOST_PATH } }),
  );
  const { code, said } = await running.ended;
  if (code !== 0) throw new Error(`${command.join(' ')} failed:\n${said.slice(-3000)}`);
  return said;
}
