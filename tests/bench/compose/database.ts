/** The service `postgres`, of the programs that Stepwise brings along: an image of them cannot be had without a registry. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { clusterOf, createCluster, DATABASE, findPlace } from '../../../server/database/postgres.ts';
import { until } from '../../support/installation.ts';
import type { Service } from './services.ts';
import type { Member } from './network.ts';

const PORT = 5432;
const USER = 'stepwise';

export interface ComposedDatabase {
  password: string;
  /** By a socket in the file system, since this machine is in none of the networks. */
  url: string;
  stop(): Promise<void>;
}

export async function startDatabase(
  dataDir: string,
  service: Service,
  { namespace, addresses }: Member,
): Promise<ComposedDatabase> {
  const place = await findPlace(dataDir);
  await createCluster(place);
  const password = await readFile(join(place.directory, 'password'), 'utf8');
  await appendFile(join(clusterOf(place), 'pg_hba.conf'), 'host all all samenet scram-sha-256\n');
  const [, ...options] = service.command;
  const { uid, gid } = place.account ?? { uid: process.getuid!(), gid: process.getgid!() };
  const as = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  const settings = [
    `listen_addresses=${Object.values(addresses).join()}`,
    `unix_socket_directories=${place.directory}`,
    `port=${PORT}`,
  ].flatMap((setting) => ['-c', setting]);
  const program = [join(place.native, 'bin/postgres'), '-D', clusterOf(place), ...settings, ...options];
  const child = spawn('nsenter', [`--net=/run/netns/${namespace}`, ...as, ...program], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  const ended = once(child, 'exit');
  const urlOf = (name: string) =>
    `postgresql://${USER}:${password}@localhost/${name}?host=${place.directory}&port=${PORT}`;
  const client = await until('PostgreSQL answers', async () => {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`);
    const fresh = new pg.Client(urlOf('postgres'));
    return fresh.connect().then(
      () => fresh,
      () => null,
    );
  });
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(DATABASE)}`);
  await client.end();
  return {
    password,
    url: urlOf(DATABASE),
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
