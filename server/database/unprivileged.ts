/** PostgreSQL refuses to run as root, and server and worker need not. For root: other users, and places where they may go. */
import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemCode } from '../errors.ts';

export interface Account {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'daemon', 'nobody'];

/** Null when this process is not root: then it runs PostgreSQL as itself. */
export async function unprivilegedAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const entry = lines.find((fields) => fields[0] === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error('no unprivileged user in /etc/passwd');
}

/** Where distributions hand out no user ids, and where a container that has few still has some; many times two each. */
const RANGES: readonly [first: number, pairs: number][] = [
  [1_881_145_344, 2 ** 19],
  [61_000, 2_000],
];

async function mappedRanges(): Promise<[first: number, length: number][]> {
  const text = await readFile('/proc/self/uid_map', 'utf8').catch(() => '0 0 4294967295');
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([first = 0, , length = 0]) => [first, length]);
}

/** Users of an installation's own for server and worker, by its data directory or database; nobody else has them. */
export async function instanceAccounts(instance: string): Promise<{ server: Account; worker: Account }> {
  const number = createHash('sha256').update(instance).digest().readUInt32BE(0);
  const mapped = await mappedRanges();
  for (const [first, pairs] of RANGES) {
    const id = first + 2 * (number % pairs);
    if (mapped.some(([from, length]) => from <= id && id + 1 < from + length))
      return { server: { uid: id, gid: id }, worker: { uid: id + 1, gid: id + 1 } };
  }
  throw new Error('root here has no user ids to give');
}

/** Whether everybody may walk to `path`: each directory on the way, or the first that exists, lets others through. */
async function isReachable(path: string): Promise<boolean> {
  for (let directory = resolve(path); ; directory = dirname(directory)) {
    const found = await stat(directory).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (found && (found.mode & 0o001) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}

/** A directory of the account's own: `wanted` where the account can reach it, else one under /var/lib. */
export async function directoryFor(account: Account | null, wanted: string): Promise<string> {
  const name = createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 12);
  const place =
    !account || (await isReachable(dirname(wanted))) ? wanted : join('/var/lib', `stepwise-${name}`);
  await mkdir(place, { recursive: true, mode: 0o700 });
  if (account) await chown(place, account.uid, account.gid);
  return place;
}

/** PostgreSQL's programs where the account can run them: in node_modules, or a copy beside the data. */
export async function programsFor(account: Account | null, native: string, place: string): Promise<string> {
  if (!account || (await isReachable(native))) return native;
  const copy = join(place, `programs-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  if (!(await stat(copy).catch(() => null))) {
    await rm(`${copy}.part`, { recursive: true, force: true });
    await cp(native, `${copy}.part`, { recursive: true, verbatimSymlinks: true });
    await rename(`${copy}.part`, copy);
  }
  return copy;
}
