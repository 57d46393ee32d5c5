/**
 * Three roles on the database: the owner, who migrates; the server, who reads and writes rows; the worker, who reads what
 * it grades and writes reports. The two are made here where the owner may make roles, and get their rights anew at every
 * start, so that tables of later migrations have theirs.
 */
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { OperatorError, systemCode } from '../errors.ts';
import { LastingClient, UNHURRIED } from './client.ts';

export interface RoleUrls {
  server: string;
  worker: string;
  /** Why both have all rights of the owner; null when they have their own. */
  shared: string | null;
}

type Part = 'server' | 'worker';
const PARTS: readonly Part[] = ['server', 'worker'];

/** What the worker reads; no person, no session, no secret and no answer in words is among it. */
const WORKER_READS = [
  'submissions',
  'submission_files',
  'assignment_versions',
  'grading_runs',
  // What is due and released says which tests the students see.
  'groups',
  'assignments',
  // A stopped one is not run on.
  'reruns',
];
/** What it writes of a grading run is everything but which run it is and whether it counts. */
const RUN_IDENTITY = ['id', 'submission_id', 'queued_at', 'version_id', 'rerun_id', 'counts_from', 'trains'];
/** The server adds rows here and changes none: what was done, written and decided, and whom a submission names. */
const APPEND_ONLY =
  'audit_events, document_updates, submission_members, regrade_requests, request_events, policy_decisions, inline_comments, inline_comment_events, answer_marks, grading_divisions';
/** The server reads it not even. */
const MIGRATIONS = '_prisma_migrations';
const QUEUE_SCHEMA = 'pgboss';
/** So that two who start at once do not change the same rights at the same time. */
const ADVISORY_LOCK = 20261127;

/**
 * The URL of a part's own role. Its password follows from the owner's, so that it is stored nowhere, and nobody finds the
 * owner's from it. Null when the owner has no password, or a name that leaves no room.
 */
export function roleUrl(ownerUrl: string, part: Part): string | null {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  const name = `${database}_${part}`;
  if (url.password === '' || database === '' || Buffer.byteLength(name) > 63) return null;
  const seal = createHmac('sha256', decodeURIComponent(url.password)).update(`stepwise role ${name}`);
  url.username = encodeURIComponent(name);
  url.password = seal.digest('base64url');
  return url.href;
}

export async function canConnect(url: string): Promise<boolean> {
  const client = new LastingClient(url);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const nameOf = (url: string): string => decodeURIComponent(new URL(url).username);

async function mayMakeRoles(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(
    'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.may ?? false;
}

async function isRole(owner: pg.Client, name: string): Promise<boolean> {
  const found = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  return found.rowCount !== 0;
}

async function ensureRole(owner: pg.Client, url: string): Promise<void> {
  const role = pg.escapeIdentifier(nameOf(url));
  const password = pg.escapeLiteral(decodeURIComponent(new URL(url).password));
  const verb = (await isRole(owner, nameOf(url))) ? 'ALTER' : 'CREATE';
  await owner.query(`${verb} ROLE ${role} LOGIN NOINHERIT PASSWORD ${password}`);
}

async function grant(owner: pg.Client, server: string, worker: string): Promise<void> {
  const [s, w] = [pg.escapeIdentifier(server), pg.escapeIdentifier(worker)];
  const { rows } = await owner.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = 'grading_runs' AND column_name <> ALL ($1)`,
    [RUN_IDENTITY],
  );
  const writable = rows.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const everything = 'SELECT, INSERT, UPDATE, DELETE';
  const statements = [
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA public, ${QUEUE_SCHEMA} TO ${s}, ${w}`,
    `GRANT ${everything} ON ALL TABLES IN SCHEMA public TO ${s}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${s}`,
    `REVOKE ALL ON ${APPEND_ONLY}, ${MIGRATIONS} FROM ${s}`,
    `GRANT SELECT, INSERT ON ${APPEND_ONLY} TO ${s}`,
    // With all that is in it, which no other statement of the server deletes.
    `GRANT EXECUTE ON FUNCTION delete_course(uuid) TO ${s}`,
    // Out of rows that only this function changes.
    `GRANT EXECUTE ON FUNCTION forget_person(uuid, text) TO ${s}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${w}`,
    `GRANT SELECT ON ${WORKER_READS.join(', ')} TO ${w}`,
    // Until when some have time, and not who or why.
    `GRANT SELECT (assignment_id, due_at, releases_at) ON extensions TO ${w}`,
    `GRANT UPDATE (${writable}) ON grading_runs TO ${w}`,
    `GRANT ${everything} ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${s}, ${w}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${s}, ${w}`,
  ];
  await owner.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
}

/**
 * The URLs of server and worker on a database that has all migrations and the queue's schema.
 *
 * @param given URLs that the operator made for them
 */
export async function prepareRoles(
  ownerUrl: string,
  given: { server: string | null; worker: string | null } = { server: null, worker: null },
): Promise<RoleUrls> {
  const shared = (why: string): RoleUrls => ({
    server: given.server ?? ownerUrl,
    worker: given.worker ?? ownerUrl,
    shared: why,
  });
  const own = {
    server: given.server ?? roleUrl(ownerUrl, 'server'),
    worker: given.worker ?? roleUrl(ownerUrl, 'worker'),
  };
  if (own.server === null || own.worker === null)
    return shared('DATABASE_URL has no password from which theirs could follow');
  const urls = { server: own.server, worker: own.worker };
  const owner = new LastingClient({ connectionString: ownerUrl, ...UNHURRIED });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    for (const part of PARTS) {
      if (await canConnect(urls[part])) continue;
      // One that is there may be somebody else's, too: its password is not ours to change.
      const mayMake = given[part] === null || !(await isRole(owner, nameOf(urls[part])));
      if (!mayMake || (given[part] !== null && !(await mayMakeRoles(owner)))) {
        throw new OperatorError(
          `${part.toUpperCase()}_DATABASE_URL does not let in: make its role first, see docs/security.md.`,
        );
      }
      if (!(await mayMakeRoles(owner))) return shared(`the role ${nameOf(ownerUrl)} may not make roles`);
      await ensureRole(owner, urls[part]);
    }
    await grant(owner, nameOf(urls.server), nameOf(urls.worker));
  } catch (error) {
    if (systemCode(error) !== '42501') throw error;
    return shared(`the role ${nameOf(ownerUrl)} may not give them rights (${(error as Error).message})`);
  } finally {
    await owner.end();
  }
  // A password may not be what the server asks for, as with certificates.
  const letIn = await Promise.all(PARTS.map((part) => canConnect(urls[part])));
  return letIn.every(Boolean) ? { ...urls, shared: null } : shared('their roles are not let in');
}
