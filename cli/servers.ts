/** Servers that this person has logged in to, with the token for each; in a file that nobody else may read. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from './exit.ts';

/** A token by the server's origin. */
const Servers = z.record(z.string(), z.object({ token: z.string() }));
type Servers = z.infer<typeof Servers>;

/** Instead of what `stepwise login` keeps: for a build machine. */
const TOKEN_VARIABLE = 'STEPWISE_TOKEN';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** @throws UsageError for what is no address of a server, or would send a token where others can read it */
export function originOf(address: string): string {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--server ${address}: write its address, such as https://stepwise.example.edu`);
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname))
    throw new UsageError(
      `--server ${address}: a token is sent by https alone, so that nobody reads it on its way`,
    );
  return url.origin;
}

function fileOfServers(): string {
  const { XDG_CONFIG_HOME } = process.env;
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'stepwise', 'servers.json');
}

async function readServers(): Promise<Servers> {
  const file = fileOfServers();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  try {
    return Servers.parse(JSON.parse(text));
  } catch {
    throw new UsageError(`${file} is not as "stepwise login" wrote it: remove it and log in again`);
  }
}

/** Readable by its owner alone from its first byte on, and never half written. @returns where */
async function writeServers(servers: Servers): Promise<string> {
  const file = fileOfServers();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(servers, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
  return file;
}

export async function keepToken(origin: string, token: string): Promise<string> {
  return writeServers({ ...(await readServers()), [origin]: { token } });
}

/** @returns whether there was one */
export async function forgetToken(origin: string): Promise<boolean> {
  const { [origin]: known, ...others } = await readServers();
  if (known) await writeServers(others);
  return known !== undefined;
}

/** Where no server is named: the one that this person is logged in to. @throws UsageError where that is not one */
export async function onlyServer(): Promise<string> {
  const [first, ...others] = Object.keys(await readServers());
  if (first === undefined)
    throw new UsageError('log in first: stepwise login --server https://…; or say --server');
  if (others.length > 0)
    throw new UsageError(`say which with --server: you are logged in to ${[first, ...others].join(' and ')}`);
  return first;
}

/** @throws UsageError where there is none */
export async function tokenFor(origin: string): Promise<string> {
  const token = process.env[TOKEN_VARIABLE]?.trim() || (await readServers())[origin]?.token;
  if (token) return token;
  throw new UsageError(`log in first: stepwise login --server ${origin} (or set ${TOKEN_VARIABLE})`);
}
