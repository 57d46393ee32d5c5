/** The database is cut off in the middle of an act, whichever: it is told as not available, with when to try again, and is not half done. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { playOf } from '../support/play.ts';
import { eventually } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { changes, everything, ready, SCENES } from '../support/twice/play.ts';
import { startWorld } from '../support/twice/world.ts';
import type { World } from '../support/twice/world.ts';

const { random } = playOf(Number(process.env.SEED ?? 20261130));
/** Within so long an act has ended where nothing cuts it off. */
const LONGEST_MS = Number(process.env.MS ?? 24);
const CUTS = Number(process.env.CUTS ?? 1);

let server: TestServer;
let world: World;
beforeAll(async () => {
  ({ server, world } = await startWorld());
});
afterAll(async () => {
  await world.tested(null);
  await server.close();
});

/** Ends every connection of the server, whatever it does. */
const cut = () => server.db.$queryRaw`
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND usename LIKE '%\\_server'`;

const acts = (Object.values(operations) as Operation[]).filter(({ method }) => method !== 'get');
test.each(acts.map((operation) => [operation.id, operation] as const))('%s', async (id, operation) => {
  for (let time = 0; time < CUTS; time += 1) {
    const sent = await SCENES[id]!(world);
    const key = randomUUID();
    const [one, two] = [await ready(world, operation, sent, key), await ready(world, operation, sent, key)];
    const start = await everything(server.db);
    const answering = one();
    await sleep(random(LONGEST_MS));
    await cut();
    const answer = await answering;
    expect([answer.status, answer.body]).not.toEqual([500, answer.body]);
    if (answer.status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await eventually(
      () => server.db.$queryRaw<unknown[]>`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE '%\\_server' AND state = 'active'`,
      (active) => active.length === 0,
    );
    const after = await everything(server.db);
    const again = await eventually(two, ({ status }) => status !== 503);
    expect([again.status, again.body]).not.toEqual([500, again.body]);
    const end = await everything(server.db);
    // What the first did, it did wholly, with its row in the log: the second finds nothing left to do.
    const done = changes(start, after);
    if (done['audit_events'] && operation.once !== 'replaces')
      expect([done, changes(after, end)]).toEqual([done, {}]);
    else if (again.status >= 300 && Object.keys(done).length === 0)
      expect([done, again.body]).toEqual([done, 'is done the second time']);
  }
});
