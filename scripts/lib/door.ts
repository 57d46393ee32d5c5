/**
 * The one way from a worker behind walls to its database: a socket in the file system, whose other end is here. Nothing of
 * what passes is read. TLS to the database begins here, as its URL says.
 */
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { connect as connectTls } from 'node:tls';
import pg from 'pg';
import type { Account } from '../../server/database/unprivileged.ts';
import { sweepDirectories } from '../../grader/sandbox/python/sweep.ts';

const PREFIX = 'stepwise-door-';
/** PostgreSQL's question whether it speaks TLS; the answer is one letter, S or N. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

export interface Door {
  /** Its path outside of the walls. */
  socket: string;
  close(): Promise<void>;
}

async function connectTo(databaseUrl: string): Promise<Socket> {
  const { host, port, ssl } = new pg.Client({ connectionString: databaseUrl });
  const isFile = host.startsWith('/');
  const plain = isFile ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  await once(plain, 'connect');
  if (!ssl || isFile) return plain;
  plain.write(TLS_REQUEST);
  const [answer] = (await once(plain, 'data')) as [Buffer];
  if (answer.toString() !== 'S') throw new Error('the database does not speak TLS');
  const options = typeof ssl === 'object' ? ssl : {};
  const secure = connectTls({
    host,
    socket: plain,
    ...(isIP(host) === 0 && { servername: host }),
    ...options,
  });
  await once(secure, 'secureConnect');
  return secure;
}

async function letThrough(inside: Socket, databaseUrl: string): Promise<void> {
  try {
    const database = await connectTo(databaseUrl);
    await Promise.all([pipeline(inside, database), pipeline(database, inside)]);
  } catch {
    // To whoever is inside, the database has hung up.
  } finally {
    inside.destroy();
  }
}

/** @param account who is behind the walls; null: whoever we are */
export async function openDoor(databaseUrl: string, account: Account | null): Promise<Door> {
  await sweepDirectories(tmpdir(), { prefix: PREFIX });
  const directory = await mkdtemp(join(tmpdir(), PREFIX));
  const socket = join(directory, 'socket');
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    sockets.add(inside.on('error', () => undefined).once('close', () => sockets.delete(inside)));
    void letThrough(inside, databaseUrl);
  }).listen(socket);
  await once(server, 'listening');
  await chmod(socket, 0o600);
  if (account) {
    await chown(socket, account.uid, account.gid);
    await chmod(directory, 0o711);
  }
  return {
    socket,
    async close() {
      server.close();
      for (const inside of sockets) inside.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
