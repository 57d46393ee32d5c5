/**
 * Directories with a socket whose owner was killed: those of zygotes and of an experiment's data whose worker was, and of its
 * door. A zygote's processes and mounts have gone with it, its cgroups are taken away by the next zygote (`cgroup.py`); files stay.
 */
import { lstat, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PREFIX = 'stepwise-python-';
/** A zygote that starts has no socket yet. */
const YOUNG_MS = 60_000;

function answers(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createConnection(socket);
    probe.once('connect', () => {
      probe.destroy();
      done(true);
    });
    probe.once('error', () => done(false));
  });
}

/** Removes those of this user in which nobody listens. @returns how many */
export async function sweepDirectories(
  parent = tmpdir(),
  { prefix = PREFIX, now = Date.now() } = {},
): Promise<number> {
  const names = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith(prefix));
  let removed = 0;
  for (const name of names) {
    const path = join(parent, name);
    const found = await lstat(path).catch(() => null);
    if (!found?.isDirectory() || found.uid !== process.getuid?.() || now - found.mtimeMs < YOUNG_MS) continue;
    if (await answers(join(path, 'socket'))) continue;
    await rm(path, { recursive: true, force: true }).then(
      () => (removed += 1),
      () => undefined,
    );
  }
  return removed;
}
