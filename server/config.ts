/** The environment, parsed once. `.env.example` lists the same variables for people. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './errors.ts';

export const ROOT = join(import.meta.dirname, '..');

/** An empty variable counts as absent. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const Environment = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: optional(z.string().default('127.0.0.1')),
  /** Address under which browsers reach Stepwise; https makes the session cookie secure. */
  PUBLIC_URL: optional(z.url().optional()),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  /** Roles of their own for server and worker; without, they are made from DATABASE_URL. */
  SERVER_DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  WORKER_DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATA_DIR: optional(z.string().default(join(ROOT, 'data'))),
  /** How mail is sent, such as `smtps://user:password@smtp.example.edu`; absent: no mail. */
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ }).optional()),
  /** Whom mails are from: an address. */
  MAIL_FROM: optional(z.email().optional()),
  /** The OpenID provider by which people sign in, and what it knows this installation by; absent: passwords alone. */
  OIDC_ISSUER: optional(z.url({ protocol: /^https$/ }).optional()),
  OIDC_CLIENT_ID: optional(z.string().optional()),
  OIDC_CLIENT_SECRET: optional(z.string().optional()),
  /** What people know it by. */
  OIDC_NAME: optional(z.string().max(60).optional()),
  /** Number of reverse proxies in front, so that sign-in throttling sees the browser's address. */
  TRUST_PROXY: optional(z.coerce.number().int().min(0).max(10).default(0)),
  LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')),
  /** Submissions that one worker grades at a time. */
  WORKER_CONCURRENCY: optional(
    z.coerce.number().int().min(1).max(64).default(Math.max(2, availableParallelism())),
  ),
});

export interface Config {
  port: number;
  host: string;
  publicUrl: string | null;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** Null: the role that Stepwise makes for it. */
  serverDatabaseUrl: string | null;
  workerDatabaseUrl: string | null;
  dataDir: string;
  /** Null: no mail is sent. */
  smtp: { url: string; from: string } | null;
  /** Null: people sign in with passwords alone. */
  openId: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  trustProxy: number;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  workerConcurrency: number;
}

function openIdOf(env: z.infer<typeof Environment>): Config['openId'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined) return null;
  if (clientId === undefined || clientSecret === undefined || env.PUBLIC_URL === undefined)
    throw new OperatorError(
      'OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, as the provider gave them out, and PUBLIC_URL, to which it sends people back. See .env.example.',
    );
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME ?? new URL(issuer).hostname };
}

/** @throws OperatorError naming every variable that cannot be used. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new OperatorError(`Settings that cannot be used: ${faults.join('; ')}. See .env.example.`);
  }
  const env = parsed.data;
  if (env.SMTP_URL !== undefined && (env.MAIL_FROM === undefined || env.PUBLIC_URL === undefined))
    throw new OperatorError(
      'SMTP_URL needs MAIL_FROM, the address that mails are from, and PUBLIC_URL, to which their links lead. See .env.example.',
    );
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    serverDatabaseUrl: env.SERVER_DATABASE_URL ?? null,
    workerDatabaseUrl: env.WORKER_DATABASE_URL ?? null,
    dataDir: env.DATA_DIR,
    smtp: env.SMTP_URL === undefined ? null : { url: env.SMTP_URL, from: env.MAIL_FROM ?? '' },
    openId: openIdOf(env),
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    workerConcurrency: env.WORKER_CONCURRENCY,
  };
}
