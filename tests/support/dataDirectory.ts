import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A temporary folder for an embedded database. As root, PostgreSQL runs as another user: where that one cannot reach the
 * folder, its data come under /var/lib, and stay there when the folder is removed.
 *
 * @param name what it is for
 */
export async function makeDataDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `stepwise-${name}-`));
  await chmod(directory, 0o755);
  return directory;
}
