/**
 * The laws of writing under random afternoons with the page's own class on two servers far from their database: no word is lost, no page
 * stops, and each shows what its group's log holds.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Afternoon, type Place } from '../support/afternoon.ts';
import { playOf } from '../support/play.ts';
import { startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const AFTERNOONS = 16;
const AT_ONCE = 4;

let server: TestServer;
let place: Place;

beforeAll(async () => {
  server = await startTestServer();
  const { random } = playOf(107);
  const delay = () => (random(5) < 3 ? 0 : random(20) > 0 ? random(6) : random(50));
  const writers = ['ada', 'emmy', 'sofia', 'mary'].map(async (name) => ({
    id: await server.userId(name),
    name,
    client: await server.as(name),
  }));
  place = {
    server,
    urls: [await server.listenFar(delay), await server.listenFar(delay)],
    staff: await server.as('grace'),
    writers: await Promise.all(writers),
  };
});
afterAll(() => server.close());

test('whoever writes, moves, is moved, reloads, hands in or loses the connection: no law is broken', async () => {
  const broken: string[] = [];
  const seeds = Array.from({ length: AFTERNOONS }, (_, index) => index + 1);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        broken.push(...(await new Afternoon(place, seed).pass()));
    }),
  );
  expect(broken).toEqual([]);
});
