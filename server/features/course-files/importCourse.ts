/**
 * A course from its export. Every row gets an id of its own, so that nothing that is there is touched, and names nothing but
 * rows of the same file and the people of `course.json`.
 */
import { randomUUID } from 'node:crypto';
import type { Person } from '../../../contract/common.ts';
import { CourseFile } from '../../../contract/courseFiles.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { runTask } from '../../tasks/index.ts';
import { endWaysIn } from '../session/endWaysIn.ts';
import { bad, ourRow, ownIdsOf, parseRow, valueOf } from './courseRow.ts';
import type { Row, TheirRow } from './courseRow.ts';
import { foreignKeys, idColumns, momentColumns } from './foreignKeys.ts';
import type { Column, ForeignKey } from './foreignKeys.ts';
import { openZip, TooLargeZip } from './readZip.ts';
import type { ZipFile } from './readZip.ts';
import { TABLES } from './tables.ts';

const AT_ONCE = 200;
/** Of lines that are stored in one statement. */
const BYTES_AT_ONCE = 2 ** 20;
const LONGEST_MS = 15 * 60_000;

/** Keeps the moment in it, by which rows made one after the other are ordered. */
const newIdFor = (id: string): string => id.slice(0, 14) + randomUUID().slice(14);

/** Bytes of a line from which on a process reads it: what is shorter is over before anybody waits. */
const LONG = 2 ** 18;
/** Tables whose rows get numbers here; no row of theirs is long. */
const NUMBERED = new Set(['policy_decisions', 'grade_decisions', 'grade_decision_items', 'request_events']);

interface Act {
  slug: string | undefined;
  actorId: string;
  now: Date;
}

interface BroughtBack {
  course: Course;
  /** Whose account was there, of an address that nobody had confirmed: its password works no more. */
  passwordsEnded: Person[];
}

/** @throws ApiError unacceptable, with nothing changed, for what is no export or larger than one */
export async function importCourse(db: Db, bytes: Uint8Array, act: Act): Promise<BroughtBack> {
  try {
    return await bringBack(db, bytes, act);
  } catch (error) {
    if (error instanceof TooLargeZip) throw bad(error.message);
    throw error;
  }
}

async function bringBack(
  db: Db,
  bytes: Uint8Array,
  { slug: wanted, actorId, now }: Act,
): Promise<BroughtBack> {
  const zip = await openZip(bytes).catch((error: unknown) => {
    throw error instanceof TooLargeZip ? error : bad('it is no zip.');
  });
  const about = CourseFile.safeParse(parseRow((await zip.text('course.json')) ?? '', 'course.json'));
  if (!about.success) throw bad('course.json is missing, or of another version of Stepwise.');
  const { course, people } = about.data;
  const slug = wanted ?? course.slug;
  if (await db.course.findUnique({ where: { slug }, select: { id: true } }))
    throw new ApiError('unacceptable', `There is a course at /c/${slug} already: take another address.`);
  const ids = await newIdsOf(zip, actorId);
  try {
    return await db.$transaction(
      async (tx) => {
        const passwordsEnded: Person[] = [];
        for (const person of people) {
          const { id, name, email, ended } = await accountOf(tx, person, now);
          ids.set(person.id, id);
          if (ended) passwordsEnded.push({ id, name, email });
        }
        const writer = new RowWriter(tx, {
          ids,
          keys: await foreignKeys(tx),
          idColumns: await idColumns(tx),
          momentColumns: await momentColumns(tx),
          slug,
          actorId,
        });
        for (const { name } of TABLES) await writer.write(name, zip);
        const made = await tx.course.findUniqueOrThrow({ where: { slug } });
        await nameExtended(tx, made.id);
        await tx.$executeRaw`UPDATE set_drafts SET revision = DEFAULT WHERE course_id = ${made.id}::uuid`;
        // Whoever brings it back can look after it.
        const instructor = { courseId: made.id, userId: actorId, role: 'instructor' as const };
        await tx.enrolment.createMany({ data: [instructor], skipDuplicates: true });
        await recordAudit(tx, {
          actorId,
          courseId: made.id,
          action: 'importCourse',
          subject: slug,
          details: {
            from: course.slug,
            exportedAt: about.data.exportedAt,
            people: people.length,
            passwordsEnded: passwordsEnded.map(({ email }) => email),
          },
        });
        return { course: made, passwordsEnded };
      },
      { timeout: LONGEST_MS, maxWait: 10_000 },
    );
  } catch (error) {
    if (isUniqueViolation(error)) throw bad('two of its rows are the same.');
    if (isData(error)) throw bad(`the database refuses a row (${error.message.split('\n').at(-1) ?? ''}).`);
    throw error;
  }
}

