import { rm } from 'node:fs/promises';
import { openEmbeddedDatabase } from '../../server/database/embedded.ts';
import { beforeSignalEnds } from './beforeSignalEnds.ts';
import { makeDataDirectory } from './dataDirectory.ts';

/**
 * A PostgreSQL of its own for as long as `work` takes. It is stopped and its data are removed where a signal ends the process, too;
 * of a process that is killed it is stopped.
 *
 * @param name what it is for
 */
export async function withOwnDatabase<T>(name: string, work: (url: string) => Promise<T>): Promise<T> {
  const dataDir = await makeDataDirectory(name);
  // Whoever hears of it is its supervisor, without whom it ends.
  const opening = openEmbeddedDatabase(dataDir, (line) => console.error(line));
  const close = async (): Promise<void> => {
    await (await opening).close();
    await rm(dataDir, { recursive: true });
  };
  const takeBack = beforeSignalEnds(close);
  try {
    return await work((await opening).url);
  } finally {
    takeBack();
    await close();
  }
}
