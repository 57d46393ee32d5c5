/** What an act changes in the whole database, and what is sent for it. */
import { KEY_HEADER, urlOf } from '../../../contract/operation.ts';
import type { Operation } from '../../../contract/operation.ts';
import { CSRF_HEADER } from '../../../contract/session.ts';
import type { Db } from '../../../server/database/prisma.ts';
import { ACCOUNTS } from './account.ts';
import { COURSES } from './course.ts';
import { GRADING } from './grading.ts';
import type { Scene, Sent, World } from './world.ts';

/** For every operation that changes something. */
export const SCENES: Record<string, Scene> = { ...ACCOUNTS, ...COURSES, ...GRADING };

/** What may differ: who is signed in where, until when somebody looks at an answer, and whether a worker has taken what waits. */
const COMPARED: Record<string, string> = {
  user_sessions: 'NULL',
  sign_in_failures: 'NULL',
  grading_claims: 'ROW(t.answer_id, t.user_id, t.page_id)::text',
  grading_runs: `replace((to_jsonb(t) - '{attempt,started_at}'::text[])::text, '"state": "running"', '"state": "queued"')`,
};
export type Rows = Map<string, string[]>;
/** All rows by table, each as its hash. In one statement: asked for table by table, this takes most of the time of what is played. */
export async function everything(db: Db): Promise<Rows> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(${COMPARED[name] ?? 't::text'}) AS row FROM "${name}" t`,
  );
  const found = await db.$queryRawUnsafe<{ name: string; row: string | null }[]>(each.join(' UNION ALL '));
  const rows: Rows = new Map(tables.map(({ name }) => [name, []]));
  for (const { name, row } of found) if (row !== null) rows.get(name)!.push(row);
  return rows;
}

/** By table, how many rows came and how many went. */
export type Changes = Record<string, [came: number, went: number]>;
export function changes(before: Rows, after: Rows): Changes {
  const changed: Changes = {};
  for (const [name, rows] of after) {
    const old = before.get(name) ?? [];
    const [was, is] = [new Set(old), new Set(rows)];
    const came = rows.filter((row) => !was.has(row)).length;
    const went = old.filter((row) => !is.has(row)).length;
    if (came + went > 0) changed[name] = [came, went];
  }
  return changed;
}

export interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}
/** From a browser of their own, which has all that it needs before it sends. */
export async function ready(
  world: World,
  operation: Operation,
  sent: Sent,
  key: string,
): Promise<() => Promise<Answer>> {
  const client = await world.browser(sent.by);
  const { csrfToken } = await client.refresh();
  const url = urlOf(operation, sent.params, sent.query);
  return async () => {
    let call = client.raw(operation.method, url).set({ [CSRF_HEADER]: csrfToken, [KEY_HEADER]: key });
    if (sent.body !== undefined) call = call.type(operation.bodyType).send(sent.body as object);
    const { status, body, headers } = await call;
    return { status, body, headers: headers as Record<string, string> };
  };
}