/** A file of before says of a group's extension only which group it is for, and not whom it was given to. */
async function nameExtended(tx: Tx, courseId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO extension_members (extension_id, user_id)
    SELECT x.id, m.user_id FROM extensions x JOIN assignments a ON a.id = x.assignment_id
    JOIN group_members m ON m.group_id = x.group_id
    WHERE a.course_id = ${courseId}::uuid AND NOT EXISTS (SELECT 1 FROM extension_members WHERE extension_id = x.id)`;
}

/** What PostgreSQL says of values: classes 22 (data) and 23 (integrity). */
const isData = (error: unknown): error is Error =>
  error instanceof Error && /Code: `2[23]/.test(error.message);

/** Every id of the course's own gets a new one, and those of a table are in the order that they were in. */
async function newIdsOf(zip: ZipFile, actorId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name } of TABLES) {
    const own = new Set<string>();
    const place = `data/${name}.jsonl`;
    for await (const line of zip.lines(place)) {
      const theirs = { table: name, line, place };
      const found =
        line.length < LONG ? ownIdsOf(theirs) : valueOf(await runTask('ownIdsOfCourseRow', theirs, actorId));
      for (const id of found) own.add(id);
    }
    const old = [...own].sort();
    const fresh = old.map(newIdFor).sort();
    for (const [index, id] of old.entries()) ids.set(id, fresh[index]!);
  }
  return ids;
}

/**
 * The account that the file was made of, if it is of this installation; the one of the address otherwise. Anybody can have made that
 * one, as long as nobody has confirmed the address: whoever is in it is out before it gets roles and grades. An administrator has
 * every right here already. Somebody who has no account gets one without a password, and comes in by mail or by the provider.
 *
 * @returns `ended`: whether it had a password, which works no more
 */
async function accountOf(
  tx: Tx,
  { id, email: written, name, erased }: CourseFile['people'][number],
  now: Date,
): Promise<Person & { ended: boolean }> {
  const same = await tx.user.findUnique({ where: { id, erasedAt: null } });
  if (same) return { ...same, ended: false };
  const email = written.toLowerCase();
  const known = await tx.user.findUnique({ where: { email } });
  if (!known) {
    const data = { email, name, passwordHash: null, erasedAt: erased ? now : null };
    return { ...(await tx.user.create({ data })), ended: false };
  }
  const proven = known.emailConfirmedAt !== null || known.isAdministrator;
  return { ...known, ended: !proven && (await endWaysIn(tx, known.id)) };
}

interface Writing {
  ids: ReadonlyMap<string, string>;
  keys: readonly ForeignKey[];
  idColumns: readonly Column[];
  momentColumns: readonly Column[];
  slug: string;
  actorId: string;
}

class RowWriter {
  readonly #tx: Tx;
  readonly #ids: ReadonlyMap<string, string>;
  readonly #known: ReadonlySet<string>;
  readonly #keys: readonly ForeignKey[];
  readonly #idColumns: readonly Column[];
  readonly #momentColumns: readonly Column[];
  readonly #slug: string;
  readonly #actorId: string;
  /** Numbers of decisions: theirs → ours. */
  readonly #revisions = new Map<number, number>();

  constructor(tx: Tx, { ids, keys, idColumns, momentColumns, slug, actorId }: Writing) {
    this.#tx = tx;
    this.#ids = ids;
    this.#known = new Set(ids.values());
    this.#keys = keys;
    this.#idColumns = idColumns;
    this.#momentColumns = momentColumns;
    this.#slug = slug;
    this.#actorId = actorId;
  }

