/** What each part of Stepwise is as a process; `supervise` starts one and keeps it up. */
import type { Account } from '../../server/database/unprivileged.ts';
import type { Program } from './supervise.ts';

/**
 * Bounds of V8's heap in MB; `npm run bench` has the same. A worker holds 25 MB and drops much: with room for gigabytes V8
 * would let 100 MB of garbage lie, with this it sweeps more often. It costs a fifth more processor time of the worker.
 */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=256', '--disable-warning=ExperimentalWarning'];

const SECRETS = [
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
  /** Secrets, sent by message. */
  settings: Record<string, string>;
  /** Null: as whoever we are. */
  account: Account | null;
  /** In place of the environment's. */
  logLevel?: string;
}

const leveled = (environment: NodeJS.ProcessEnv, { logLevel }: Pick<Start, 'logLevel'>) =>
  logLevel === undefined ? environment : { ...environment, LOG_LEVEL: logLevel };

/** Takes submissions from the queue and grades them. */
export const workerPart = (start: Start): Program => ({
  script: 'server/worker/main.ts',
  execArgv: HEAP,
  environment: leveled(workerEnvironment(), start),
  settings: start.settings,
  account: start.account,
});

/** Plays texts that are being written. */
export const trierPart = (start: Omit<Start, 'settings'>): Program => ({
  script: 'server/trier/main.ts',
  execArgv: HEAP,
  environment: leveled(workerEnvironment(), start),
  settings: {},
  account: start.account,
});

/** @param sources pages from their sources */
export const serverPart = ({ sources = false, ...start }: Start & { sources?: boolean }): Program => ({
  script: 'server/main.ts',
  args: sources ? ['--dev'] : [],
  execArgv: ['--disable-warning=ExperimentalWarning'],
  environment: leveled(serverEnvironment(), start),
  settings: start.settings,
  account: start.account,
});
