import { ACTS, type AuditEntry, type AuditFilter } from '../../../contract/auditLog.ts';
import type { PersonName } from '../../../contract/common.ts';
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';
import type { AuditEventModel } from '../../../prisma/generated/models.ts';
import { isIdIn, withTexts } from '../../database/auditIds.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';
import { namesIn, type Names } from './names.ts';
import { isAct, saidOf } from './sentences.ts';
import { isObject } from './words.ts';

const PAGE = 100;
/** Of one file; spreadsheets open it without trouble. */
const MOST_EXPORTED = 50_000;
const BATCH = 1_000;

const WITH_ACTOR = { actor: PERSON_NAME } as const;
type Row = AuditEventModel & { actor: PersonName | null };

const whereOf = (courseId: string, { actor, act, since, until }: AuditFilter) => ({
  courseId,
  actorId: actor,
  action: act,
  at: { gte: since, lt: until },
});

/** Fields that hold a set's short name; a question or a reason may read as one does. */
const OF_SETS = new Set(['assignment', 'set']);

/** The same value, whose ids are names. */
const named = (value: JsonValue, names: Names, subject: string): JsonValue =>
  withTexts(value, (text, key) => {
    if (key === 'question') return names.question(text, subject);
    return OF_SETS.has(key) || isIdIn(key, text) ? names.of(text) : undefined;
  });

/** As it was written down, but for what opens something. */
const rawOf = ({ action, subject, details }: Row): string =>
  JSON.stringify({ act: action, subject, details }, (key, value: unknown) => (key === 'token' ? undefined : value), 2); // prettier-ignore

export async function present(
  db: Db | Tx,
  course: { id: string; slug: string },
  rows: Row[],
): Promise<AuditEntry[]> {
  const texts = rows.flatMap(({ subject, details }) => [subject, JSON.stringify(details)]);
  const names = await namesIn(db, course.id, texts);
  return rows.map((row) => {
    const { id, at, actor, action, subject } = row;
    // The course is where one reads this.
    const isCourse = subject === course.id || subject === course.slug;
    const of = isCourse ? '' : (names.of(subject) ?? subject);
    const details = named(row.details, names, subject);
    return {
      id,
      at: at.toISOString(),
      actor,
      act: isAct(action) ? ACTS[action] : action,
      ...saidOf(action, of, isObject(details) ? details : {}),
      raw: rawOf(row),
    };
  });
}

/** After an entry in the order of the log, the last first. An event outlives what it tells of, but never goes itself. */
function readRows(
  db: Db,
  courseId: string,
  filter: AuditFilter,
  { after, take }: { after: string | undefined; take: number },
): Promise<Row[]> {
  return db.auditEvent.findMany({
    where: whereOf(courseId, filter),
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    ...(after !== undefined && { cursor: { id: after, courseId }, skip: 1 }),
    take,
    include: WITH_ACTOR,
  });
}

/** A page of the log. */
export async function listAuditLog(
  db: Db,
  course: { id: string; slug: string },
  { after, ...filter }: AuditFilter & { after?: string | undefined },
): Promise<{ entries: AuditEntry[]; more: boolean; actors: PersonName[] }> {
  const [rows, actors] = await Promise.all([
    readRows(db, course.id, filter, { after, take: PAGE + 1 }),
    db.user.findMany({
      where: { auditEvents: { some: { courseId: course.id } } },
      orderBy: { name: 'asc' },
      select: PERSON_NAME.select,
    }),
  ]);
  return { entries: await present(db, course, rows.slice(0, PAGE)), more: rows.length > PAGE, actors };
}

/** @throws ApiError unacceptable when there is more than a file should hold */
export async function allOfAuditLog(
  db: Db,
  course: { id: string; slug: string },
  filter: AuditFilter,
): Promise<AuditEntry[]> {
  const count = await db.auditEvent.count({ where: whereOf(course.id, filter) });
  if (count > MOST_EXPORTED)
    throw new ApiError(
      'unacceptable',
      `These are ${count} acts, and a file holds ${MOST_EXPORTED}. Choose a shorter time.`,
    );
  const entries: AuditEntry[] = [];
  for (let after: string | undefined; ; after = entries.at(-1)?.id) {
    const rows = await readRows(db, course.id, filter, { after, take: BATCH });
    entries.push(...(await present(db, course, rows)));
    if (rows.length < BATCH) return entries;
  }
}
