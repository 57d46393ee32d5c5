/** A row of a course's export, as it is brought back: a long one is read by the pool, others where they come. */
import type { JsonValue } from '../../../prisma/generated/internal/prismaNamespace.ts';
import { isIdIn, withTexts } from '../../database/auditIds.ts';
import { ApiError } from '../../errors.ts';
import type { ForeignKey } from './foreignKeys.ts';
import { faultIn } from './storedAs.ts';
import { MADE_ANEW, WITH_IDS } from './tables.ts';

export type Row = Record<string, unknown>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export const bad = (why: string): ApiError =>
  new ApiError(
    'unacceptable',
    `This is no export of a course that can be brought back: ${why} Nothing was changed. Choose the zip as Stepwise wrote it.`,
  );

export function parseRow(line: string, place: string): Row {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  } catch {
    // Said below.
  }
  throw bad(`${place} is no row.`);
}

/** Ids in a row that are new in a copy: its own, and those that are the course's and name no row. */
export function ownIdsOf({ table, line, place }: Pick<TheirRow, 'table' | 'line' | 'place'>): string[] {
  const row = parseRow(Buffer.from(line).toString('utf8'), place);
  return ['id', ...(MADE_ANEW[table] ?? [])].flatMap((column) => {
    const id = row[column];
    return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [id] : [];
  });
}

/** Whatever in a row may be the id of another. */
export function idsIn(line: Uint8Array): string[] {
  return [...new Set(Buffer.from(line).toString('latin1').match(UUID))];
}

export interface TheirRow {
  table: string;
  line: Uint8Array;
  /** Where it stands, for a message. */
  place: string;
  /** Theirs → ours, of those in the row at least. */
  ids: ReadonlyMap<string, string>;
  keys: readonly ForeignKey[];
  /** Columns that hold ids and nothing else. */
  idColumns: readonly string[];
  /** Columns that hold moments. */
  momentColumns: readonly string[];
  slug: string;
}

/**
 * Only where ids stand are they replaced: whatever people wrote is as it was.
 *
 * @throws ApiError unacceptable for what is no row, cannot be read by any page, or names what is not in the file
 */
export function ourRow(theirs: TheirRow, known: ReadonlySet<string>): Row {
  const { table, line, place, ids, keys, slug } = theirs;
  const row = parseRow(Buffer.from(line).toString('utf8'), place);
  for (const column of [...theirs.idColumns, ...(WITH_IDS[table] ?? [])])
    if (row[column] !== undefined)
      row[column] = withTexts(row[column] as JsonValue, (id, key) =>
        isIdIn(key, id) ? ids.get(id) : undefined,
      );
  for (const { column, to } of keys) {
    const value = row[column];
    if (value === null || value === undefined || to === 'grade_decisions') continue;
    if (!known.has(String(value))) throw bad(`${place} names something that is not in the file.`);
  }
  const fault = faultIn(table, row, theirs.momentColumns);
  if (fault !== null) throw bad(`${place} cannot be read here (${fault}).`);
  if (table === 'courses') return { ...row, slug };
  // No worker has them in its queue here; staff have them run again.
  if (table === 'grading_runs' && (row.state === 'queued' || row.state === 'running'))
    return { ...row, state: 'failed', fault: 'not run before the export', finished_at: row.queued_at };
  return row;
}

/** A refusal as a value, since an error loses its class on the way from a process. */
export type OrRefused<Value> = { value: Value } | { refused: string };

export function orRefused<Value>(work: () => Value): OrRefused<Value> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof ApiError) return { refused: error.message };
    throw error;
  }
}

/** @throws ApiError unacceptable */
export function valueOf<Value>(answer: OrRefused<Value>): Value {
  if ('refused' in answer) throw new ApiError('unacceptable', answer.refused);
  return answer.value;
}

/** A row as it is stored: its columns, and all of it as JSON. */
export function ourRowAsBytes(theirs: TheirRow): { columns: string[]; json: Uint8Array<ArrayBuffer> } {
  const row = ourRow(theirs, new Set(theirs.ids.values()));
  return { columns: Object.keys(row), json: new Uint8Array(Buffer.from(JSON.stringify([row]))) };
}