  async write(table: string, zip: ZipFile): Promise<void> {
    const namesIn = (columns: readonly Column[]) =>
      columns.flatMap((each) => (each.table === table ? [each.column] : []));
    const keys = this.#keys.filter((key) => key.table === table);
    const columns = { idColumns: namesIn(this.#idColumns), momentColumns: namesIn(this.#momentColumns) };
    let rows: Row[] = [];
    let count = 0;
    let bytes = 0;
    for await (const line of zip.lines(`data/${table}.jsonl`)) {
      count += 1;
      const place = `data/${table}.jsonl, line ${count},`;
      const theirs = { table, line, place, keys, ...columns, slug: this.#slug };
      const isLong = line.length >= LONG;
      if (!isLong) rows.push(ourRow({ ...theirs, ids: this.#ids }, this.#known));
      bytes += line.length;
      if (rows.length > 0 && (rows.length === AT_ONCE || bytes >= BYTES_AT_ONCE || isLong)) {
        await this.#insert(table, rows);
        rows = [];
        bytes = 0;
      }
      if (isLong) await this.#insertLong(theirs);
    }
    if (table === 'courses' && count !== 1) throw bad('it holds no course, or several.');
    if (rows.length > 0) await this.#insert(table, rows);
  }

  async #insertLong(theirs: Omit<TheirRow, 'ids'>): Promise<void> {
    const { table, line, place } = theirs;
    if (NUMBERED.has(table)) throw bad(`${place} is too long.`);
    const named = await runTask('idsInCourseRow', line, this.#actorId);
    const ids = new Map(
      named.flatMap((id) => (this.#ids.has(id) ? [[id, this.#ids.get(id)!] as const] : [])),
    );
    const { columns, json } = valueOf(await runTask('ourCourseRow', { ...theirs, ids }, this.#actorId));
    const list = await this.#listOf(table, columns);
    await this.#tx.$executeRawUnsafe(
      `INSERT INTO "${table}" (${list}) SELECT ${list}
        FROM json_populate_recordset(NULL::"${table}", convert_from($1::bytea, 'UTF8')::json)`,
      json,
    );
  }

  async #insert(table: string, rows: Row[]): Promise<void> {
    const numbered = await this.#numbered(table, rows);
    const list = await this.#listOf(table, [...new Set(numbered.flatMap((row) => Object.keys(row)))]);
    await this.#tx.$executeRawUnsafe(
      `INSERT INTO "${table}" (${list}) SELECT ${list} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
      JSON.stringify(numbered),
    );
  }

  /** Columns as SQL has them. */
  async #listOf(table: string, columns: readonly string[]): Promise<string> {
    const known = await this.#tx.$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ${table}`;
    const unknown = columns.find((column) => !known.some(({ name }) => name === column));
    if (unknown !== undefined) throw bad(`${table} has no ${JSON.stringify(unknown.slice(0, 40))} here.`);
    return columns.map((column) => `"${column}"`).join(', ');
  }

  /** Decisions are numbered anew, in their order: those of another course have numbers in between. */
  async #numbered(table: string, rows: Row[]): Promise<Row[]> {
    if (table === 'policy_decisions') return rows.map(({ revision: _, ...row }) => row);
    const ours = (number: unknown): number | null => {
      if (number === null || number === undefined) return null;
      const known = this.#revisions.get(Number(number));
      if (known === undefined) throw bad(`${table} names a decision that is not in the file.`);
      return known;
    };
    if (table === 'grade_decisions') {
      const fresh = await this.#tx.$queryRaw<{ number: number }[]>`
        SELECT nextval(pg_get_serial_sequence('grade_decisions', 'revision'))::int AS number
        FROM generate_series(1, ${rows.length}::int)`;
      for (const [index, row] of rows.entries())
        this.#revisions.set(Number(row.revision), fresh[index]?.number ?? 0);
      return rows.map((row) => ({
        ...row,
        revision: ours(row.revision),
        supersedes: ours(row.supersedes),
        undoes: ours(row.undoes),
        restores: ours(row.restores),
      }));
    }
    if (table === 'grade_decision_items' || table === 'request_events')
      return rows.map((row) => ({ ...row, revision: ours(row.revision) }));
    return rows;
  }
}
