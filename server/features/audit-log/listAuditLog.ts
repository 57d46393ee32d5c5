import type { AuditEntry, AuditFilter } from '../../../contract/auditLog.ts';
import type { PersonName } from '../../../contract/common.ts';
import type { AuditEventModel } from '../../../prisma/generated/models.ts';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';
import { actWords } from './actWords.ts';
import { factsOf, withNames } from './facts.ts';
import { namesIn } from './names.ts';

const PAGE = 100;
/** Of one file; spreadsheets open it without trouble. */
export const MOST_EXPORTED = 50_000;
const BATCH = 1_000;

const WITH_ACTOR = { actor: PERSON_NAME } as const;
type Row = AuditEventModel & { actor: PersonName | null };

const whereOf = (courseId: string, { actor, act, since, until }: AuditFilter) => ({
  courseId,
  actorId: actor,
  action: act,
  at: { gte: since, lt: until },
});

async function present(db: Db, course: { id: string; slug: string }, rows: Row[]): Promise<AuditEntry[]> {
  const read = rows.map((row) => ({ row, facts: factsOf(row.details) }));
  const texts = read.flatMap(({ row, facts }) => [row.subject, ...facts.map(({ value }) => value)]);
  const names = await namesIn(db, course.id, texts);
  const said = (text: string): string => names.get(text) ?? withNames(text, names);
  return read.map(({ row, facts }) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    act: actWords(row),
    // The course is where one reads this.
    subject: row.subject === course.id || row.subject === course.slug ? '' : said(row.subject),
    // A question or a reason may read as a set's short name does.
    facts: facts.map(({ name, value }) => ({
      name,
      value: name.endsWith('set') ? said(value) : withNames(value, names),
    })),
  }));
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
