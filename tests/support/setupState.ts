import type { Database } from '../../server/database/embedded.ts';

/** Jest loads setup and teardown apart from each other; only `globalThis` is the same for both. */
const place = globalThis as typeof globalThis & { stepwiseTestServer?: Database };

export function remember(server: Database): void {
  place.stepwiseTestServer = server;
}

export function recall(): Database {
  if (!place.stepwiseTestServer) throw new Error('the setup has not run');
  return place.stepwiseTestServer;
}
