/** What each part of Stepwise is as a process; `supervise` starts one and keeps it up. */
import type { Account } from '../../server/database/unprivileged.ts';
import type { Program } from './supervise.ts';
import { behind, urlInside, type Walls } from './walls.ts';

/**
 * Bounds of V8's heap in MB; `npm run bench` has the same. A worker holds 25 MB and drops much: with room for gigabytes V8
 * would let 100 MB of garbage lie, with this it sweeps more often. It costs a fifth more processor time of the worker.
 */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=256', '--disable-warning=ExperimentalWarning'];

/** What no part's environment holds; a part that needs one is sent it by message. */
export const SECRETS = [
  'DATABASE_URL',
  'SERVER_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
];
/** All that a worker is told; whatever else is in our environment is none of its business. */
const FOR_WORKERS =
  /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|DYLD_\w+|NODE_ENV|LOG_LEVEL|WORKER_CONCURRENCY|STEPWISE_\w+)$/;

function environmentOf(isPassed: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isPassed(name)));
}

export const workerEnvironment = (): NodeJS.ProcessEnv => environmentOf((name) => FOR_WORKERS.test(name));

export const serverEnvironment = (): NodeJS.ProcessEnv => environmentOf((name) => !SECRETS.includes(name));

interface Start {
  /** Null: as whoever we are. */
  account: Account | null;
  /** In place of the environment's. */
  logLevel?: string;
}

const leveled = (environment: NodeJS.ProcessEnv, { logLevel }: Pick<Start, 'logLevel'>) =>
  logLevel === undefined ? environment : { ...environment, LOG_LEVEL: logLevel };

/** How a part that runs students' programs is started. @param door its one way out, null for none */
const grading = (start: Start, walls: Walls | null, door: string | null) => {
  const around = walls ? behind(walls, door) : { execArgv: [] };
  return {
    ...around,
    execArgv: [...around.execArgv, ...HEAP],
    environment: { ...leveled(workerEnvironment(), start), ...walls?.environment },
    account: start.account,
  };
};

/**
 * Takes submissions from the queue and grades them.
 *
 * @param settings URLs of its database
 * @param door by which it reaches that from behind walls
 */
export const workerPart = ({
  settings,
  walls = null,
  door = null,
  ...start
}: Start & { settings: Record<string, string>; walls?: Walls | null; door?: string | null }): Program => ({
  script: 'server/worker/main.ts',
  part: 'worker',
  ...grading(start, walls, door),
  settings: Object.fromEntries(
    Object.entries(settings).map(([name, url]) => [name, door === null ? url : urlInside(url)]),
  ),
});

/** Plays texts that are being written. */
export const trierPart = ({ walls = null, ...start }: Start & { walls?: Walls | null }): Program => ({
  script: 'server/trier/main.ts',
  part: 'trier',
  ...grading(start, walls, null),
  settings: {},
});

/**
 * @param settings secrets, sent by message
 * @param sources pages from their sources
 */
export const serverPart = ({
  settings,
  sources = false,
  ...start
}: Start & { settings: Record<string, string>; sources?: boolean }): Program => ({
  script: 'server/main.ts',
  args: sources ? ['--dev'] : [],
  execArgv: ['--disable-warning=ExperimentalWarning'],
  environment: leveled(serverEnvironment(), start),
  settings,
  account: start.account,
});
