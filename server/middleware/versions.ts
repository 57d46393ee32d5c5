/** Versions of sets. What they define never changes, so each is read and parsed once a process. */
import { AssignmentDefinition } from '../../contract/assignment.ts';
import type { Asked } from '../database/prisma.ts';

export interface Version {
  id: string;
  number: number;
  definition: AssignmentDefinition;
}

const definitions = new Map<string, AssignmentDefinition>();
const MOST_DEFINITIONS = 200;

export function readVersion(row: { id: string; number: number; definition: unknown }): Version {
  let definition = definitions.get(row.id);
  if (!definition) {
    definition = AssignmentDefinition.parse(row.definition);
    if (definitions.size >= MOST_DEFINITIONS) definitions.clear();
    definitions.set(row.id, definition);
  }
  return { id: row.id, number: row.number, definition };
}

/** Of an assignment's versions, the one in force. */
export const LATEST_VERSION = {
  orderBy: { number: 'desc' },
  take: 1,
  select: { id: true, number: true, definition: true },
} as const;

/** Of an assignment's versions, which one is in force. */
export const LATEST_VERSION_ID = { ...LATEST_VERSION, select: { id: true, number: true } } as const;

/** Versions with their definitions, fetched only where they are not known yet: they are most of what a request would read. */
export async function readVersions<Row extends { id: string; number: number }>(
  db: Asked,
  rows: readonly Row[],
): Promise<(Row & Version)[]> {
  const known = new Map(rows.map(({ id }) => [id, definitions.get(id)]));
  const unknown = [...known].flatMap(([id, definition]) => (definition ? [] : [id]));
  if (unknown.length > 0) {
    const found = await db.$queryRaw<{ id: string; number: number; definition: unknown }[]>`
      SELECT id, number, definition FROM assignment_versions WHERE id = ANY(${unknown}::uuid[])`;
    for (const row of found) known.set(row.id, readVersion(row).definition);
  }
  return rows.map((row) => {
    const definition = known.get(row.id);
    if (!definition) throw new Error(`version ${row.id} is gone`);
    return { ...row, definition };
  });
}
