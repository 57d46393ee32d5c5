/** People from the command line: a file, and a link to a new password when nobody else can make one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { stepwiseOn } from '../cli/stepwise.ts';
import { Client } from '../support/client.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let directory = '';
beforeAll(async () => {
  server = await startTestServer();
  directory = await mkdtemp(join(tmpdir(), 'stepwise-people-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await server.close();
});

const command = (...args: string[]) => stepwiseOn(server.databaseUrl, ...args);

test('a file is looked at first and applied when asked for', async () => {
  const file = join(directory, 'class.csv');
  await writeFile(file, 'Name;Email;Section\nLise;lise@x.edu;A\nx;nowhere;\nada;ada@example.org;B\n');
  const seen = await command('roster', file, '--course', COURSE);
  expect(seen.stderr).toBe('');
  expect(seen.code).toBe(1);
  expect(seen.stdout.split('\n').slice(0, 3)).toEqual([
    '+ Lise, lise@x.edu, student',
    '~ ada@example.org: section none → B',
    '! line 3: nowhere is no e-mail address such as ada@example.edu.',
  ]);
  expect(seen.stdout).toContain('Nothing was changed');
  expect(await server.db.courseInvitation.count()).toBe(0);
  const done = await command('roster', file, '--course', COURSE, '--apply');
  expect(done.stdout).toContain('Done.');
  expect(await server.db.courseInvitation.findMany()).toMatchObject([{ email: 'lise@x.edu', section: 'A' }]);
  expect((await command('roster', file, '--course', 'nowhere')).code).toBe(2);
  expect((await command('roster', join(directory, 'none.csv'), '--course', COURSE)).code).toBe(2);
});

test('a password link from the command line lets its owner in', async () => {
  const { code, stdout } = await command('password-link', 'Grace@example.org');
  expect(code).toBe(0);
  const token = /\/link#(\S+)/.exec(stdout)?.[1] ?? '';
  // The command knows no clock but the host's.
  server.clock.now = new Date();
  const client = new Client(server.app);
  await client.refresh();
  const session = await client.call(operations.setPassword, {
    body: { token, password: 'a new one of hers' },
  });
  expect(session.user).toMatchObject({ email: 'grace@example.org' });
  const [event] = await server.db.auditEvent.findMany({ where: { action: 'createAnyPasswordLink' } });
  expect(event).toMatchObject({ actorId: null });
  expect((await command('password-link', 'nobody@example.org')).code).toBe(2);
});
