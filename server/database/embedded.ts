/**
 * The embedded PostgreSQL: started when nobody has, joined when somebody has, and stopped by the last to leave. It
 * survives the crash of those who use it, and the next one joins; with a supervisor it is started again when it dies, and
 * ends with the supervisor.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withLock } from './lock.ts';
import { troubleOf, TROUBLES } from './trouble.ts';
import {
  clusterOf,
  createCluster,
  DATABASE,
  endServer,
  findPlace,
  joinServer,
  KEEPER,
  killServer,
  readPostmaster,
  startServer,
  type Place,
  type Server,
} from './postgres.ts';

export interface Database {
  url: string;
  /** Where its data lie; null for one that is not ours. */
  directory: string | null;
  /** Leaves; the embedded server stops when nobody else uses it. */
  close(): Promise<void>;
}

/** Hears what happens to the server, in a line for people. */
export type Tell = (line: string) => void;

const LOOK_EVERY_MS = 5_000;
/** A server that has not answered for so long is killed and started again; nothing that it has promised is lost by it. */
const FROZEN_MS = 60_000;
const FIRST_DELAY_MS = 250;
const SLOWEST_DELAY_MS = 5_000;

/**
 * Ends the server when its input ends, which it does when the supervisor is gone, however that came about. First as soon as
 * nobody is connected any more, then at once.
 */
const GUARD = `
read -r _
for signal in TERM INT QUIT; do
  [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$2" ] || exit 0
  kill -$signal "$2" || exit 0
  tries=0
  while [ $tries -lt 15 ] && kill -0 "$2" 2>/dev/null; do sleep 1; tries=$((tries + 1)); done
done`;

async function guard(place: Place): Promise<ChildProcess | null> {
  const running = await readPostmaster(place);
  if (!running) return null;
  const shell = spawn('/bin/sh', ['-c', GUARD, 'sh', clusterOf(place), String(running.pid)], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    // What is sent to our whole process group is not for it.
    detached: true,
    env: { PATH: process.env.PATH },
    ...(place.account ?? {}),
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return shell;
}

function ended(server: Server): Promise<void> {
  return new Promise((done) => {
    if (server.keeper.hasEnded) done();
    else server.keeper.once('end', () => done());
  });
}

/** Starts the server again whenever it dies, at the same address. */
function keepRunning(place: Place, lock: string, first: Server, tell: Tell) {
  let server = first;
  let isOver = false;
  let guarding = guard(place);

  async function revive(): Promise<void> {
    // A connection may have been taken from us alone. Where the disk is full there is no room for a lock either.
    const joined = await withLock(lock, () => joinServer(place)).catch(() => null);
    if (joined?.port === first.port) {
      server = joined;
      return;
    }
    tell('PostgreSQL has ended; starting it again');
    let delay = FIRST_DELAY_MS;
    let said = '';
    while (!isOver) {
      try {
        server = await withLock(
          lock,
          async () => (await joinServer(place)) ?? (await startServer(place, first.port)),
        );
        (await guarding)?.kill('SIGKILL');
        guarding = guard(place);
        tell('PostgreSQL runs again');
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const line = troubleOf(error) === 'full' ? TROUBLES.full.operators : reason;
        if (line !== said) tell(`${line} (trying again)`);
        said = line;
        await sleep(delay, undefined, { ref: false });
        delay = Math.min(2 * delay, SLOWEST_DELAY_MS);
      }
    }
  }

  async function keep(): Promise<void> {
    while (!isOver) {
      await ended(server);
      if (!isOver) await revive();
    }
  }

  /** A frozen server breaks no connection: it just says nothing. */
  async function look(): Promise<void> {
    let silentSince: number | null = null;
    while (!isOver) {
      await sleep(LOOK_EVERY_MS, undefined, { ref: false });
      const answers = await server.keeper.query('SELECT 1').then(
        () => true,
        () => false,
      );
      if (answers) silentSince = null;
      else silentSince ??= performance.now();
      if (isOver || silentSince === null || performance.now() - silentSince < FROZEN_MS) continue;
      tell(`PostgreSQL has not answered for ${FROZEN_MS / 1000} s; ending it`);
      await killServer(place).catch(() => undefined);
      silentSince = null;
    }
  }

  void keep();
  void look();
  return {
    keeper: () => server.keeper,
    end: async (): Promise<void> => {
      isOver = true;
      (await guarding)?.kill('SIGKILL');
    },
  };
}

/**
 * Starts or joins the embedded server whose data lie under `dataDir`.
 *
 * @param tell given by a supervisor: then the server is started again when it dies, and ends with this process
 */
export async function openEmbeddedDatabase(dataDir: string, tell?: Tell): Promise<Database> {
  const place = await findPlace(dataDir);
  const lock = join(place.directory, 'lock');
  const server = await withLock(lock, async () => {
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
  const kept = tell && keepRunning(place, lock, server, tell);
  return {
    url: server.url,
    directory: place.directory,
    close: async () => {
      await kept?.end();
      const keeper = kept?.keeper() ?? server.keeper;
      const leave = async (): Promise<void> => {
        const others = await keeper
          .query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()', [
            KEEPER,
          ])
          .catch(() => null);
        await keeper.end().catch(() => undefined);
        // Without an answer nobody can be told apart; a supervisor was the one who ran it.
        if (others?.rowCount === 0 || (kept && others === null)) await endServer(place, 'SIGINT');
      };
      await withLock(lock, leave).catch((error: unknown) => {
        // It has to end all the same.
        if (troubleOf(error) !== 'full') throw error;
        return leave();
      });
    },
  };
}
