/** What a worker that has been taken over can do: tried from inside of its walls, with nothing else in the way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { chooseGraders } from '../../scripts/lib/accounts.ts';
import type { Graders } from '../../scripts/lib/accounts.ts';
import { openDoor } from '../../scripts/lib/door.ts';
import type { Door } from '../../scripts/lib/door.ts';
import { workerEnvironment } from '../../scripts/lib/parts.ts';
import { behind, urlInside } from '../../scripts/lib/walls.ts';
import { ROOT } from '../../server/config.ts';
import { asRole, cloneDatabase } from '../support/databases.ts';

const isRoot = process.getuid?.() === 0;

let graders: Graders;
let databaseUrl: string;
let door: Door;
/** A file that everybody on this machine may read. */
let outside: string;

beforeAll(async () => {
  databaseUrl = asRole(await cloneDatabase(), 'worker');
  const config = { dataDir: ROOT, databaseUrl, port: 3000 };
  graders = await chooseGraders(config, workerEnvironment());
  door = await openDoor(databaseUrl, graders.account);
  outside = join(await mkdtemp(join(tmpdir(), 'stepwise-outside-')), 'readable');
  await writeFile(outside, 'not for the worker', { mode: 0o644 });
});
afterAll(async () => {
  await door.close();
  await rm(dirname(outside), { recursive: true });
});

/** What a program inside makes of `question`. */
async function inside<T>(program: string, question: object = {}): Promise<T> {
  if (!graders.walls) throw new Error(graders.notes.join());
  const { execPath, execArgv } = behind(graders.walls, door.socket);
  const code = `const question = ${JSON.stringify(question)};
    const attempt = (what) => { try { return what(); } catch (error) { return error.code; } };
    (async () => { ${program} })().then((answer) => console.log(JSON.stringify(answer)));`;
  const child = spawn(execPath, [...execArgv, '-e', code], {
    cwd: ROOT,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(graders.account ?? {}),
  });
  return (await json(child.stdout)) as T;
}

describe('behind its walls the worker', () => {
  test('sees its own program, Python and the system’s libraries, and no other file', async () => {
    const own = ['server', 'grader', 'contract', 'prisma', 'node_modules', 'package.json'];
    // The way to the program is there, wherever that lies, and nothing else along it.
    const isOnTheWay = (path: string) => graders.walls?.show.some((shown) => shown.startsWith(`${path}/`));
    const places = [
      '/etc/passwd',
      '/etc/hostname',
      '/home',
      '/root',
      '/var',
      '/srv',
      '/run/systemd',
      outside,
    ];
    const paths = places.filter((path) => !isOnTheWay(path));
    const beside = ['.git', 'data', 'docs', 'tests', 'scripts', 'README.md'].map((name) => join(ROOT, name));
    expect([outside, join(ROOT, 'docs')].filter((path) => !existsSync(path))).toEqual([]);
    const seen = await inside<{ root: string[]; there: string[]; own: string[] }>(
      `const { existsSync, readdirSync } = require('node:fs');
       return {
         there: question.paths.filter((path) => existsSync(path)),
         own: readdirSync(question.root),
       };`,
      { paths: [...paths, ...beside], root: ROOT },
    );
    expect(seen.there).toEqual([]);
    expect(seen.own.sort()).toEqual(own.sort());
  });

  test('writes to its own /tmp alone', async () => {
    const places = [join(ROOT, 'server'), '/', '/usr', '/etc', '/run/stepwise', '/tmp'];
    const written = await inside<string[]>(
      `const { writeFileSync } = require('node:fs');
       return question.filter((place) => attempt(() => writeFileSync(place + '/written', '')) === undefined);`,
      places,
    );
    expect(written).toEqual(['/tmp']);
    await expect(stat('/tmp/written')).rejects.toThrow('ENOENT');
  });

  test('reaches its database, and nothing else by any network', async () => {
    const { port } = new URL(databaseUrl);
    const reached = await inside<{ database: string; others: string[]; devices: string[] }>(
      `const { connect } = require('node:net');
       const pg = require('pg');
       const client = new pg.Client({ connectionString: question.url });
       await client.connect();
       const { rows } = await client.query('SELECT current_user AS name');
       await client.end();
       const reach = ([host, port]) => new Promise((done) => {
         const socket = connect({ host, port, timeout: 2000 }, () => done('reached'));
         socket.on('error', (error) => done(error.code));
       });
       const devices = require('node:fs').readFileSync('/proc/net/dev', 'utf8').split('\\n').slice(2, -1);
       return {
         database: rows[0].name,
         others: await Promise.all(question.addresses.map(reach)),
         devices: devices.map((line) => line.trim().split(':')[0]),
       };`,
      {
        url: urlInside(databaseUrl),
        addresses: [
          ['127.0.0.1', Number(port)],
          ['192.0.2.1', 80],
        ],
      },
    );
    expect(reached.database).toBe(decodeURIComponent(new URL(databaseUrl).username));
    expect(reached.devices).toEqual(['lo']);
    expect(reached.others).toEqual(['ENETUNREACH', 'ENETUNREACH']);
  });

  test('knows and stops no process but its own, and cannot become another user', async () => {
    const able = await inside<{ processes: number; kill: string; root: string; status: string; uid: number }>(
      `const { readFileSync, readdirSync } = require('node:fs');
       return {
         processes: readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length,
         kill: attempt(() => process.kill(question.pid, 0)),
         root: attempt(() => process.setuid(0)),
         status: readFileSync('/proc/self/status', 'utf8'),
         uid: process.getuid(),
       };`,
      { pid: process.pid },
    );
    expect(able).toMatchObject({
      processes: 2,
      kill: 'ESRCH',
      root: expect.stringMatching(/^E(PERM|INVAL)$/),
    });
    expect(able.status).toMatch(/^CapEff:\t0+$/m);
    expect(able.status).toMatch(/^NoNewPrivs:\t1$/m);
    if (isRoot) expect([able.uid === 0, able.uid]).toEqual([false, graders.account!.uid]);
  });
});

test('while the database is gone, so it is for whoever stands at the door', async () => {
  const nowhere = await openDoor('postgresql://worker:x@127.0.0.1:1/stepwise', null);
  const socket = connect(nowhere.socket).resume();
  await once(socket, 'close');
  await nowhere.close();
});

test('TLS to a database begins at the door, and a certificate that is not the database’s opens nothing', async () => {
  // Of mail, with a certificate of its own making: what it says first is heard by whoever has come through TLS.
  const mail = new SMTPServer({ secure: true });
  mail.on('error', () => undefined);
  const behindIt = mail.listen(0, '127.0.0.1');
  await once(behindIt, 'listening');
  const database = createServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      const secure = connect((behindIt.address() as AddressInfo).port);
      socket.on('error', () => undefined).pipe(secure);
      secure.on('error', () => undefined).pipe(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(database, 'listening');
  const url = `postgresql://worker:x@localhost:${(database.address() as AddressInfo).port}/stepwise`;
  const heard = async (mode: string): Promise<string> => {
    const secure = await openDoor(`${url}?sslmode=${mode}`, null);
    const socket = connect(secure.socket);
    let said = '';
    socket.on('data', (chunk) => {
      said += String(chunk);
      socket.end();
    });
    await once(socket, 'close');
    await secure.close();
    return said;
  };
  expect([await heard('no-verify'), await heard('verify-full')]).toEqual([
    expect.stringMatching(/^220 /),
    '',
  ]);
  database.close();
  await new Promise<void>((done) => mail.close(done));
});
