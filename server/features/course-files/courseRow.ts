/** A row of a course's export, as it is brought back: a long one is read by the pool, others where they come. */
import { ApiError } from '../../errors.ts';
import type { ForeignKey } from './foreignKeys.ts';

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

/** Null for a row that has none. */
export function idOf(line: Uint8Array, place: string): string | null {
  const { id } = parseRow(Buffer.from(line).toString('utf8'), place);
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : null;
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
  slug: string;
}

/** @throws ApiError unacceptable for what is no row, or names what is not in the file */
export function ourRow({ table, line, place, ids, keys, slug }: TheirRow, known: ReadonlySet<string>): Row {
  const text = Buffer.from(line)
    .toString('utf8')
    .replace(UUID, (id) => ids.get(id) ?? id);
  const row = parseRow(text, place);
  for (const { column, to } of keys) {
    const value = row[column];
    if (value === null || value === undefined || to === 'grade_decisions') continue;
    if (!known.has(String(value))) throw bad(`${place} names something that is not in the file.`);
  }
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
