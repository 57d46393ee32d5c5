import type { TestDatabase } from './testDatabase.ts';

/** Jest loads setup and teardown apart from each other; only `globalThis` is the same for both. */
const place = globalThis as typeof globalThis & { stepwiseTestDatabase?: TestDatabase };

export function remember(database: TestDatabase): void {
  place.stepwiseTestDatabase = database;
}

/** @returns nothing when the database is another's */
export function recall(): TestDatabase | undefined {
  return place.stepwiseTestDatabase;
}
