import type { Db, Tx } from '../../database/prisma.ts';

export interface ForeignKey {
  table: string;
  column: string;
  /** The table whose rows it names. */
  to: string;
}

export interface Column {
  table: string;
  column: string;
}

const columnsOfType = (db: Db | Tx, type: string): Promise<Column[]> =>
  db.$queryRaw<Column[]>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = ${type} ORDER BY 1, 2`;

/** Which columns hold ids and nothing else, as the database itself knows. */
export const idColumns = (db: Db | Tx): Promise<Column[]> => columnsOfType(db, 'uuid');

/** Which columns hold moments. */
export const momentColumns = (db: Db | Tx): Promise<Column[]> =>
  columnsOfType(db, 'timestamp with time zone');

/** Which columns name rows of which tables, as the database itself knows. */
export function foreignKeys(db: Db | Tx): Promise<ForeignKey[]> {
  return db.$queryRaw<ForeignKey[]>`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column", c.confrelid::regclass::text AS "to"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
    ORDER BY 1, 2`;
}
