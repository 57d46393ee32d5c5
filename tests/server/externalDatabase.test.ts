/** A database that is not ours is waited for, and may be started again at any time under a running server. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { readConfig } from '../../server/config.ts';
import { openEmbeddedDatabase } from '../../server/database/embedded.ts';
import { openDatabase } from '../../server/database/open.ts';
import { endServer, findPlace, startServer as startPostgres } from '../../server/database/postgres.ts';
import { createLog } from '../../server/log.ts';
import { prepareDatabase } from '../../server/queue/prepareDatabase.ts';
import { startServer } from '../../server/startServer.ts';
import { Client } from '../support/client.ts';
import { makeDataDirectory } from '../support/dataDirectory.ts';
import { eventually } from '../support/testServer.ts';

let dataDir = '';
beforeAll(async () => void (dataDir = await makeDataDirectory('external')));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('a start waits for it with words, and a server outlives its restart', async () => {
  const made = await openEmbeddedDatabase(dataDir);
  await made.close();
  const place = await findPlace(dataDir);
  const port = Number(new URL(made.url).port);
  const external = { databaseUrl: made.url, dataDir: join(dataDir, 'none') };
  await expect(openDatabase(external)).rejects.toThrow(/cannot be reached .* check DATABASE_URL/);

  const told: string[] = [];
  const opening = openDatabase(external, (line) => void told.push(line));
  await eventually(
    async () => told,
    ({ length }) => length > 0,
  );
  let postgres = await startPostgres(place, port);
  await opening;
  expect(told).toEqual([
    expect.stringMatching(/does not answer \(.*ECONNREFUSED.*\)\. Waiting for it/),
    expect.stringMatching(/answers\.$/),
  ]);

  const config = readConfig({ PORT: '0', DATABASE_URL: made.url });
  const log = createLog('test', 'silent');
  const roles = await prepareDatabase(made.url, config, log);
  const server = await startServer(config, roles.server, log);
  const client = new Client(server.url);
  await client.refresh();
  const health = () => client.call(operations.getHealth);
  expect((await health()).status).toBe('ok');
  const signIn = () =>
    client.send(operations.signIn, { body: { email: 'nobody@example.org', password: 'nothing' } });
  try {
    for (let time = 0; time < 2; time += 1) {
      await endServer(place, 'SIGINT');
      await eventually(health, ({ status }) => status === 'degraded');
      expect(await health()).toMatchObject({
        database: false,
        reason: expect.stringContaining('does not answer'),
      });
      expect((await signIn()).status).toBe(503);
      postgres = await startPostgres(place, port);
      await eventually(health, ({ status }) => status === 'ok');
      expect((await signIn()).status).toBe(401);
    }
  } finally {
    await server.close();
    await postgres.keeper.end();
    await endServer(place, 'SIGINT');
  }
});
